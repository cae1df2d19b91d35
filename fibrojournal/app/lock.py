"""Locks and hides: by hand, after a while without a touch, when the computer sleeps.

Locking saves what is pending, closes the journal and lets go of everything that it was shown in.
What cannot be saved is kept, behind the question for the passphrase, and is tried again.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QKeySequence

from fibrojournal.app.clock import now
from fibrojournal.app.idle_watch import IdleWatch
from fibrojournal.app.input_watch import InputWatch
from fibrojournal.app.screen_watch import ScreenWatch
from fibrojournal.errors import WrongPassphraseError
from fibrojournal.ui.widgets.menus import HIDE_KEYS, LOCK_KEYS

if TYPE_CHECKING:
    from fibrojournal.domain.days import Clock
    from fibrojournal.ui.jobs import Progress
    from fibrojournal.ui.main_window import MainWindow


class Lock(QObject):
    """Watches over the window.

    Args:
        window: Shows the journal.
        clock: Gives the present moment.
    """

    locked = Signal()

    def __init__(self, window: MainWindow, clock: Clock = now) -> None:
        super().__init__(window)
        self._window = window
        self.is_keeping = False
        """Something could not be saved, and is kept behind the question for the passphrase."""
        self.idle = IdleWatch(clock, self)
        self.screen = ScreenWatch(self)
        self.input = InputWatch(_keys(HIDE_KEYS), _keys(LOCK_KEYS), self)
        self.input.touched.connect(self.idle.touch)
        self.input.hide_keys_hit.connect(self.hide)
        self.input.lock_keys_hit.connect(self.lock)
        for signal in (self.idle.idled, self.idle.slept, self.screen.went_away):
            signal.connect(self.lock)
        window.lock_wanted.connect(self.lock)
        window.hide_wanted.connect(self.hide)
        window.settings_changed.connect(self._on_settings_changed)
        self.screen.start()

    def begin(self) -> None:
        """A journal was shown."""
        self.is_keeping = False
        self.idle.start(self._window.settings.idle_minutes)

    @Slot()
    def lock(self) -> None:
        """Lock a protected journal; one without a passphrase stays as it is."""
        window = self._window
        journal = window.journal
        if journal is None or not journal.is_protected or window.unlock_view is not None:
            return
        self.idle.stop()
        if not window.save_pending():
            self.is_keeping = True
            window.keep_behind_lock()
            return
        window.empty()
        journal.close()
        del journal
        gc.collect()
        window.show_unlock()
        self.locked.emit()

    @Slot()
    def hide(self) -> None:
        """Show nothing at once, and lock behind that."""
        if not self._window.is_covered:
            self._window.cover()
            self.lock()

    def check_kept(self, passphrase: str) -> None:
        """Show what was kept, if the passphrase is right."""
        window = self._window
        journal = window.journal
        view = window.unlock_view
        if journal is None or view is None:
            return
        protection = journal.protection

        def work(_progress: Progress) -> None:
            protection.check(passphrase)

        view.show_busy()
        window.jobs.run(work, done=self._on_right, failed=self._on_wrong)

    def _on_right(self, _nothing: None) -> None:
        self.is_keeping = False
        self._window.show_kept()
        self.idle.start(self._window.settings.idle_minutes)

    def _on_wrong(self, error: Exception) -> None:
        if not isinstance(error, WrongPassphraseError):
            raise error
        if self._window.unlock_view is not None:
            self._window.unlock_view.refuse(f"{error.message} {error.remedy}")

    @Slot()
    def _on_settings_changed(self) -> None:
        self.idle.set_limit(self._window.settings.idle_minutes)


def _keys(words: tuple[str, ...]) -> tuple[QKeySequence, ...]:
    return tuple(QKeySequence(word) for word in words)
