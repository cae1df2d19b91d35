"""Words, dates and numbers shown to people, in their language.

Translation lives below every layer, so that charts and the command line use it without Qt.
"""

from __future__ import annotations

import gettext
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date, datetime, time
    from decimal import Decimal
    from pathlib import Path

_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def use_language(code: str, folder: Path) -> None:
    """Switch to `code` (for example "nb" or "nb_NO"); be in English where it is missing.

    Args:
        code: Of the language; "" = English.
        folder: Holds a catalogue for each language but English.
    """
    global _catalogue  # noqa: PLW0603 - one language per process
    _catalogue = gettext.translation("fibrojournal", folder, [code or "en"], fallback=True)


def language() -> str:
    """Return the code of the language that texts are in, such as "en" or "nb"."""
    return _catalogue.info().get("language") or "en"


def languages(folder: Path) -> tuple[str, ...]:
    """Return the codes of the languages that can be chosen, English first."""
    catalogues = folder.glob("*/LC_MESSAGES/fibrojournal.mo")
    return ("en", *sorted(place.parent.parent.name for place in catalogues))


def tr(text: str) -> str:
    """Translate one sentence; placeholders are filled in afterwards by `str.format`."""
    return _catalogue.gettext(text)


def trn(singular: str, plural: str, count: int) -> str:
    """Translate by number, with `{n}` filled in."""
    return _catalogue.ngettext(singular, plural, count).format(n=count)


class Formatter(Protocol):
    """How dates and numbers are written; the window passes one that follows the system."""

    def full_day(self, day: date) -> str:
        """Write "Wednesday, 4 November 2026"."""

    def weekday_day(self, day: date) -> str:
        """Write "Wednesday, 4 November"."""

    def day(self, day: date) -> str:
        """Write "4 November 2026"."""

    def day_of_year(self, day: date) -> str:
        """Write "4 November"."""

    def month(self, day: date) -> str:
        """Write the month in short: "Nov"."""

    def clock(self, moment: datetime | time) -> str:
        """Write hour and minute: "21:42"."""

    def number(self, value: float | Decimal, decimals: int | None = None) -> str:
        """Write "1,200" or "0.5"; `decimals` None = as many as the value has."""


class EnglishFormatter:
    """The formatter where there is no window: English words, day before month."""

    def full_day(self, day: date) -> str:
        """Write "Wednesday, 4 November 2026"."""
        return f"{day:%A}, {self.day(day)}"

    def weekday_day(self, day: date) -> str:
        """Write "Wednesday, 4 November"."""
        return f"{day:%A}, {self.day_of_year(day)}"

    def day(self, day: date) -> str:
        """Write "4 November 2026"."""
        return f"{self.day_of_year(day)} {day.year}"

    def day_of_year(self, day: date) -> str:
        """Write "4 November"."""
        return f"{day.day} {day:%B}"

    def month(self, day: date) -> str:
        """Write the month in short: "Nov"."""
        return f"{day:%b}"

    def clock(self, moment: datetime | time) -> str:
        """Write hour and minute: "21:42"."""
        return f"{moment:%H:%M}"

    def number(self, value: float | Decimal, decimals: int | None = None) -> str:
        """Write "1,200" or "0.5"; `decimals` None = as many as the value has."""
        if decimals is not None:
            return f"{value:,.{decimals}f}"
        text = f"{value:,f}" if not isinstance(value, float) else f"{value:,.6f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
