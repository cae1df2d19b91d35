"""Erases something for good, and says which copies of the journal still hold it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fibrojournal.i18n import tr, trn
from fibrojournal.ui.dialogs.busy_form import BusyForm
from fibrojournal.ui.messages import ask
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.wrapped_label import say_in, wrapped_label
from fibrojournal.ui.widgets.wrapping_box import WrappingCheckBox

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QLabel

    from fibrojournal.errors import JournalError
    from fibrojournal.journal.changes import Changes
    from fibrojournal.journal.erasing import CopiesFound, Erasure
    from fibrojournal.ui.jobs import Jobs

FEW: Final = 5
"""Files that are named; the others are counted."""


class Erasing(Protocol):
    """The use cases behind the dialog; all run on the background thread."""

    def copies_with(self, erasure: Erasure) -> CopiesFound:
        """Open every copy of the journal that is known, and look."""

    def erase(self, erasure: Erasure) -> Changes:
        """Erase from the journal."""

    def delete_copies_with(self, erasure: Erasure) -> tuple[Path, ...]:
        """Make a fresh backup, then delete the copies that hold it; return those that stay."""


class EraseDialog(BusyForm):
    """Searches the backups, says what it found, asks once more, erases and says what is left.

    Args:
        what: What shall be erased, as a sentence.
        erasure: The same for the use cases.
        erasing: Searches and erases, in the background.
        jobs: Runs that.
        parent: The page, or the dialog that asked.
    """

    erased = Signal(object)

    def __init__(
        self,
        what: str,
        erasure: Erasure,
        erasing: Erasing,
        jobs: Jobs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Erase for good"), jobs, save_words=tr("Erase…"), parent=parent)
        self._erasure = erasure
        self._erasing = erasing
        self._has_begun = False
        self._said: list[QLabel] = []
        self._found: CopiesFound | None = None
        self.told_label = wrapped_label("", "strong")
        self.copies_box = WrappingCheckBox(tr("Delete these backups too"))
        self.copies_hint = wrapped_label(
            tr(
                "A fresh backup without it is made first. As long as the old ones are there, it "
                "can come back with them."
            ),
            "caption",
        )
        self.copies_box.setAccessibleDescription(self.copies_hint.text())
        self._lines = QVBoxLayout()
        self._lines.setSpacing(px(8))
        self.form.addWidget(self.told_label)
        self.form.addWidget(wrapped_label(what, "strong"))
        self.form.addLayout(self._lines)
        self.form.addWidget(self.copies_box)
        self.form.addWidget(self.copies_hint)
        self.form.addStretch(1)
        self._say(
            tr(
                "It goes from your journal, from its earlier versions, and from what search "
                "finds. This cannot be undone."
            )
        )
        # Large text may not fit into the screen: then the arrow keys scroll it.
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setObjectName("readArea")
        self._area.setAccessibleName(self.windowTitle())
        self._offer_copies(offered=False)
        self.save_button.hide()
        say_in(self.told_label, "")

    @property
    def words(self) -> str:
        """What is said, a paragraph a line."""
        return "\n".join(label.text() for label in self._said)

    def showEvent(self, event: QShowEvent) -> None:
        """Search the backups as soon as the dialog is seen."""
        super().showEvent(event)
        if not self._has_begun:
            self._has_begun = True
            self.work(
                partial(self._erasing.copies_with, self._erasure),
                self._on_searched,
                tr("Your backups are being opened, to see which of them hold it."),
            )

    def hand_over(self) -> None:
        """Ask once more; nothing is erased before the answer."""
        self.stay_open()
        box = ask(
            self,
            tr("Erase it for good?"),
            tr("It goes from your journal, and the backups that hold it are deleted.")
            if self.copies_box.isChecked()
            else tr("It goes from your journal. Backups are left as they are."),
            yes=tr("Erase"),
        )
        box.accepted.connect(self._on_sure)

    def tell(self, error: JournalError) -> None:
        """Say what went wrong after it was erased in the dialog, and before that above it."""
        if self.save_button.isHidden():
            done = tr("It is erased from your journal.")
            self._end(f"{done} {error.message} {error.remedy}", self._holding)
        else:
            super().tell(error)

    def _on_searched(self, found: CopiesFound) -> None:
        self._found = found
        if not found.holding:
            self._say(tr("No backup that could be opened holds it."))
        self._say_where(found, found.holding)
        self._offer_copies(offered=bool(found.holding))
        self.save_button.setAccessibleDescription(self.words)
        self.save_button.show()
        self.cancel_button.setFocus()

    @Slot()
    def _on_sure(self) -> None:
        self.work(
            partial(self._erasing.erase, self._erasure),
            self._on_erased,
            tr("It is being erased. This takes a moment."),
        )

    def _on_erased(self, changes: Changes) -> None:
        self.save_button.hide()
        self.erased.emit(changes)
        if not self.copies_box.isChecked():
            self._end(tr("It is erased from your journal."), self._holding)
            return
        self.work(
            partial(self._erasing.delete_copies_with, self._erasure),
            self._on_copies_deleted,
            tr("A fresh backup is being made, and the old ones deleted."),
        )

    def _on_copies_deleted(self, left: tuple[Path, ...]) -> None:
        done = tr("It is erased from your journal, and the backups that held it are deleted.")
        if left:
            done = tr("It is erased from your journal. Not every backup could be deleted.")
        self._end(done, left)

    @property
    def _holding(self) -> tuple[Path, ...]:
        return () if self._found is None else self._found.holding

    def _end(self, words: str, holding: tuple[Path, ...]) -> None:
        """Say how it ended and where it still is, and offer nothing but to close."""
        say_in(self.told_label, words)
        for label in self._said:
            label.hide()
        self._said.clear()
        if self._found is not None:
            self._say_where(self._found, holding)
        self._offer_copies(offered=False)
        self.cancel_button.setText(tr("Close"))
        self.cancel_button.setAccessibleDescription(words)
        self.cancel_button.setFocus()

    def _offer_copies(self, *, offered: bool) -> None:
        self.copies_box.setVisible(offered)
        self.copies_hint.setVisible(offered)

    def _say(self, words: str) -> None:
        label = wrapped_label(words)
        self._said.append(label)
        self._lines.addWidget(label)

    def _say_where(self, found: CopiesFound, holding: tuple[Path, ...]) -> None:
        for paragraph in _places(found, holding):
            self._say(paragraph)


def _places(found: CopiesFound, holding: tuple[Path, ...]) -> Iterator[str]:
    """Yield a paragraph about each kind of copies that hold it, or may."""
    if holding:
        held = trn("{n} backup holds it:", "{n} backups hold it:", len(holding))
        yield "\n".join((held, *_files(holding)))
    if found.unopened:
        closed = trn(
            "{n} file could not be opened, so it may hold it:",
            "{n} files could not be opened, so they may hold it:",
            len(found.unopened),
        )
        yield "\n".join((closed, *_files(found.unopened)))
    for folder in found.missing:
        yield tr("Backups in {folder} could not be searched: it is not there now.").format(
            folder=folder
        )


def _files(files: Sequence[Path]) -> Iterator[str]:
    """Yield the first names, with their folder where that is another than the one before."""
    folder = None
    for file in files[:FEW]:
        yield f"• {file.name}" if file.parent == folder else f"• {file}"
        folder = file.parent
    if len(files) > FEW:
        yield "• " + trn("and {n} more", "and {n} more", len(files) - FEW)
