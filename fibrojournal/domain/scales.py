"""The scales on which things are written down, and the check of a value against them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from fibrojournal.errors import RefusedError
from fibrojournal.i18n import tr


@dataclass(frozen=True, slots=True)
class Scale:
    """What values an item can take.

    Attributes:
        key: Name in the file and in exchange files.
        low: Smallest value, in the scale's unit.
        high: Largest value, in the scale's unit.
        whole: Only whole numbers are values.
        step: Distance of two neighbouring values where it is entered, in the scale's unit.
    """

    key: str
    low: float
    high: float
    whole: bool
    step: float

    def check(self, value: float) -> float:
        """Return `value` if it lies on the scale.

        Raises:
            RefusedError: Not a number, out of range, or not whole where only whole numbers are.
        """
        if not math.isfinite(value):
            raise RefusedError(tr("This is not a number."), remedy=self._remedy())
        if not self.low <= value <= self.high:
            raise RefusedError(
                tr("{value} is out of range.").format(value=f"{value:g}"), remedy=self._remedy()
            )
        if self.whole and value != int(value):
            raise RefusedError(
                tr("{value} is not a whole number.").format(value=f"{value:g}"),
                remedy=self._remedy(),
            )
        return value

    def _remedy(self) -> str:
        kind = tr("a whole number") if self.whole else tr("a number")
        return tr("It must be {kind} from {low} to {high}.").format(
            kind=kind, low=int(self.low), high=int(self.high)
        )


NUMERIC_RATING = Scale("0-10", 0, 10, whole=True, step=1)
SEVERITY = Scale("0-3", 0, 3, whole=True, step=1)
HOURS = Scale("hours", 0, 24, whole=False, step=0.25)
KILOGRAMS = Scale("kg", 1, 700, whole=False, step=0.1)
KG_PER_LB = 0.45359237
"""Kilograms in one pound, exact by definition (1959)."""

POUNDS = Scale("lb", 1 / KG_PER_LB, 700 / KG_PER_LB, whole=False, step=0.1)
"""Only shown, never kept: no item in a file has it."""

WEIGHTS = (KILOGRAMS, POUNDS)

PERCENT = Scale("0-100", 0, 100, whole=False, step=1)
"""A total that a clinic worked out, in points."""

COUNT = Scale("count", 0, 100_000, whole=True, step=1)
DONE = Scale("done", 0, 1, whole=True, step=1)
DONE_WITH_HELP = Scale("done_help_not", 0, 2, whole=True, step=1)
"""0 not done, 1 done with help, 2 done."""

SCALES = {
    scale.key: scale
    for scale in (NUMERIC_RATING, SEVERITY, HOURS, KILOGRAMS, PERCENT, COUNT, DONE, DONE_WITH_HELP)
}
