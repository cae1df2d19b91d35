"""The card of the day's note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from fibrojournal.domain.entries import NOTE_LIMIT
from fibrojournal.i18n import tr
from fibrojournal.ui.theme import px, text_label
from fibrojournal.ui.widgets.card import Card
from fibrojournal.ui.widgets.note_edit import NoteEdit
from fibrojournal.ui.widgets.unsaved_line import UnsavedLine

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fibrojournal.i18n import Formatter


class NoteCard(Card):
    """A `NoteEdit` with the sentence that says when it is full.

    Args:
        formatter: Writes the limit.
        limit: Longest note, in characters.
        parent: The page.
    """

    def __init__(
        self, formatter: Formatter, *, limit: int = NOTE_LIMIT, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Note"), parent)
        self.edit = NoteEdit(tr("Note"), limit=limit)
        self.edit.setPlaceholderText(tr("Anything worth remembering"))
        self.limit_label = text_label(
            tr("The note is full: it holds {n} characters.").format(n=formatter.number(limit)),
            "caption",
        )
        self.limit_label.setWordWrap(True)
        self.limit_label.hide()
        self.unsaved_line = UnsavedLine(tr("note"))
        self.rows.setContentsMargins(px(23), px(15), px(23), px(19))
        self.rows.addWidget(self.edit)
        self.rows.addWidget(self.limit_label)
        self.rows.addWidget(self.unsaved_line)
        self.rows.addStretch(1)
        self.edit.limit_reached.connect(self._on_limit_reached)

    @Slot(bool)
    def _on_limit_reached(self, reached: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.limit_label.setVisible(reached)
