"""The only place that opens a message box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fibrojournal.errors import JournalError


def show_error(parent: QWidget, error: JournalError) -> None:
    """Tell the person what went wrong, what is safe and what they can do."""
    _box(parent, error.message, error.remedy).open()


def show_notice(parent: QWidget, message: str, detail: str = "") -> None:
    """Tell the person something that needs no answer."""
    _box(parent, message, detail).open()


def ask(parent: QWidget, question: str, detail: str, *, yes: str) -> QMessageBox:
    """Open a question; the answer "yes" arrives by the box's `accepted` signal.

    Args:
        parent: The widget it is about.
        question: One sentence.
        detail: What happens, and what stays safe.
        yes: The word on the button that goes ahead.
    """
    box = _box(parent, question, detail)
    box.setStandardButtons(QMessageBox.StandardButton.Ok | QMessageBox.StandardButton.Cancel)
    box.button(QMessageBox.StandardButton.Ok).setText(yes)
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    box.open()
    return box


def _box(parent: QWidget, text: str, detail: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(parent.window().windowTitle())  # which names the program, or does not
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setInformativeText(detail)
    # `setTextFormat` of the box leaves the detail out, in which a name may hold a tag.
    for label in box.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)
    return box
