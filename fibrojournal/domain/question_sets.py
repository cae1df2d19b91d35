"""Questions that belong together and are asked once a week or once a month, if at all.

Each is a tracked item, so that blank, skipped and 0 stay three things, and charts and exports
know it. The wording is the project's own; the sums are numbers to follow, and name nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fibrojournal.domain.entries import Score
    from fibrojournal.i18n import Formatter


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions that are answered together.

    Attributes:
        key: Its name in the program.
        item_keys: Its items, in the order in which they are asked.
        every_days: Days from one answer to the next, as it is meant.
    """

    key: Literal["weekly", "monthly"]
    item_keys: tuple[str, ...]
    every_days: int

    def numbers(self, scores: Mapping[str, Score]) -> tuple[float, ...] | None:
        """Return all its numbers; None = one of them is blank or skipped."""
        given = [scores.get(key) for key in self.item_keys]
        numbers = tuple(score for score in given if isinstance(score, float | int))
        return numbers if len(numbers) == len(given) else None


WEEKLY = QuestionSet("weekly", ("peg_pain", "peg_enjoyment", "peg_activity"), 7)
"""PEG-style: own words after Krebs 2009."""

MONTHLY = QuestionSet(
    "monthly",
    (
        *("sss_fatigue", "sss_unrefreshed", "sss_thinking"),
        *("sss_headaches", "sss_belly", "sss_depression"),
    ),
    30,
)
"""SSS-style: own words; three of 0 to 3, and a point for each of three more."""

QUESTION_SETS = (WEEKLY, MONTHLY)

IN_SETS = frozenset(key for asked in QUESTION_SETS for key in asked.item_keys)
"""Keys of all items that are asked once a week or once a month, not daily."""


def set_title(asked: QuestionSet) -> str:
    """Return what the questions are called together."""
    return tr("Once a week") if asked is WEEKLY else tr("Once a month")


def set_offer(asked: QuestionSet) -> str:
    """Return the words by which the questions are offered."""
    if asked is WEEKLY:
        return tr("Ask three questions once a week (PEG-style)")
    return tr("Ask six questions once a month (SSS-style)")


def set_words(asked: QuestionSet) -> str:
    """Return what is to be thought of, and what the answers mean."""
    if asked is WEEKLY:
        return tr("About the past week, each from 0 to 10.")
    return tr(
        "0 none; 1 slight or mild, comes and goes; 2 moderate, considerable, often present; "
        "3 severe, pervasive, continuous. The last three: in the past 6 months."
    )


def question_words(key: str) -> str:
    """Return how one of these questions is asked."""
    return {
        "peg_pain": tr("Pain on average"),
        "peg_enjoyment": tr("Interference with enjoying life"),
        "peg_activity": tr("Interference with general activity"),
        "sss_fatigue": tr("Fatigue"),
        "sss_unrefreshed": tr("Waking unrefreshed"),
        "sss_thinking": tr("Thinking or memory trouble"),
        "sss_headaches": tr("Headaches"),
        "sss_belly": tr("Pain or cramps in the lower belly"),
        "sss_depression": tr("Depression"),
    }[key]


def result_words(
    asked: QuestionSet, scores: Mapping[str, Score], areas: int | None, formatter: Formatter
) -> str:
    """Say the mean or the sum of a day's answers; "" while one is blank or skipped.

    Args:
        asked: Which questions.
        scores: Item key to score of one day.
        areas: Painful areas of that day, 0..19; None = not mapped.
        formatter: Writes numbers.
    """
    numbers = asked.numbers(scores)
    if numbers is None:
        return ""
    total = sum(numbers)
    if asked is WEEKLY:
        mean = formatter.number(total / len(numbers), 1)
        return tr("PEG-style mean (0-10): {mean}").format(mean=mean)
    said = tr("SSS-style (0-12): {sum}").format(sum=formatter.number(total))
    if areas is None:
        return said
    both = tr("With the pain areas of that day (0-31): {sum}").format(
        sum=formatter.number(total + areas)
    )
    return f"{said}. {both}"
