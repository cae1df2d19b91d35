"""What the dialogs have in common whose answer takes a while to carry out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QWidget
from shiboken6 import isValid

from fibrojournal.errors import JournalError
from fibrojournal.i18n import tr
from fibrojournal.ui.dialogs.form_dialog import FormDialog
from fibrojournal.ui.messages import show_error
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.wrapped_label import say_in, wrapped_label

if TYPE_CHECKING:
    from collections.abc import Callable

    from fibrojournal.ui.jobs import Jobs, Progress

T = TypeVar("T")


class BusyForm(FormDialog):
    """A form that waits for its work in the background, and cannot be closed meanwhile.

    The window behind it waits too, so that the journal is in one pair of hands. Subclasses call
    `work` from `hand_over` and close themselves, by `accept`, when it is done.

    Args:
        title: Window title.
        jobs: Runs the work.
        save_words: The words on the primary button.
        width: Width at 100 %, in pixels.
        parent: The page.
    """

    def __init__(
        self,
        title: str,
        jobs: Jobs,
        *,
        save_words: str,
        width: int = 520,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, save_words=save_words, width=width, parent=parent)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self._jobs = jobs
        self._is_busy = False
        self.busy_label = wrapped_label("", "quiet")
        self.bar = QProgressBar()
        self.bar.setAccessibleName(tr("Progress"))
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.notices.setSpacing(px(8))
        self.notices.addWidget(self.busy_label)
        self.notices.addWidget(self.bar)
        self._show_busy("")

    @property
    def is_busy(self) -> bool:
        """Whether work is going on."""
        return self._is_busy

    def work(self, use_case: Callable[[], T], done: Callable[[T], None], words: str) -> None:
        """Carry something out in the background, then call `done` with its result.

        Args:
            use_case: Called on the background thread.
            done: Called when the form can be used again; it may close it.
            words: What is said meanwhile.
        """

        def run(_progress: Progress) -> T:
            return use_case()

        def end(result: T) -> None:
            if isValid(self):  # a new look, or the lock, may have taken the page away
                self._show_busy("")
                done(result)

        self.stay_open()
        self._show_busy(words)
        self._jobs.run(run, done=end, failed=self._on_failed)

    def tell(self, error: JournalError) -> None:
        """Show why the work could not be done; subclasses say it where it belongs."""
        show_error(self, error)

    def reject(self) -> None:
        """Close, but not while work is going on."""
        if not self._is_busy:
            super().reject()

    def _on_failed(self, error: Exception) -> None:
        if isValid(self):
            self._show_busy("")
        if not isinstance(error, JournalError):
            raise error
        if isValid(self):
            self.tell(error)

    def _show_busy(self, words: str) -> None:
        """Say what is going on and let nothing be changed meanwhile; "" = nothing is going on."""
        self._is_busy = bool(words)
        say_in(self.busy_label, words)
        self.bar.setVisible(self._is_busy)
        for part in (self._content, self.cancel_button, self.save_button):
            part.setEnabled(not self._is_busy)
