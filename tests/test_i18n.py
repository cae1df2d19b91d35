from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fibrojournal.i18n import (
    EnglishFormatter,
    digits,
    language,
    languages,
    listed,
    set_apart,
    tr,
    trn,
    use_digits,
    use_language,
)
from tests.catalogue import compiled, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = date(2026, 11, 4)


@pytest.fixture
def norwegian(tmp_path: Path) -> Iterator[Path]:
    """Give a folder with a small Norwegian catalogue; English comes back afterwards."""
    plural = "nplurals=2; plural=(n != 1);"
    texts = {
        "": f"Content-Type: text/plain; charset=UTF-8\nLanguage: nb\nPlural-Forms: {plural}\n",
        "Fatigue": "Utmattelse",
        "one day\0{n} days": "én dag\0{n} dager",
    }
    file = place_of("nb", tmp_path)
    file.parent.mkdir(parents=True)
    file.write_bytes(compiled(texts))
    yield tmp_path
    use_language("en", tmp_path / "nowhere")


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


def test_a_country_may_stand_behind_the_language(norwegian: Path) -> None:
    use_language("nb_NO", norwegian)
    assert (tr("Fatigue"), language()) == ("Utmattelse", "nb")
    use_language("", norwegian)
    assert (tr("Fatigue"), language()) == ("Fatigue", "en")


def test_the_languages_are_those_with_a_catalogue(norwegian: Path, tmp_path: Path) -> None:
    assert languages(norwegian) == ("en", "nb")
    assert languages(tmp_path / "nowhere") == ("en",)


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


def test_whole_numbers_are_written_in_the_digits_of_the_language() -> None:
    use_digits("\N{ARABIC-INDIC DIGIT ZERO}")
    try:
        assert (digits(2026), trn("one day", "{n} days", 40)) == ("٢٠٢٦", "٤٠ days")
        assert tr("{name}: {n} of {all}").format(name="B12", n=3, all=19) == "B12: ٣ of ١٩"
        assert tr("{}, {sure}").format(12, sure=True) == "١٢, True"
    finally:
        use_digits("0")
    assert (digits(2026), tr("{n} of 19").format(n=3)) == ("2026", "3 of 19")


def test_parts_are_put_after_each_other() -> None:
    assert listed(["a", "b", "c"]) == "a, b, c"
    assert set_apart(["a", "b, c"]) == "a; b, c"
    assert (listed(["a"]), listed([]), set_apart([])) == ("a", "", "")
