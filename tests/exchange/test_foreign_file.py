from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from fibrojournal.errors import RefusedError
from fibrojournal.exchange.csv_table import SIZE_LIMIT
from fibrojournal.exchange.foreign_file import ForeignFile, read_foreign
from fibrojournal.exchange.map_file import ImportAnswers
from tests.exchange.foreign_files import BEARABLE, DAYLIO, MEDTIMER_EVENTS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TODAY = date(2026, 11, 22)


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    def write(content: str | bytes, name: str = "file.csv") -> Path:
        data = content.encode() if isinstance(content, str) else content
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    return write


@pytest.mark.parametrize(
    ("content", "format_"),
    [
        (DAYLIO, "daylio"),
        ("\ufeff" + DAYLIO.replace("\n", "\r\n"), "daylio"),
        (BEARABLE, "bearable"),
        (MEDTIMER_EVENTS, "medtimer"),
        ('{"version": 4, "list": []}', "medtimer"),
        ("[1]", "medtimer"),
        ("day,tired\n2026-11-04,7\n", "spreadsheet"),
        ("", "spreadsheet"),
    ],
)
def test_the_content_tells_the_app(put: Callable[..., Path], content: str, format_: str) -> None:
    file = read_foreign(put(content))
    assert file is not None
    assert file.format == format_


def test_ours_is_told_by_its_name_and_by_being_a_folder(
    put: Callable[..., Path], tmp_path: Path
) -> None:
    assert read_foreign(tmp_path) is None
    assert read_foreign(put("day,fatigue\n", "days.csv")) is None
    assert read_foreign(put("anything"), "fibrojournal") is None
    daylio = read_foreign(put(DAYLIO, "days.csv"))
    assert daylio is not None
    assert daylio.format == "daylio"


def test_what_is_named_is_believed(put: Callable[..., Path]) -> None:
    file = read_foreign(put("day,tired\n2026-11-04,7\n"), "bearable")
    assert file is not None
    assert file.unreadable is not None


@pytest.mark.parametrize(
    "start",
    [b"PK\x03\x04", b"FJ\0", b"SQLite format 3\0", b"%PDF-1.7", b"  <?xml ?>", b"\x1f\x8b"],
)
def test_other_kinds_of_files_are_refused_with_what_to_do(
    put: Callable[..., Path], start: bytes
) -> None:
    with pytest.raises(RefusedError) as refused:
        read_foreign(put(start + bytes(100)))
    assert refused.value.remedy


def test_our_own_json_is_no_file_of_another_app(put: Callable[..., Path]) -> None:
    assert read_foreign(put('{\n "format": "fibrojournal",\n "schema_version": 1}')) is None


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError):
        read_foreign(tmp_path / "gone.csv")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "just words\n",
        "a,b\n1,2\n",
        "a,a\n1,2\n",
        DAYLIO.replace("date,date", "date,d"),
        "{",
        "[]",
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_gives_nothing(
    put: Callable[..., Path], content: str
) -> None:
    file = read_foreign(put(content))
    assert file is not None
    assert file.unreadable is not None
    assert file.unreadable.reason
    answers = ImportAnswers()
    assert answers.open_questions(file, BUILT_IN_ITEMS) == ()
    (parsed,) = answers.parse(file, BUILT_IN_ITEMS, (), TODAY).files
    assert parsed.rows == ()
    assert parsed.rejected


def test_a_row_that_cannot_be_read_leaves_the_file_readable(put: Callable[..., Path]) -> None:
    file = read_foreign(put("day,tired\n2026-11-04,7,8\n2026-11-04,7\n"))
    assert file is not None
    assert file.unreadable is None
    assert ForeignFile("spreadsheet").unreadable is None


def test_a_file_of_60_mb_is_refused(put: Callable[..., Path]) -> None:
    row = b"2026-11-04,7\n"
    file = read_foreign(put(b"day,tired\n" + row * (SIZE_LIMIT // len(row) + 1)))
    assert file is not None
    assert file.unreadable is not None
    assert "50 MB" in file.unreadable.reason
