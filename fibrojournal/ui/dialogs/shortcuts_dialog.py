"""Lists every key that does something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout

from fibrojournal.i18n import tr
from fibrojournal.ui.dialogs.reading_dialog import ReadingDialog
from fibrojournal.ui.theme import px, text_label
from fibrojournal.ui.widgets.wrapped_label import wrapped_label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget


class ShortcutsDialog(ReadingDialog):
    """Two columns: what is done, and by which keys.

    Args:
        shortcuts: Words and keys of the window's actions.
        parent: The window.
    """

    def __init__(
        self, shortcuts: Iterable[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Keyboard shortcuts"), parent=parent)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(48))
        grid.setVerticalSpacing(px(8))
        grid.setColumnStretch(0, 1)
        for row, (words, keys) in enumerate((*shortcuts, *_page_shortcuts())):
            grid.addWidget(wrapped_label(words), row, 0)
            grid.addWidget(text_label(keys, "strong"), row, 1, Qt.AlignmentFlag.AlignTop)
        self.text.addLayout(grid)
        self.text.addStretch(1)


def _page_shortcuts() -> tuple[tuple[str, str], ...]:
    """Return what the pages do by keys of their own."""
    return (
        (tr("Today's entry"), _keys("Ctrl+D")),
        (tr("The day before"), _keys("Alt+Left")),
        (tr("The day after"), _keys("Alt+Right")),
        (tr("Foggy day, on or off"), _keys("Ctrl+G")),
        (tr("Next and previous control"), _keys("Tab, Shift+Tab")),
    )


def _keys(keys: str) -> str:
    """Name keys as they are called on this computer and in its language."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
