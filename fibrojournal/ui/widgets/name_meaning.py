"""One name of another app's file, and what the person says that it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from fibrojournal.domain.scales import SCALES
from fibrojournal.domain.tracked_items import TrackedItem
from fibrojournal.errors import RefusedError
from fibrojournal.exchange.item_map import NEEDS_ENDS, NameMap
from fibrojournal.exchange.observations import number_in
from fibrojournal.i18n import listed, tr, trn
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.choice_box import ChoiceBox
from fibrojournal.ui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fibrojournal.domain.scales import Scale
    from fibrojournal.exchange.observations import ObservedName
    from fibrojournal.i18n import Formatter

_SHOWN: Final = 100
"""Characters of a name or word that are shown."""

_SAMPLES: Final = 6
_THERE: Final = "1"
"""What is read of a name that is only there or not, such as an activity."""

_SAME: Final = "same"
_OTHER: Final = "other"


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item that shall be made of a name.

    Attributes:
        scale: Key of its scale.
        better: Which direction is the better one.
    """

    scale: str
    better: str


@dataclass(frozen=True, slots=True)
class AsNote:
    """The texts under a name are notes."""


class NameMeaning(QWidget):
    """Asks what one name means: an item, a new one, a note, or nothing.

    What its words and numbers stand for is asked only where it means something.

    Args:
        found: The name, with what the file says under it.
        items: Those that it can be.
        formatter: Writes numbers.
        note: Whether it may be a note, and is likely one: None = it cannot be.
        parent: The form.
    """

    form_changed = Signal()

    def __init__(
        self,
        found: ObservedName,
        items: Iterable[TrackedItem],
        formatter: Formatter,
        *,
        note: bool | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.found = found
        self._formatter = formatter
        self.choice_box = ChoiceBox(_choices(items, may_be_note=note is not None))
        self.choice_box.setAccessibleName(tr("What “{name}” is").format(name=found.name))
        self.choice_field = Field(_shown(found.name), self.choice_box, self._caption())
        self.scale_box = ChoiceBox()
        self.scale_box.setAccessibleName(tr("The numbers of “{name}”").format(name=found.name))
        self.scale_field = Field(tr("Its numbers"), self.scale_box)
        self.low_edit, self.high_edit = QLineEdit(), QLineEdit()
        self.low_field = Field(tr("Which of its numbers is the lowest here?"), self.low_edit)
        self.high_field = Field(tr("Which of its numbers is the highest here?"), self.high_edit)
        self.word_fields = [
            (text, Field(_shown(_with_words(text, words)), _word_edit(text)))
            for text, words in found.texts
            if number_in(text) is None and number_in(text, decimal_comma=True) is None
        ]
        self._has_numbers = len(self.word_fields) < len(found.texts)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(px(8))
        self._answers = QWidget()
        answers = QVBoxLayout(self._answers)
        answers.setContentsMargins(px(24), 0, 0, 0)
        answers.setSpacing(px(8))
        for box in (self.choice_box, self.scale_box):
            box.let_shrink()
        for field in self.fields():
            field.label.setWordWrap(True)
        for field in self.fields()[1:]:
            answers.addWidget(field)
        rows.addWidget(self.choice_field)
        rows.addWidget(self._answers)
        self.choice_box.currentIndexChanged.connect(self._on_choice_changed)
        self.scale_box.currentIndexChanged.connect(self._on_scale_changed)
        if note:
            self.choice_box.choose(AsNote())
        self._on_choice_changed()

    def fields(self) -> list[Field]:
        """Return all fields, shown or not."""
        words = [field for _, field in self.word_fields]
        return [self.choice_field, self.scale_field, self.low_field, self.high_field, *words]

    @property
    def choice(self) -> TrackedItem | NewItem | AsNote | None:
        """What was chosen; None = the name is left out."""
        chosen: TrackedItem | NewItem | AsNote | None = self.choice_box.value
        return chosen

    def problems(self) -> Iterator[tuple[Field, str]]:
        """Yield what cannot be taken over as it stands."""
        scale = self._scale()
        if scale is None:
            return
        if self._asks_for_scale():
            if self.scale_box.value is None:
                yield self.scale_field, tr("Please say what its numbers mean.")
            elif self.scale_box.value == _OTHER:
                yield from self._end_problems()
        for _, field in self.word_fields:
            text = _edit(field).text().strip()
            sentence = _not_on_scale(text, scale) if text else ""
            if sentence:
                yield field, sentence

    def meaning(self, key: str) -> NameMap:
        """Return what the name means, once there are no problems.

        Args:
            key: Of the item that it is.
        """
        typed = {text: _edit(field).text().strip() for text, field in self.word_fields}
        numbers = {text: _number(number) for text, number in typed.items() if number}
        ends = None
        if self._asks_for_scale() and self.scale_box.value == _OTHER:
            ends = (_number(self.low_edit.text()), _number(self.high_edit.text()))
        return NameMap(
            key,
            numbers,
            ends,
            is_same_scale=self._asks_for_scale() and self.scale_box.value == _SAME,
            words_left_out=frozenset(text for text, number in typed.items() if not number),
        )

    def _end_problems(self) -> Iterator[tuple[Field, str]]:
        ends = []
        for edit, field in ((self.low_edit, self.low_field), (self.high_edit, self.high_field)):
            number = _read(edit.text())
            if number is None:
                yield field, tr("Please write a number.")
            ends.append(number)
        if None not in ends and ends[0] == ends[1]:
            yield self.high_field, tr("The two numbers must differ.")

    def _scale(self) -> Scale | None:
        chosen = self.choice
        if isinstance(chosen, NewItem):
            return SCALES[chosen.scale]
        return None if chosen is None or isinstance(chosen, AsNote) else chosen.scale

    def _asks_for_scale(self) -> bool:
        scale = self._scale()
        return scale is not None and self._has_numbers and scale.key in NEEDS_ENDS

    def _caption(self) -> str:
        times = trn("{n} time", "{n} times", self.found.count).replace(
            str(self.found.count), self._formatter.number(self.found.count)
        )
        if [text for text, _ in self.found.texts] == [_THERE]:
            return times
        words = [_with_words(text, words) for text, words in self.found.texts[:_SAMPLES]]
        if len(self.found.texts) > _SAMPLES:
            words.append("…")
        return tr("{name}: {number}").format(name=times, number=listed(words))

    @Slot()
    def _on_choice_changed(self) -> None:
        scale, chosen = self._scale(), self.choice
        self._answers.setVisible(
            scale is not None and (bool(self.word_fields) or self._asks_for_scale())
        )
        self.scale_field.setVisible(self._asks_for_scale())
        if scale is not None:
            low, high = self._formatter.number(scale.low), self._formatter.number(scale.high)
            if scale.key in {"hours", "kg"}:
                unit = tr("hours") if scale.key == "hours" else tr("kilograms")
                same = tr("They are {unit}, as here").format(unit=unit)
            else:
                same = tr("They go from {low} to {high}, as here").format(low=low, high=high)
            other = tr("They go another way, and shall be converted")
            self.scale_box.offer(((tr("Please choose"), None), (same, _SAME), (other, _OTHER)))
            low_words = high_words = ""
            if isinstance(chosen, TrackedItem):
                low_words, high_words = chosen.low_words, chosen.high_words
            self._ask_for_end(self.low_field, low, low_words)
            self._ask_for_end(self.high_field, high, high_words)
        self._on_scale_changed()

    def _ask_for_end(self, field: Field, number: str, words: str) -> None:
        end = listed(filter(None, (number, words)))
        field.label.setText(tr("Which of its numbers stands for {number}?").format(number=end))
        _edit(field).setAccessibleName(
            tr("The number of “{name}” that stands for {number}").format(
                name=self.found.name, number=end
            )
        )

    @Slot()
    def _on_scale_changed(self) -> None:
        is_other = self._asks_for_scale() and self.scale_box.value == _OTHER
        self.low_field.setVisible(is_other)
        self.high_field.setVisible(is_other)
        self.form_changed.emit()


def _choices(items: Iterable[TrackedItem], *, may_be_note: bool) -> Iterator[tuple[str, object]]:
    yield tr("Leave out"), None
    if may_be_note:
        yield tr("Notes"), AsNote()
    for item in items:
        yield item.name, item
    yield tr("New item, 0 to 10, lower is better"), NewItem("0-10", "lower")
    yield tr("New item, 0 to 10, higher is better"), NewItem("0-10", "higher")
    yield tr("New item, done or not"), NewItem("done", "neither")
    yield tr("New item, a count"), NewItem("count", "neither")


def _shown(text: str) -> str:
    return text[:_SHOWN].replace("&", "&&")


def _with_words(text: str, words: str) -> str:
    text = text[:_SHOWN]
    return f"{text} ({words[:_SHOWN]})" if words else text


def _word_edit(text: str) -> QLineEdit:
    edit = QLineEdit()
    edit.setMaxLength(12)
    edit.setPlaceholderText(tr("a number, or blank to leave it out"))
    edit.setAccessibleName(tr("Number for “{word}”, or blank").format(word=text))
    return edit


def _edit(field: Field) -> QLineEdit:
    edit = field.label.buddy()
    assert isinstance(edit, QLineEdit)  # noqa: S101 - made in this module
    return edit


def _read(text: str) -> float | None:
    return number_in(text, decimal_comma="," in text)


def _number(text: str) -> float:
    return _read(text) or 0.0


def _not_on_scale(text: str, scale: Scale) -> str:
    number = _read(text)
    if number is None:
        return tr("Please write a number, or leave this blank.")
    try:
        scale.check(number)
    except RefusedError as error:
        return f"{error.message} {error.remedy}"
    return ""
