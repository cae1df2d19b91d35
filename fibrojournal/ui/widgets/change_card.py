"""One change of medicine on a card: what was written before it, and what after.

Folded, a card is one line. What it opens is made when it is opened first, and its picture is
drawn when it is seen first, so that a hundred changes cost no more than a hundred lines.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from fibrojournal.charts.describe_change import card_table, card_words, chart_data, group_headers
from fibrojournal.charts.describe_pain_maps import maps_sentence, maps_table
from fibrojournal.i18n import listed, tr
from fibrojournal.ui.models.sheet_table_model import Column, SheetRow, SheetTableModel
from fibrojournal.ui.theme import px, text_label
from fibrojournal.ui.widgets.bending_row import BendingRow
from fibrojournal.ui.widgets.card import Card, hairline
from fibrojournal.ui.widgets.columns import Columns
from fibrojournal.ui.widgets.disclosure_button import DisclosureButton
from fibrojournal.ui.widgets.figure_picture import FigurePicture
from fibrojournal.ui.widgets.flow_row import FlowRow
from fibrojournal.ui.widgets.rich_line import RichLine
from fibrojournal.ui.widgets.sheet_table import SheetTable
from fibrojournal.ui.widgets.tab_order import chain_tabs, tab_stops
from fibrojournal.ui.widgets.whole_table import WholeTable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from PySide6.QtWidgets import QLabel

    from fibrojournal.analysis.composites import TwoComposites
    from fibrojournal.charts.change_chart_data import ChangeChartData
    from fibrojournal.charts.describe_change import CardWords, ChangeFacts, ItemGroup
    from fibrojournal.charts.sheet import Picture
    from fibrojournal.ui.formatter import Look

PICTURE_WIDTH: Final = 832
PICTURE_HEIGHT: Final = 190
MAPS_HEIGHT: Final = 400
MAPS_LEAST_HEIGHT: Final = 240

_COLUMN: Final = 360
_BEFORE: Final = 54
_AFTER: Final = 46
_NAME_SHARE: Final = 0.45
_KEEP_WIDTH: Final = 104
_INSET: Final = 4
"""Measures in pixels at 100 %; the inset is that of the row which opens the card."""

_TOGETHER: Final = "\u00a0"
"""Keeps the words of a day in one line."""

_STRONG: Final = 2
"""Place of the column that stands out."""


class ChangeCard(Card):
    """Shows the facts of one change, folded or open.

    Args:
        look: Formatter and colours.
        parent: The page.
    """

    timeline_asked = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        # The card is as high as its wrapped lines need, which Card's own policy caps.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._look = look
        self._facts: ChangeFacts | None = None
        self._words: CardWords | None = None
        self._item: str | None = None
        self._body: _Body | None = None
        self.title_line = RichLine()
        self.status_label = text_label("", "quiet")
        self.status_label.setWordWrap(False)
        self.head_button = DisclosureButton(_HeadRow(self.title_line, self.status_label))
        self.head_button.clicked.connect(self._on_head_clicked)
        self.rows.setContentsMargins(px(23 - _INSET), px(7), px(23 - _INSET), px(7))
        self.rows.setSpacing(0)
        self.rows.addWidget(self.head_button)

    @property
    def facts(self) -> ChangeFacts | None:
        """What is shown; None before there is anything."""
        return self._facts

    @property
    def body(self) -> _Body | None:
        """What the card opens; None until it was opened first."""
        return self._body

    @property
    def is_open(self) -> bool:
        """Whether all of it is shown."""
        return self.head_button.is_open

    def covers(self, day: date) -> bool:
        """Tell whether a step of the change was on `day`, or `day` lies between two."""
        change = self._facts.report.change if self._facts is not None else None
        return change is not None and change.first_day <= day <= change.last_day

    def show_facts(self, facts: ChangeFacts) -> None:
        """Show what is known about the change; the item that was looked at stays."""
        self._facts = facts
        items = {one.item.key for one in facts.report.comparisons}
        if self._item not in items:
            self._item = None
        self._show()

    def set_open(self, *, is_open: bool) -> None:
        """Open or fold the card."""
        if is_open != self.is_open:
            self.head_button.set_open(is_open=is_open)
            self._show()

    def _show(self) -> None:
        facts = self._facts
        if facts is None:
            return
        words = card_words(facts, self._look.formatter, self._item)
        self._words = words
        self._show_head(words, facts)
        if self.is_open and self._body is None:
            self._body = _Body(self._look)
            self._body.item_chosen.connect(self._on_item_chosen)
            self._body.timeline_button.clicked.connect(self._on_timeline_clicked)
            self.rows.addWidget(self._body)
        if self._body is not None:
            self._body.setVisible(self.is_open)
            if self.is_open:
                self._body.show_words(words, facts)
                chain_tabs(tab_stops(self.rows))

    def _show_head(self, words: CardWords, facts: ChangeFacts) -> None:
        this_year = facts.report.change.first_day.year == facts.today.year
        when = words.when_short if this_year and not self.is_open else words.when
        self.title_line.show_parts(
            (
                (words.title, "section" if self.is_open else "strong"),
                ("   " + when.replace(" ", _TOGETHER), "quiet"),
            )
        )
        self.status_label.setText(words.status)
        self.status_label.setHidden(self.is_open)
        self.head_button.setAccessibleName(listed((words.title, when)))
        self.head_button.setAccessibleDescription(words.status)
        self.setAccessibleName(words.title)
        top = px(11 if self.is_open else 7)
        bottom = px(19 if self.is_open else 7)
        self.rows.setContentsMargins(px(23 - _INSET), top, px(23 - _INSET), bottom)

    @Slot()
    def _on_head_clicked(self) -> None:
        self.set_open(is_open=not self.is_open)

    @Slot(str)
    def _on_item_chosen(self, key: str) -> None:
        self._item = key
        self._show()

    @Slot()
    def _on_timeline_clicked(self) -> None:
        if self._facts is not None:
            self.timeline_asked.emit(self._facts)


class _HeadRow(BendingRow):
    """The words of a folded card; it remembers its height, which a long page asks for often."""

    def __init__(self, title: QWidget, status: QWidget) -> None:
        self._heights: dict[int, int] = {}
        super().__init__(title, status, least=300)

    def heightForWidth(self, width: int) -> int:
        """Return the height of both parts at `width`."""
        if width not in self._heights:
            self._heights[width] = super().heightForWidth(width)
        return self._heights[width]

    def event(self, event: QEvent) -> bool:
        """Forget the height when a part wants another size."""
        if event.type() in (
            QEvent.Type.LayoutRequest,
            QEvent.Type.FontChange,
            QEvent.Type.StyleChange,
        ):
            self._heights.clear()
        return super().event(event)


class _Body(QWidget):
    """What an open card shows beneath its title."""

    item_chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._facts: ChangeFacts | None = None
        self._groups: dict[str, SheetTable] = {}
        self.doses_label = _wrapped("", "quiet")
        self.picture = FigurePicture(PICTURE_WIDTH, PICTURE_HEIGHT)
        self.sentence_label = _wrapped("", "body")
        self.tables = Columns(least=_COLUMN, gap=32, row_gap=16)
        self.keep_row = _KeepInMind()
        self.details_button = _disclosure(tr("Details"))
        self.details_button.clicked.connect(self._on_details_clicked)
        self.table_button = _disclosure(tr("Table"))
        self.table_button.clicked.connect(self._on_table_clicked)
        self.timeline_button = QPushButton(tr("Show on the timeline"))
        self.timeline_button.setProperty("link", True)
        links = FlowRow(gap=16)
        self.maps_button = _disclosure(tr("Where it hurt"))
        self.maps_button.clicked.connect(self._on_maps_clicked)
        self.maps = PainMapsPart(look)
        links.show_parts(
            [self.details_button, self.table_button, self.maps_button, self.timeline_button]
        )
        self.details = SheetTable(tr("Details"), has_header=False, can_choose=False)
        self.table = WholeTable(tr("Before and after as a table"))
        self.fixed_label = _wrapped("", "caption")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(px(_INSET), 0, px(_INSET), 0)
        rows.setSpacing(px(8))
        for part in (self.doses_label, self.picture, self.sentence_label):
            rows.addWidget(part)
        rows.addSpacing(px(8))
        rows.addWidget(self.tables)
        rows.addSpacing(px(4))
        for lower in (self.keep_row, links, self.details, self.table, self.maps, hairline()):
            rows.addWidget(lower)
        rows.addSpacing(px(2))
        rows.addWidget(self.fixed_label)
        self.details.hide()
        self.table.hide()
        self.maps.hide()

    def table_of(self, title: str) -> SheetTable:
        """Return the table with this title."""
        return self._groups[title]

    def show_words(self, words: CardWords, facts: ChangeFacts) -> None:
        """Show the words of a card, and its picture when it is seen."""
        self._facts = facts
        self._name_buttons(words.title)
        self.doses_label.setText(words.doses)
        data = chart_data(facts, words.item_key)
        self.picture.setVisible(data is not None)
        if data is not None:
            self.picture.show_chart(
                partial(_picture, data, self._look),
                name=words.picture_name,
                description=words.sentence,
            )
        self.sentence_label.setText(words.sentence)
        self._show_groups(words.groups)
        self.keep_row.show_sentences(words.keep_in_mind)
        rows = [SheetRow(row.label, (row.label, row.text)) for row in words.details]
        columns = (
            Column(tr("What"), share=0.25, style="quiet"),
            Column(tr("In your entries"), share=0.75, gap=12),
        )
        self.details.show_sheet(SheetTableModel(columns, rows))
        self.details_button.setVisible(bool(rows))
        self.details.setVisible(bool(rows) and self.details_button.is_open)
        self._fill_table()
        self.maps_button.setVisible(facts.pain_maps is not None)
        self._fill_maps()
        self.fixed_label.setText(words.fixed_text)

    def _name_buttons(self, title: str) -> None:
        """Tell by ear which card a button belongs to."""
        for button, words in (
            (self.details_button, tr("Details: {change}")),
            (self.table_button, tr("Table: {change}")),
            (self.maps_button, tr("Where it hurt: {change}")),
            (self.timeline_button, tr("Show on the timeline: {change}")),
        ):
            button.setAccessibleName(words.format(change=title))

    def _show_groups(self, groups: Iterable[ItemGroup]) -> None:
        shown = {group.title: group for group in groups}
        for title, group in shown.items():
            if title not in self._groups:
                table = SheetTable(title)
                table.setAccessibleDescription(tr("Enter shows the picture of a row"))
                table.row_chosen.connect(self.item_chosen)
                self._groups[title] = table
                self.tables.add(table)
            self._groups[title].show_sheet(_sheet(group))
        for title, table in self._groups.items():
            table.setVisible(title in shown)
        self.tables.setVisible(bool(shown))

    def _fill_table(self) -> None:
        self.table.setVisible(self.table_button.is_open)
        if self._facts is None or not self.table_button.is_open:
            return
        self.table.show_rows(*card_table(self._facts, self._look.formatter))

    @Slot()
    def _on_details_clicked(self) -> None:
        self.details_button.set_open(is_open=not self.details_button.is_open)
        self.details.setVisible(self.details_button.is_open)

    @Slot()
    def _on_table_clicked(self) -> None:
        self.table_button.set_open(is_open=not self.table_button.is_open)
        self._fill_table()

    def _fill_maps(self) -> None:
        both = None if self._facts is None else self._facts.pain_maps
        self.maps.setVisible(both is not None and self.maps_button.is_open)
        if both is not None and self.maps_button.is_open:
            self.maps.show_maps(both)

    @Slot()
    def _on_maps_clicked(self) -> None:
        self.maps_button.set_open(is_open=not self.maps_button.is_open)
        self._fill_maps()


class PainMapsPart(QWidget):
    """Where it hurt before and after: two bodies, their sentence and their table.

    Args:
        look: Formatter and colours.
        parent: The card.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.picture = FigurePicture(PICTURE_WIDTH, MAPS_HEIGHT, MAPS_LEAST_HEIGHT)
        self.sentence_label = _wrapped("", "body")
        self.table = WholeTable(tr("Where it hurt, as a table"))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(px(8))
        for part in (self.picture, self.sentence_label, self.table):
            rows.addWidget(part)

    def show_maps(self, both: TwoComposites) -> None:
        """Show these maps; the picture is drawn when it is seen."""
        sentence = maps_sentence(both, _sides(), self._look.formatter)
        self.picture.show_chart(
            partial(_maps_picture, both, self._look),
            name=tr("Where it hurt, before and after"),
            description=sentence,
        )
        self.sentence_label.setText(sentence)
        self.table.show_rows(*maps_table(both))


