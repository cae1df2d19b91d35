"""The pain areas as a plain list, by region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGroupBox, QVBoxLayout, QWidget

from fibrojournal.domain.pain_areas import REGIONS, region_names
from fibrojournal.ui.theme import px, text_label
from fibrojournal.ui.widgets.columns import Columns
from fibrojournal.ui.widgets.pain_map_picture import spoken_area
from fibrojournal.ui.widgets.wrapping_box import WrappingCheckBox

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QPaintEvent


class _Region(QGroupBox):
    """A region's areas; a group box without its frame, so that a screen reader names it."""

    def __init__(self, name: str, boxes: Iterable[WrappingCheckBox]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(text_label(name, "caption"))
        for box in boxes:
            rows.addWidget(box)
        rows.addStretch(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint nothing: the group is for the ear."""


class PainMapList(QWidget):
    """Nineteen check boxes in five regions."""

    areas_chosen = Signal(object)
    """Carries the keys that are marked now, as a frozenset."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[str, WrappingCheckBox] = {}
        columns = Columns(least=240, gap=24, row_gap=12)
        for name, areas in zip(region_names(), REGIONS, strict=True):
            for area in areas:
                box = WrappingCheckBox(spoken_area(area))
                box.setMinimumHeight(px(44))
                box.clicked.connect(self._on_clicked)
                self.boxes[area] = box
            columns.add(_Region(name, [self.boxes[area] for area in areas]))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(columns)

    @property
    def areas(self) -> frozenset[str]:
        """The keys that are marked."""
        return frozenset(area for area, box in self.boxes.items() if box.isChecked())

    def show_areas(self, areas: Iterable[str]) -> None:
        """Show which areas are marked; emits nothing."""
        marked = frozenset(areas)
        for area, box in self.boxes.items():
            box.setChecked(area in marked)

    @Slot()
    def _on_clicked(self) -> None:
        self.areas_chosen.emit(self.areas)
