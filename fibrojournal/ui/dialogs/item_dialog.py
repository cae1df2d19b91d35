"""Asks what something that is written down is called, and what its numbers mean."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from fibrojournal.domain.scales import (
    COUNT,
    DONE,
    DONE_WITH_HELP,
    HOURS,
    NUMERIC_RATING,
    SEVERITY,
)
from fibrojournal.domain.tracked_items import BUILT_IN_KEYS, TrackedItem
from fibrojournal.i18n import digits, tr
from fibrojournal.ui.dialogs.form_dialog import FormDialog
from fibrojournal.ui.theme import px, text_label
from fibrojournal.ui.widgets.choice_box import ChoiceBox
from fibrojournal.ui.widgets.field import Field
from fibrojournal.ui.widgets.item_row import scale_words
from fibrojournal.ui.widgets.wrapped_label import wrapped_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fibrojournal.domain.scales import Scale
    from fibrojournal.domain.tracked_items import Better, Kind

NAME_SIGNS: Final = 60
WORDS_SIGNS: Final = 80
"""Longest name and longest words, in characters; the edits take no more."""

_USUAL: Final[dict[Kind, Better]] = {"activity": "higher", "measure": "neither"}
"""Which direction is the better one, until somebody says otherwise."""


class ItemDialog(FormDialog):
    """Collects one `TrackedItem`: a new one, or other words for one that is there.

    Args:
        item: The one that is changed; its kind and scale stay. None = a new one.
        parent: The page.
        activity: A new one is an activity, until something else is chosen.
    """

    item_entered = Signal(TrackedItem)

    def __init__(
        self,
        item: TrackedItem | None = None,
        parent: QWidget | None = None,
        *,
        activity: bool = False,
    ) -> None:
        title = tr("Add your own") if item is None else tr("Change what you write down")
        super().__init__(title, parent=parent)
        self._item = item
        self._is_built_in = item is not None and item.key in BUILT_IN_KEYS
        self._better_touched = item is not None
        self.name_edit = _edit(NAME_SIGNS)
        self.kind_box = ChoiceBox(_kinds())
        self.kind_box.let_shrink()
        if activity:
            self.kind_box.choose(("activity", DONE_WITH_HELP))
        self.better_box = ChoiceBox(
            (
                (tr("lower is better"), "lower"),
                (tr("higher is better"), "higher"),
                (tr("neither"), "neither"),
            )
        )
        self.low_edit = _edit(WORDS_SIGNS)
        self.high_edit = _edit(WORDS_SIGNS)
        self.anchor_edits: dict[int, QLineEdit] = {}
        self._anchor_labels: dict[int, QLabel] = {}
        self._lay_out()
        if item is not None:
            self._show(item)
        self._on_kind_chosen()
        self.kind_box.currentIndexChanged.connect(self._on_kind_chosen)
        self.better_box.activated.connect(self._on_better_chosen)

    def _lay_out(self) -> None:
        hint = ""
        if self._item is not None and self._is_built_in:
            plain = replace(self._item, own_name=None).name
            hint = tr("Leave it blank for “{name}”.").format(name=plain)
        self._name_field = self.add_field(Field(tr("&Name"), self.name_edit, hint))
        if self._item is None:
            self.add_field(
                Field(tr("&How it is answered"), self.kind_box, tr("This stays as you choose it."))
            )
        else:
            kept = tr("Answered by: {scale}. What you wrote so far stays under the new name.")
            said = kept.format(scale=scale_words(self._item.scale))
            self.form.addWidget(wrapped_label(said, "caption"))
        self._better_field = self.add_field(Field(tr("&Which is better"), self.better_box))
        self._low_field = self.add_field(Field(tr("Words at the &low end"), self.low_edit))
        self._high_field = self.add_field(Field(tr("Words at the h&igh end"), self.high_edit))
        self._anchors = QWidget()
        self._grid = QGridLayout(self._anchors)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(8))
        self._grid.setColumnStretch(1, 1)
        explained = wrapped_label(
            tr(
                "What a number means to you, such as 7: cannot hold a kettle. It is shown while "
                "you score. All of it may be left blank."
            ),
            "caption",
        )
        self._grid.addWidget(explained, 0, 0, 1, 2)
        for number in range(int(NUMERIC_RATING.high) + 1):
            edit = _edit(WORDS_SIGNS)
            edit.setAccessibleName(tr("What {number} means to you").format(number=number))
            label = text_label(digits(number), "body")
            label.setBuddy(edit)
            self._grid.addWidget(label, number + 1, 0)
            self._grid.addWidget(edit, number + 1, 1)
            self.anchor_edits[number] = edit
            self._anchor_labels[number] = label
        self.form.addWidget(self._anchors)
        self.form.addStretch(1)

    def problems(self) -> Iterator[tuple[Field, str]]:
        """Yield a name that is missing."""
        if not self._is_built_in and not self.name_edit.text().strip():
            yield self._name_field, tr("Write a few words first.")

    def hand_over(self) -> None:
        """Emit the item; a new one has no key and no place yet."""
        kind, scale = self._kind_and_scale()
        item = self._item or TrackedItem("", kind, scale)
        has_ends = scale is NUMERIC_RATING
        numbers = self._numbers()
        self.item_entered.emit(
            replace(
                item,
                own_name=self.name_edit.text().strip() or None,
                better=self.better_box.value,
                own_low_words=self._end(self.low_edit) if has_ends else item.own_low_words,
                own_high_words=self._end(self.high_edit) if has_ends else item.own_high_words,
                anchors=tuple(
                    (float(number), edit.text().strip())
                    for number, edit in self.anchor_edits.items()
                    if number in numbers and edit.text().strip()
                ),
            )
        )

    def _kind_and_scale(self) -> tuple[Kind, Scale]:
        if self._item is not None:
            return self._item.kind, self._item.scale
        chosen: tuple[Kind, Scale] = self.kind_box.value
        return chosen

    def _numbers(self) -> range:
        """Return the numbers that can have words of the person's own."""
        _, scale = self._kind_and_scale()
        return range(int(scale.high) + 1) if scale in (NUMERIC_RATING, SEVERITY) else range(0)

    def _end(self, edit: QLineEdit) -> str | None:
        """Return the words at one end; None = those that are built in."""
        words = edit.text().strip()
        if self._item is not None and self._is_built_in:
            plain = replace(self._item, own_low_words=None, own_high_words=None)
            if words in ("", plain.low_words if edit is self.low_edit else plain.high_words):
                return None
        return words or None

    def _show(self, item: TrackedItem) -> None:
        self.name_edit.setText(item.own_name or "")
        if self._is_built_in:
            self.name_edit.setPlaceholderText(replace(item, own_name=None).name)
        self.better_box.choose(item.better)
        self.low_edit.setText(item.low_words)
        self.high_edit.setText(item.high_words)
        for number, words in item.anchors:
            if number in self.anchor_edits:
                self.anchor_edits[int(number)].setText(words)

    @Slot()
    def _on_kind_chosen(self) -> None:
        kind, scale = self._kind_and_scale()
        if not self._better_touched:
            self.better_box.choose(_USUAL.get(kind, "lower"))
        self._better_field.setVisible(not self._is_built_in)
        for field in (self._low_field, self._high_field):
            field.setVisible(scale is NUMERIC_RATING)
        numbers = self._numbers()
        self._anchors.setVisible(bool(numbers))
        for number, edit in self.anchor_edits.items():
            edit.setVisible(number in numbers)
            self._anchor_labels[number].setVisible(number in numbers)

    @Slot()
    def _on_better_chosen(self) -> None:
        self._better_touched = True


def _kinds() -> tuple[tuple[str, tuple[Kind, Scale]], ...]:
    """Return what an own item can be, with its words."""
    return (
        (tr("a number from 0 to 10"), ("symptom", NUMERIC_RATING)),
        (tr("none, mild, moderate, severe"), ("symptom", SEVERITY)),
        (tr("a side effect: none to severe"), ("side_effect", SEVERITY)),
        (tr("an activity: done, done with help, or not"), ("activity", DONE_WITH_HELP)),
        (tr("done or not"), ("activity", DONE)),
        (tr("how many"), ("measure", COUNT)),
        (tr("how many hours"), ("measure", HOURS)),
    )


def _edit(most: int) -> QLineEdit:
    edit = QLineEdit()
    edit.setMaxLength(most)
    return edit
