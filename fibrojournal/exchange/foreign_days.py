"""Days and times as other apps and spreadsheets write them."""

from __future__ import annotations

import re
from datetime import date, time
from itertools import islice
from typing import TYPE_CHECKING, Final, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Iterable

DateOrder = Literal["ymd", "dmy", "mdy"]
"""In which order year, month and day are written."""

DATE_ORDERS: tuple[DateOrder, ...] = get_args(DateOrder)

LONGEST: Final = 60
"""Characters; a longer text is neither a day nor a time."""

TEXTS_READ: Final = 20_000
"""Most texts of a column that are looked at to find out in which order days are written."""

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_PARTS: Final = re.compile(r"[0-9]+|[a-z]+", re.IGNORECASE)
_ORDINAL: Final = re.compile(r"(?<=[0-9])(st|nd|rd|th)\b", re.IGNORECASE)
_DATE: Final = re.compile(r"[0-9a-z]+(?:[-/. ,]+[0-9a-z]+){2}", re.IGNORECASE)
_CLOCK: Final = re.compile(
    r"([0-9]{1,2})[:.]([0-9]{2})(?:[:.]([0-9]{2})(?:\.[0-9]+)?)?\s*([ap])?\.?(m)?\.?",
    re.IGNORECASE,
)
_GAP: Final = re.compile(r"(?<=[0-9])[ T]|,? +(?=[0-9]{1,2}[:.])")
_OFFSET: Final = re.compile(r"\s*(Z|[+-][0-9]{2}:?[0-9]{2})$")
_NOON: Final = 12
_FOUR_DIGITS: Final = 4


def day_in(text: str, order: DateOrder) -> date | None:
    """Read a day such as "2026-11-04", "04.11.2026", "11/4/2026" or "4th Nov 2026"; else None.

    Args:
        text: A day without its time.
        order: What the numbers mean, where no month is written out. A year always has four
            digits; two could be of any century.
    """
    text = text.strip()
    if len(text) > LONGEST or not _DATE.fullmatch(text := _ORDINAL.sub("", text)):
        return None
    parts = _PARTS.findall(text)
    if len(parts) != len("ymd"):
        return None
    written = [part for part in parts if part.isalpha()]
    if len(written) > 1:
        return None
    if written:
        order_used = _order_with_month(parts)
    else:
        order_used = "ymd" if len(parts[0]) == _FOUR_DIGITS else order
    by_letter = dict(zip(order_used, parts, strict=True))
    if len(by_letter["y"]) != _FOUR_DIGITS or not by_letter["y"].isdecimal():
        return None
    month = _MONTHS.get(by_letter["m"].lower()) if written else _number(by_letter["m"])
    day = _number(by_letter["d"])
    try:
        return date(int(by_letter["y"]), month or 0, day or 0)
    except ValueError:
        return None


def possible_orders(texts: Iterable[str]) -> tuple[DateOrder, ...]:
    """Return the orders in which the most texts are days, with or without a time.

    Orders in which all of them are the same days count as one. Two mean that the person must say;
    none, that no more than half of the texts are days.
    """
    texts = tuple(islice(texts, TEXTS_READ))
    found: dict[tuple[date | None, ...], DateOrder] = {}
    for order in DATE_ORDERS:
        read = (day_and_time_in(text, order) for text in texts)
        found.setdefault(tuple(moment and moment[0] for moment in read), order)
    counts = {days: len(days) - days.count(None) for days in found}
    most = max(counts.values())
    if most * 2 <= len(texts):
        return ()
    return tuple(order for days, order in found.items() if counts[days] == most)


def time_in(text: str) -> time | None:
    """Read a time such as "14:03", "6:50 pm" or "12:00 AM" (midnight); else None."""
    text = text.strip()
    if len(text) > LONGEST:
        return None
    found = _CLOCK.fullmatch(text.replace("\u202f", " "))
    if found is None:
        return None
    hour, minute, second = (int(part or 0) for part in found.group(1, 2, 3))
    half = (found.group(4) or "").lower()
    if bool(half) != bool(found.group(5)):
        return None
    if half:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


def day_and_time_in(text: str, order: DateOrder) -> tuple[date, time | None] | None:
    """Read a day that may be followed by its local time; an offset behind it is left aside."""
    if len(text.strip()) > LONGEST:
        return None
    whole = day_in(text, order)
    if whole is not None:
        return whole, None
    for gap in _GAP.finditer(text.strip()):
        day = day_in(text.strip()[: gap.start()], order)
        at = time_in(_OFFSET.sub("", text.strip()[gap.end() :]))
        if day is not None and at is not None:
            return day, at
    return None


def _order_with_month(parts: list[str]) -> str:
    """Return the order of three parts of which one is a month's name."""
    if parts[0].isalpha():
        return "mdy"
    return "ymd" if len(parts[0]) == _FOUR_DIGITS else "dmy"


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= len("31") else None
