"""Locks and hides: by hand, after a while without a touch, when the computer sleeps.

Locking saves what is pending, closes the journal and lets go of everything that it was shown in.
What cannot be saved is kept, behind the question for the passphrase, and is tried again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QClipboard, QGuiApplication, QKeySequence

from fibrojournal.app.clock import now
from fibrojournal.app.garbage import sweep
from fibrojournal.app.idle_watch import IdleWatch
from fibrojournal.app.input_watch import InputWatch
from fibrojournal.app.screen_watch import ScreenWatch
from fibrojournal.errors import WrongPassphraseError
from fibrojournal.ui.widgets.menus import HIDE_KEYS_TOO, LOCK_KEYS

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
    left_alone = Signal()

    def __init__(self, window: MainWindow, clock: Clock = now) -> None:
        super().__init__(window)
        self._window = window
        self.is_keeping = False
        """Something could not be saved, and is kept behind the question for the passphrase."""
        self.idle = IdleWatch(clock, self)
        self.screen = ScreenWatch(self)
        self.input = InputWatch(self._hide_keys(), _keys(LOCK_KEYS), self)
        self.input.touched.connect(self.idle.touch)
        # Locking deletes what was shown: not from within an event that it is getting.
        queued = Qt.ConnectionType.QueuedConnection
        self.input.hide_keys_hit.connect(self.hide, queued)
        self.input.lock_keys_hit.connect(self.lock, queued)
        self.idle.idled.connect(self._on_left_alone)
        self.idle.slept.connect(self._on_left_alone)
        self.left_alone.connect(self.lock, queued)
        self.screen.went_away.connect(self.lock)
        window.lock_wanted.connect(self.lock)
        window.hide_wanted.connect(self.hide)
        window.saving_wanted.connect(self.try_again, queued)
        window.settings_changed.connect(self._on_settings_changed)
        self.screen.start()

    def _hide_keys(self) -> tuple[QKeySequence, ...]:
        return _keys((self._window.settings.hide_key, HIDE_KEYS_TOO))

    def begin(self) -> None:
        """A journal was shown."""
        self.is_keeping = False
        self.idle.start(self._window.settings.idle_minutes)

    @Slot()
    def lock(self) -> None:
        """Lock a protected journal; one without a passphrase stays as it is."""
        self.input.holds_back = False
        window = self._window
        if window.journal is None or not window.journal.is_protected:
            return
        if window.unlock_view is not None:
            self.try_again()
            return
        self.idle.stop()
        window.close_messages()  # an older one would be taken for one about saving
        if window.save_pending():
            self._let_go()
        else:
            self.is_keeping = True
            window.keep_behind_lock()

    @Slot()
    def try_again(self) -> None:
        """Save what is kept behind the question for the passphrase, and finish the lock."""
        if not self.is_keeping:
            return
        self._window.close_messages()
        if self._window.save_pending():
            self._let_go()
        else:
            self._window.keep_behind_lock()

    @Slot()
    def hide(self) -> None:
        """Show nothing at once, and lock behind that; a second time shows the window again."""
        if self._window.is_covered:
            self._window.uncover()
        else:
            self._window.cover()
            self.lock()

    def _let_go(self) -> None:
        """Close the journal, and leave nothing of it behind."""
        window = self._window
        journal = window.journal
        self.is_keeping = False
        window.empty()
        if journal is not None:
            journal.close()
        clipboard = QGuiApplication.clipboard()
        if clipboard.ownsSelection():  # what was marked is not what was copied
            clipboard.clear(QClipboard.Mode.Selection)
        self.locked.emit()
        QTimer.singleShot(0, self._on_closed)

    @Slot()
    def _on_closed(self) -> None:
        sweep()

    @Slot()
    def _on_left_alone(self) -> None:
        """Lock as soon as the event is over that told so; whoever caused it gets nothing."""
        journal = self._window.journal
        if journal is not None and journal.is_protected:
            self.input.holds_back = True
            self.left_alone.emit()

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
        self.input.set_hide_keys(self._hide_keys())


def _keys(words: tuple[str, ...]) -> tuple[QKeySequence, ...]:
    return tuple(QKeySequence(word) for word in words)
