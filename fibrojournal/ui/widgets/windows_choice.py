"""The days that are compared: as fixed with each change, or others to look around with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fibrojournal.domain.medicines import SETTLING_DAYS, WINDOW_DAYS
from fibrojournal.i18n import tr, trn
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.choice_box import ChoiceBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fibrojournal.analysis.windows import Change


class WindowsChoice(QWidget):
    """Two lists: how many settling-in days are left out, how many days stand on each side.

    Where all changes were written down with the same days, these are chosen at first; else a
    first line stands for "as fixed".

    Args:
        parent: The page.
    """

    windows_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.settling_box = ChoiceBox()
        self.window_box = ChoiceBox()
        self.settling_box.setAccessibleName(tr("Settling-in days"))
        self.window_box.setAccessibleName(tr("Days before and after"))
        # Where Linux's screen readers say the chosen words as the name, the description tells.
        self.settling_box.setAccessibleDescription(tr("Settling-in days that are left out"))
        self.window_box.setAccessibleDescription(tr("Days before and after that are compared"))
        self._fixed: dict[ChoiceBox, int | None] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        for box in (self.settling_box, self.window_box):
            row.addWidget(box)
            box.currentIndexChanged.connect(self._on_chosen)

    @property
    def is_as_fixed(self) -> bool:
        """Whether the days are those written down with each change."""
        return self.settling_days is None and self.window_days is None

    @property
    def settling_days(self) -> int | None:
        """Settling-in days to look with; None = as fixed."""
        return self._asked(self.settling_box)

    @property
    def window_days(self) -> int | None:
        """Days on each side to look with; None = as fixed."""
        return self._asked(self.window_box)

    def show_fixed(self, changes: Sequence[Change]) -> None:
        """Offer what was fixed with these changes, and what else there is."""
        self._offer(
            self.settling_box,
            _shared({change.settling_days for change in changes}, SETTLING_DAYS),
            tr("Settling-in as fixed"),
            [
                (trn("{n} settling-in day", "{n} settling-in days", days), days)
                for days in SETTLING_DAYS
            ],
        )
        self._offer(
            self.window_box,
            _shared({change.window_days for change in changes}, WINDOW_DAYS),
            tr("Days as fixed"),
            [(tr("{days} + {days} days").format(days=days), days) for days in WINDOW_DAYS],
        )

    @Slot()
    def choose_fixed(self) -> None:
        """Go back to the days that were fixed."""
        if not self.is_as_fixed:
            for box in (self.settling_box, self.window_box):
                with QSignalBlocker(box):
                    box.choose(self._fixed[box])
            self.windows_chosen.emit()

    def _asked(self, box: ChoiceBox) -> int | None:
        value: int | None = box.value
        return None if value == self._fixed.get(box) else value

    def _offer(
        self,
        box: ChoiceBox,
        fixed: int | None,
        as_fixed: str,
        choices: Sequence[tuple[str, int]],
    ) -> None:
        asked = self._asked(box)
        self._fixed[box] = fixed
        first: list[tuple[str, int | None]] = [] if fixed is not None else [(as_fixed, None)]
        with QSignalBlocker(box):
            box.offer([*first, *choices])
            box.choose(fixed if asked is None else asked)

    @Slot()
    def _on_chosen(self) -> None:
        self.windows_chosen.emit()


def _shared(found: set[int], offered: tuple[int, ...]) -> int | None:
    """Return the one number that all changes share, where it is offered."""
    return found.pop() if len(found) == 1 and found <= set(offered) else None
