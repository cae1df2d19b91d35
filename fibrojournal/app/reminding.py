"""Shows the reminder to write about today in the window, and takes its answers.

It is looked at every minute, and whenever the window shows something else. While the window is
locked, hidden, minimised or shows a foggy day, no notice begins, and one that stands is out of
sight until that is over.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from fibrojournal.domain.reminder import Reminder, time_has_come
from fibrojournal.ui.widgets.reminder_band import LATER, PAUSE, WRITE

if TYPE_CHECKING:
    from fibrojournal.journal.journal import Journal
    from fibrojournal.ui.main_window import MainWindow


class Reminding(QObject):
    """Looks at the clock of the journal that is shown.

    Args:
        window: Shows the journal, and the reminder over its pages.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._reminder = Reminder()
        for told in (
            window.minute_passed,
            window.front_changed,
            window.written,
            window.shown_again,
            window.settings_changed,
        ):
            told.connect(self.look)
        window.reminder_answered.connect(self._on_answered)

    @Slot()
    def look(self) -> None:
        """Show the notice, or take it away, as clock, journal and choices have it."""
        window = self._window
        journal = window.journal
        if window.shell is None:
            return
        band = window.shell.reminder_band
        if journal is None or not window.has_room:
            band.put_away()
        elif window.is_seen and not window.is_pending:
            self._take_over_choices()
            self._keep(self._looked_at(journal))
            if self._reminder.stands_on is None:
                band.put_away()
            else:
                band.remind(can_wait=not self._reminder.came_back)

    def _take_over_choices(self) -> None:
        """Go by the settings, where a pause may have been ended."""
        kept = self._window.settings.reminded
        if kept != str(self._reminder):
            self._reminder = Reminder.read(kept)

    def _looked_at(self, journal: Journal) -> Reminder:
        settings = self._window.settings
        today, now = journal.today(), journal.now()
        is_wanted = (
            settings.reminds
            and not journal.is_example
            and not journal.is_read_only
            and not journal.days_told(today, today)
        )
        at = time.fromisoformat(settings.reminder_at)
        has_come = time_has_come(now, at, journal.turns_at)
        return self._reminder.looked_at(now, today, is_wanted=is_wanted, has_come=has_come)

    def _keep(self, reminder: Reminder) -> None:
        """Remember it, for the next start too."""
        self._reminder = reminder
        if self._window.settings.reminded != str(reminder):
            self._window.keep_settings(replace(self._window.settings, reminded=str(reminder)))

    @Slot(str)
    def _on_answered(self, answer: str) -> None:
        journal = self._window.journal
        if journal is None:
            return
        if answer == LATER:
            self._keep(self._reminder.put_off(journal.now()))
        elif answer == PAUSE:
            self._keep(self._reminder.paused(journal.today()))
        else:
            self._keep(self._reminder.closed())
        if answer == WRITE:
            self._window.write_today()
        self._window.leave_band()
        self.look()
