"""The card of Settings that lists what is written down, and what is asked of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from fibrojournal.domain.question_sets import (
    IN_SETS,
    QUESTION_SETS,
    QuestionSet,
    question_words,
    set_offer,
)
from fibrojournal.i18n import listed, tr
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.card import Card
from fibrojournal.ui.widgets.disclosure_button import DisclosureButton
from fibrojournal.ui.widgets.flow_row import FlowRow
from fibrojournal.ui.widgets.item_row import ItemRow
from fibrojournal.ui.widgets.rich_line import RichLine
from fibrojournal.ui.widgets.tab_order import chain_tabs, tab_stops
from fibrojournal.ui.widgets.wrapped_label import wrapped_label
from fibrojournal.ui.widgets.wrapping_box import WrappingCheckBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fibrojournal.domain.tracked_items import Kind, TrackedItem


class ItemGroup(QWidget):
    """The items of one kind, folded at first; their rows are made when it is opened.

    Args:
        title: What they are called together.
        parent: The card.
    """

    change_asked = Signal(str)
    shown_chosen = Signal(str, bool)
    exchange_asked = Signal(str, str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._items: tuple[TrackedItem, ...] = ()
        self.item_rows: list[ItemRow] = []
        self.line = RichLine()
        self.fold_button = DisclosureButton(self.line)
        self._box = QWidget()
        self._list = QVBoxLayout(self._box)
        self._list.setContentsMargins(px(4), 0, 0, px(8))
        self._list.setSpacing(px(8))
        self._box.hide()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.fold_button)
        rows.addWidget(self._box)
        self.fold_button.clicked.connect(self._on_fold_clicked)

    def show_items(self, items: Sequence[TrackedItem]) -> None:
        """Show these items in their order; the keyboard stays with its item."""
        self._items = tuple(items)
        asked = sum(not item.hidden for item in items)
        words = tr("{asked} of {all} asked").format(asked=asked, all=len(items))
        self.line.show_parts(((self._title, "strong"), ("  ", "body"), (words, "quiet")))
        self.fold_button.setAccessibleName(listed((self._title, words)))
        self.setVisible(bool(items))
        if self.fold_button.is_open:
            self._show_rows()

    def set_open(self, *, is_open: bool) -> None:
        """Open or fold it."""
        self.fold_button.set_open(is_open=is_open)
        if is_open:
            self._show_rows()
        self._box.setVisible(is_open)

    def row(self, key: str) -> ItemRow | None:
        """Return the row of an item; None = it is not here, or folded away."""
        return next((row for row in self.item_rows if row.item.key == key), None)

    def move_focused(self, step: int) -> None:
        """Move the item whose row has the keyboard."""
        focused = cast("QWidget | None", self.window().focusWidget())
        for row in self.item_rows:
            if focused is not None and row.isAncestorOf(focused):
                self._on_move_asked(row.item.key, step)
                return

    def _show_rows(self) -> None:
        known = {row.item.key: row for row in self.item_rows}
        rows = []
        for item in self._items:
            row = known.pop(item.key, None) or self._new_row(item)
            if row.item != item:
                row.show_item(item)
            rows.append(row)
        for gone in known.values():
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, row in enumerate(rows):
            if self._list.indexOf(row) != place:
                self._list.insertWidget(place, row)
            row.offer_moves(up=place > 0, down=place < len(rows) - 1)
        self.item_rows = rows
        chain_tabs(tab_stops(cast("QVBoxLayout", self.layout())))

    def _new_row(self, item: TrackedItem) -> ItemRow:
        row = ItemRow(item)
        row.change_asked.connect(self.change_asked)
        row.shown_chosen.connect(self.shown_chosen)
        row.move_asked.connect(self._on_move_asked)
        return row

    @Slot()
    def _on_fold_clicked(self) -> None:
        self.set_open(is_open=not self.fold_button.is_open)

    @Slot(str, int)
    def _on_move_asked(self, key: str, step: int) -> None:
        keys = [row.item.key for row in self.item_rows]
        place = keys.index(key) + step
        if 0 <= place < len(keys):
            self.exchange_asked.emit(key, keys[place])
            row = self.row(key)
            if row is not None:
                row.follow()


class ItemsCard(Card):
    """A group for each kind of item, and the way to an own one.

    Args:
        parent: The page.
    """

    add_asked = Signal()
    activity_asked = Signal()
    change_asked = Signal(str)
    shown_chosen = Signal(str, bool)
    exchange_asked = Signal(str, str)
    set_chosen = Signal(QuestionSet, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("What you write down"), parent)
        self.groups: dict[Kind, ItemGroup] = {
            "symptom": ItemGroup(tr("Symptoms")),
            "side_effect": ItemGroup(tr("Side effects")),
            "measure": ItemGroup(tr("Measures")),
            "activity": ItemGroup(tr("Activities")),
            "function": ItemGroup(tr("Other questions")),
        }
        self.set_checks = tuple(_SetCheck(asked) for asked in QUESTION_SETS)
        self.add_button = QPushButton(tr("Add your own…"))
        self.add_button.setAutoDefault(False)
        buttons = FlowRow()
        self.activity_button = QPushButton(tr("Name an activity…"))
        self.activity_button.setAutoDefault(False)
        buttons.show_parts([self.add_button, self.activity_button])
        self.rows.addWidget(
            wrapped_label(
                tr(
                    "What you hide is not asked any more. All that you wrote stays, in charts and "
                    "exports too. Up to three activities that mean something to you can be "
                    "named, such as “walk the dog”."
                ),
                "quiet",
            )
        )
        for group in self.groups.values():
            self.rows.addWidget(group)
            group.change_asked.connect(self.change_asked)
            group.shown_chosen.connect(self.shown_chosen)
            group.exchange_asked.connect(self.exchange_asked)
        for check in self.set_checks:
            self.rows.addWidget(check)
            check.set_chosen.connect(self.set_chosen)
        self.rows.addWidget(buttons)
        self.add_button.clicked.connect(self.add_asked)
        self.activity_button.clicked.connect(self.activity_asked)
        for keys, slot in (("Alt+Up", self._on_up_wanted), ("Alt+Down", self._on_down_wanted)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        self.show_items(())

    def show_items(self, items: Sequence[TrackedItem]) -> None:
        """Show all items in their order, each in the group of its kind."""
        for kind, group in self.groups.items():
            group.show_items(
                [item for item in items if item.kind == kind and item.key not in IN_SETS]
            )
        for check in self.set_checks:
            check.show_items(items)

    @Slot()
    def _on_up_wanted(self) -> None:
        self._move_focused(-1)

    @Slot()
    def _on_down_wanted(self) -> None:
        self._move_focused(1)

    def _move_focused(self, step: int) -> None:
        for group in self.groups.values():
            group.move_focused(step)


class _SetCheck(QWidget):
    """A box to tick: whether questions are asked once a week or a month, and what they are."""

    set_chosen = Signal(QuestionSet, bool)

    def __init__(self, asked: QuestionSet) -> None:
        super().__init__()
        self._asked = asked
        self.check = WrappingCheckBox(set_offer(asked))
        names = listed(map(question_words, asked.item_keys))
        explained = wrapped_label(names, "caption")
        explained.setContentsMargins(px(30), 0, 0, 0)
        self.check.setAccessibleDescription(names)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(px(2), px(4), 0, px(4))
        rows.setSpacing(0)
        rows.addWidget(self.check)
        rows.addWidget(explained)
        self.check.clicked.connect(self._on_clicked)

    def show_items(self, items: Sequence[TrackedItem]) -> None:
        """Show whether any of its questions is asked."""
        self.check.setChecked(
            any(item.key in self._asked.item_keys and not item.hidden for item in items)
        )

    @Slot(bool)
    def _on_clicked(self, chosen: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.set_chosen.emit(self._asked, chosen)
