from __future__ import annotations

import gc
import threading
from typing import TYPE_CHECKING
from weakref import ref

import pytest

from fibrojournal.ui.jobs import Jobs, Progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    assert qtbot is not None
    made = Jobs()
    yield made
    assert made.finish()


class Heard:
    """What a job has answered, and on which thread."""

    def __init__(self) -> None:
        self.results: list[object] = []
        self.errors: list[Exception] = []
        self.steps: list[tuple[int, int]] = []
        self.threads: set[int] = set()

    def done(self, result: object) -> None:
        self.threads.add(threading.get_ident())
        self.results.append(result)

    def failed(self, error: Exception) -> None:
        self.errors.append(error)

    def moved(self, done: int, total: int) -> None:
        self.steps.append((done, total))


def test_the_result_arrives_on_the_main_thread(qtbot: QtBot, jobs: Jobs) -> None:
    heard = Heard()
    worked_on: list[int] = []

    def work(_progress: Progress) -> int:
        worked_on.append(threading.get_ident())
        return 42

    jobs.run(work, done=heard.done, failed=heard.failed)
    qtbot.waitUntil(lambda: heard.results == [42])
    assert heard.threads == {threading.get_ident()}
    assert worked_on != [threading.get_ident()]


def test_what_goes_wrong_arrives_as_an_error(qtbot: QtBot, jobs: Jobs) -> None:
    heard = Heard()

    def work(_progress: Progress) -> None:
        raise OSError("no room")

    jobs.run(work, done=heard.done, failed=heard.failed)
    qtbot.waitUntil(lambda: len(heard.errors) == 1)
    assert isinstance(heard.errors[0], OSError)
    assert heard.results == []


def test_jobs_run_one_after_the_other_in_order(qtbot: QtBot, jobs: Jobs) -> None:
    heard = Heard()
    for number in range(20):
        jobs.run(lambda _progress, n=number: n, done=heard.done, failed=heard.failed)  # type: ignore[misc]  # binds the loop's number
    qtbot.waitUntil(lambda: len(heard.results) == 20)
    assert heard.results == list(range(20))


def test_progress_is_told_but_not_at_every_step(qtbot: QtBot, jobs: Jobs) -> None:
    heard = Heard()

    def work(progress: Progress) -> None:
        for step in range(1, 10_001):
            progress.report(step, 10_000)

    jobs.run(work, done=heard.done, failed=heard.failed, moved=heard.moved)
    qtbot.waitUntil(lambda: heard.results == [None])
    assert heard.steps[-1] == (10_000, 10_000)
    assert len(heard.steps) < 1000


def test_a_cancelled_job_learns_of_it_and_is_not_heard_of_again(qtbot: QtBot, jobs: Jobs) -> None:
    heard = Heard()
    stopped = threading.Event()
    begun = threading.Event()

    def work(progress: Progress) -> str:
        begun.set()
        while not progress.cancelled:
            pass
        stopped.set()
        return "too late"

    number = jobs.run(work, done=heard.done, failed=heard.failed)
    assert begun.wait(10)
    jobs.cancel(number)
    qtbot.waitUntil(stopped.is_set)
    after = Heard()
    jobs.run(lambda _progress: "next", done=after.done, failed=after.failed)
    qtbot.waitUntil(lambda: after.results == ["next"])
    assert heard.results == heard.errors == []


def test_finishing_waits_for_what_runs_and_forgets_the_rest(qtbot: QtBot, jobs: Jobs) -> None:
    assert qtbot is not None
    heard = Heard()
    ran: list[str] = []
    begun = threading.Event()

    def first(progress: Progress) -> None:
        begun.set()
        while not progress.cancelled:
            pass
        ran.append("first")

    def second(_progress: Progress) -> None:
        ran.append("second")

    jobs.run(first, done=heard.done, failed=heard.failed)
    jobs.run(second, done=heard.done, failed=heard.failed)
    assert begun.wait(10)
    assert jobs.finish()
    assert ran == ["first"]


def test_a_job_that_has_run_lets_go_of_what_it_worked_on(jobs: Jobs) -> None:
    heard = Heard()

    class Journal:
        """Stands in for something that must not outlive its job."""

    def start() -> ref[Journal]:
        held = Journal()

        def work(_progress: Progress) -> str:
            return repr(held)

        jobs.run(work, done=heard.done, failed=heard.failed)
        return ref(held)

    left = start()
    assert jobs.finish()
    gc.collect()
    assert left() is None
