"""Says what a passphrase cannot do, so that nobody relies on more than there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fibrojournal.i18n import tr
from fibrojournal.ui.dialogs.reading_dialog import ReadingDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def limits_title() -> str:
    """Return the words on what leads here."""
    return tr("What this does not protect against")


def limits_intro() -> str:
    """Return the sentence before the limits."""
    return tr(
        "With a passphrase, nobody can read the journal, its backups or a stolen disk without it. "
        "These things it cannot do:"
    )


def limits() -> tuple[str, ...]:
    """Return the limits, a paragraph each; with title and intro at most 200 words."""
    return (
        tr("While the journal is open, anybody at your screen can read it. Lock it when you go."),
        tr(
            "It cannot keep out somebody who makes you open it. If that could happen to you, this "
            "computer may not be a safe place to write."
        ),
        tr(
            "Programs that record your keys or your screen can see what you write. So can whoever "
            "has control of this computer, such as its administrator."
        ),
        tr(
            "A computer that runs or sleeps may keep traces of an open journal in its memory or "
            "on its disk. Shut it down before you carry it around, and turn on your system's disk "
            "encryption."
        ),
        tr(
            "Exports, printed pages, and copies from before there was a passphrase can still be "
            "read."
        ),
        tr("No outside expert has checked this protection."),
    )


class LimitsDialog(ReadingDialog):
    """The limits, the same for everybody."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(limits_title(), parent=parent)
        self.add_paragraph(limits_intro())
        self.add_list(limits())
        self.text.addStretch(1)
