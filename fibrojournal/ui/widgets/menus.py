"""The menu bar: every action of the window, its words and its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)

from fibrojournal.i18n import tr
from fibrojournal.ui.widgets.sidebar import GET_HELP_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

    from fibrojournal.ui.widgets.sidebar import SidebarItem

TEXT_SIZES: Final = (100, 110, 125, 150, 175, 200)
"""Sizes of text and controls in percent."""


HIDE_KEYS_TOO: Final = "Ctrl+Shift+H"
"""Hides the window besides the key that is chosen in the settings."""

LOCK_KEYS: Final = ("Ctrl+L",)

_FIELDS: Final = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)


class Menus(QObject):
    """Builds the menus in `bar` and says what was chosen.

    The actions are attributes, so that the window can rename and disable them.
    """

    page_chosen = Signal(str)
    theme_chosen = Signal(str)
    text_size_chosen = Signal(int)

    def __init__(self, bar: QMenuBar, items: Iterable[SidebarItem]) -> None:
        super().__init__(bar)
        self._bar = bar
        self._field_actions: list[QAction] = []
        bar.setAccessibleName(tr("Menus"))
        self._text_percent = TEXT_SIZES[0]
        self._actions: list[QAction] = []
        self.file_menu = bar.addMenu(tr("&File"))
        self.open_action = self._add(self.file_menu, tr("&Open another journal…"))
        self.open_action.setShortcuts(QKeySequence.StandardKey.Open)
        self.file_menu.addSeparator()
        self.save_action = self._add(self.file_menu, tr("&Save"))
        self.save_action.setShortcuts(QKeySequence.StandardKey.Save)
        self.print_action = self._add(self.file_menu, tr("&Print the report…"))
        self.print_action.setShortcuts(QKeySequence.StandardKey.Print)
        self.file_menu.addSeparator()
        self.import_action = self._add(self.file_menu, tr("&Import…"))
        self.export_action = self._add(self.file_menu, tr("&Export…"))
        self.file_menu.addSeparator()
        self.lock_action = self._add(self.file_menu, tr("&Lock"))
        self.lock_action.setShortcut(QKeySequence(LOCK_KEYS[0]))
        self.quit_action = self._add(self.file_menu, tr("&Quit"))
        self.quit_action.setShortcut(QKeySequence("Ctrl+Q"))
        self.quit_action.setMenuRole(QAction.MenuRole.QuitRole)

        self._add_edit_menu(bar)
        view = bar.addMenu(tr("&View"))
        self.page_group = self._page_actions(view, items)
        view.addSeparator()
        self.theme_group = self._theme_actions(view.addMenu(tr("&Appearance")))
        self._add_text_sizes(view)
        view.addSeparator()
        self.hide_action = self._add(view, tr("&Hide the window's content"))

        self._add_help_menu(bar)

    def show_undo(self, undo_words: str, redo_words: str) -> None:
        """Name what would be undone and redone; "" = nothing."""
        self.undo_action.setText(undo_words or tr("Undo"))
        self.undo_action.setEnabled(bool(undo_words))
        self.redo_action.setText(redo_words or tr("Redo"))
        self.redo_action.setEnabled(bool(redo_words))

    def show_page(self, key: str) -> None:
        """Mark the page that is shown."""
        _check(self.page_group, key)

    def allow_history(self, *, allowed: bool, has_day: bool) -> None:
        """Offer what was deleted and, where a page is about one day, what that day said."""
        self.trash_action.setEnabled(allowed)
        self.versions_action.setEnabled(allowed and has_day)
        self.removal_action.setEnabled(allowed and has_day)

    def show_look(self, theme: str, text_percent: int) -> None:
        """Mark the appearance in force."""
        _check(self.theme_group, theme)
        self._text_percent = text_percent
        self.larger_action.setEnabled(text_percent < TEXT_SIZES[-1])
        self.smaller_action.setEnabled(text_percent > TEXT_SIZES[0])

    def show_hide_key(self, key: str) -> None:
        """Name the key that hides the window."""
        self.hide_action.setShortcuts([QKeySequence(key), QKeySequence(HIDE_KEYS_TOO)])

    def shortcuts(self) -> tuple[tuple[str, str], ...]:
        """Return words and keys of every action that has keys."""
        return tuple(
            (action.text().replace("&", "").rstrip("…"), keys)
            for action in self._actions
            if (keys := key_names(action.shortcuts()))
        )

    def _add(self, menu: QMenu, text: str) -> QAction:
        action = QAction(text, menu)
        # Without this macOS guesses roles from words, and would move what only sounds like one.
        action.setMenuRole(QAction.MenuRole.NoRole)
        menu.addAction(action)
        self._actions.append(action)
        return action

    def _add_edit_menu(self, bar: QMenuBar) -> None:
        edit = self.edit_menu = bar.addMenu(tr("&Edit"))
        self.undo_action = self._add(edit, "")
        self.undo_action.setShortcuts(QKeySequence.StandardKey.Undo)
        self.redo_action = self._add(edit, "")
        self.redo_action.setShortcuts(QKeySequence.StandardKey.Redo)
        self.show_undo("", "")
        edit.addSeparator()
        self._add_field_actions(edit)
        edit.addSeparator()
        self.find_action = self._add(edit, tr("&Find a day…"))
        self.find_action.setShortcuts(QKeySequence.StandardKey.Find)
        edit.addSeparator()
        self.versions_action = self._add(edit, tr("&Earlier versions of this day…"))
        self.removal_action = self._add(edit, tr("Re&move this day…"))
        self.trash_action = self._add(edit, tr("&Deleted in the last 30 days…"))

        edit.addSeparator()
        self.settings_action = self._add(edit, tr("&Settings…"))
        self.settings_action.setShortcuts(QKeySequence.StandardKey.Preferences)
        self.settings_action.setMenuRole(QAction.MenuRole.PreferencesRole)

    def _add_field_actions(self, menu: QMenu) -> None:
        """Offer what a field does by keys of its own to whoever works by menus."""
        standard = QKeySequence.StandardKey
        for words, keys, key in (
            (tr("Cu&t"), standard.Cut, Qt.Key.Key_X),
            (tr("&Copy"), standard.Copy, Qt.Key.Key_C),
            (tr("&Paste"), standard.Paste, Qt.Key.Key_V),
            (tr("Select &all"), standard.SelectAll, Qt.Key.Key_A),
        ):
            action = self._add(menu, words)
            action.setShortcuts(keys)
            action.setData(key)
            action.setEnabled(False)
            action.triggered.connect(self._on_field_action_triggered)
            self._field_actions.append(action)
        menu.aboutToShow.connect(self._on_edit_opened)

    @Slot()
    def _on_edit_opened(self) -> None:
        """Offer what is done in a field only while the keyboard is in one."""
        for action in self._field_actions:
            action.setEnabled(isinstance(self._field(), _FIELDS))

    @Slot()
    def _on_field_action_triggered(self) -> None:
        """Press the keys of the action in the field, which knows best what to do."""
        field = self._field()
        key = cast("QAction", self.sender()).data()
        if field is not None:
            control = Qt.KeyboardModifier.ControlModifier
            QApplication.sendEvent(field, QKeyEvent(QKeyEvent.Type.KeyPress, key, control))

    def _field(self) -> QWidget | None:
        return self._bar.window().focusWidget()

    def _add_help_menu(self, bar: QMenuBar) -> None:
        help_menu = bar.addMenu(tr("&Help"))
        self.page_help_action = self._add(help_menu, tr("&Help for this page"))
        self.page_help_action.setShortcuts(QKeySequence.StandardKey.HelpContents)
        self.get_help_action = self._add(help_menu, tr("&Get help now"))
        self.get_help_action.setShortcut(QKeySequence(GET_HELP_KEYS))
        help_menu.addSeparator()
        self.shortcuts_action = self._add(help_menu, tr("&Keyboard shortcuts"))
        self.about_action = self._add(help_menu, tr("&About FibroJournal"))
        self.about_action.setMenuRole(QAction.MenuRole.AboutRole)

    def _page_actions(self, menu: QMenu, items: Iterable[SidebarItem]) -> QActionGroup:
        group = QActionGroup(self)
        for item in items:
            action = self._add(menu, item.word)
            action.setShortcut(QKeySequence(item.shortcut))
            action.setCheckable(True)
            action.setData(item.key)
            group.addAction(action)
        group.triggered.connect(self._on_page_triggered)
        return group

    def _theme_actions(self, menu: QMenu) -> QActionGroup:
        group = QActionGroup(self)
        for key, words in (
            ("system", tr("As the &system")),
            ("light", tr("&Light")),
            ("dark", tr("&Dark")),
            ("contrast", tr("&High contrast")),
        ):
            action = self._add(menu, words)
            action.setCheckable(True)
            action.setData(key)
            group.addAction(action)
        group.triggered.connect(self._on_theme_triggered)
        return group

    def _add_text_sizes(self, menu: QMenu) -> None:
        self.larger_action = self._add(menu, tr("La&rger text"))
        # With "=" too: on most keyboards "+" is its shifted key.
        self.larger_action.setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
        self.larger_action.triggered.connect(self._on_larger_triggered)
        self.smaller_action = self._add(menu, tr("S&maller text"))
        self.smaller_action.setShortcut(QKeySequence("Ctrl+-"))
        self.smaller_action.triggered.connect(self._on_smaller_triggered)
        self.normal_action = self._add(menu, tr("&Normal text"))
        self.normal_action.setShortcut(QKeySequence("Ctrl+0"))
        self.normal_action.triggered.connect(self._on_normal_triggered)

    @Slot(QAction)
    def _on_page_triggered(self, action: QAction) -> None:
        self.page_chosen.emit(action.data())

    @Slot(QAction)
    def _on_theme_triggered(self, action: QAction) -> None:
        self.theme_chosen.emit(action.data())

    @Slot()
    def _on_larger_triggered(self) -> None:
        larger = [size for size in TEXT_SIZES if size > self._text_percent]
        self.text_size_chosen.emit(larger[0] if larger else TEXT_SIZES[-1])

    @Slot()
    def _on_smaller_triggered(self) -> None:
        smaller = [size for size in TEXT_SIZES if size < self._text_percent]
        self.text_size_chosen.emit(smaller[-1] if smaller else TEXT_SIZES[0])

    @Slot()
    def _on_normal_triggered(self) -> None:
        self.text_size_chosen.emit(TEXT_SIZES[0])


def key_names(sequences: Iterable[QKeySequence]) -> str:
    """Name keys as on this computer and in its language, without those few keyboards have."""
    native = QKeySequence.SequenceFormat.NativeText
    return ", ".join(
        sequence.toString(native)
        for sequence in sequences
        if sequence[0].key() < Qt.Key.Key_F13  # type: ignore[index]  # the stub leaves it out
    )


def _check(group: QActionGroup, key: str) -> None:
    for action in group.actions():
        action.setChecked(action.data() == key)
