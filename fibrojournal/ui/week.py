"""On which day a week begins, in every calendar of the window."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLocale, Qt

_DAYS: Final = {
    "monday": Qt.DayOfWeek.Monday,
    "saturday": Qt.DayOfWeek.Saturday,
    "sunday": Qt.DayOfWeek.Sunday,
}
_chosen = ""


def set_first_weekday(choice: str) -> None:
    """Let weeks begin on "monday", "saturday" or "sunday"; "" = as in the country."""
    global _chosen  # noqa: PLW0603 - the look of the one application
    _chosen = choice


def first_weekday() -> Qt.DayOfWeek:
    """Return the day on which a week begins."""
    return _DAYS.get(_chosen) or QLocale().firstDayOfWeek()
