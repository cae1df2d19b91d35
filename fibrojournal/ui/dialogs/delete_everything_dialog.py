"""Asks twice before everything is deleted, and says first what that means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from fibrojournal.i18n import tr, trn
from fibrojournal.ui.dialogs.form_dialog import FormDialog
from fibrojournal.ui.theme import px, text_label
from fibrojournal.ui.widgets.setting_row import set_primary
from fibrojournal.ui.widgets.wrapped_label import wrapped_label
from fibrojournal.ui.widgets.wrapping_box import WrappingCheckBox

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QLabel

    from fibrojournal.ui.theme import TextStyle


@dataclass(frozen=True, slots=True)
class EverythingFacts:
    """What would be deleted.

    Attributes:
        journal: The file.
        backups: How many backups are known.
        folders: Where they are.
        away: Folders of backups that are not there now.
        kept: How many journals restores have kept.
    """

    journal: Path
    backups: int = 0
    folders: tuple[Path, ...] = ()
    away: tuple[Path, ...] = ()
    kept: int = 0


class DeleteEverythingDialog(FormDialog):
    """First what goes and what stays out of reach, then a box to tick.

    Args:
        facts: What would be deleted.
        parent: The page.
    """

    deletion_wanted = Signal()

    def __init__(self, facts: EverythingFacts, parent: QWidget | None = None) -> None:
        super().__init__(tr("Delete everything"), save_words=tr("Continue"), parent=parent)
        self._said: list[str] = []
        self._first = QWidget()
        self._second = QWidget()
        self.sure_box = WrappingCheckBox(tr("Yes, delete everything"))
        self.sure_box.toggled.connect(self.save_button.setEnabled)
        self._ask_first(facts)
        # Large text may not fit into the screen: then the arrow keys scroll it.
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setObjectName("readArea")
        self._area.setAccessibleName(self.words)
        self.save_button.setAccessibleDescription(self.words)

    def _ask_first(self, facts: EverythingFacts) -> None:
        rows = _rows_in(self._first)
        rows.addWidget(self._line(tr("This is deleted:"), "strong"))
        rows.addLayout(self._list(_goes(facts)))
        rows.addSpacing(px(4))
        rows.addWidget(self._line(tr("FibroJournal cannot reach:"), "strong"))
        rows.addLayout(self._list(_out_of_reach(facts)))
        rows.addSpacing(px(4))
        rows.addWidget(
            self._line(tr("This cannot be undone. To read your journal later, export it first."))
        )
        self.form.addWidget(self._first)
        self.form.addWidget(self._second)
        self.form.addStretch(1)
        self._second.hide()

    def _ask_again(self) -> None:
        self._said.clear()
        rows = _rows_in(self._second)
        rows.addWidget(self._line(tr("Delete everything?"), "strong"))
        rows.addWidget(self._line(tr("After this, your journal is gone, and so are its backups.")))
        rows.addWidget(self.sure_box)
        self._first.hide()
        self._second.show()
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setAccessibleName("")
        self.save_button.setText(tr("Delete everything"))
        self.save_button.setAccessibleDescription(self.words)
        self.save_button.setEnabled(False)
        set_primary(self.save_button, primary=False)
        self.save_button.setDefault(False)
        self.cancel_button.setDefault(True)
        self.sure_box.setFocus()

    @property
    def words(self) -> str:
        """What is said, a sentence a line."""
        return "\n".join(self._said)

    def hand_over(self) -> None:
        """Ask once more, or emit that it was said twice."""
        if self._first.isHidden():
            self.deletion_wanted.emit()
        else:
            self.stay_open()
            self._ask_again()

    def _line(self, words: str, style: TextStyle = "body") -> QLabel:
        self._said.append(words)
        return wrapped_label(words, style)

    def _list(self, lines: Iterable[str]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(px(4))
        grid.setColumnStretch(1, 1)
        for place, words in enumerate(lines):
            grid.addWidget(text_label("•"), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._line(words), place, 1)
        return grid


def _rows_in(widget: QWidget) -> QVBoxLayout:
    rows = QVBoxLayout(widget)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(px(8))
    return rows


def _goes(facts: EverythingFacts) -> Iterator[str]:
    yield tr("Your journal, with its earlier versions and its trash: {file}").format(
        file=facts.journal
    )
    if facts.backups:
        yield tr("{backups}, in {folders}").format(
            backups=trn("{n} backup", "{n} backups", facts.backups),
            folders=tr(" and ").join(map(str, facts.folders)),
        )
    if facts.kept:
        yield trn(
            "{n} journal that a restore kept beside it",
            "{n} journals that restores kept beside it",
            facts.kept,
        )
    yield tr("The files for the recovery code, if there are any")
    yield tr("The settings, the log and the list of fonts")


def _out_of_reach(facts: EverythingFacts) -> Iterator[str]:
    for folder in facts.away:
        yield tr("Backups in {folder}, which is not there now").format(folder=folder)
    yield tr("Other copies that you made, exports, saved pictures and printed pages")
    yield tr("Older versions that the service of a synced folder keeps")
    yield tr("Old contents that a solid-state disk keeps where no program can erase them")
