"""The details of one comparison, row by row: for those who want to know.

    detail_rows(comparison, change, ...) -> rows of label and text

A row without a number to show is not there. Nothing here needs matplotlib.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from fibrojournal.charts.change_title import change_days
from fibrojournal.charts.comparison_words import (
    amount_words,
    difference_words,
    mean_words,
    range_words,
    times_in_ten,
)
from fibrojournal.i18n import tr, trn

if TYPE_CHECKING:
    from fibrojournal.analysis.comparison import Comparison, Window
    from fibrojournal.analysis.windows import Change
    from fibrojournal.i18n import Formatter

_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class DetailRow:
    """One detail.

    Attributes:
        label: What it is about, such as "Better day".
        text: The detail in words.
    """

    label: str
    text: str


def detail_rows(
    comparison: Comparison, change: Change, spread: float | None, formatter: Formatter
) -> tuple[DetailRow, ...]:
    """Say everything that the result holds and the sentence does not.

    Args:
        comparison: The result.
        change: Its change.
        spread: The usual swing of the item in its unit; None = not known.
        formatter: Writes days and numbers.
    """
    rows = (
        (tr("Days before"), _window_words(comparison.before, formatter)),
        (tr("Settling in"), _settling_words(change, formatter)),
        (tr("Days after"), _window_words(comparison.after, formatter)),
        (tr("Difference"), _range_words(comparison, formatter)),
        (tr("In percent"), _percent_words(comparison, formatter)),
        (tr("Better day"), _chance_words(comparison)),
        (tr("Usual swing"), swing_words(comparison, spread, formatter)),
        (tr("Day to day"), _carry_over_words(comparison, formatter)),
        (
            tr("Worst day") if comparison.item.better == "lower" else tr("Highest day"),
            _highest_words(comparison, formatter),
        ),
        (tr("Days at 7 or more"), _high_days_words(comparison)),
        (tr("Missing days"), _if_missing_words(comparison, formatter)),
        (tr("Look"), _look_words(comparison)),
    )
    return tuple(DetailRow(label, text) for label, text in rows if text)


def swing_words(comparison: Comparison, spread: float | None, formatter: Formatter) -> str:
    """Say whether the difference is larger than the usual swing; "" before there is a range."""
    if spread is None or comparison.difference is None or comparison.range is None:
        return ""
    amount = amount_words(comparison.item, spread, formatter)
    pattern = (
        tr("The difference is larger than the usual swing of your 7-day averages ({swing}).")
        if abs(comparison.difference) > spread
        else tr("The difference is smaller than the usual swing of your 7-day averages ({swing}).")
    )
    return pattern.format(swing=amount)


def _window_words(window: Window, formatter: Formatter) -> str:
    if window.last_day < window.first_day:
        return ""
    words = tr("{days}: {scored} of {counted} days scored").format(
        days=change_days(window.first_day, window.last_day, formatter),
        scored=window.scored,
        counted=window.days,
    )
    left_out = (window.last_day - window.first_day).days + 1 - window.days
    if left_out > 0:
        more = trn("{n} day left out", "{n} days left out", left_out)
        words = tr("{scored}, {left_out}").format(scored=words, left_out=more)
    return words


def _settling_words(change: Change, formatter: Formatter) -> str:
    if change.settled_day == change.first_day:
        return ""
    last = change.settled_day - timedelta(days=1)
    return tr("{days}: drawn pale, not counted").format(
        days=change_days(change.first_day, last, formatter)
    )


def _range_words(comparison: Comparison, formatter: Formatter) -> str:
    likely = comparison.range
    if likely is None or comparison.difference is None:
        return ""
    return tr("{difference}; {confidence} % range: {range}").format(
        difference=difference_words(comparison.item, comparison.difference, formatter),
        confidence=formatter.number(round(_HUNDRED * likely.confidence)),
        range=range_words(comparison.item, likely, formatter),
    )


def _percent_words(comparison: Comparison, formatter: Formatter) -> str:
    if comparison.percent is None:
        return ""
    number = formatter.number(round(abs(comparison.percent)))
    if abs(comparison.percent) < 1 / 2:
        return tr("no difference")
    pattern = (
        tr("{number} % lower than before")
        if comparison.percent < 0
        else tr("{number} % higher than before")
    )
    return pattern.format(number=number)


def _chance_words(comparison: Comparison) -> str:
    chance, likely = comparison.better_day_chance, comparison.better_range
    if chance is None or likely is None:
        return ""
    return tr(
        "A day after was better than a day before about {times} times in 10; likely between "
        "{low} and {high} (5 in 10 = no difference)"
    ).format(
        times=times_in_ten(chance), low=times_in_ten(likely.low), high=times_in_ten(likely.high)
    )


def _carry_over_words(comparison: Comparison, formatter: Formatter) -> str:
    before, after = comparison.independent_days_before, comparison.independent_days_after
    if comparison.carry_over is None or before is None or after is None:
        return ""
    return tr(
        "A day resembles the day before it ({carry_over} on a scale from 0, not at all, to 1). "
        "So the {scored_before} scored days before tell about as much as {before} unrelated "
        "days, the {scored_after} after about as much as {after}."
    ).format(
        carry_over=formatter.number(comparison.carry_over, 1),
        scored_before=comparison.before.scored,
        before=formatter.number(round(before)),
        scored_after=comparison.after.scored,
        after=formatter.number(round(after)),
    )


def _highest_words(comparison: Comparison, formatter: Formatter) -> str:
    before, after = comparison.before.highest, comparison.after.highest
    if before is None or after is None:
        return ""
    return tr("{before} before, {after} after").format(
        before=formatter.number(before), after=formatter.number(after)
    )


def _high_days_words(comparison: Comparison) -> str:
    before, after = comparison.before, comparison.after
    if before.share_at_7 is None or after.share_at_7 is None:
        return ""
    return tr("{before} of {scored_before} before, {after} of {scored_after} after").format(
        before=round(before.share_at_7 * before.scored),
        scored_before=before.scored,
        after=round(after.share_at_7 * after.scored),
        scored_after=after.scored,
    )


def _if_missing_words(comparison: Comparison, formatter: Formatter) -> str:
    low, high = comparison.mean_if_missing_low, comparison.mean_if_missing_high
    missing = comparison.after.days - comparison.after.scored
    if low is None or high is None or missing == 0:
        return ""
    scale = comparison.item.scale
    return trn(
        "{n} day after has no score. Had it been {{low}}, the average after would be "
        "{{mean_low}}; had it been {{high}}, {{mean_high}}.",
        "{n} days after have no score. Had all of them been {{low}}, the average after would be "
        "{{mean_low}}; had all been {{high}}, {{mean_high}}.",
        missing,
    ).format(
        low=formatter.number(scale.low),
        mean_low=mean_words(low, formatter),
        high=formatter.number(scale.high),
        mean_high=mean_words(high, formatter),
    )


def _look_words(comparison: Comparison) -> str:
    if comparison.look == 0:
        return ""
    return (
        tr("First look, after the days that were fixed when the change was written down")
        if comparison.look == 1
        else tr("Second and last look, over twice as many days")
    )