class _KeepInMind(QWidget):
    """What else to think of, sentence by sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = text_label(tr("Keep in mind"), "strong")
        title.setMinimumWidth(px(_KEEP_WIDTH))
        self.sentences: list[QLabel] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(px(4))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(title, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._lines, 1)

    def show_sentences(self, sentences: Iterable[str]) -> None:
        """Show these sentences; without any, nothing."""
        for label in self.sentences:
            self._lines.removeWidget(label)
            label.hide()
            label.deleteLater()
        self.sentences = [_wrapped(sentence, "body") for sentence in sentences]
        for label in self.sentences:
            self._lines.addWidget(label)
        self.setVisible(bool(self.sentences))


def _wrapped(text: str, style: str) -> QLabel:
    label = text_label(text, "caption" if style == "caption" else "body")
    label.setProperty("textStyle", style)
    label.setWordWrap(True)
    return label


def _disclosure(words: str) -> DisclosureButton:
    return DisclosureButton(text_label(words, "body"))


def _sheet(group: ItemGroup) -> SheetTableModel:
    before, after, in_entries = group_headers()
    columns = (
        Column(group.title, share=_NAME_SHARE),
        Column(before, width=_BEFORE, at_end=True),
        Column(after, width=_AFTER, at_end=True),
        Column(in_entries, share=1 - _NAME_SHARE, gap=18),
    )
    rows = [
        SheetRow(
            row.key,
            (row.name, row.before, row.after, row.in_entries),
            tip=" ".join((row.sentence, *row.notes)),
            strong=frozenset({_STRONG}),
        )
        for row in group.rows
    ]
    return SheetTableModel(columns, rows)


def _picture(
    data: ChangeChartData, look: Look, width: float, height: float, scale: float
) -> Picture:
    # Imported here because the page stands on the screen before its first chart is drawn.
    from fibrojournal.charts.change_chart import change_chart  # noqa: PLC0415 - see above
    from fibrojournal.charts.sheet import ChartSize  # noqa: PLC0415 - see above

    size = ChartSize(width, height, scale)
    return change_chart(data, size, look.palette, look.formatter).image()


def _maps_picture(
    both: TwoComposites, look: Look, width: float, height: float, scale: float
) -> Picture:
    from fibrojournal.charts.pain_map_chart import pain_map_chart  # noqa: PLC0415 - as above
    from fibrojournal.charts.sheet import ChartSize  # noqa: PLC0415 - as above

    size = ChartSize(width, height, scale)
    return pain_map_chart(both, _sides(), size, look.palette).image()


def _sides() -> tuple[str, str]:
    return tr("Before"), tr("After")
