"""The dose ladder of one medicine: the days at each dose, a symptom beside a side effect."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QSizePolicy

from fibrojournal.analysis.ladder import dose_ladder
from fibrojournal.charts.describe_change import fixed_text
from fibrojournal.charts.describe_ladder import ladder_sentence, ladder_table
from fibrojournal.domain.scales import SEVERITY
from fibrojournal.i18n import tr
from fibrojournal.ui.theme import text_label
from fibrojournal.ui.widgets.card import Card, hairline
from fibrojournal.ui.widgets.choice_box import ChoiceBox
from fibrojournal.ui.widgets.disclosure_button import DisclosureButton
from fibrojournal.ui.widgets.figure_picture import FigurePicture
from fibrojournal.ui.widgets.flow_row import FlowRow
from fibrojournal.ui.widgets.whole_table import WholeTable

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from fibrojournal.analysis.ladder import Ladder
    from fibrojournal.analysis.series import DailyValues
    from fibrojournal.charts.sheet import Picture
    from fibrojournal.domain.events import Event
    from fibrojournal.domain.medicines import DoseChange, Medicine
    from fibrojournal.domain.tracked_items import TrackedItem
    from fibrojournal.ui.formatter import Look

PICTURE_WIDTH: Final = 832
PICTURE_HEIGHT: Final = 280


@dataclass(frozen=True, slots=True, eq=False)
class LadderFacts:
    """What the ladders of all medicines are made from.

    Attributes:
        dose_changes: Of all medicines.
        items: Every item that has a score, in order.
        daily: Their scored days, by item key.
        events: All of them.
        today: The last day that counts.
        recalled: Days that were filled in later.
    """

    dose_changes: Sequence[DoseChange]
    items: Sequence[TrackedItem]
    daily: Mapping[str, DailyValues]
    events: Sequence[Event]
    today: date
    recalled: Collection[date] = ()


class LadderCard(Card):
    """Shows the ladder of one medicine for a symptom and a side effect to choose.

    Args:
        look: Formatter and colours.
        parent: The page.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        # The card is as high as its wrapped lines need, which Card's own policy caps.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._look = look
        self._medicine: Medicine | None = None
        self._facts: LadderFacts | None = None
        self._ladder: Ladder | None = None
        self.title_label.setWordWrap(True)
        self.symptom_box = ChoiceBox()
        self.side_effect_box = ChoiceBox()
        boxes = FlowRow()
        boxes.show_parts([self.symptom_box, self.side_effect_box])
        self.picture = FigurePicture(PICTURE_WIDTH, PICTURE_HEIGHT)
        self.sentence_label = text_label("", "body")
        self.sentence_label.setWordWrap(True)
        self.table_button = DisclosureButton(text_label(tr("Table"), "body"))
        self.table_button.clicked.connect(self._on_table_clicked)
        links = FlowRow()
        links.show_parts([self.table_button])
        self.table = WholeTable("")
        self.table.hide()
        self.fixed_label = text_label(fixed_text(), "caption")
        self.fixed_label.setWordWrap(True)
        for part in (
            self.title_label,
            boxes,
            self.picture,
            self.sentence_label,
            links,
            self.table,
            hairline(),
            self.fixed_label,
        ):
            self.rows.addWidget(part)
        for box in (self.symptom_box, self.side_effect_box):
            box.currentIndexChanged.connect(self._on_item_chosen)

    @property
    def ladder(self) -> Ladder | None:
        """What is shown; None before there is anything."""
        return self._ladder

    def show_ladder(self, medicine: Medicine, facts: LadderFacts) -> None:
        """Show the ladder of a medicine; the items that were chosen stay."""
        self._medicine, self._facts = medicine, facts
        name = medicine.name
        title = tr("Days at each dose of {medicine}").format(medicine=name)
        self.title_label.setText(title)
        self.setAccessibleName(title)
        for box, words in (
            (self.symptom_box, tr("Symptom beside {medicine}")),
            (self.side_effect_box, tr("Side effect beside {medicine}")),
        ):
            box.setAccessibleName(words.format(medicine=name))
            # Linux's screen readers say the chosen words as the name; this tells what is chosen.
            box.setAccessibleDescription(words.format(medicine=name))
        self.table_button.setAccessibleName(
            tr("Table of the days at each dose of {medicine}").format(medicine=name)
        )
        self.table.setAccessibleName(title)
        self._offer(self.symptom_box, [i for i in facts.items if i.kind == "symptom"])
        self._offer(self.side_effect_box, [i for i in facts.items if i.scale == SEVERITY])
        self._show()

    def _offer(self, box: ChoiceBox, items: Sequence[TrackedItem]) -> None:
        chosen = box.value
        with QSignalBlocker(box):
            box.offer([(item.name, item.key) for item in items])
            box.choose(chosen)
        box.setVisible(bool(items))

    def _show(self) -> None:
        medicine, facts = self._medicine, self._facts
        if medicine is None or facts is None:
            return
        keys = (self.symptom_box.value, self.side_effect_box.value)
        items = {item.key: item for item in facts.items}
        chosen = [(items[key], facts.daily[key]) for key in keys if key in items]
        ladder = dose_ladder(
            medicine, facts.dose_changes, chosen, facts.events, facts.today, facts.recalled
        )
        self._ladder = ladder
        sentence = ladder_sentence(ladder, self._look.formatter)
        self.sentence_label.setText(sentence)
        self.picture.setVisible(not ladder.is_empty)
        self.picture.show_chart(
            partial(_picture, ladder, self._look),
            name=self.accessibleName(),
            description=sentence,
        )
        self._fill_table()

    def _fill_table(self) -> None:
        self.table.setVisible(self.table_button.is_open)
        if self._ladder is not None and self.table_button.is_open:
            self.table.show_rows(*ladder_table(self._ladder, self._look.formatter))

    @Slot()
    def _on_table_clicked(self) -> None:
        self.table_button.set_open(is_open=not self.table_button.is_open)
        self._fill_table()

    @Slot()
    def _on_item_chosen(self) -> None:
        self._show()


def _picture(ladder: Ladder, look: Look, width: float, height: float, scale: float) -> Picture:
    # Imported here because the page stands on the screen before its first chart is drawn.
    from fibrojournal.charts.ladder_chart import ladder_chart  # noqa: PLC0415 - see above
    from fibrojournal.charts.sheet import ChartSize  # noqa: PLC0415 - see above

    size = ChartSize(width, height, scale)
    return ladder_chart(ladder, size, look.palette, look.formatter).image()
