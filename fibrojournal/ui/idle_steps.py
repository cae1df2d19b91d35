"""Work on the main thread that the window is not to wait for, such as drawing many charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

if TYPE_CHECKING:
    from collections.abc import Iterator

_GAP_MS = 5
"""The window gets its turn for at least so long between two steps."""


class IdleSteps(QObject):
    """Takes the steps of one piece of work, and lets the window go on between them.

    Args:
        parent: When it goes, the work goes with it.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Iterator[object] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_GAP_MS)
        self._timer.timeout.connect(self._on_time_for_a_step)

    @property
    def is_busy(self) -> bool:
        """Whether there is a step to take."""
        return self._steps is not None

    def go(self, steps: Iterator[object]) -> None:
        """Take these steps, whatever was under way."""
        self._steps = steps
        self._timer.start()

    def stop(self) -> None:
        """Give up what is under way."""
        self._timer.stop()
        self._steps = None

    @Slot()
    def _on_time_for_a_step(self) -> None:
        steps = self._steps
        if steps is None:
            return
        try:
            next(steps)
        except StopIteration:
            if self._steps is steps:  # a last step may have begun something else
                self._steps = None
        except BaseException:
            self._steps = None
            raise
        else:
            if self._steps is not None:
                self._timer.start()
