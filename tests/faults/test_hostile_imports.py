"""Files that somebody made to do harm, or that a disk has damaged, brought in from other apps.

Each is read, given an answer for all that it speaks of, and planned; now and then the plan is
carried out. Nothing may raise what the window does not expect, nothing may take long or much
memory, and a journal that could not take a file over is as it was.
"""

from __future__ import annotations

import json
import sys
import time
import tracemalloc
from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

import pytest

from fibrojournal.errors import JournalError, RefusedError
from fibrojournal.exchange.csv_table import ROW_LIMIT, SIZE_LIMIT
from fibrojournal.exchange.foreign_file import read_foreign
from fibrojournal.exchange.item_map import ItemMap, NameMap
from fibrojournal.exchange.map_file import ImportAnswers, read_answers, without_map
from fibrojournal.exchange.medtimer import MedicineMap
from fibrojournal.exchange.observations import number_in
from fibrojournal.exchange.spreadsheet import SheetLayout
from fibrojournal.journal.importing import Before, plan_import
from fibrojournal.journal.loading import ImportCancelledError
from tests.builders import TODAY
from tests.exchange.foreign_files import BEARABLE, DAYLIO, MEDTIMER_EVENTS

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

    from fibrojournal.domain.contents import JournalContents
    from fibrojournal.exchange.foreign_file import ForeignFile
    from fibrojournal.journal.importing import ImportPlan
    from fibrojournal.journal.journal import Journal
    from tests.faults.conftest import Tell

pytestmark = pytest.mark.faults

LONGEST_S: Final = 2.0
MOST_BYTES: Final = 200_000_000
CARRIED_OUT_EVERY: Final = 500

MEDTIMER: Final = json.dumps(
    {
        "medicines": {
            "version": 9,
            "list": [
                {
                    "medicine": {"name": "Selen (200 µg)"},
                    "reminders": [{"reminderId": 1, "amount": "1"}],
                }
            ],
        },
        "events": {
            "version": 9,
            "list": [
                {
                    "medicineName": "Selen (200 µg) (1/2)",
                    "amount": "1",
                    "status": status,
                    "remindedTimestamp": 1_793_815_200,
                    "processedTimestamp": 1_793_815_800,
                    "reminderId": 1,
                }
                for status in ("TAKEN", "SKIPPED")
            ],
        },
    }
)

SHEET: Final = "Date;Time;Tired;Words\n04/11/2026;21:30;7,5;hm\n03/11/2026;9.00;0;\n"
LONG: Final = (
    "FeatureName,Timestamp,Value,Label,Note\nA,2026-09-14T21:30:41.432+01:00,1:10:00,,x\n"
)

SOURCES: Final = {
    "daylio": DAYLIO,
    "bearable": BEARABLE,
    "medtimer": MEDTIMER,
    "medtimer events": MEDTIMER_EVENTS,
    "spreadsheet": SHEET,
    "long table": LONG,
}

ODD: Final = (
    "",
    "\0",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd",
    "-1",
    "-0",
    "1e999",
    "NaN",
    "Infinity",
    "9" * 30,
    "9" * 5000,
    "٣",
    "\u202e",
    "\ud7ff",
    '"',
    '""',
    "\r",
    "\n",
    ",",
    ";",
    "\t",
    "|" * 300,
    " " * 3000,
    "(" * 500,
    "<br" * 300,
    "<b>" * 300,
    "0000-00-00",
    "0001-01-01",
    "9999-12-31",
    "9999-12-31T23:59:59-14:00",
    "2026-02-30",
    "31/12/9999",
    "24:00",
    "12:60 pm",
    "7:5",
    "8/10",
    "8/0",
    "null",
    "true",
    "__proto__",
    "day",
    "note",
    "mood",
    "../../etc/passwd",
    "$(id)",
    "%s%n",
    "{}",
    "x" * 33_000,
)

