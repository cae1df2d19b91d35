"""Asks twice before everything is deleted, and says first what that means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from fibrojournal.i18n import tr, trn
from fibrojournal.ui.dialogs.form_dialog import FormDialog
from fibrojournal.ui.widgets.setting_row import set_primary
from fibrojournal.ui.widgets.wrapped_label import wrapped_label

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


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
        self._parts: list[QWidget] = []
        self.sure_box = QCheckBox(tr("Yes, delete my journal and all its backups"))
        self.sure_box.setHidden(True)
        self.sure_box.toggled.connect(self._on_sure_toggled)
        self._say(tr("This is deleted:"), "strong")
        for line in _goes(facts):
            self._say(f"• {line}")
        self._say(tr("FibroJournal cannot reach:"), "strong")
        for line in _out_of_reach(facts):
            self._say(f"• {line}")
        self._say(
            tr("This cannot be undone. To be able to read your journal later, export it first.")
        )
        self.form.addWidget(self.sure_box)
        self.form.addStretch(1)
        self.save_button.setAccessibleDescription(self.words)

    @property
    def words(self) -> str:
        """What is said, a sentence a line."""
        return "\n".join(self._said)

    def hand_over(self) -> None:
        """Ask once more, or emit that it was said twice."""
        if not self.sure_box.isHidden():
            self.deletion_wanted.emit()
            return
        self.stay_open()
        for part in self._parts:
            part.hide()
        self._said.clear()
        self._say(tr("Delete everything?"), "strong", place=0)
        self._say(tr("Your journal is gone after this, and so are its backups."), place=1)
        self.sure_box.show()
        self.save_button.setText(tr("Delete everything"))
        self.save_button.setAccessibleDescription(self.words)
        self.save_button.setEnabled(False)
        set_primary(self.save_button, primary=False)
        self.save_button.setDefault(False)
        self.cancel_button.setDefault(True)
        self.sure_box.setFocus()

    def _say(self, words: str, style: str = "body", place: int | None = None) -> None:
        label = wrapped_label(words, "strong" if style == "strong" else "body")
        self._said.append(words)
        self._parts.append(label)
        self.form.insertWidget(self.form.count() if place is None else place, label)

    def _on_sure_toggled(self, is_sure: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.save_button.setEnabled(is_sure)


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
