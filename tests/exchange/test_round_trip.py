from __future__ import annotations

import csv
import io
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fibrojournal.domain.contents import JournalContents
from fibrojournal.domain.entries import DayEntry, Moment
from fibrojournal.domain.events import Event
from fibrojournal.domain.medicines import DoseChange, Intake, Medicine, PlanStep
from fibrojournal.domain.pain_areas import PainMap
from fibrojournal.domain.profile import Profile, Question
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS, TrackedItem
from fibrojournal.exchange.csv_table import csv_bytes, read_csv
from fibrojournal.exchange.folder import folder_files, read_folder, write_folder
from fibrojournal.exchange.formula_guard import guarded, unguarded
from fibrojournal.exchange.json_file import json_bytes
from tests.exchange.strategies import TEXTS, journal_contents

if TYPE_CHECKING:
    from collections.abc import Callable

    from fibrojournal.exchange.parsed import Parsed, Row

    T = TypeVar("T", bound=Row)

TODAY = date(2026, 11, 22)


def assembled(parsed: Parsed) -> JournalContents:
    """Put the rows of an import together again."""
    rows = [row.value for file in parsed.files for row in file.rows]

    def of(kind: type[T]) -> tuple[T, ...]:
        return tuple(row for row in rows if isinstance(row, kind))

    return JournalContents(
        items=of(TrackedItem),
        days=of(DayEntry),
        moments=of(Moment),
        pain_maps=of(PainMap),
        medicines=of(Medicine),
        dose_changes=of(DoseChange),
        plan=of(PlanStep),
        intakes=of(Intake),
        events=of(Event),
        questions=of(Question),
        profile=(*of(Profile), Profile())[0],
    )


@settings(deadline=None, max_examples=60)
@given(contents=journal_contents(TODAY))
def test_an_export_read_again_is_the_same_journal_and_the_same_bytes(
    contents: JournalContents,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_folder(contents, Path(folder))
        parsed = read_folder(Path(folder), items=BUILT_IN_ITEMS, today=TODAY, new_items=False)
    assert [file.rejected for file in parsed.files if file.rejected] == []
    again = assembled(parsed)
    assert again == contents
    assert folder_files(again) == folder_files(contents)
    assert json_bytes(again) == json_bytes(contents)


@settings(deadline=None, max_examples=60)
@given(contents=journal_contents(TODAY))
def test_no_line_of_an_export_starts_like_a_formula(contents: JournalContents) -> None:
    for name, data in folder_files(contents).items():
        if name.endswith(".csv"):
            for row in csv.reader(io.StringIO(data.decode(), newline=""), strict=True):
                for cell in row:
                    assert_shown_and_never_run(cell)


def assert_shown_and_never_run(cell: str) -> None:
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))
    assert not cell.startswith(("\t", "\r"))
    for line in cell.splitlines():
        assert not line.lstrip().startswith(("=", "+", "-", "@"))
        assert not line.startswith("\t")


@pytest.mark.faults
def test_guarded_text_is_never_run_and_comes_back_unchanged(
    rounds: Callable[[int], int],
) -> None:
    @settings(deadline=None, max_examples=rounds(10_000))
    @given(text=TEXTS)
    def each(text: str) -> None:
        assert_shown_and_never_run(guarded(text))
        assert unguarded(guarded(text)) == text

    each()


@settings(deadline=None, max_examples=300)
@given(rows=st.lists(st.tuples(TEXTS, TEXTS), max_size=4))
def test_any_text_survives_a_csv_file(rows: list[tuple[str, str]]) -> None:
    table = read_csv(csv_bytes([("a", "b"), *rows]), [])
    kept = [list(row) for row in rows if any(row)]
    assert [cells for _, cells in table.records] == kept
    assert table.rejected == ()
