"""One line in the list of what is written down: its name, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from fibrojournal.domain.scales import COUNT, DONE, DONE_WITH_HELP, HOURS, KILOGRAMS, SEVERITY
from fibrojournal.i18n import listed, tr
from fibrojournal.ui.icons import icon, icon_pixmap
from fibrojournal.ui.theme import colour, px
from fibrojournal.ui.widgets.bending_row import BendingRow
from fibrojournal.ui.widgets.rich_line import RichLine
from fibrojournal.ui.widgets.scrolling import bring_into_view

if TYPE_CHECKING:
    from fibrojournal.domain.scales import Scale
    from fibrojournal.domain.tracked_items import TrackedItem

_LEAST = 200
"""Narrowest name before the buttons go beneath it, in pixels at 100 %."""


def scale_words(scale: Scale) -> str:
    """Say how something is answered, such as "0 to 10"."""
    words = {
        SEVERITY.key: tr("none to severe"),
        HOURS.key: tr("hours"),
        KILOGRAMS.key: tr("kg or lb"),
        COUNT.key: tr("how many"),
        DONE.key: tr("done or not"),
        DONE_WITH_HELP.key: tr("done, done with help, or not"),
    }
    return words.get(scale.key) or tr("{low} to {high}").format(
        low=int(scale.low), high=int(scale.high)
    )


class ItemRow(BendingRow):
    """An item's name beside Hide or Show, Change, and the two arrows.

    Args:
        item: The item; see `show_item`.
        parent: The card.
    """

    change_asked = Signal(str)
    shown_chosen = Signal(str, bool)
    move_asked = Signal(str, int)

    def __init__(self, item: TrackedItem, parent: QWidget | None = None) -> None:
        self.item = item
        self.line = RichLine()
        self.show_button = _link()
        self.change_button = _link(tr("Change…"))
        self.up_button = _Arrow("up")
        self.down_button = _Arrow("down")
        strip = QWidget()
        row = QHBoxLayout(strip)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(4))
        for button in (self.show_button, self.change_button, self.up_button, self.down_button):
            row.addWidget(button)
        super().__init__(self.line, strip, least=_LEAST, parent=parent)
        self.show_button.clicked.connect(self._on_show_clicked)
        self.change_button.clicked.connect(self._on_change_clicked)
        self.up_button.clicked.connect(self._on_up_clicked)
        self.down_button.clicked.connect(self._on_down_clicked)
        self.show_item(item)

    def show_item(self, item: TrackedItem) -> None:
        """Show an item as it is now; it has the key of the one before."""
        self.item = item
        said = [scale_words(item.scale)]
        if item.hidden:
            said.append(tr("not asked"))
        self.line.show_parts(
            (
                (item.name, "body" if item.hidden else "strong"),
                ("  ", "body"),
                (listed(said), "quiet"),
            )
        )
        self.show_button.setText(tr("Show") if item.hidden else tr("Hide"))
        spoken = tr("Show {item} again") if item.hidden else tr("Hide {item}")
        self.show_button.setAccessibleName(spoken.format(item=item.name))
        self.change_button.setAccessibleName(tr("Change {item}").format(item=item.name))
        self.up_button.name(tr("Move {item} up").format(item=item.name))
        self.down_button.name(tr("Move {item} down").format(item=item.name))

    def offer_moves(self, *, up: bool, down: bool) -> None:
        """Offer to move it where there is another one to change places with."""
        for button, offered, other in (
            (self.up_button, up, self.down_button),
            (self.down_button, down, self.up_button),
        ):
            if button.hasFocus() and not offered:
                other.setEnabled(True)
                other.setFocus()
            button.setEnabled(offered)

    def follow(self) -> None:
        """Stay in sight when it has been moved."""
        bring_into_view(self)

    @Slot()
    def _on_show_clicked(self) -> None:
        self.shown_chosen.emit(self.item.key, self.item.hidden)

    @Slot()
    def _on_change_clicked(self) -> None:
        self.change_asked.emit(self.item.key)

    @Slot()
    def _on_up_clicked(self) -> None:
        self.move_asked.emit(self.item.key, -1)

    @Slot()
    def _on_down_clicked(self) -> None:
        self.move_asked.emit(self.item.key, 1)


class _Arrow(QPushButton):
    """An arrow without a frame; faint where there is nowhere to go."""

    def __init__(self, picture: str) -> None:
        super().__init__()
        made = QIcon(icon(picture, colour("ink")))
        faint = colour("quiet")
        faint.setAlphaF(0.5)
        quiet = icon_pixmap(picture, faint, px(20), self.devicePixelRatio())
        made.addPixmap(quiet, QIcon.Mode.Disabled)
        self.setIcon(made)
        self.setIconSize(QSize(px(20), px(20)))
        self.setProperty("bare", True)
        self.setAutoDefault(False)

    def name(self, words: str) -> None:
        """Say what it does, in a tip too."""
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:
        """Return a size that is easy to hit."""
        return QSize(px(36), px(34))


def _link(words: str = "") -> QPushButton:
    button = QPushButton(words)
    button.setProperty("link", True)
    button.setAutoDefault(False)
    return button
