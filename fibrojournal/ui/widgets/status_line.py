"""The quiet line at the bottom right: when was saved last, and that nothing is locked."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fibrojournal.i18n import tr
from fibrojournal.ui.icons import icon, icon_pixmap
from fibrojournal.ui.theme import colour, px, text_label
from fibrojournal.ui.widgets.bending_row import BendingRow
from fibrojournal.ui.widgets.wrapped_label import wrapped_label


class StatusLine(QWidget):
    """Says "Saved 21:42", or that something is not saved yet, and "Not protected"."""

    protection_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pageBody")
        self.saved_label = text_label("", "caption")
        self.saved_label.hide()
        self._check = QLabel()
        self._check.hide()
        self.protection_button = QPushButton()
        self.protection_button.setProperty("link", True)
        self.protection_button.hide()
        self.protection_button.setIconSize(QSize(px(16), px(16)))
        self.protection_button.clicked.connect(self.protection_wanted)
        self.backup_label = wrapped_label("", "caption")
        self.backup_label.setAlignment(
            Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        )
        self.backup_label.hide()
        strip = QWidget()
        row = QHBoxLayout(strip)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addStretch(1)
        row.addWidget(self.protection_button)
        row.addSpacing(px(16))
        row.addWidget(self._check)
        row.addWidget(self.saved_label)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(px(32), 0, px(32), px(4))
        rows.addWidget(BendingRow(self.backup_label, strip, least=160, gap=24))

    def show_saved(self, clock: str) -> None:
        """Say when was saved last; "" = not since the window was opened."""
        self._say(tr("Saved {clock}").format(clock=clock) if clock else "", checked=bool(clock))

    def show_pending(self) -> None:
        """Say that something on the screen is not in the file yet."""
        self._say(tr("Not saved yet"), checked=False)

    def _say(self, words: str, *, checked: bool) -> None:
        """Show words; a screen reader hears the new name of the label."""
        if words == self.saved_label.text():
            return
        edge = px(16)
        ratio = self.devicePixelRatioF()
        self._check.setPixmap(icon_pixmap("check", colour("quiet"), edge, ratio))
        self._check.setVisible(checked)
        self.saved_label.setText(words)
        self.saved_label.setVisible(bool(words))
        self.saved_label.setAccessibleName(words)

    def show_protection(self, *, is_example: bool, is_protected: bool) -> None:
        """Say whether there is a passphrase; an example needs none."""
        explained = (
            tr("Only the passphrase or the recovery code opens this journal.")
            if is_protected
            else tr(
                "This journal has no passphrase. Damage to the file is noticed, but anybody who "
                "can use this account on this computer can read it. Press to set one."
            )
        )
        words = tr("Protected") if is_protected else tr("Not protected")
        self.protection_button.setText(words)
        self.protection_button.setIcon(icon("lock", colour("accent")) if is_protected else QIcon())
        self.protection_button.setToolTip(explained)
        self.protection_button.setAccessibleName(words)
        self.protection_button.setAccessibleDescription(explained)
        self.protection_button.setHidden(is_example)

    def show_backup_words(self, words: str) -> None:
        """Say quietly that a backup could not be made, or that one was tried; "" = nothing."""
        self.backup_label.setText(words)
        self.backup_label.setAccessibleName(words)
        self.backup_label.setVisible(bool(words))
