"""Says what FibroJournal is, what it is not, and under which licences it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fibrojournal import __version__
from fibrojournal.i18n import tr
from fibrojournal.ui.dialogs.reading_dialog import ReadingDialog
from fibrojournal.ui.widgets.wrapped_label import wrapped_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def intended_purpose() -> str:
    """Return what FibroJournal is for; the wording is fixed."""
    return tr(
        "FibroJournal is a private diary. You write down how you feel and what medicines you were "
        "prescribed, look back at your own notes, and print them for a conversation with your "
        "care team. It gives no medical advice, does not diagnose, and does not tell you what to "
        "take. It is not a medical device and must not be used to decide on a dose."
    )


class AboutDialog(ReadingDialog):
    """Name, purpose, licences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        title = "" if parent is None else parent.window().windowTitle()  # it may name nothing
        super().__init__(title, width=480, parent=parent)
        name = tr("FibroJournal {version}").format(version=__version__)
        self.text.addWidget(wrapped_label(name, "section"))
        self.add_paragraph(intended_purpose())
        licences = tr(
            "FibroJournal is free software under the MIT licence. It uses Qt and PySide6 under "
            "the LGPL, Python, matplotlib, NumPy, SQLCipher, sqlite-utils, Argon2 and "
            "platformdirs under their own licences."
        )
        self.text.addWidget(wrapped_label(licences, "caption"))
        self.text.addStretch(1)
