"""Work that would freeze the window, run on one background thread."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar, cast

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

REPORT_EVERY_S: Final = 0.05


class Progress:
    """What running work tells the window, and how it learns that it should stop."""

    def __init__(self, number: int, jobs: Jobs) -> None:
        self._number = number
        self._jobs = jobs
        self._cancelled = threading.Event()
        self._reported_at = 0.0

    @property
    def cancelled(self) -> bool:
        """Whether the person has asked to stop; work then returns as soon as it can."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._cancelled.set()

    def report(self, done: int, total: int) -> None:
        """Tell how far the work is: `done` of `total`; the last report always arrives."""
        now = time.monotonic()
        if done >= total or now - self._reported_at >= REPORT_EVERY_S:
            self._reported_at = now
            self._jobs.progressed.emit(self._number, done, total)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Who wants to hear about a job, and the job's progress."""

    done: Callable[[object], None]
    failed: Callable[[Exception], None]
    moved: Callable[[int, int], None] | None
    progress: Progress


class _Job(QRunnable):
    """Calls a function and reports through a signal that somebody else owns."""

    def __init__(
        self, number: int, work: Callable[[Progress], object], progress: Progress, jobs: Jobs
    ) -> None:
        super().__init__()
        self._number = number
        self._work: Callable[[Progress], object] | None = work
        self._progress = progress
        self._jobs = jobs

    def run(self) -> None:
        """Run on the pool's thread."""
        # The pool may hold on to the job: what it worked on shall not live as long as that.
        work, self._work = self._work, None
        if self._progress.cancelled or work is None:
            return
        result, failure = None, None
        try:
            result = work(self._progress)
        except Exception as error:  # noqa: BLE001 - handed to the main thread, which shows it
            failure = error
        # The window may have been torn down meanwhile: then nobody waits for the answer.
        with suppress(RuntimeError):
            self._jobs.ended.emit(self._number, result, failure)


class Jobs(QObject):
    """Runs functions in order on one background thread, answers on the main thread.

    A job takes immutable values and returns one; it never touches a widget, a figure or the
    store.
    """

    ended = Signal(int, object, object)
    progressed = Signal(int, int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._next = 0
        self._waiting: dict[int, _Waiting] = {}
        self.ended.connect(self._on_ended)
        self.progressed.connect(self._on_progressed)

    def run(
        self,
        work: Callable[[Progress], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        moved: Callable[[int, int], None] | None = None,
    ) -> int:
        """Run `work` in the background, then call `done` or `failed` here.

        Args:
            work: Called on the background thread.
            done: Gets what `work` returned.
            failed: Gets what `work` raised.
            moved: Gets the last reported progress: done, total.

        Returns:
            The number by which the job can be cancelled.
        """
        self._next += 1
        progress = Progress(self._next, self)
        self._waiting[self._next] = _Waiting(
            cast("Callable[[object], None]", done), failed, moved, progress
        )
        self._pool.start(_Job(self._next, work, progress, self))
        return self._next

    def cancel(self, number: int) -> None:
        """Ask a job to stop; neither `done` nor `failed` is called any more."""
        if waiting := self._waiting.pop(number, None):
            waiting.progress.cancel()

    def finish(self, timeout_ms: int = 5000) -> bool:
        """Cancel everything, wait for what still runs; call before the window goes."""
        for number in tuple(self._waiting):
            self.cancel(number)
        self._pool.clear()
        return self._pool.waitForDone(timeout_ms)

    def settle(self, timeout_ms: int) -> bool:
        """Wait for everything, cancelling nothing; return False if that takes too long."""
        return self._pool.waitForDone(timeout_ms)

    @Slot(int, object, object)
    def _on_ended(self, number: int, result: object, error: Exception | None) -> None:
        if waiting := self._waiting.pop(number, None):
            if error is None:
                waiting.done(result)
            else:
                waiting.failed(error)

    @Slot(int, int, int)
    def _on_progressed(self, number: int, done: int, total: int) -> None:
        waiting = self._waiting.get(number)
        if waiting and waiting.moved:
            waiting.moved(done, total)
