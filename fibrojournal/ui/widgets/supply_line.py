"""The quiet line that says which medicines are nearly used up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from fibrojournal.domain.supply import TOLD_DAYS, supply_days_left, supply_words
from fibrojournal.i18n import tr
from fibrojournal.ui.widgets.wrapped_label import say_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from fibrojournal.domain.medicines import DoseChange, Medicine


class SupplyLine(QLabel):
    """Hidden unless something lasts for a few days only, by the person's own count."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("textStyle", "caption")
        self.setWordWrap(True)
        self.hide()

    def show_supply(
        self, medicines: Sequence[Medicine], changes: Sequence[DoseChange], today: date | None
    ) -> None:
        """Say of what little is left by the person's own count; None = it is another day."""
        said = []
        for medicine in medicines if today is not None else ():
            own = [change for change in changes if change.medicine == medicine.name]
            days = supply_days_left(medicine, own, today) if today is not None else None
            if days is not None and days <= TOLD_DAYS:
                said.append(
                    tr("Your plan says: {left} of {medicine}, by your own count.").format(
                        left=supply_words(days), medicine=medicine.name
                    )
                )
        say_in(self, " ".join(said))
