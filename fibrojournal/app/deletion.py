"""Deletes everything, once it was asked for twice, and says what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from fibrojournal.app.crashes import pause_log
from fibrojournal.errors import JournalError
from fibrojournal.i18n import tr
from fibrojournal.journal.deleting import Why

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fibrojournal.journal.deleting import Left
    from fibrojournal.journal.journal import Journal
    from fibrojournal.ui.jobs import Progress
    from fibrojournal.ui.main_window import MainWindow


class DeletedError(JournalError):
    """There is no journal any more, since everything was deleted.

    Args:
        left: What is still there.
    """

    def __init__(self, left: Sequence[Left]) -> None:
        super().__init__(
            tr("Not everything could be deleted.")
            if any(one.why is not Why.PERHAPS_OTHERS for one in left)
            else tr("Everything of this journal is deleted."),
            remedy="\n\n".join(_lines(left)),
        )


class Deletion(QObject):
    """Lets go of the open journal, deletes it and all the rest, and tells.

    Args:
        window: Shows the journal.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def carry_out(self, journal: Journal) -> None:
        """Close the journal and delete everything in the background."""
        everything = journal.everything
        pause_log(paused=True)
        self._window.empty()
        self._window.forget_choices()
        journal.close()
        self._window.say_in_band(tr("Everything is being deleted."))

        def work(_progress: Progress) -> tuple[Left, ...]:
            return everything.delete()

        self._window.jobs.run(work, done=self._on_deleted, failed=self._on_failed)

    def _on_deleted(self, left: tuple[Left, ...]) -> None:
        self._window.say_in_band("")
        self._window.show_problem(DeletedError(left), retry_words=tr("Start a new journal"))

    def _on_failed(self, error: Exception) -> None:
        pause_log(paused=False)
        self._window.say_in_band("")
        raise error


def _lines(left: Sequence[Left]) -> Iterator[str]:
    """Yield a paragraph for each reason why something is still there, and what there is to do."""
    for why, words in (
        (Why.REFUSED, tr("In use, or not to be written to. You can delete it by hand:")),
        (Why.AWAY, tr("A folder for backups that is not there now. They are still in it:")),
        (Why.LINKED, tr("A link led here. The link is gone, the file is not:")),
        (
            Why.PERHAPS_OTHERS,
            tr("This may belong to another journal, so it was left alone:"),
        ),
    ):
        paths = [str(one.path) for one in left if one.why is why]
        if paths:
            yield "\n".join([words, *paths])
    yield tr(
        "Copies that you made, exports and printed pages are where you put them. You can close "
        "this window, or start a new journal."
    )
