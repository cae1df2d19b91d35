"""How a figure is printed: beside what it was measured, and the limit that it is to keep."""

from __future__ import annotations

from typing import NamedTuple


class Beside(NamedTuple):
    """What a figure is compared with, in the same unit and from the same run."""

    name: str
    value: float


def show(
    name: str,
    value: float,
    unit: str = "ms",
    *,
    beside: Beside | None = None,
    limit: float | None = None,
) -> None:
    """Print one figure.

    Args:
        name: What was measured.
        value: Usually a median.
        unit: Of the value.
        beside: What else was measured in the same run; None = nothing.
        limit: The most that is allowed: times of what it is beside, else in the unit. None = no
            limit was set.
    """
    cells = [f"{name:38}{value:9.2f} {unit:2}"]
    reached = value if beside is None else value / beside.value
    cells.append("" if beside is None else f"{reached:.2f} x {beside.name}")
    if limit is not None:
        kept = "kept" if reached <= limit else "NOT KEPT"
        cells.append(f"limit {limit:g} {unit if beside is None else 'x'}, {kept}")
    print("  ".join(f"{cell:24}" for cell in cells).rstrip())
