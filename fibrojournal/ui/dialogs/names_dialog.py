"""Asks what the names and words of another app's file mean in this journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal

from fibrojournal.exchange.item_map import ItemMap, new_item
from fibrojournal.i18n import tr, trn
from fibrojournal.ui.dialogs.form_dialog import FormDialog
from fibrojournal.ui.theme import text_label
from fibrojournal.ui.widgets.name_meaning import AsNote, NameMeaning, NewItem
from fibrojournal.ui.widgets.wrapping_box import WrappingCheckBox

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtWidgets import QWidget

    from fibrojournal.domain.tracked_items import TrackedItem
    from fibrojournal.exchange.item_map import NameMap
    from fibrojournal.exchange.observations import ObservedName
    from fibrojournal.i18n import Formatter
    from fibrojournal.ui.widgets.field import Field

NAMES_SHOWN: Final = 60
"""Most names that are asked about, those that are there most often."""


class NamesDialog(FormDialog):
    """Collects an `ItemMap`, and the columns that hold notes; nothing is guessed.

    Args:
        names: What the file speaks about.
        items: The items of the journal, in their order.
        formatter: Writes numbers.
        has_notes: The file has notes of its own.
        likely_notes: Columns that are likely notes; None = no name can be a note.
        parent: The import.
    """

    names_entered = Signal(ItemMap, frozenset)

    def __init__(
        self,
        names: Sequence[ObservedName],
        items: Sequence[TrackedItem],
        formatter: Formatter,
        *,
        has_notes: bool,
        likely_notes: frozenset[str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            tr("What is in the file"), save_words=tr("Continue"), width=640, parent=parent
        )
        self._items = items
        often = sorted(names, key=lambda found: -found.count)[:NAMES_SHOWN]
        shown = [found for found in names if found in often]
        intro = text_label(
            tr(
                "For each name in the file, say what it is in your journal. What you leave out "
                "stays in the file. Not written there means not known here, never 0."
            ),
            "quiet",
        )
        intro.setWordWrap(True)
        self.form.addWidget(intro)
        self.meanings = [
            NameMeaning(
                found,
                items,
                formatter,
                note=None if likely_notes is None else found.name in likely_notes,
            )
            for found in shown
        ]
        for meaning in self.meanings:
            for field in meaning.fields():
                self.watch(field)
            self.form.addWidget(meaning)
        more = len(names) - len(shown)
        if more:
            rest = text_label(
                trn(
                    "{n} more name is rare in the file, and is left out.",
                    "{n} more names are rare in the file, and are left out.",
                    more,
                ),
                "caption",
            )
            rest.setWordWrap(True)
            self.form.addWidget(rest)
        self.notes_box = WrappingCheckBox(tr("Take over the notes too"))
        self.notes_box.setChecked(True)
        if not has_notes:
            self.notes_box.hide()
        self.form.addWidget(self.notes_box)
        self.form.addStretch(1)

    def problems(self) -> Iterator[tuple[Field, str]]:
        """Yield every answer that is still missing."""
        for meaning in self.meanings:
            yield from meaning.problems()

    def hand_over(self) -> None:
        """Emit what everything means."""
        names: dict[str, NameMap] = {}
        made: list[TrackedItem] = []
        notes: set[str] = set()
        taken = [item.key for item in self._items]
        for meaning in self.meanings:
            name, choice = meaning.found.name, meaning.choice
            if choice is None:
                continue
            if isinstance(choice, AsNote):
                notes.add(name)
                continue
            item = self._made(name, choice, made, taken) if isinstance(choice, NewItem) else choice
            names[name] = meaning.meaning(item.key)
        answers = ItemMap(
            names,
            tuple(made),
            with_notes=self.notes_box.isChecked(),
            others_left_out=True,
        )
        self.names_entered.emit(answers, frozenset(notes))

    def _made(
        self, name: str, choice: NewItem, made: list[TrackedItem], taken: list[str]
    ) -> TrackedItem:
        """Return the item of this name and scale that an earlier import made, or a new one."""
        for item in (*self._items, *made):
            if item.own_name == name and item.scale.key == choice.scale:
                return item
        position = 1 + max((item.position for item in (*self._items, *made)), default=-1)
        item = new_item(name, choice.scale, choice.better, taken, position)
        made.append(item)
        taken.append(item.key)
        return item
