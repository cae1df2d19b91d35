"""Words, dates and numbers shown to people, in their language.

Translation lives below every layer, so that charts and the command line use it without Qt.
"""

from __future__ import annotations

import gettext
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime, time
    from decimal import Decimal
    from pathlib import Path

_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_digits: dict[int, str] = {}


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
    return _in_digits(_catalogue.gettext(text))


def trn(singular: str, plural: str, count: int) -> str:
    """Translate by number, with `{n}` filled in."""
    said = _catalogue.ngettext(singular, plural, count)
    return _in_digits(said.format(n=digits(count)))


def listed(parts: Iterable[str]) -> str:
    """Put parts of a sentence after each other: "a, b, c"."""
    return _in_a_row(parts, tr("{list}, {next}"))


def set_apart(parts: Iterable[str]) -> str:
    """Put parts that hold commas themselves after each other: "a; b, c; d"."""
    return _in_a_row(parts, tr("{list}; {next}"))


def _in_a_row(parts: Iterable[str], pattern: str) -> str:
    row, *rest = [*parts] or [""]
    for part in rest:
        row = pattern.format(list=row, next=part)
    return row


def use_digits(zero: str) -> None:
    """Write whole numbers from now on in the digits that begin with `zero`, such as "0"."""
    global _digits  # noqa: PLW0603 - as the language
    following = {ord("0") + place: chr(ord(zero) + place) for place in range(10)}
    _digits = {} if zero == "0" else following


def digits(number: int) -> str:
    """Write a whole number that is not grouped: a year, a place in a list, a step of a scale."""
    return str(number).translate(_digits)


def _in_digits(text: str) -> str:
    return _Sentence(text) if _digits else text


class _Sentence(str):
    """A text that takes whole numbers in digits other than ours."""

    __slots__ = ()

    def format(self, *args: object, **values: object) -> str:
        """Fill in the placeholders."""
        return super().format(
            *(_written(value) for value in args),
            **{name: _written(value) for name, value in values.items()},
        )


def _written(value: object) -> object:
    return digits(value) if type(value) is int else value


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

    def whole_month(self, day: date) -> str:
        """Write "November"."""

    def weekday(self, day: date) -> str:
        """Write the day of the week in short: "Wed"."""

    def whole_weekday(self, day: date) -> str:
        """Write "Wednesday"."""

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

    def whole_month(self, day: date) -> str:
        """Write "November"."""
        return f"{day:%B}"

    def weekday(self, day: date) -> str:
        """Write the day of the week in short: "Wed"."""
        return f"{day:%a}"

    def whole_weekday(self, day: date) -> str:
        """Write "Wednesday"."""
        return f"{day:%A}"

    def clock(self, moment: datetime | time) -> str:
        """Write hour and minute: "21:42"."""
        return f"{moment:%H:%M}"

    def number(self, value: float | Decimal, decimals: int | None = None) -> str:
        """Write "1,200" or "0.5"; `decimals` None = as many as the value has."""
        if decimals is not None:
            return f"{value:,.{decimals}f}"
        text = f"{value:,f}" if not isinstance(value, float) else f"{value:,.6f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
