from __future__ import annotations

import struct
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fibrojournal.i18n import EnglishFormatter, tr, trn, use_language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = date(2026, 11, 4)


@pytest.fixture
def norwegian(tmp_path: Path) -> Iterator[Path]:
    """Give a folder with a small Norwegian catalogue; English comes back afterwards."""
    plural = "nplurals=2; plural=(n != 1);"
    catalogue = {
        "": f"Content-Type: text/plain; charset=UTF-8\nPlural-Forms: {plural}\n",
        "Fatigue": "Utmattelse",
        "one day\0{n} days": "én dag\0{n} dager",
    }
    file = tmp_path / "nb" / "LC_MESSAGES" / "fibrojournal.mo"
    file.parent.mkdir(parents=True)
    file.write_bytes(mo_bytes(catalogue))
    yield tmp_path
    use_language("en", tmp_path / "nowhere")


def mo_bytes(catalogue: dict[str, str]) -> bytes:
    """Return a compiled catalogue, as msgfmt would write it."""
    texts = [(key.encode(), catalogue[key].encode()) for key in sorted(catalogue)]
    tables_at, strings_at = 28, 28 + 16 * len(texts)
    header = struct.pack(
        "<7I", 0x950412DE, 0, len(texts), tables_at, tables_at + 8 * len(texts), 0, 0
    )
    strings, keys, values = b"", b"", b""
    for key, _ in texts:
        keys += struct.pack("<2I", len(key), strings_at + len(strings))
        strings += key + b"\0"
    for _, value in texts:
        values += struct.pack("<2I", len(value), strings_at + len(strings))
        strings += value + b"\0"
    return header + keys + values + strings


def test_without_a_catalogue_the_words_are_english(tmp_path: Path) -> None:
    use_language("nb", tmp_path)
    assert tr("Fatigue") == "Fatigue"
    assert trn("one day", "{n} days", 1) == "one day"
    assert trn("one day", "{n} days", 3) == "3 days"


def test_a_language_can_be_chosen_and_left_again(norwegian: Path, tmp_path: Path) -> None:
    use_language("nb", norwegian)
    assert tr("Fatigue") == "Utmattelse"
    assert tr("Fog") == "Fog"
    assert trn("one day", "{n} days", 1) == "én dag"
    assert trn("one day", "{n} days", 3) == "3 dager"
    use_language("xx", tmp_path)
    assert tr("Fatigue") == "Fatigue"


def test_days_are_written_in_english() -> None:
    formatter = EnglishFormatter()
    assert formatter.full_day(DAY) == "Wednesday, 4 November 2026"
    assert formatter.weekday_day(DAY) == "Wednesday, 4 November"
    assert formatter.day(DAY) == "4 November 2026"
    assert formatter.day_of_year(DAY) == "4 November"
    assert formatter.month(DAY) == "Nov"


def test_times_are_written_with_24_hours() -> None:
    formatter = EnglishFormatter()
    assert formatter.clock(time(9, 5)) == "09:05"
    assert formatter.clock(datetime(2026, 11, 4, 21, 42)) == "21:42"  # noqa: DTZ001 - a wall clock


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (7.0, "7"),
        (0.25, "0.25"),
        (1200, "1,200"),
        (1234567.5, "1,234,567.5"),
        (0.1 + 0.2, "0.3"),
        (-1.5, "-1.5"),
        (Decimal("0.50"), "0.5"),
        (Decimal("1E+3"), "1,000"),
        (Decimal("0.000001"), "0.000001"),
        (Decimal(1200), "1,200"),
        (100, "100"),
    ],
)
def test_numbers_have_no_more_decimals_than_they_need(value: float | Decimal, text: str) -> None:
    assert EnglishFormatter().number(value) == text


def test_numbers_can_be_given_a_number_of_decimals() -> None:
    formatter = EnglishFormatter()
    assert formatter.number(5.55, 0) == "6"
    assert formatter.number(5, 1) == "5.0"
    assert formatter.number(Decimal(1234), 2) == "1,234.00"
