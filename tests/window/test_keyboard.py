"""A day is written by the keyboard alone, from where the window puts it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from fibrojournal.domain.entries import SKIPPED
from fibrojournal.journal.journal import Journal
from fibrojournal.storage.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from tests.window.screen import Screen

pytestmark = pytest.mark.window


def test_six_scores_take_at_most_twenty_keys(screen: Screen, tmp_path: Path) -> None:
    path = tmp_path / "journal.fibro"
    Store.create(path).close()
    keys = ["5", "Return", "1", "0", "Return", "s", "Return", "0", "Return", "3", "Return", "2"]
    assert len(keys) <= 20
    with screen.program(tmp_path / "home", "--journal", str(path)) as program:
        program.hears(("frame", "FibroJournal", "active"))
        program.hears(("radio button", "Pain on average: 0, none", "focused"))
        program.hit(*keys)
        program.hears(("radio button", "Dizzy: moderate", "checked"))
        program.hears(("label", "Saved*"))
        program.quit()
    with Store.open(path) as store:
        clock = datetime(2026, 11, 4, 21, 42, tzinfo=UTC)
        (entry,) = Journal(store, clock=lambda: clock).contents().days
    assert entry.day == screen.today
    assert entry.scores == {
        "pain_average": 5,
        "pain_worst": 10,
        "fatigue": SKIPPED,
        "sleep_quality": 0,
        "fog": 3,
        "se_dizzy": 2,
    }
