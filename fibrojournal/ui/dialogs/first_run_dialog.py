"""The first minute with a new journal: what this is, a passphrase, what to follow, medicines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fibrojournal.i18n import tr
from fibrojournal.ui.dialogs.about_dialog import intended_purpose
from fibrojournal.ui.theme import px, text_label
from fibrojournal.ui.widgets.wrapped_label import say_in, wrapped_label
from fibrojournal.ui.widgets.wrapping_box import WrappingCheckBox

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QLabel

    from fibrojournal.domain.tracked_items import TrackedItem

_SIZE: Final = (640, 500)
_MARGIN: Final = 24


class FirstRunDialog(QDialog):
    """Four short pages; each can be skipped, and Escape leaves all of them for later.

    Args:
        items: Those that can be followed, in their order; what is not hidden is chosen.
        parent: The window.
    """

    protection_wanted = Signal()
    code_wanted = Signal()
    items_chosen = Signal(frozenset)
    medicine_wanted = Signal()
    example_wanted = Signal()

    def __init__(self, items: Iterable[TrackedItem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Your new journal"))
        self.was_asked_to_protect = False
        """Whether the page about the passphrase was seen."""
        self.example_button = _button(tr("Look around in the example journal"))
        self.passphrase_button = _button(tr("Set a passphrase…"))
        self.code_button = _button(tr("Make a recovery code…"))
        self.protected_label = wrapped_label("", "strong")
        self.item_boxes = {item.key: _item_box(item) for item in items}
        self.medicine_button = _button(tr("Add a medicine…"))
        self.pages = QStackedWidget()
        for page in (
            self._purpose_page(),
            self._protection_page(),
            self._items_page(),
            self._medicines_page(),
        ):
            self.pages.addWidget(page)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.pages, 1)
        rows.addLayout(self._foot())
        self._connect()
        self.show_protected(is_protected=False, has_code=False)
        self._turn_to(0)
        self.resize(self.sizeHint())

    def _foot(self) -> QHBoxLayout:
        self.place_label = text_label("", "caption")
        self.back_button = _button(tr("Back"))
        self.skip_button = _button(tr("Skip"))
        self.next_button = QPushButton(tr("Next"))
        self.next_button.setProperty("primary", True)
        self.next_button.setDefault(True)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(_MARGIN), px(12), px(_MARGIN), px(20))
        foot.setSpacing(px(8))
        foot.addWidget(self.place_label)
        foot.addStretch(1)
        for button in (self.back_button, self.skip_button, self.next_button):
            foot.addWidget(button)
        return foot

    def _connect(self) -> None:
        self.back_button.clicked.connect(self._on_back_clicked)
        self.skip_button.clicked.connect(self._on_skip_clicked)
        self.next_button.clicked.connect(self._on_next_clicked)
        self.example_button.clicked.connect(self._on_example_clicked)
        self.passphrase_button.clicked.connect(self.protection_wanted)
        self.code_button.clicked.connect(self.code_wanted)
        self.medicine_button.clicked.connect(self._on_medicine_clicked)

    def sizeHint(self) -> QSize:
        """Return the size of the longest page, as far as the screen allows."""
        room = self.screen().availableGeometry().size()
        return QSize(min(px(_SIZE[0]), room.width() - 32), min(px(_SIZE[1]), room.height() - 64))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the button that leads on."""
        super().showEvent(event)
        self.next_button.setFocus()

    @property
    def page(self) -> int:
        """Which page is shown, from 0."""
        return self.pages.currentIndex()

    def show_protected(self, *, is_protected: bool, has_code: bool) -> None:
        """Say whether the journal has a passphrase and a recovery code by now."""
        self.passphrase_button.setVisible(not is_protected)
        self.code_button.setVisible(is_protected and not has_code)
        words = ""
        if has_code:
            words = tr("Your journal is protected, and the recovery code is in force.")
        elif is_protected:
            words = tr("Your journal is protected. A recovery code opens it if you forget.")
        say_in(self.protected_label, words)

    # Pages

    def _purpose_page(self) -> QWidget:
        return _page(
            tr("Welcome"),
            wrapped_label(intended_purpose()),
            wrapped_label(
                tr(
                    "All that you write stays in one file on this computer. You can look around "
                    "first, in the journal of an invented person."
                ),
                "quiet",
            ),
            self.example_button,
        )

    def _protection_page(self) -> QWidget:
        return _page(
            tr("Who may read it?"),
            wrapped_label(
                tr(
                    "Without a passphrase, all who use this account can read this journal. "
                    "With one, the file is encrypted. Then it opens only with the passphrase or "
                    "your recovery code."
                )
            ),
            wrapped_label(tr("You can set or remove it later, in Settings."), "quiet"),
            self.protected_label,
            self.passphrase_button,
            self.code_button,
        )

    def _items_page(self) -> QWidget:
        boxes = QWidget()
        column = QVBoxLayout(boxes)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        for box in self.item_boxes.values():
            column.addWidget(box)
        return _page(
            tr("What do you want to write down?"),
            wrapped_label(
                tr(
                    "Each is a number from 0 to 10, once a day. A few are enough, and any day can "
                    "stay blank."
                )
            ),
            boxes,
        )

    def _medicines_page(self) -> QWidget:
        return _page(
            tr("Your medicines"),
            wrapped_label(
                tr(
                    "If you write down which dose you take and since when, the charts show your "
                    "scores and your doses side by side. Medicines can wait: add them on the page "
                    "Medicines on any day."
                )
            ),
            self.medicine_button,
        )

    # Turning

    def _turn_to(self, page: int) -> None:
        last = self.pages.count() - 1
        self.pages.setCurrentIndex(page)
        shown = self.pages.currentWidget()
        assert shown is not None  # noqa: S101 - for the reader: there are four
        self.setAccessibleName(shown.accessibleName())
        self.was_asked_to_protect = self.was_asked_to_protect or page == 1
        self.place_label.setText(
            tr("{page} of {pages}").format(page=page + 1, pages=self.pages.count())
        )
        self.back_button.setVisible(page > 0)
        self.skip_button.setText(tr("Skip all") if page == 0 else tr("Skip"))
        self.skip_button.setVisible(page < last)
        self.next_button.setText(tr("Go to Today") if page == last else tr("Next"))
        self.next_button.setFocus()

    @Slot()
    def _on_back_clicked(self) -> None:
        self._turn_to(self.page - 1)

    @Slot()
    def _on_skip_clicked(self) -> None:
        if self.page == 0:
            self.reject()
        else:
            self._turn_to(self.page + 1)

    @Slot()
    def _on_next_clicked(self) -> None:
        if self.page == 2:  # noqa: PLR2004 - what to follow
            chosen = [key for key, box in self.item_boxes.items() if box.isChecked()]
            self.items_chosen.emit(frozenset(chosen))
        if self.page == self.pages.count() - 1:
            self.accept()
        else:
            self._turn_to(self.page + 1)

    @Slot()
    def _on_example_clicked(self) -> None:
        self.example_wanted.emit()
        self.reject()

    @Slot()
    def _on_medicine_clicked(self) -> None:
        self.accept()
        self.medicine_wanted.emit()


def _button(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setAutoDefault(False)
    return button


def _item_box(item: TrackedItem) -> WrappingCheckBox:
    box = WrappingCheckBox(item.name.replace("&", "&&"))
    box.setChecked(not item.hidden)
    return box


def _page(title: str, *parts: QWidget | QLabel) -> QScrollArea:
    """Put parts beneath a title; buttons keep their width."""
    content = QWidget()
    content.setObjectName("pageBody")
    rows = QVBoxLayout(content)
    rows.setContentsMargins(px(_MARGIN), px(20), px(_MARGIN), px(12))
    rows.setSpacing(px(16))
    heading = wrapped_label(title, "title")
    rows.addWidget(heading)
    for part in parts:
        if isinstance(part, QPushButton):
            rows.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            rows.addWidget(part)
    rows.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    area.setAccessibleName(title)
    return area
