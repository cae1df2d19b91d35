"""Which day is written about: its title, the way to other days, and the line beneath."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from fibrojournal.i18n import tr, trn
from fibrojournal.ui.icons import icon, icon_pixmap
from fibrojournal.ui.theme import colour, px

if TYPE_CHECKING:
    from datetime import date, datetime

    from fibrojournal.i18n import Formatter


def day_title(day: date, today: date, formatter: Formatter) -> str:
    """Return "Wednesday, 4 November", with the year where it is not this year's."""
    return formatter.weekday_day(day) if day.year == today.year else formatter.full_day(day)


def writing_about(
    day: date, now: datetime, today: date, formatter: Formatter, *, turns_at: int
) -> str:
    """Return the one line that says which day is written about.

    Args:
        day: The day on the page.
        now: The present moment; after midnight it may belong to the day before.
        today: The day to which `now` belongs.
        formatter: Writes the day.
        turns_at: Hour until which writing belongs to the day before.
    """
    if day == today and now.date() != today:
        return tr(
            "It is after midnight: this still belongs to {weekday}. The day turns at {time}."
        ).format(weekday=formatter.whole_weekday(day), time=formatter.clock(time(turns_at)))
    if day == today:
        return tr(
            "Writing about today. The small dots are yesterday\N{RIGHT SINGLE QUOTATION MARK}s "
            "scores; leave blank whatever you like."
        )
    return tr("Writing about {day}, {ago}.").format(
        day=day_title(day, today, formatter), ago=_ago((today - day).days)
    )


def _ago(days: int) -> str:
    if days == 1:
        return tr("yesterday")
    if days == 2:  # noqa: PLR2004 - written out as a word
        return tr("two days ago")
    return trn("{n} day ago", "{n} days ago", days)


class DayHeader(QWidget):
    """The buttons beside the title: previous day, next day, calendar, and what else can be done.

    Args:
        parent: The page.
    """

    previous_clicked = Signal()
    next_clicked = Signal()
    calendar_clicked = Signal()
    versions_chosen = Signal()
    removal_chosen = Signal()
    erasing_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.previous_button = _HeaderButton("previous", tr("Previous day"))
        self.next_button = _HeaderButton("next", tr("Next day"))
        self.calendar_button = _HeaderButton("calendar", tr("Choose a day"))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(8), 0, 0, 0)
        row.setSpacing(0)
        self.more_button = _HeaderButton("more", tr("More about this day"))
        for button in (
            self.previous_button,
            self.next_button,
            self.calendar_button,
            self.more_button,
        ):
            row.addWidget(button)
        self._fill_menu()
        self.previous_button.clicked.connect(self.previous_clicked)
        self.next_button.clicked.connect(self.next_clicked)
        self.calendar_button.clicked.connect(self.calendar_clicked)

    def _fill_menu(self) -> None:
        menu = QMenu(self.more_button)
        self.versions_action = QAction(tr("Earlier versions of this day…"), menu)
        self.removal_action = QAction(tr("Remove this day…"), menu)
        self.erase_action = QAction(tr("Erase this day for good…"), menu)
        self.versions_action.triggered.connect(self.versions_chosen)
        self.removal_action.triggered.connect(self.removal_chosen)
        self.erase_action.triggered.connect(self.erasing_chosen)
        menu.addActions([self.versions_action, self.removal_action, self.erase_action])
        self.more_button.setMenu(menu)

    def show_day(self, *, is_today: bool) -> None:
        """Offer the next day only where there is one."""
        self.next_button.setEnabled(not is_today)


class _HeaderButton(QPushButton):
    """An icon without a frame, as high as the title's line."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__()
        picture = QIcon(icon(name, colour("ink")))
        faint = colour("quiet")
        faint.setAlphaF(0.5)
        quiet = icon_pixmap(name, faint, px(24), self.devicePixelRatio())
        picture.addPixmap(quiet, QIcon.Mode.Disabled)
        self.setIcon(picture)
        self.setProperty("bare", True)
        self.setAutoDefault(False)
        self.setIconSize(QSize(px(24), px(24)))
        self.setAccessibleName(words)
        self.setToolTip(words)

    def sizeHint(self) -> QSize:
        """Return a size that is easy to hit."""
        return QSize(px(44), px(36))
