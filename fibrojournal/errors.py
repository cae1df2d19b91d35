"""Errors whose message is written for the person who uses the app.

A `JournalError` is the world's fault: it is shown with its remedy and nothing is lost. Everything
else is a bug of ours and ends in the crash dialog.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import fibrojournal
from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from types import TracebackType


class JournalError(Exception):
    """Something outside our control went wrong.

    Attributes:
        message: What happened, one plain sentence without paths or health words.
        remedy: What is safe and what the person can do now.
    """

    def __init__(self, message: str, *, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class ExportCancelledError(JournalError):
    """The person pressed Cancel; nothing was left behind."""

    def __init__(self) -> None:
        super().__init__(
            tr("The export was cancelled."), remedy=tr("No part of it was left behind.")
        )


class JournalBusyError(JournalError):
    """Another window or program holds the journal file."""

    def __init__(self) -> None:
        super().__init__(
            tr("This journal is open in another window."),
            remedy=tr("Close the other window, then try again. Nothing was changed."),
        )


class NotAJournalError(JournalError):
    """The file is something else: text, a picture, another program's database, empty."""

    def __init__(self) -> None:
        super().__init__(
            tr("This file is not a FibroJournal journal, or it is damaged."),
            remedy=tr(
                "The file was left as it is. Choose another file, or a backup of your journal."
            ),
        )


class EmptyFileError(JournalError):
    """The file has no bytes: what a full disk or a broken copy leaves behind."""

    def __init__(self) -> None:
        super().__init__(
            tr("This journal file is empty."),
            remedy=tr(
                "It was left as it is. A full disk or an interrupted copy can leave an empty "
                "file behind: look for a backup or an older copy."
            ),
        )


class JournalTooNewError(JournalError):
    """The journal was written by a newer FibroJournal."""

    def __init__(self) -> None:
        super().__init__(
            tr("This journal was written by a newer FibroJournal."),
            remedy=tr("Nothing was changed. Please open it with the newer version."),
        )


class JournalMissingError(JournalError):
    """There is no file at the place that was named."""

    def __init__(self) -> None:
        super().__init__(
            tr("There is no journal at this place."),
            remedy=tr("Check the name and the folder, or plug in the drive that it is on."),
        )


class JournalUnreachableError(JournalError):
    """The place cannot be read or written: no permission, a folder, a missing drive."""

    def __init__(self) -> None:
        super().__init__(
            tr("The journal cannot be opened at this place."),
            remedy=tr(
                "Check that it is a file in a folder that you may write to. Nothing was changed."
            ),
        )


class NeedsPassphraseError(JournalError):
    """The journal is protected, and no passphrase was given."""

    def __init__(self) -> None:
        super().__init__(
            tr("This journal is protected by a passphrase."),
            remedy=tr(
                "Nothing was changed. Open it in the window, or give a command the passphrase in "
                "a file, with --passphrase-file."
            ),
        )


class WrongPassphraseError(JournalError):
    """The passphrase or recovery code does not open the journal."""

    def __init__(self) -> None:
        super().__init__(
            tr("This passphrase does not open the journal."),
            remedy=tr(
                "Nothing was changed, and you can try as often as you like. Look at Caps Lock and "
                "at the keyboard layout."
            ),
        )


class EarlierPassphraseError(JournalError):
    """The passphrase opens a backup from before it was changed, but not the journal."""

    def __init__(self) -> None:
        super().__init__(
            tr("This is your earlier passphrase."),
            remedy=tr(
                "It opens a backup from before the passphrase was changed. Your journal needs the "
                "newer one. Nothing was changed."
            ),
        )


class ReadOnlyError(JournalError):
    """The journal was opened only for reading: its file or its disk cannot be written to."""

    def __init__(self) -> None:
        super().__init__(
            tr("This journal can only be read here: its file or its disk cannot be written to."),
            remedy=tr(
                "What you wrote is still on the screen. Allow writing to the file, or copy the "
                "journal to another place, then open it again."
            ),
        )


class NotSavedError(JournalError):
    """A write failed: the disk is full, gone, or read-only."""

    def __init__(self) -> None:
        super().__init__(
            tr("This could not be saved: the disk is full or cannot be written to."),
            remedy=tr(
                "What you wrote is still on the screen, and everything saved before is safe. "
                "Free some space, then try again."
            ),
        )


class JournalGoneError(JournalError):
    """The file that is open was moved or removed, or another file lies at its place."""

    def __init__(self) -> None:
        super().__init__(
            tr("This could not be saved: the journal file is no longer at its place."),
            remedy=tr(
                "What you wrote is still on the screen. If the file was moved, or its drive was "
                "taken out, put it back and try again. If it is gone, make a backup or an export "
                "before you close this window."
            ),
        )


class JournalOverwrittenError(JournalError):
    """Another program wrote into the file while it was open here."""

    def __init__(self) -> None:
        super().__init__(
            tr("This could not be saved: another program has changed the journal file."),
            remedy=tr(
                "What you wrote is still on the screen. Keep a copy of it, then open the journal "
                "again. If anything is missing there, a backup may have it."
            ),
        )


class JournalDamagedError(JournalError):
    """A page of the file does not hold what was written there."""

    def __init__(self) -> None:
        super().__init__(
            tr("Part of this journal file is damaged."),
            remedy=tr("Please keep the file as it is, and open a backup instead."),
        )


class RefusedError(JournalError):
    """What was asked for breaks a rule of the journal, such as a day in the future."""


def crash_details(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Describe an error by its type and the lines of our own code, without any value.

    The error's message is left out on purpose: it may quote what somebody wrote.
    """
    from traceback import extract_tb  # noqa: PLC0415 - the window starts lighter

    package = Path(fibrojournal.__file__).parent
    lines = [f"FibroJournal {fibrojournal.__version__}: {kind.__name__}"]
    for frame in extract_tb(trace):
        file = Path(frame.filename)
        if file.is_relative_to(package):
            lines.append(f"  {file.relative_to(package).as_posix()}:{frame.lineno} {frame.name}")
    return "\n".join(lines)
