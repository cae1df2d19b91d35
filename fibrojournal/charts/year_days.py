"""One item over one year, day by day: what stands in each cell, and the same in words.

    year_days(item, scores, skipped, year, today) -> YearDays
    year_day_words(days, day, formatter) -> str
    year_sentence(days, formatter) -> str
    year_table(days, formatter) -> (headers, rows), a row a month

A day is scored, skipped, blank, or still to come; these are four different things. Nothing here
needs matplotlib.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from fibrojournal.analysis.series import daily_values
from fibrojournal.charts.describe import value_words
from fibrojournal.i18n import listed, tr, trn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fibrojournal.domain.entries import ItemScores
    from fibrojournal.domain.tracked_items import TrackedItem
    from fibrojournal.i18n import Formatter

CellKind = Literal["scored", "skipped", "blank", "to come"]

MONTHS: Final = 12
LONGEST_MONTH: Final = 31

_PALE, _HALF, _FULL = 0.06, 0.44, 1.0
_STRONG: Final = 0.81
"""Shares of the accent: none to half of the scale lies between the first two, the rest from the
last to the whole. Between lies what neither dark nor light figures can be read on."""


@dataclass(frozen=True, slots=True)
class YearDays:
    """One item over one year.

    Attributes:
        item: The item.
        year: The year.
        today: Days after it are still to come.
        values: The value of each scored day, in the item's unit.
        skipped: Days of which it was skipped.
    """

    item: TrackedItem
    year: int
    today: date
    values: Mapping[date, float]
    skipped: frozenset[date]

    @property
    def first(self) -> date:
        """The first day of the year."""
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        """The last day of the year that is not still to come."""
        return min(date(self.year, 12, 31), self.today)

    def kind(self, day: date) -> CellKind:
        """Tell what a day is."""
        if day > self.today:
            return "to come"
        if day in self.values:
            return "scored"
        return "skipped" if day in self.skipped else "blank"

    def share(self, day: date) -> float:
        """Return how much of the accent the cell of a scored day has, from 0 to 1."""
        scale = self.item.scale
        part = (self.values[day] - scale.low) / (scale.high - scale.low)
        if part <= 0.5:  # noqa: PLR2004 - half of the scale
            return _PALE + 2 * part * (_HALF - _PALE)
        return _STRONG + (2 * part - 1) * (_FULL - _STRONG)


def year_days(
    item: TrackedItem, scores: ItemScores, skipped: frozenset[date], year: int, today: date
) -> YearDays:
    """Pick the days of one year out of everything written for an item."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    daily = daily_values(scores, item).between(first, last)
    values = {
        date.fromordinal(int(day)): float(value)
        for day, value in zip(daily.days, daily.values, strict=True)
    }
    return YearDays(item, year, today, values, frozenset(d for d in skipped if d.year == year))


def days_of_month(year: int, month: int) -> int:
    """Count the days of a month."""
    return monthrange(year, month)[1]


def cell_text(days: YearDays, day: date, formatter: Formatter) -> str:
    """Return the number in the cell of a day; "" = it is not scored."""
    if day not in days.values:
        return ""
    value = days.values[day]
    return formatter.number(value if value == int(value) else round(value, 1))


def year_day_words(days: YearDays, day: date, formatter: Formatter) -> str:
    """Say one day: "Wednesday, 4 November 2026: Pain 6"."""
    kind = days.kind(day)
    name = days.item.short_name
    if kind == "scored":
        words = tr("{item} {value}").format(
            item=name, value=value_words(days.item, days.values[day], formatter)
        )
    elif kind == "skipped":
        words = tr("{item} skipped").format(item=name)
    else:
        words = tr("{item} blank").format(item=name) if kind == "blank" else tr("still to come")
    return tr("{day}: {words}").format(day=formatter.full_day(day), words=words)


def year_sentence(days: YearDays, formatter: Formatter) -> str:
    """Say how much of the year is scored, and from what to what."""
    name = days.item.short_name
    past = max((days.last - days.first).days + 1, 0)
    seen = len(days.values)
    if not seen:
        return tr("{item} has no score in {year}.").format(item=name, year=days.year)
    counted = trn(
        "{{item}} in {{year}}: {{scored}} of {{days}} day scored",
        "{{item}} in {{year}}: {{scored}} of {{days}} days scored",
        past,
    ).format(item=name, year=days.year, scored=formatter.number(seen), days=formatter.number(past))
    low, high = min(days.values.values()), max(days.values.values())
    spread = tr("from {low} to {high}").format(
        low=value_words(days.item, low, formatter), high=value_words(days.item, high, formatter)
    )
    parts = [counted, spread]
    if days.skipped:
        parts.append(trn("{n} day skipped", "{n} days skipped", len(days.skipped)))
    return tr("{sentence}.").format(sentence=listed(parts))


def year_table(
    days: YearDays, formatter: Formatter
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the same as the cells: a row a month, a column a day; a blank day is blank."""
    header = (tr("Month"), *(formatter.number(n) for n in range(1, LONGEST_MONTH + 1)))
    rows = []
    for month in range(1, MONTHS + 1):
        cells = []
        for number in range(1, LONGEST_MONTH + 1):
            if number > days_of_month(days.year, month):
                cells.append("")
                continue
            day = date(days.year, month, number)
            skipped = days.kind(day) == "skipped"
            cells.append(tr("skipped") if skipped else cell_text(days, day, formatter))
        rows.append((formatter.month(date(days.year, month, 1)), *cells))
    return header, rows
