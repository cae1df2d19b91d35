from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fibrojournal.domain.entries import SKIPPED
from fibrojournal.domain.question_sets import (
    MONTHLY,
    QUESTION_SETS,
    WEEKLY,
    QuestionSet,
    question_words,
    result_words,
    set_offer,
    set_title,
    set_words,
)
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from fibrojournal.i18n import EnglishFormatter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fibrojournal.domain.entries import Score

WEEK: dict[str, Score] = {"peg_pain": 6.0, "peg_enjoyment": 4.0, "peg_activity": 0.0}
MONTH = dict.fromkeys(MONTHLY.item_keys[:3], 3.0) | dict.fromkeys(MONTHLY.item_keys[3:], 1.0)


def words(asked: QuestionSet, scores: Mapping[str, Score], areas: int | None = None) -> str:
    return result_words(asked, scores, areas, EnglishFormatter())


def test_the_weekly_mean_names_its_range() -> None:
    assert words(WEEKLY, {**WEEK, "fog": 9.0}) == "PEG-style mean (0-10): 3.3"


def test_the_monthly_sum_reaches_twelve_and_with_the_pain_areas_thirty_one() -> None:
    assert words(MONTHLY, {**MONTH}) == "SSS-style (0-12): 12"
    assert words(MONTHLY, {**MONTH}, 19) == (
        "SSS-style (0-12): 12. With the pain areas of that day (0-31): 31"
    )


@pytest.mark.parametrize("left", [None, SKIPPED])
def test_there_is_no_mean_of_what_is_blank_or_skipped(left: Score | None) -> None:
    scores: dict[str, Score] = {**WEEK}
    if left is None:
        del scores["peg_pain"]
    else:
        scores["peg_pain"] = left
    assert words(WEEKLY, scores) == ""


def test_every_question_is_an_item_that_is_off_at_first() -> None:
    items = {item.key: item for item in BUILT_IN_ITEMS}
    for asked in QUESTION_SETS:
        assert set_title(asked)
        assert set_offer(asked)
        assert set_words(asked)
        for key in asked.item_keys:
            assert question_words(key)
            assert items[key].hidden
            assert items[key].kind == "function"
