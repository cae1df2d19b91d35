"""A journal is open in one window at a time, and the other says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.window.screen import Screen

pytestmark = pytest.mark.window


def test_a_second_window_says_that_the_journal_is_open_and_opens_it_afterwards(
    screen: Screen, tmp_path: Path
) -> None:
    arguments = (tmp_path / "home", "--journal", str(tmp_path / "journal.fibro"))
    with screen.program(*arguments) as first:
        first.press(("button", "Make a new journal here"))
        first.press(("dialog", "Welcome"), ("button", "Skip all"))
        first.press(("radio button", "Fatigue: 7"))
        first.hears(("label", "Saved*"))
        with screen.program(*arguments) as second:
            second.hears(("label", "This journal is open in another window."))
            first.quit()
            second.press(("button", "Try again"))
            second.hears(("radio button", "Fatigue: 7", "checked"))
            second.quit()
