from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol

import pytest

from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from fibrojournal.exchange.folder import read_folder

if TYPE_CHECKING:
    from pathlib import Path

    from fibrojournal.exchange.parsed import Parsed


class ReadFiles(Protocol):
    """Writes files as somebody made them into a folder and reads it on 22 November 2026."""

    def __call__(self, files: dict[str, str | bytes], *, new_items: bool = False) -> Parsed: ...


@pytest.fixture
def read_files(tmp_path: Path) -> ReadFiles:
    def read(files: dict[str, str | bytes], *, new_items: bool = False) -> Parsed:
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            (tmp_path / name).write_bytes(data)
        return read_folder(
            tmp_path, items=BUILT_IN_ITEMS, today=date(2026, 11, 22), new_items=new_items
        )

    return read
