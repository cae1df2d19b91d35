"""Lists every key that does something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QVBoxLayout

from fibrojournal.i18n import tr
from fibrojournal.ui.theme import px, text_label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget


class ShortcutsDialog(QDialog):
    """Two columns: what is done, and by which keys.

    Args:
        shortcuts: Words and keys of the window's actions.
        parent: The window.
    """

    def __init__(
        self, shortcuts: Iterable[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(48))
        grid.setVerticalSpacing(px(8))
        for row, (words, keys) in enumerate((*shortcuts, *_page_shortcuts())):
            grid.addWidget(text_label(words), row, 0)
            grid.addWidget(text_label(keys, "strong"), row, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(px(24), px(24), px(24), px(16))
        rows.setSpacing(px(24))
        rows.addLayout(grid)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        rows.addWidget(buttons)


def _page_shortcuts() -> tuple[tuple[str, str], ...]:
    """Return what the pages do by keys of their own."""
    return (
        (tr("Today's entry"), "Ctrl+D"),
        (tr("The day before"), "Alt+Left"),
        (tr("The day after"), "Alt+Right"),
        (tr("Foggy day, on or off"), "Ctrl+G"),
        (tr("Next and previous control"), "Tab, Shift+Tab"),
    )
