"""What an import would do, as Qt tables: one row a file, and one row a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fibrojournal.i18n import tr
from fibrojournal.ui.models.text_table_model import TextTableModel

if TYPE_CHECKING:
    from collections.abc import Sequence

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
        [
            (
                file.file,
                formatter.number(rejection.row) if rejection.row else "",
                rejection.column,
                rejection.reason,
            )
            for file in files
            for rejection in file.rejected
        ],
    )
