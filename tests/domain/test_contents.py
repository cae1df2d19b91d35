from __future__ import annotations

from fibrojournal.domain.contents import JournalContents
from fibrojournal.domain.entries import SKIPPED, ItemScores
from fibrojournal.domain.profile import Profile


def test_an_empty_journal_holds_an_empty_profile() -> None:
    assert JournalContents().profile == Profile()


def test_skipped_is_neither_a_number_nor_nothing() -> None:
    nothing: tuple[object, ...] = (0, None, "", False)
    assert SKIPPED not in nothing
    assert str(SKIPPED.value) == "skipped"


def test_columns_of_scores_are_compared_by_value() -> None:
    assert ItemScores("fog", (1,), (0.0,), (False,)) == ItemScores("fog", (1,), (0.0,), (False,))
