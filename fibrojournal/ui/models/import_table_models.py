"""What an import would do, as Qt tables: one row a file, and one row a refusal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from fibrojournal.i18n import tr
from fibrojournal.ui.models.text_table_model import TextTableModel

if TYPE_CHECKING:
    from fibrojournal.exchange.parsed import Rejected
    from fibrojournal.i18n import Formatter
    from fibrojournal.journal.importing import FileReport


def file_rows(files: Sequence[FileReport], formatter: Formatter) -> TextTableModel:
    """Count, for each file, what would be taken over."""
    return TextTableModel(
        (tr("File"), tr("Rows"), tr("New"), tr("Already here"), tr("Not possible")),
        [
            (
                file.file,
                formatter.number(file.read),
                formatter.number(file.accepted),
                formatter.number(file.unchanged),
                formatter.number(len({rejection.row for rejection in file.rejected})),
            )
            for file in files
        ],
    )


def rejection_rows(files: Sequence[FileReport], formatter: Formatter) -> TextTableModel:
    """List every refusal with its place and its reason."""
    return TextTableModel(
        (tr("File"), tr("Row"), tr("Column"), tr("Why")),
        _RejectionRows(
            [(file.file, rejection) for file in files for rejection in file.rejected], formatter
        ),
    )


class _RejectionRows(Sequence[tuple[str, ...]]):
    """Puts a refusal into words when its row is shown: there may be tens of thousands.

    Args:
        found: Each refusal, with the name of its file.
        formatter: Writes the numbers of rows.
    """

    def __init__(self, found: Sequence[tuple[str, Rejected]], formatter: Formatter) -> None:
        self._found = found
        self._formatter = formatter

    def __len__(self) -> int:
        return len(self._found)

    def __getitem__(self, at: Any) -> Any:
        file, rejection = self._found[at]
        row = self._formatter.number(rejection.row) if rejection.row else ""
        return file, row, rejection.column, rejection.reason
