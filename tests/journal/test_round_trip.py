"""Export, import and export again, through real journal files."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings

from fibrojournal.domain.entries import DayEntry
from fibrojournal.journal.journal import Journal
from fibrojournal.storage.store import Store
from tests.builders import TODAY
from tests.exchange.strategies import journal_contents
from tests.storage.files import fingerprints

if TYPE_CHECKING:
    from fibrojournal.domain.contents import JournalContents

NOW = datetime(2026, 11, 4, 21, 42, tzinfo=UTC)


def opened(store: Store) -> Journal:
    return Journal(store, clock=lambda: NOW)


def as_kept(drawn: JournalContents) -> JournalContents:
    """Leave out days without a word, and put the intakes of a day in order of time."""
    days = tuple(
        entry for entry in drawn.days if replace(entry, written_at=None) != DayEntry(entry.day)
    )
    intakes = sorted(drawn.intakes, key=lambda intake: (intake.day, str(intake.time or "")))
    return replace(drawn, days=days, intakes=tuple(intakes))


@settings(deadline=None, max_examples=20)
@given(drawn=journal_contents(TODAY))
def test_an_exported_journal_comes_back_whole_and_is_exported_alike(
    drawn: JournalContents,
) -> None:
    contents = as_kept(drawn)
    with tempfile.TemporaryDirectory() as place:
        first, second = Path(place, "first"), Path(place, "second")
        with Store.create(Path(place, "old.fibro")) as store:
            old = opened(store)
            old.load(contents)
            assert old.contents() == contents
            assert old.problems() == ()
            old.export_to(first)
        with Store.create(Path(place, "new.fibro")) as store:
            new = opened(store)
            empty = new.contents()
            plan = new.plan_import(first)
            assert not plan.has_rejections
            new.carry_out(plan)
            assert new.contents() == contents
            new.export_to(second)
            assert new.plan_import(second).values() == ()
            new.undo()
            assert new.contents() == empty
        assert fingerprints(first) == fingerprints(second)


def test_the_example_journal_comes_back_whole(example_journal: Journal, tmp_path: Path) -> None:
    example_journal.export_to(tmp_path / "first")
    with Store.create(tmp_path / "new.fibro") as store:
        new = opened(store)
        new.carry_out(new.plan_import(tmp_path / "first"))
        assert new.contents() == example_journal.contents()
        new.export_to(tmp_path / "second")
    assert fingerprints(tmp_path / "first") == fingerprints(tmp_path / "second")