ODD_JSON: Final[tuple[Any, ...]] = (
    None, True, -1, 0, 10**30, 1.5, 253402300799, 253402300800, -62135596800, "", "\0", "\ud800",
    [], {}, [[]], {"list": 3}, "x" * 33_000, "9" * 30, "TAKEN", float("nan"), float("inf"),
)  # fmt: skip


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Damage bytes in some places."""
    content = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at, end = sorted(chance.randrange(len(content) + 1) for _ in range(2))
        match chance.randrange(7):
            case 0 if content:
                content[min(at, len(content) - 1)] ^= 1 << chance.randrange(8)
            case 1:
                content[at:at] = chance.randbytes(chance.randrange(1, 9))
            case 2:
                del content[at:end]
            case 3:
                content[at:at] = content[at:end]
            case 4:
                del content[at:]
            case 5:
                content[at:end] = bytes(reversed(content[at:end]))
            case _:
                content[at:at] = chance.choice(ODD).encode("utf-8", "surrogatepass")
    return bytes(content)


def with_odd_cells(text: str, chance: random.Random) -> bytes:
    """Put odd texts in the place of cells, rows and columns."""
    delimiter = ";" if ";" in text.split("\n", 1)[0] else ","
    rows = [line.split(delimiter) for line in text.splitlines()]
    for _ in range(chance.choice((1, 1, 2, 6))):
        row = chance.choice(rows)
        place = chance.randrange(len(row))
        match chance.randrange(6):
            case 0:
                row.insert(place, chance.choice(ODD))
            case 1 if len(row) > 1:
                del row[place]
            case 2:
                rows.append(list(row))
            case 3:
                row[place] = f'"{chance.choice(ODD)}"'
            case _:
                row[place] = chance.choice(ODD)
    end = chance.choice(("\n", "\r\n", "\r", "\n\n"))
    mark = chance.choice(("", "", "\ufeff"))
    return (mark + end.join(delimiter.join(row) for row in rows)).encode()


def with_odd_nodes(text: str, chance: random.Random) -> bytes:
    """Put odd values in the place of parts of a JSON text."""
    content = json.loads(text)
    for _ in range(chance.choice((1, 1, 2, 6))):
        node = content
        while True:
            keys = list(node) if isinstance(node, dict) else list(range(len(node)))
            if not keys:
                break
            key = chance.choice(keys)
            inner = node[key]
            if not isinstance(inner, dict | list) or chance.random() < 0.2:
                node[key] = deepcopy(chance.choice(ODD_JSON))
                break
            node = inner
    return json.dumps(content).encode()


def mutated(text: str, chance: random.Random) -> bytes:
    if chance.random() < 0.4:
        return damaged(text.encode(), chance)
    return (with_odd_nodes if text.startswith("{") else with_odd_cells)(text, chance)


def answers_for(file: ForeignFile, chance: random.Random) -> ImportAnswers:
    """Say of all that a file speaks of what it is, by chance."""
    if file.export is not None:
        return ImportAnswers(
            medicines={
                medicine.name: chance.choice((None, MedicineMap("a"), MedicineMap(medicine.name)))
                for medicine in file.export.medicines
            }
        )
    layout = without_map(file).layout
    if file.sheet is not None and file.sheet.columns:
        proposal = file.sheet.proposal()
        layout = layout or proposal
        if proposal is not None and chance.random() < 0.3:
            name, value, note = (chance.choice(file.sheet.columns) for _ in range(3))
            layout = SheetLayout(
                proposal.day_column, "dmy", note_columns=frozenset({note}),
                name_column=name, value_column=value,
            )  # fmt: skip
    said = ImportAnswers(layout=layout).observations(file)
    names = said.names() if said is not None else ()
    return ImportAnswers(
        ItemMap(
            {
                found.name: NameMap(
                    chance.choice(("fatigue", "sleep_hours", "weight_kg", "se_dizzy")),
                    {text: 1.0 for text, _ in found.texts if number_in(text) is None},
                    chance.choice((None, (1.0, 4.0), (10.0, 0.0))),
                )
                for found in names
            },
            decimal_comma=chance.random() < 0.5,
        ),
        layout,
    )


def plan_of(empty: JournalContents, place: Path, chance: random.Random) -> ImportPlan | None:
    """Read one file and plan its import into an empty journal; None = it was refused."""
    try:
        file = read_foreign(place)
    except RefusedError:
        return None
    if file is None:
        return None
    answers = answers_for(file, chance)
    answers.open_questions(file, empty.items)
    parsed = answers.parse(file, empty.items, empty.medicines, TODAY)
    plan = plan_import(parsed, empty, replace_old=False, before=Before(file.format))
    (report,) = plan.files
    assert report.left_out <= report.read
    assert all(reason.reason for reason in report.rejected)
    return plan


@pytest.mark.parametrize("source", SOURCES)
def test_no_file_raises_takes_long_or_leaves_half_of_itself(
    source: str,
    journal: Journal,
    tmp_path: Path,
    chance: random.Random,
    rounds: Callable[[int], int],
    tell: Tell,
) -> None:
    place = tmp_path / "hostile.csv"
    empty = journal.contents()
    slowest = 0.0
    refused = accepted = 0
    memory = _peak_bytes()
    times = rounds(rounds(100_000))  # a hundredth normally: these rounds are slow ones
    for _ in range(times):
        place.write_bytes(mutated(SOURCES[source], chance))
        began = time.perf_counter()
        plan = plan_of(empty, place, chance)
        slowest = max(slowest, time.perf_counter() - began)
        if plan is None or not plan.values():
            refused += 1
            continue
        accepted += 1
        if accepted % CARRIED_OUT_EVERY == 1:
            with pytest.raises(ImportCancelledError):
                journal.carry_out(plan, lambda done, total: done < total // 2)
            assert journal.contents() == empty
            journal.carry_out(plan)
            assert journal.problems() == ()
            journal.undo()
            assert journal.contents() == empty
    grown = _peak_bytes() - memory
    tell(
        f"F13 hostile {source}",
        rounds=times,
        refused=refused,
        accepted=accepted,
        slowest_ms=round(slowest * 1000),
        grown_mb=grown // 1_000_000,
    )
    assert accepted
    assert slowest < LONGEST_S
    assert grown < MOST_BYTES


def _peak_bytes() -> int:
    """Return the most memory that this process has held."""
    if sys.platform == "win32":
        return 0
    import resource  # noqa: PLC0415 - not on Windows

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


DAYLIO_HEADER: Final = DAYLIO.split("\n", 1)[0] + "\n"
DAYLIO_ROW: Final = "2026-10-30,,,22:04,meh,{activities},,,{note}\n"

HUGE: Final[dict[str, Callable[[], bytes]]] = {
    "60 MB of one row": lambda: b"day,tired\n2026-11-04," + b"7" * 60_000_000,
    "60 MB of blanks": lambda: DAYLIO_HEADER.encode() + b" " * 60_000_000,
    "60 MB of JSON": lambda: b'{"list": "' + b"x" * 60_000_000,
    "deep JSON": lambda: b"[" * 1_000_000,
    "deep objects": lambda: b'{"list":' * 500_000,
    "a number without end": lambda: b'{"list": [' + b"9" * 5_000_000 + b"]}",
    "too many rows": lambda: b"day,t\n" + b"2026-11-04,7\n" * (ROW_LIMIT + 1),
    "too many events": lambda: (
        MEDTIMER_EVENTS.split("\n", 1)[0].encode() + b"\n" + b"x\n" * (ROW_LIMIT + 1)
    ),
    "too many columns": lambda: ",".join(map(str, range(5000))).encode() + b"\n",
    "too many cells": lambda: (
        b"day," + b",".join(b"%d" % n for n in range(900)) + (b"\n2026-11-04" + b"," * 900) * 4000
    ),
    "bytes without sense": lambda: bytes(range(256)) * 40_000,
    "only NUL": lambda: bytes(1_000_000),
    "one quotation mark": lambda: DAYLIO_HEADER.encode() + b'"' + b"a\n" * 1_000_000,
}


@pytest.mark.parametrize("name", HUGE)
def test_what_is_far_too_much_is_refused_in_time(
    name: str, journal: Journal, tmp_path: Path
) -> None:
    place = tmp_path / "huge.csv"
    place.write_bytes(HUGE[name]())
    began = time.process_time()
    plan = plan_of_nothing_said(journal, place)
    traced = 2 if "coverage" in sys.modules else 1  # counting lines takes as long again
    assert time.process_time() - began < LONGEST_S * traced
    if plan is not None:
        assert plan.files[0].rejected
        assert plan.values() == ()
    tracemalloc.start()  # apart, as it takes much longer than what it watches
    try:
        plan_of_nothing_said(journal, place)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < MOST_BYTES


def plan_of_nothing_said(journal: Journal, place: Path) -> ImportPlan | None:
    """Plan the import of a file of which nobody said anything; None = it was refused."""
    try:
        file = read_foreign(place)
    except RefusedError:
        return None
    return None if file is None else journal.plan_foreign_import(file, ImportAnswers())


@pytest.mark.parametrize(
    "row",
    [
        DAYLIO_ROW.format(activities="a" + " " * 100_000 + "b", note=""),
        DAYLIO_ROW.format(activities="|" * 100_000, note=""),
        DAYLIO_ROW.format(activities="", note="<" * 100_000),
        DAYLIO_ROW.format(activities="", note="<br " * 25_000),
        DAYLIO_ROW.format(activities="", note="<b " * 33_000),
        DAYLIO_ROW.format(activities="", note="&" * 100_000),
        "2026" + " " * 100_000 + "1,,,22:04,meh,,,,\n",
        "2026-10-30,,,22" + " " * 100_000 + "1,meh,,,,\n",
    ],
)
def test_a_cell_of_100_000_signs_costs_no_time(row: str, tmp_path: Path) -> None:
    place = tmp_path / "long.csv"
    place.write_text(DAYLIO_HEADER + row, encoding="utf-8")
    began = time.perf_counter()
    assert read_foreign(place) is not None
    assert time.perf_counter() - began < LONGEST_S


@pytest.mark.parametrize("detail", ["a" + " " * 100_000 + "b", "(" * 100_000, "|" * 100_000])
def test_a_detail_of_100_000_signs_costs_no_time(detail: str, tmp_path: Path) -> None:
    header = BEARABLE.split("\n", 1)[0]
    place = tmp_path / "long.csv"
    rows = [f'x,2026-10-05,,am,{kind},"{detail}",' for kind in ("Symptom,2", "Mood,")]
    place.write_text("\n".join([header, *rows]), encoding="utf-8")
    began = time.perf_counter()
    assert read_foreign(place) is not None
    assert time.perf_counter() - began < LONGEST_S


def test_formulas_are_kept_as_words_and_leave_again_made_harmless(
    journal: Journal, tmp_path: Path
) -> None:
    place = tmp_path / "daylio.csv"
    note = '=HYPERLINK(""http://x"")'
    row = f'2026-10-30,,,22:04,meh,,,,"{note}"\n'
    place.write_text(DAYLIO_HEADER + row, encoding="utf-8")
    file = read_foreign(place)
    assert file is not None
    journal.carry_out(journal.plan_foreign_import(file, ImportAnswers()))
    (entry,) = journal.contents().days
    assert entry.note == '22:04 =HYPERLINK("http://x")'
    journal.set_note(entry.day, '=HYPERLINK("http://x")')
    journal.export_to(tmp_path / "out")
    assert "'=HYPERLINK" in (tmp_path / "out" / "days.csv").read_text(encoding="utf-8")


def test_no_map_raises_anything_but_a_sentence(
    journal: Journal, tmp_path: Path, chance: random.Random, rounds: Callable[[int], int]
) -> None:
    place = tmp_path / "mine.csv"
    place.write_text(SHEET, encoding="utf-8")
    file = read_foreign(place)
    assert file is not None
    answers = json.dumps(
        {
            "names": {
                "Tired": {"item": "fatigue", "labels": {"a": 1, "b": None}, "from": [1, 4]},
                "Words": {"new": {"name": "Words", "scale": "0-10", "better": "lower"}},
                "Time": None,
            },
            "columns": {"day": "Date", "order": "dmy", "notes": ["Words"]},
            "medicines": {"A": {"name": "a", "unit": "mg", "amounts": {"1": 1}}},
            "others": "leave out",
        }
    )
    for _ in range(rounds(10_000)):
        hurt = with_odd_nodes(answers, chance)
        if chance.random() < 0.3:
            hurt = damaged(answers.encode(), chance)
        try:
            said = read_answers(hurt, file, journal.items())
            journal.plan_foreign_import(file, said)
        except JournalError:
            continue


def test_the_limit_of_a_file_is_below_what_it_names() -> None:
    assert SIZE_LIMIT < 60_000_000
