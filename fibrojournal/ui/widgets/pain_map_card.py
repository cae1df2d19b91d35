"""The card that asks where it hurts; it stays folded until it is wanted or filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from fibrojournal.i18n import tr, trn
from fibrojournal.ui.theme import px, text_label
from fibrojournal.ui.widgets.card import Card
from fibrojournal.ui.widgets.flow_row import FlowRow
from fibrojournal.ui.widgets.unsaved_line import UnsavedLine

if TYPE_CHECKING:
    from fibrojournal.domain.pain_areas import PainMap
    from fibrojournal.i18n import Formatter
    from fibrojournal.ui.widgets.pain_map_list import PainMapList
    from fibrojournal.ui.widgets.pain_map_picture import PainMapPicture


class PainMapCard(Card):
    """Shows one day's pain map: not mapped, nothing hurts, or areas.

    Unmarking the last area leaves the day unmapped: only the button says that nothing hurts.

    Args:
        formatter: Writes days.
        parent: The page.
    """

    map_chosen = Signal(object)
    """Carries the keys marked, as a frozenset; empty = nothing hurts; None = not mapped."""

    def __init__(self, formatter: Formatter, parent: QWidget | None = None) -> None:
        super().__init__(tr("Where does it hurt?"), parent)
        self._formatter = formatter
        self._areas: frozenset[str] | None = None
        self._last: PainMap | None = None
        self._is_today = True
        self._is_open = False
        self._as_list = False
        self.picture: PainMapPicture | None = None
        self.list: PainMapList | None = None
        self.state_label = text_label("", "quiet")
        self.open_button = _action()
        self.nothing_button = _action()
        self.copy_button = _action()
        self.list_button = _action()
        self.clear_button = _action(tr("Clear the map"))
        self.unsaved_line = UnsavedLine(tr("pain map"))
        self.head.addStretch(1)
        self.head.addWidget(self.state_label)
        self.action_row = FlowRow(gap=12)
        self.action_row.show_parts(self._buttons())
        self.rows.setContentsMargins(px(23), px(15), px(19), px(11))
        self.rows.addWidget(self.action_row)
        self.rows.addWidget(self.unsaved_line)
        self.open_button.clicked.connect(self._on_open_clicked)
        self.nothing_button.clicked.connect(self._on_nothing_clicked)
        self.copy_button.clicked.connect(self._on_copy_clicked)
        self.list_button.clicked.connect(self._on_list_clicked)
        self.clear_button.clicked.connect(self._on_clear_clicked)
        self._show()

    @property
    def areas(self) -> frozenset[str] | None:
        """The keys marked; empty = nothing hurts; None = not mapped."""
        return self._areas

    @property
    def is_open(self) -> bool:
        """Whether the body or the list is shown."""
        return self._is_open

    def show_title(self, *, is_today: bool) -> None:
        """Ask about today, or about that day."""
        self._is_today = is_today
        title = tr("Where does it hurt?") if is_today else tr("Where did it hurt?")
        self.title_label.setText(title)
        self.setAccessibleName(title)
        self._show()

    def show_map(
        self, areas: frozenset[str] | None, last: PainMap | None, *, new_day: bool
    ) -> None:
        """Show what is stored; emits nothing.

        Args:
            areas: The keys marked; empty = nothing hurts; None = not mapped.
            last: The newest map before this day; None = there is none.
            new_day: It is another day than before: a card without areas folds.
        """
        self._areas, self._last = areas, last
        self._is_open = bool(areas) or (self._is_open and not new_day)
        self._show()

    def _buttons(self) -> list[QWidget]:
        return [
            self.open_button,
            self.list_button,
            self.nothing_button,
            self.copy_button,
            self.clear_button,
        ]

    def _show(self) -> None:
        self.state_label.setText(self._state())
        self.state_label.setAccessibleName(self._state())
        self.open_button.setText(tr("Fold the map") if self._is_open else tr("Mark on a body"))
        self.list_button.setText(tr("Show as a body") if self._as_list else tr("Show as a list"))
        self.nothing_button.setText(self._nothing())
        if self._last is not None:
            day = self._formatter.day_of_year(self._last.day)
            self.copy_button.setText(tr("Copy the last map ({day})").format(day=day))
        self._show_button(self.list_button, wanted=self._is_open)
        self._show_button(self.nothing_button, wanted=self._areas != frozenset())
        same = self._last is not None and self._last.areas == self._areas
        self._show_button(self.copy_button, wanted=self._last is not None and not same)
        self._show_button(self.clear_button, wanted=self._areas is not None)
        self.action_row.updateGeometry()
        self._show_content()

    def _show_button(self, button: QPushButton, *, wanted: bool) -> None:
        """Show or hide a button; the keyboard does not fall off the card with it."""
        if not wanted and button.hasFocus():
            self.open_button.setFocus(Qt.FocusReason.OtherFocusReason)
        button.setVisible(wanted)

    def _show_content(self) -> None:
        if self._is_open:
            self._build()
        for part, wanted in ((self.picture, not self._as_list), (self.list, self._as_list)):
            if part is not None:
                part.show_areas(self._areas or ())
                part.setVisible(self._is_open and wanted)

    def _build(self) -> None:
        """Make body or list when it is first wanted: most days start without."""
        part: PainMapPicture | PainMapList
        if self._as_list:
            if self.list is not None:
                return
            from fibrojournal.ui.widgets.pain_map_list import (  # noqa: PLC0415 - start-up time
                PainMapList,
            )

            part = self.list = PainMapList(self)
        else:
            if self.picture is not None:
                return
            from fibrojournal.ui.widgets.pain_map_picture import (  # noqa: PLC0415 - as above
                PainMapPicture,
            )

            part = self.picture = PainMapPicture(self)
        part.areas_chosen.connect(self._on_areas_chosen)
        self.rows.insertWidget(self.rows.indexOf(self.unsaved_line), part)

    def _state(self) -> str:
        if self._areas is None:
            return tr("Not mapped")
        if not self._areas:
            return self._nothing()
        return trn("{n} of 19 areas", "{n} of 19 areas", len(self._areas))

    def _nothing(self) -> str:
        return tr("Nothing hurts") if self._is_today else tr("Nothing hurt")

    def _choose(self, areas: frozenset[str] | None) -> None:
        self._areas = areas
        self._is_open = self._is_open or bool(areas)
        self._show()
        self.map_chosen.emit(areas)

    @Slot()
    def _on_open_clicked(self) -> None:
        self._is_open = not self._is_open
        self._show()

    @Slot()
    def _on_list_clicked(self) -> None:
        self._as_list = not self._as_list
        self._show()

    @Slot(object)
    def _on_areas_chosen(self, areas: frozenset[str]) -> None:
        self._choose(areas or None)

    @Slot()
    def _on_nothing_clicked(self) -> None:
        self._choose(frozenset())

    @Slot()
    def _on_copy_clicked(self) -> None:
        if self._last is not None:
            self._choose(self._last.areas)

    @Slot()
    def _on_clear_clicked(self) -> None:
        self._choose(None)


def _action(words: str = "") -> QPushButton:
    made = QPushButton(words)
    made.setProperty("link", True)
    made.setAutoDefault(False)
    return made
