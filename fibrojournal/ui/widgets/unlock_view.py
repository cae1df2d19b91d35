"""What the window shows in place of the pages while the journal is locked."""

from __future__ import annotations

import sys
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QWidget,
)

from fibrojournal.i18n import tr, trn
from fibrojournal.ui.theme import px, text_label
from fibrojournal.ui.widgets.card import Card
from fibrojournal.ui.widgets.centred_card import centre_card
from fibrojournal.ui.widgets.field import Field
from fibrojournal.ui.widgets.flow_row import FlowRow
from fibrojournal.ui.widgets.passphrase_edit import PassphraseEdit
from fibrojournal.ui.widgets.scrolling import bring_into_view
from fibrojournal.ui.widgets.tab_order import order_tabs
from fibrojournal.ui.widgets.wrapped_label import say_in, wrapped_label
from fibrojournal.ui.widgets.wrapping_box import WrappingCheckBox

WAITS_S: Final = (0, 0, 0, 1, 2, 4, 8, 16, 30)
"""Seconds to wait after the first refusal, the second, and so on; the last holds from then on."""

_SECOND_MS: Final = 1000


class UnlockView(QWidget):
    """Asks for the passphrase or the recovery code; it never locks out and never deletes.

    It can also stand before pages that could not be saved, until they are.

    Args:
        parent: The window.
    """

    passphrase_given = Signal(str)
    code_given = Signal(str)
    try_again_wanted = Signal()
    other_wanted = Signal()
    limits_wanted = Signal()
    help_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._refusals = 0
        self._seconds = 0
        self._is_busy = False
        self._caps_lock = False
        self._reason: str | None = None
        self._countdown = QTimer(self)
        self._countdown.setInterval(_SECOND_MS)
        self._countdown.timeout.connect(self._on_second_passed)
        self._build_controls()
        self._lay_out()
        self._ask_for_code(asked=False)

    def _build_controls(self) -> None:
        self.title_label = text_label("", "section")
        self.edit = PassphraseEdit(tr("Passphrase"))
        self.edit.installEventFilter(self)
        self.edit.returnPressed.connect(self._on_unlock_clicked)
        self.field = Field("", self.edit)
        self.hint_label = wrapped_label("", "caption")
        self.show_box = WrappingCheckBox(tr("&Show what I type"))
        self.show_box.toggled.connect(self._on_show_toggled)
        self.unlock_button = QPushButton(tr("Unlock"))
        self.unlock_button.setProperty("primary", True)
        self.unlock_button.setDefault(True)
        self.unlock_button.setMinimumWidth(px(136))
        self.unlock_button.clicked.connect(self._on_unlock_clicked)
        self.code_button = QPushButton()
        self.code_button.clicked.connect(self._on_code_clicked)
        self.other_button = QPushButton(tr("Choose another journal…"))
        self.other_button.clicked.connect(self.other_wanted)
        self.quit_button = QPushButton(tr("Quit"))
        self.quit_button.clicked.connect(self.quit_wanted)
        self.kept_label = wrapped_label()
        self.kept_label.hide()
        self.try_again_button = QPushButton(tr("Try again to save"))
        self.try_again_button.clicked.connect(self.try_again_wanted)
        self.try_again_button.hide()
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Opening"))
        self.wait_label = wrapped_label("", "quiet")
        self.limits_button = QPushButton(tr("What the passphrase does not protect against"))
        self.limits_button.setProperty("link", True)
        self.limits_button.clicked.connect(self.limits_wanted)
        self.help_button = QPushButton(tr("Get help now"))
        self.help_button.setProperty("link", True)
        self.help_button.clicked.connect(self.help_wanted)

    def _lay_out(self) -> None:
        card = Card()
        card.rows.addWidget(self.title_label)
        card.rows.addWidget(self.kept_label)
        card.rows.addWidget(self.try_again_button, 0, Qt.AlignmentFlag.AlignLeft)
        card.rows.addWidget(self.field)
        card.rows.addWidget(self.hint_label)
        card.rows.addWidget(self.show_box)
        action = QHBoxLayout()
        action.setSpacing(px(12))
        action.addWidget(self.unlock_button)
        action.addWidget(self.bar, 1)
        action.addWidget(self.wait_label, 1)
        action.addStretch()
        card.rows.addSpacing(px(8))
        card.rows.addLayout(action)
        card.rows.addSpacing(px(16))
        card.rows.addWidget(
            wrapped_label(
                tr(
                    "Your passphrase opens it, or the recovery code if you made one. Nobody can "
                    "open it without one of the two, not even us."
                ),
                "quiet",
            )
        )
        others = FlowRow()
        others.show_parts([self.code_button, self.other_button, self.quit_button])
        card.rows.addWidget(others)
        card.rows.addWidget(self.limits_button, 0, Qt.AlignmentFlag.AlignLeft)
        card.rows.addWidget(self.help_button, 0, Qt.AlignmentFlag.AlignLeft)
        centre_card(self, card, width=640)
        order_tabs(card.layout())

    @property
    def asks_for_code(self) -> bool:
        """Whether the recovery code is asked for, and not the passphrase."""
        return self._asks_for_code

    def keep(self, reason: str) -> None:
        """Say that the pages behind it are kept, since they could not be saved.

        Args:
            reason: Why; "" = nobody knows.
        """
        self._reason = reason
        words = tr(
            "What you wrote last could not be saved yet. It is kept behind this page, and comes "
            "back after the passphrase."
        )
        say_in(self.kept_label, " ".join(filter(None, (reason, words))))
        self.try_again_button.show()
        # The code opens a file, and another journal would take the place of what is kept.
        for button in (self.code_button, self.other_button):
            button.hide()

    def go_on_from(self, before: UnlockView) -> None:
        """Take over what another view had come to: a fresh one lets nobody try sooner."""
        self._refusals = before._refusals
        self._seconds = before._seconds
        if self._seconds:
            self._countdown.start()
        if before._reason is not None:
            self.keep(before._reason)
        self._show_state()

    def show_busy(self) -> None:
        """Say calmly that the journal is being opened."""
        self._is_busy = True
        self.field.show_problem("")
        self._show_state()

    def refuse(self, sentence: str) -> None:
        """Say why it stays locked, and let some time pass before the next try.

        Args:
            sentence: Message and remedy.
        """
        self._is_busy = False
        self.field.show_problem(sentence)
        self._seconds = WAITS_S[min(self._refusals, len(WAITS_S) - 1)]
        self._refusals += 1
        if self._seconds:
            self._countdown.start()
        self._show_state()
        self.edit.setFocus()
        self.edit.selectAll()

    def take_focus(self) -> None:
        """Move the keyboard to where the passphrase is typed."""
        self.edit.setFocus()
        bring_into_view(self.edit)

    def _ask_for_code(self, *, asked: bool) -> None:
        self._asks_for_code = asked
        self.title_label.setText(
            tr("Unlock with the recovery code") if asked else tr("This journal is locked")
        )
        self.field.label.setText(tr("Recovery &code") if asked else tr("&Passphrase"))
        self.edit.setAccessibleName(tr("Recovery code") if asked else tr("Passphrase"))
        self.code_button.setText(
            tr("Use the passphrase") if asked else tr("Use the recovery code…")
        )
        self.edit.forget()
        self.edit.show_typed(shown=asked or self.show_box.isChecked())
        self.show_box.setHidden(asked)
        self.field.show_problem("")
        self._show_state()

    def _show_state(self) -> None:
        is_waiting = self._seconds > 0
        self.bar.setVisible(self._is_busy)
        self.wait_label.setVisible(is_waiting)
        self.wait_label.setText(
            trn(
                "You can try again in {n} second.",
                "You can try again in {n} seconds.",
                self._seconds,
            )
            if is_waiting
            else ""
        )
        self.unlock_button.setEnabled(not (self._is_busy or is_waiting))
        for widget in (self.edit, self.code_button, self.other_button):
            widget.setEnabled(not self._is_busy)
        self._show_hint()

    def _show_hint(self) -> None:
        hints = [
            tr("Caps Lock is on.")
            if self._caps_lock
            else tr("Capital letters count: look whether Caps Lock is on.")
        ]
        if layout := keyboard_language():
            hints.append(tr("Keyboard: {language}.").format(language=layout))
        self.hint_label.setText("" if self._asks_for_code else " ".join(hints))
        self.hint_label.setHidden(self._asks_for_code)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell from the letters that are typed whether Caps Lock is on: Qt does not say it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            told = tells_caps_lock(event)
            if told is not None and told != self._caps_lock:
                self._caps_lock = told
                self._show_hint()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the keyboard begin at the field."""
        super().showEvent(event)
        self.edit.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget what was typed."""
        self.edit.forget()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Name the keyboard anew when the window comes to the front."""
        if event.type() == QEvent.Type.ActivationChange:
            self._show_hint()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back from the code to the passphrase by Escape."""
        if event.key() == Qt.Key.Key_Escape and self._asks_for_code and not self._is_busy:
            self._ask_for_code(asked=False)
            self.edit.setFocus()
            return
        super().keyPressEvent(event)

    @Slot()
    def _on_second_passed(self) -> None:
        self._seconds -= 1
        if self._seconds <= 0:
            self._seconds = 0
            self._countdown.stop()
        self._show_state()

    @Slot(bool)
    def _on_show_toggled(self, shown: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.edit.show_typed(shown=shown)

    @Slot()
    def _on_code_clicked(self) -> None:
        self._ask_for_code(asked=not self._asks_for_code)
        self.edit.setFocus()

    @Slot()
    def _on_unlock_clicked(self) -> None:
        typed = self.edit.text()
        if self._is_busy or self._seconds:
            return
        if not typed:
            self.field.show_problem(
                tr("Type the recovery code.")
                if self._asks_for_code
                else tr("Type the passphrase of this journal.")
            )
            self.edit.setFocus()
            return
        (self.code_given if self._asks_for_code else self.passphrase_given).emit(typed)


def tells_caps_lock(event: QKeyEvent) -> bool | None:
    """Return whether a key that was pressed shows Caps Lock to be on; None = it shows nothing."""
    if event.key() == Qt.Key.Key_CapsLock:
        return False  # it may just have been switched off; the next letter tells
    letter = event.text()
    if len(letter) != 1 or letter.upper() == letter.lower():
        return None
    shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return letter.isupper() != shifted


def keyboard_language(system: str = sys.platform) -> str:
    """Return the language of the keyboard's layout; "" where the system does not tell it to us.

    On Linux Qt has only the language of the whole system, which may well be another.
    """
    if system not in {"win32", "darwin"}:
        return ""
    return QGuiApplication.inputMethod().locale().nativeLanguageName()
