"""Says what FibroJournal is, what it is not, and under which licences it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout

from fibrojournal import __version__
from fibrojournal.i18n import tr
from fibrojournal.ui.theme import px, text_label

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


class AboutDialog(QDialog):
    """Name, purpose, licences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if parent is not None:
            self.setWindowTitle(parent.window().windowTitle())  # it may name nothing
        rows = QVBoxLayout(self)
        rows.setContentsMargins(px(24), px(24), px(24), px(16))
        rows.setSpacing(px(16))
        name = tr("FibroJournal {version}").format(version=__version__)
        licences = tr(
            "FibroJournal is free software under the MIT licence. It uses Qt and PySide6 under "
            "the LGPL, Python, matplotlib, NumPy, SQLCipher, sqlite-utils, Argon2 and "
            "platformdirs under their own licences."
        )
        for text, style in ((name, "section"), (intended_purpose(), "body")):
            label = text_label(text, "section" if style == "section" else "body")
            rows.addWidget(label)
            label.setWordWrap(True)
        small = text_label(licences, "caption")
        small.setWordWrap(True)
        rows.addWidget(small)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        rows.addWidget(buttons)
        self.setMinimumWidth(px(480))
        for label in self.findChildren(QLabel):
            label.ensurePolished()
        # Qt lets no dialog be higher than two thirds of the screen, unless it is told.
        self.resize(px(480), rows.totalHeightForWidth(px(480)))
