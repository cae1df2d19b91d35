"""A field for how often a medicine is taken, where that is not every day."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QLineEdit, QWidget

from fibrojournal.i18n import tr

LONGEST_DAYS: Final = 366


class EveryEdit(QLineEdit):
    """A whole number of days; left empty it means every day."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(3)

    @property
    def every_days(self) -> int:
        """Taken every so many days; 1 where nothing (or nothing readable) stands there."""
        text = self.text().strip()
        days = int(text) if text.isdecimal() else 1
        return days if 1 <= days <= LONGEST_DAYS else 1

    @property
    def problem(self) -> str:
        """Why what was typed cannot be saved; "" = it can."""
        text = self.text().strip()
        if not text or (text.isdecimal() and 1 <= int(text) <= LONGEST_DAYS):
            return ""
        return tr("Write a whole number of days, such as 3, or leave it empty.")

    def show_every(self, days: int) -> bool:
        """Fill in what is written down; return whether it is anything but every day."""
        self.setText(str(days) if days > 1 else "")
        return days > 1
