"""The recovery code on a sheet: as text, and on paper."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontDatabase, QTextCharFormat, QTextCursor, QTextDocument

from fibrojournal.errors import JournalError
from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtPrintSupport import QPrinter

_GROUPS_A_LINE = 3


class SheetNotSavedError(JournalError):
    """The sheet could not be written to the place that was chosen."""

    def __init__(self) -> None:
        super().__init__(
            tr("The code could not be saved here."),
            remedy=tr("Your journal is as it was. Choose another folder, or write it down."),
        )


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What stands on the sheet.

    Attributes:
        code: In groups with hyphens between; never shown by `repr`.
        journal: The file's name.
        day: When the code was made, in words.
    """

    code: str = field(repr=False)
    journal: str
    day: str

    @property
    def code_lines(self) -> tuple[str, ...]:
        """The code in lines of three groups."""
        groups = self.code.split("-")
        return tuple(
            "-".join(groups[first : first + _GROUPS_A_LINE])
            for first in range(0, len(groups), _GROUPS_A_LINE)
        )

    @property
    def title(self) -> str:
        """What the sheet is."""
        return tr("Recovery code")

    def sentences(self) -> Iterator[str]:
        """Yield what is said beneath the code."""
        yield tr("Made on {day} for “{journal}”.").format(day=self.day, journal=self.journal)
        yield tr(
            "It opens the journal if the passphrase is forgotten. The page that asks for the "
            "passphrase takes this code too."
        )
        yield tr("Keep it away from the computer. Whoever has it can open the journal.")

    def as_text(self) -> str:
        """Return the sheet as plain text."""
        return "\n\n".join([self.title, "\n".join(self.code_lines), *self.sentences()]) + "\n"

    def save(self, file: Path) -> None:
        """Write the sheet as text that only this account can read.

        Raises:
            SheetNotSavedError: The place cannot be written to.
        """
        try:
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as written:
                written.write(self.as_text())
        except OSError as error:
            raise SheetNotSavedError from error

    def print_to(self, printer: QPrinter) -> None:
        """Print the sheet; its name in the queue says nothing."""
        printer.setDocName(tr("Journal"))
        _document(self).print_(printer)


def _document(sheet: RecoverySheet) -> QTextDocument:
    document = QTextDocument()
    cursor = QTextCursor(document)
    body = QTextCharFormat()
    body.setFontPointSize(12)
    title = QTextCharFormat(body)
    title.setFontPointSize(20)
    title.setFontWeight(QFont.Weight.DemiBold)
    code = QTextCharFormat(body)
    code.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    code.setFontPointSize(22)
    for text, style in (
        (sheet.title, title),
        *((line, code) for line in ("", *sheet.code_lines, "")),
        *((sentence, body) for sentence in sheet.sentences()),
    ):
        cursor.insertText(text, style)
        cursor.insertBlock()
    return document
