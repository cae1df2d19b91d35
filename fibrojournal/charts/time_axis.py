"""The words under a time axis: months with years beneath, or days with months beneath."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from fibrojournal.i18n import digits, tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fibrojournal.i18n import Formatter

_DAY_STEPS = (1, 2, 7)
_MONTH_STEPS = (1, 3, 6, 12)
_LEAST_DAY_PX = 26
_LEAST_MONTH_PX = 30
_LEAST_PX_FOR_DAYS = 8
_LEAST_YEAR_PX = 40
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class AxisWord:
    """One word under the axis.

    Attributes:
        first: Ordinal at which its stretch begins; the tick stands there.
        last: Ordinal at which its stretch ends (excluded).
        text: The word.
    """

    first: int
    last: int
    text: str


@dataclass(frozen=True, slots=True)
class AxisWords:
    """Both rows of words under a time axis.

    Attributes:
        upper: Days, months, or years; set in the middle of their stretch.
        lower: Months with their year, or years, in bold beneath; empty under years.
    """

    upper: tuple[AxisWord, ...]
    lower: tuple[AxisWord, ...]


def axis_words(first: float, last: float, px_per_day: float, formatter: Formatter) -> AxisWords:
    """Choose the words for the days `first` to `last` (ordinals) at a scale."""
    start, end = date.fromordinal(max(int(first), 1)), date.fromordinal(int(last) + 1)
    for step in _DAY_STEPS:
        if step * px_per_day >= _LEAST_DAY_PX and px_per_day >= _LEAST_PX_FOR_DAYS:
            return AxisWords(
                tuple(_days(start, end, step, formatter)),
                tuple(_month_and_year(start, end, formatter)),
            )
    for step in _MONTH_STEPS:
        if step * px_per_day * 30 >= _LEAST_MONTH_PX * (1 if step == 1 else 1.3):
            break
    else:
        step = _MONTHS * max(1, round(_LEAST_YEAR_PX / (px_per_day * 365)))
    if step >= _MONTHS:
        return AxisWords(tuple(_years(start, end, step // _MONTHS)), ())
    return AxisWords(
        tuple(_months(start, end, step, formatter)),
        tuple(_years(start, end, 1)),
    )


def _days(start: date, end: date, step: int, formatter: Formatter) -> Iterator[AxisWord]:
    for ordinal in range(start.toordinal(), end.toordinal() + 1):
        day = date.fromordinal(ordinal)
        if ordinal % step == 1 % step:  # ordinal 1 was a Monday: weeks stand at Mondays
            yield AxisWord(ordinal, ordinal + 1, formatter.number(day.day))


def _months(start: date, end: date, step: int, formatter: Formatter) -> Iterator[AxisWord]:
    month = date(start.year, start.month - (start.month - 1) % step, 1)
    while month <= end:
        after = _later(month, 1)
        yield AxisWord(month.toordinal(), after.toordinal(), formatter.month(month))
        month = _later(month, step)


def _month_and_year(start: date, end: date, formatter: Formatter) -> Iterator[AxisWord]:
    month = start.replace(day=1)
    while month <= end:
        after = _later(month, 1)
        words = tr("{month} {year}").format(month=formatter.month(month), year=month.year)
        yield AxisWord(month.toordinal(), after.toordinal(), words)
        month = after


def _years(start: date, end: date, step: int) -> Iterator[AxisWord]:
    for year in range(start.year, end.year + 1):
        if year % step == 0:
            yield AxisWord(
                date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal(), digits(year)
            )


def _later(month: date, months: int) -> date:
    place = month.year * _MONTHS + month.month - 1 + months
    return date(place // _MONTHS, place % _MONTHS + 1, 1)
