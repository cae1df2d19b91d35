"""How values of the domain are written into cells, and read back without loss."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fibrojournal.storage.rows import Cell


def day_cell(day: date | None) -> str | None:
    """Write a day as ISO text."""
    return None if day is None else day.isoformat()


def day_value(cell: Cell) -> date:
    """Read a day."""
    return date.fromisoformat(str(cell))


def optional_day(cell: Cell) -> date | None:
    """Read a day that may be missing."""
    return None if cell is None else day_value(cell)


def time_cell(moment: time | None) -> str | None:
    """Write a local time to the second."""
    return None if moment is None else moment.isoformat(timespec="seconds")


def optional_time(cell: Cell) -> time | None:
    """Read a time that may be missing."""
    return None if cell is None else time.fromisoformat(str(cell))


def amount_cell(amount: Decimal | None) -> float | None:
    """Write an amount; up to 15 digits survive as they are."""
    return None if amount is None else float(amount)


def amount_value(cell: Cell) -> Decimal:
    """Read an amount: the shortest decimal that the stored number stands for."""
    return Decimal(repr(float(cell or 0)).removesuffix(".0"))


def optional_amount(cell: Cell) -> Decimal | None:
    """Read an amount that may be missing."""
    return None if cell is None else amount_value(cell)
