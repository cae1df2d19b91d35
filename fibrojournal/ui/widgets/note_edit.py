"""A note that grows with its text and says when it has settled enough to be saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFontMetrics, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from fibrojournal.domain.entries import NOTE_LIMIT
from fibrojournal.ui.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QResizeEvent

PAUSE_MS: Final = 300
"""After so long without a key the text is settled."""

LONGEST_MS: Final = 400
"""Whoever types on and on is saved this often all the same. Hearing the keys, saving, and waiting
for a backup that is just made may take half a second more on a busy computer: a crash still costs
less than a second of typing."""

_STILL_TYPING_MS: Final = 60_000
_LEAST_LINES, _MOST_LINES = 2, 12


class NoteEdit(QPlainTextEdit):
    """Plain text only. What was typed is never replaced before it has been handed over.

    Args:
        name: What a screen reader says.
        limit: Longest text, in characters.
        parent: The card.
    """

    text_settled = Signal(str)
    limit_reached = Signal(bool)

    def __init__(
        self, name: str, *, limit: int = NOTE_LIMIT, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._limit = limit
        self._saved: str | None = ""
        self._last_insertion = 0
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pause_timer = self._timer(PAUSE_MS)
        self.longest_timer = self._timer(LONGEST_MS)
        self.typing_timer = QTimer(self)
        self.typing_timer.setSingleShot(True)
        self.typing_timer.setInterval(_STILL_TYPING_MS)
        self.document().contentsChange.connect(self._on_contents_change)
        self.textChanged.connect(self._on_text_changed)
        self.document().documentLayout().documentSizeChanged.connect(self._on_size_changed)
        self._grow()

    def _timer(self, interval_ms: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.setInterval(interval_ms)
        timer.timeout.connect(self.settle)
        return timer

    @property
    def is_pending(self) -> bool:
        """Whether there is text that nobody has said is saved."""
        return self.toPlainText() != self._saved

    @property
    def is_typing(self) -> bool:
        """Whether a key was pressed here within the last minute."""
        return self.hasFocus() and self.typing_timer.isActive()

    def show_text(self, text: str) -> None:
        """Show what is stored, unless something here is not saved yet."""
        if not self.is_pending and text != self._saved:
            self.replace_text(text)

    def replace_text(self, text: str, *, saved: bool = True) -> None:
        """Show another day's text, whatever stood here.

        Args:
            text: The note.
            saved: False where it still has to be handed over.
        """
        self._saved = text
        if self.toPlainText() != text:
            self.setPlainText(text)
        if not saved:
            self._saved = None
        self.pause_timer.stop()
        self.longest_timer.stop()
        self.typing_timer.stop()

    def mark_saved(self, text: str) -> None:
        """Take note that `text` is stored; what was typed meanwhile stays pending."""
        self._saved = text

    @Slot()
    def settle(self) -> None:
        """Hand the text over now if it is pending."""
        self.pause_timer.stop()
        self.longest_timer.stop()
        if self.is_pending:
            self.text_settled.emit(self.toPlainText())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever leaves is done for now."""
        super().focusOutEvent(event)
        self.settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew, which may take more or fewer lines."""
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        lines = min(max(int(self.document().size().height()), _LEAST_LINES), _MOST_LINES)
        chrome = 2 * (px(6) + 2) + 2 * int(self.document().documentMargin())
        wanted = lines * QFontMetrics(self.font()).lineSpacing() + chrome
        self.setFixedHeight(max(wanted, px(68)))

    @Slot(int, int, int)
    def _on_contents_change(self, position: int, removed: int, added: int) -> None:
        del removed
        self._last_insertion = position + added

    @Slot()
    def _on_text_changed(self) -> None:
        self._keep_within_limit()
        if not self.is_pending:
            return
        self.typing_timer.start()
        self.pause_timer.start()
        if not self.longest_timer.isActive():
            self.longest_timer.start()

    def _keep_within_limit(self) -> None:
        """Take the end of what was just put in away again, so that what is shown is kept."""
        surplus = self.document().characterCount() - 1 - self._limit
        self.limit_reached.emit(surplus >= 0)
        if surplus <= 0:
            return
        start = max(0, min(self._last_insertion, self._limit + surplus) - surplus)
        if start and self.document().characterAt(start - 1) in _HIGH_SURROGATES:
            start -= 1
            surplus += 1
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(start + surplus, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()

    @Slot()
    def _on_size_changed(self) -> None:
        self._grow()


_HIGH_SURROGATES: Final = frozenset(map(chr, range(0xD800, 0xDC00)))
"""First halves of characters that Qt counts as two."""
