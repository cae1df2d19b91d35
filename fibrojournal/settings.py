"""Choices of this computer, not of the journal: theme, text size, language, journal file."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from collections.abc import Container
    from pathlib import Path

HIDE_KEYS: Final = ("F12", "F9", "F8", "F6", "Pause")
"""Keys that may hide the window; the first does unless another is chosen."""

LEAST_DIFFERENCES: Final = (0.5, 1.0, 1.5, 2.0, 2.5, 3.0)
"""Points on 0-10 that may count as the smallest difference that matters."""

REMINDER_TIMES: Final = tuple(f"{hour:02}:{minute:02}" for hour in range(24) for minute in (0, 30))
"""Times of the day from which on the reminder may be shown."""

_CHOICES: dict[str, Container[object]] = {
    "theme": ("system", "light", "dark", "contrast"),
    "text_percent": range(100, 201),
    "day_turns_at": range(13),
    "weight_unit": ("kg", "lb"),
    "first_weekday": ("", "monday", "saturday", "sunday"),
    "least_difference": LEAST_DIFFERENCES,
    "idle_minutes": range(121),
    "hide_key": HIDE_KEYS,
    "paper": ("", "A4", "Letter"),
    "reminder_at": REMINDER_TIMES,
}
_NUMBERS: Final = ("emergency_number", "help_number")
_DIALLED: Final = re.compile(r"[0-9 +()/.*#-]{0,24}")
_WIDEST = 100_000
"""Pixels; no window is wider."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices that outlive a session. None of them says anything about health.

    Attributes:
        theme: "system", "light", "dark" or "contrast".
        text_percent: Size of text and controls, 100 to 200.
        language: Language code, or "" for the system's language.
        journal: Path of the journal that was open last, or "" for the default place.
        day_turns_at: Hour (0 to 12) until which writing belongs to the day before.
        weight_unit: "kg" or "lb"; weight is kept in kg either way.
        first_weekday: Day on which a week begins in calendars; "" = as in the country.
        least_difference: Smallest difference that matters on 0-10, in points.
        idle_minutes: Minutes (1 to 120) without a touch after which a protected journal locks;
            0 = never.
        hide_key: The key that hides what the window shows, as Qt writes it.
        neutral_name: The window is called "Journal", and nothing names the app.
        second_backup_folder: Where each backup is copied to besides, or "".
        cloud_told: Path of the journal for which the advice on synced folders was given, or "".
        report_sections: Names of the parts of a visit report, with blanks between them; "" = the
            usual ones.
        recall_offered: Which days may have been offered to be added to, and when, as two dates;
            "" = none so far.
        reminds: There is a reminder to write about today.
        reminder_at: Local time of the day from which on it is shown, one of `REMINDER_TIMES`.
        reminded: On which days it was shown, when it comes back, and until when it is paused, as
            a `Reminder` writes it; "" = never shown.
        paper: "A4" or "Letter"; "" = that of the country.
        emergency_number: What the person would dial in an emergency, digits only; "" = not said.
        help_number: Another number to call, digits only; "" = not said.
        window_size: Width and height in pixels; (0, 0) before the first time.
    """

    theme: str = "system"
    text_percent: int = 100
    language: str = ""
    journal: str = ""
    day_turns_at: int = 4
    weight_unit: str = "kg"
    first_weekday: str = ""
    least_difference: float = 1.0
    idle_minutes: int = 5
    hide_key: str = HIDE_KEYS[0]
    neutral_name: bool = False
    second_backup_folder: str = ""
    cloud_told: str = ""
    report_sections: str = ""
    recall_offered: str = ""
    reminds: bool = False
    reminder_at: str = "20:00"
    reminded: str = ""
    paper: str = ""
    emergency_number: str = ""
    help_number: str = ""
    window_size: tuple[int, int] = (0, 0)

    @classmethod
    def load(cls, file: Path) -> Self:
        """Read `file`; what is missing, broken or odd has its default."""
        try:
            stored = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return cls()
        if not isinstance(stored, dict):
            return cls()
        if isinstance(stored.get("window_size"), list):
            stored["window_size"] = tuple(stored["window_size"])
        defaults = cls()
        known = {field.name for field in fields(cls)}
        return cls(
            **{
                key: value
                for key, value in stored.items()
                if key in known
                and type(value) is type(getattr(defaults, key))
                and _is_possible(key, value)
            }
        )

    def save(self, file: Path) -> None:
        """Write `file` whole or not at all."""
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(".part")
        draft.write_text(json.dumps(asdict(self), indent=2), encoding="utf-8")
        draft.replace(file)


def _is_possible(key: str, value: object) -> bool:
    """Tell whether a value of the right type is one that can be chosen."""
    if isinstance(value, tuple):
        return len(value) == 2 and all(map(_is_pixels, value))  # noqa: PLR2004 - width, height
    if key in _NUMBERS:
        return isinstance(value, str) and bool(_DIALLED.fullmatch(value))
    return key not in _CHOICES or value in _CHOICES[key]


def _is_pixels(side: object) -> bool:
    return isinstance(side, int) and 0 <= side <= _WIDEST
