"""Lists every key that does something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout

from fibrojournal.i18n import tr
from fibrojournal.ui.dialogs.reading_dialog import ReadingDialog
from fibrojournal.ui.theme import px, text_label
from fibrojournal.ui.widgets.menus import key_names
from fibrojournal.ui.widgets.wrapped_label import wrapped_label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

_KEY: Final = Qt.Key


class ShortcutsDialog(ReadingDialog):
    """What is done, and beside it by which keys, under a title for each place.

    Args:
        shortcuts: Words and keys of the window's actions.
        parent: The window.
    """

    def __init__(
        self, shortcuts: Iterable[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Keyboard shortcuts"), parent=parent)
        for title, rows in ((tr("Everywhere"), shortcuts), *_page_shortcuts()):
            self.text.addWidget(text_label(title, "section"))
            grid = QGridLayout()
            grid.setHorizontalSpacing(px(32))
            grid.setVerticalSpacing(px(8))
            grid.setColumnStretch(0, 3)
            grid.setColumnStretch(1, 2)
            for row, (words, keys) in enumerate(rows):
                grid.addWidget(wrapped_label(words), row, 0)
                grid.addWidget(wrapped_label(keys, "strong"), row, 1, Qt.AlignmentFlag.AlignTop)
            self.text.addLayout(grid)
        self.text.addStretch(1)


def _page_shortcuts() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return what pages and controls do by keys of their own, under a title each."""
    return (
        (
            tr("From control to control"),
            (
                (tr("Next and previous control"), _keys(_KEY.Key_Tab, "Shift+Tab")),
                (tr("Press a button"), _keys(_KEY.Key_Space, _KEY.Key_Return)),
                (tr("Close a dialog"), _keys(_KEY.Key_Escape)),
            ),
        ),
        (
            tr("On Today"),
            (
                (tr("Today's entry"), _keys("Ctrl+D")),
                (tr("The day before"), _keys("Alt+Left")),
                (tr("The day after"), _keys("Alt+Right")),
                (tr("Foggy day, on or off"), _keys("Ctrl+G")),
            ),
        ),
        (
            tr("In a row of answers"),
            (
                (tr("Choose a number; for 10 press 1, then 0"), tr("0 to 9")),
                (tr("Choose the answer with the ring"), _keys(_KEY.Key_Space)),
                (tr("Skip"), _keys(_KEY.Key_S)),
                (tr("Clear"), _keys(_KEY.Key_Delete, _KEY.Key_Backspace)),
                (
                    tr("To another answer"),
                    _keys(_KEY.Key_Left, _KEY.Key_Right, _KEY.Key_Home, _KEY.Key_End),
                ),
                (tr("To the next row, to the row before"), _keys(_KEY.Key_Return, _KEY.Key_Up)),
            ),
        ),
        (
            tr("In the calendar"),
            (
                (
                    tr("To another day"),
                    _keys(_KEY.Key_Left, _KEY.Key_Right, _KEY.Key_Up, _KEY.Key_Down),
                ),
                (
                    tr("The month before, the month after"),
                    _keys(_KEY.Key_PageUp, _KEY.Key_PageDown),
                ),
                (tr("Today"), _keys(_KEY.Key_Home)),
                (tr("Open the day"), _keys(_KEY.Key_Return)),
            ),
        ),
        (
            tr("In the timeline"),
            (
                (tr("To another day"), _keys(_KEY.Key_Left, _KEY.Key_Right)),
                (tr("One week back, one week on"), _keys(_KEY.Key_Up, _KEY.Key_Down)),
                (tr("Four weeks back, four weeks on"), _keys(_KEY.Key_PageUp, _KEY.Key_PageDown)),
                (tr("The first day, the last day"), _keys(_KEY.Key_Home, _KEY.Key_End)),
                (tr("Nearer, farther"), _keys(_KEY.Key_Plus, _KEY.Key_Minus)),
                (tr("Open the change on that day"), _keys(_KEY.Key_Return)),
            ),
        ),
        (
            tr("In Settings, what you write down"),
            ((tr("Move an item up or down"), _keys("Alt+Up", "Alt+Down")),),
        ),
    )


def _keys(*keys: str | Qt.Key) -> str:
    return key_names(QKeySequence(key) for key in keys)
