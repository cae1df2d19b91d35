"""Says in a few lines what a page is for and how it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fibrojournal.i18n import tr
from fibrojournal.ui.dialogs.reading_dialog import ReadingDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fibrojournal.domain.page_help import PageHelp


class HelpDialog(ReadingDialog):
    """The lines about one page.

    Args:
        told: What is shown, in English.
        parent: The window.
    """

    def __init__(self, told: PageHelp, parent: QWidget | None = None) -> None:
        super().__init__(tr(told.title), parent=parent)
        self.add_list(tr(line) for line in told.lines)
        self.add_paragraph(
            tr("All keys are listed in the menu “Help”, under “Keyboard shortcuts”.")
        )
        self.text.addStretch(1)
