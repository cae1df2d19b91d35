"""All comparisons of a journal, change by change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fibrojournal.analysis.comparison import Comparison
    from fibrojournal.analysis.windows import Change
    from fibrojournal.domain.events import Event


@dataclass(frozen=True, slots=True)
class ChangeReport:
    """One change and every item around it.

    Attributes:
        change: The change.
        comparisons: By the items' order: those with a number in one of their two windows, and
            the main item.
        left_out_days: Days of the windows that were left out; the longest windows count.
        events: Those that share a day with one of the windows, by first day.
    """

    change: Change
    comparisons: tuple[Comparison, ...]
    left_out_days: int
    events: tuple[Event, ...]

    @property
    def main(self) -> Comparison | None:
        """The item that was chosen beforehand; None = none was."""
        return next((one for one in self.comparisons if one.is_main), None)
