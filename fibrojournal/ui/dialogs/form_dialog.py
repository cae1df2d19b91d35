"""What the dialogs that ask for something have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from fibrojournal.i18n import tr
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.tab_order import order_tabs, tab_stops

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QShowEvent

    from fibrojournal.ui.widgets.field import Field


class FormDialog(QDialog):
    """A form that scrolls over a row of buttons; what is missing is said beside its field.

    Subclasses fill `form`, put what must be seen before saving into `notices`, yield what cannot
    be saved from `problems` and emit their result in `hand_over`. The dialog then closes, unless
    whoever took the result calls `stay_open`: what could not be saved stays on the screen.

    Args:
        title: Window title; it never names a medicine.
        save_words: The words on the primary button.
        width: Width at 100 %, in pixels.
        parent: The page.
    """

    def __init__(
        self,
        title: str,
        *,
        save_words: str = "",
        width: int = 560,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._width = px(width)
        self._staying = False
        self._fields: list[Field] = []

        self._content = QWidget()
        self._content.setObjectName("pageBody")
        self.form = QVBoxLayout(self._content)
        self.form.setContentsMargins(px(24), px(20), px(24), px(12))
        self.form.setSpacing(px(16))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._content)
        self._content.installEventFilter(self)
        self.installEventFilter(self)
        self.notices = QVBoxLayout()
        self.notices.setContentsMargins(px(24), 0, px(24), 0)
        self._foot = QVBoxLayout()
        self._foot.addLayout(self.notices)
        self._foot.addLayout(self._button_row(save_words or tr("Save")))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._area, 1)
        outer.addLayout(self._foot)

    def _button_row(self, save_words: str) -> QHBoxLayout:
        self.cancel_button = QPushButton(tr("Cancel"))
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self.reject)
        self.save_button = QPushButton(save_words)
        self.save_button.setProperty("primary", True)
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self._on_save_clicked)
        self.left_buttons = QHBoxLayout()
        buttons = QHBoxLayout()
        buttons.setContentsMargins(px(24), px(12), px(24), px(20))
        buttons.setSpacing(px(8))
        buttons.addLayout(self.left_buttons)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.save_button)
        return buttons

    def add_field(self, field: Field) -> Field:
        """Put a field at the end of the form and watch over it."""
        self.watch(field)
        self.form.addWidget(field)
        return field

    def watch(self, field: Field) -> None:
        """Clear the field's sentence before each new look at what can be saved."""
        self._fields.append(field)

    def unwatch(self, field: Field) -> None:
        """Forget a field that is taken out of the form."""
        self._fields.remove(field)

    def problems(self) -> Iterator[tuple[Field, str]]:
        """Yield each field that cannot be saved with the sentence that says why."""
        yield from ()

    def hand_over(self) -> None:
        """Emit what was entered."""
        raise NotImplementedError

    def stay_open(self) -> None:
        """Keep the dialog on the screen: what it handed over could not be saved."""
        self._staying = True

    @Slot()
    def _on_save_clicked(self) -> None:
        for field in self._fields:
            field.show_problem("")
        found = list(self.problems())
        for field, sentence in reversed(found):
            field.show_problem(sentence)
        if found:
            field = found[0][0]
            field.take_focus()
            self._area.ensureWidgetVisible(field)
            return
        self._staying = False
        self.hand_over()
        if not self._staying:
            self.accept()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the room that the form needs, within the screen, and begin at its top."""
        self._grow()
        self._order_tabs()
        for first in tab_stops(self.form):
            first.setFocus()
            break
        super().showEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow when the form does: a sentence may appear while typing."""
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._grow()
            self._order_tabs()
        return super().eventFilter(watched, event)

    def _order_tabs(self) -> None:
        """Let Tab follow the eye, also over what was added while the form was open."""
        order_tabs(self.form, self.layout())

    def _grow(self) -> None:
        room = self.screen().availableGeometry().size()
        wanted_width = max(self._width, self._content.minimumSizeHint().width() + px(16))
        width = max(self.width() if self.isVisible() else 0, wanted_width)
        width = min(width, room.width() - 32)
        height = self.form.totalHeightForWidth(width)
        if height < 0:
            height = self._content.sizeHint().height()
        foot = self._foot.totalHeightForWidth(width)
        height += (foot if foot > 0 else self._foot.sizeHint().height()) + 4
        if self.isVisible():
            height = max(self.height(), height)
        self.resize(width, min(height, room.height() - 64))
