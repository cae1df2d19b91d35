"""Notices that nobody has touched the program for a while, and that the computer slept.

The wall clock decides, since timers stand still while a computer sleeps. Time is added up from
tick to tick, so that a clock that is set back stops nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from fibrojournal.domain.days import Clock

TICK_MS: Final = 10_000
"""How often the clock is looked at."""

ASLEEP_S: Final = 60
"""Seconds by which the clock has jumped between two ticks when the computer was asleep."""

_MINUTE_S: Final = 60


class IdleWatch(QObject):
    """Adds up the time since the last touch.

    Args:
        clock: Gives the present moment.
        parent: Its owner.
    """

    idled = Signal()
    slept = Signal()

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._limit_s = 0
        self._untouched_s = 0.0
        self._seen_at = clock()
        self.timer = QTimer(self)
        self.timer.setInterval(TICK_MS)
        self.timer.timeout.connect(self._on_tick)

    def start(self, minutes: int) -> None:
        """Begin to watch.

        Args:
            minutes: After so many minutes without a touch `idled` is emitted; 0 = never.
        """
        self.set_limit(minutes)
        self._untouched_s = 0.0
        self._seen_at = self._clock()
        self.timer.start()

    def set_limit(self, minutes: int) -> None:
        """Change after how many minutes `idled` is emitted; 0 = never."""
        self._limit_s = minutes * _MINUTE_S

    def stop(self) -> None:
        """Watch no more."""
        self.timer.stop()

    @Slot()
    def touch(self) -> None:
        """Begin to count anew, unless the limit has passed since the last tick."""
        if self.timer.isActive():
            self._look()
            self._untouched_s = 0.0

    @Slot()
    def _on_tick(self) -> None:
        self._look()

    def _look(self) -> None:
        now = self._clock()
        passed_s = (now - self._seen_at).total_seconds()
        self._seen_at = now
        self._untouched_s += max(passed_s, 0.0)
        if passed_s > ASLEEP_S:
            self.slept.emit()
        elif self._limit_s and self._untouched_s >= self._limit_s:
            self.idled.emit()
