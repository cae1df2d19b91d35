"""Dates and numbers as the system's language writes them, and what else a page is dressed in."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QTime

from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from fibrojournal.charts.style import Palette
    from fibrojournal.i18n import Formatter


class LocaleFormatter:
    """The `Formatter` of the window: words and order of the locale, days written out."""

    def __init__(self, locale: QLocale) -> None:
        self._locale = locale

    def full_day(self, day: date) -> str:
        """Write "Wednesday, 4 November 2026"."""
        return self._write(day, "dddd, d MMMM yyyy")

    def weekday_day(self, day: date) -> str:
        """Write "Wednesday, 4 November"."""
        return self._write(day, "dddd, d MMMM")

    def day(self, day: date) -> str:
        """Write "4 November 2026"."""
        return self._write(day, "d MMMM yyyy")

    def day_of_year(self, day: date) -> str:
        """Write "4 November"."""
        return self._write(day, "d MMMM")

    def month(self, day: date) -> str:
        """Write the month in short: "Nov"."""
        return self._locale.standaloneMonthName(day.month, QLocale.FormatType.ShortFormat)

    def whole_month(self, day: date) -> str:
        """Write "November"."""
        return self._locale.standaloneMonthName(day.month, QLocale.FormatType.LongFormat)

    def weekday(self, day: date) -> str:
        """Write the day of the week in short: "Wed"."""
        return self._locale.standaloneDayName(day.isoweekday(), QLocale.FormatType.ShortFormat)

    def whole_weekday(self, day: date) -> str:
        """Write "Wednesday"."""
        return self._locale.standaloneDayName(day.isoweekday(), QLocale.FormatType.LongFormat)

    def clock(self, moment: datetime | time) -> str:
        """Write hour and minute: "21:42"."""
        return self._locale.toString(
            QTime(moment.hour, moment.minute), QLocale.FormatType.ShortFormat
        )

    def number(self, value: float | Decimal, decimals: int | None = None) -> str:
        """Write "1,200" or "0.5"; `decimals` None = as many as the value has, 6 at most."""
        if decimals is None:
            exact = round(Decimal(str(value)), 6).normalize()
            exponent = exact.as_tuple().exponent
            decimals = max(0, -exponent) if isinstance(exponent, int) else 0
        return self._locale.toString(float(value), "f", decimals)

    def _write(self, day: date, pattern: str) -> str:
        return self._locale.toString(QDate(day.year, day.month, day.day), pattern)


@dataclass(frozen=True, slots=True)
class Look:
    """What pages are dressed in; a new look means new pages.

    Attributes:
        formatter: Writes dates and numbers.
        palette: Colours for the charts.
        weight_unit: "kg" or "lb"; only shown, weight is kept in kg.
        least_difference: Smallest difference that matters on 0-10, in points.
    """

    formatter: Formatter
    palette: Palette
    weight_unit: str = "kg"
    least_difference: float = 1.0


def moment_words(moment: datetime, formatter: Formatter, *, weekday: bool = True) -> str:
    """Return a moment in words: "Sunday, 22 November 2026, 21:42"."""
    write = formatter.full_day if weekday else formatter.day
    return tr("{day}, {time}").format(day=write(moment.date()), time=formatter.clock(moment))
