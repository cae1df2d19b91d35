from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fibrojournal.domain.medicines import Intake, Medicine
from fibrojournal.exchange import medtimer
from fibrojournal.exchange.csv_table import SIZE_LIMIT
from fibrojournal.exchange.medtimer import (
    ForeignIntake,
    ForeignMedicine,
    MedicineMap,
    apply_medicines,
    is_medtimer_csv,
    read_medtimer,
    read_medtimer_csv,
)

if TYPE_CHECKING:
    from fibrojournal.exchange.medtimer import MedTimerExport

TODAY = date(2026, 11, 22)
SIX_PM = 1_793_815_200
"""4 November 2026, 18:00 UTC."""


def medicine(name: object, *amounts: object, first_reminder: int = 1) -> dict[str, object]:
    reminders = [
        {"reminderId": first_reminder + place, "amount": amount}
        for place, amount in enumerate(amounts)
    ]
    return {"medicine": {"name": name}, "reminders": reminders}


def event(name: str, status: str = "TAKEN", **others: object) -> dict[str, object]:
    stamps = {"remindedTimestamp": SIX_PM, "processedTimestamp": SIX_PM + 600}
    return {"medicineName": name, "status": status, "amount": "1", **stamps, **others}


def backup(medicines: list[object], events: list[object]) -> bytes:
    content = {
        "medicines": {"version": 9, "list": medicines},
        "events": {"version": 9, "list": events},
    }
    return json.dumps(content).encode()


def read(medicines: list[object], events: list[object]) -> MedTimerExport:
    return read_medtimer(backup(medicines, events), "backup.json")


def values(export: MedTimerExport, meaning: dict[str, MedicineMap] | None = None) -> list[object]:
    found = apply_medicines(export, meaning or {}, TODAY, zone=UTC)
    return [row.value for row in found.files[0].rows]


def test_names_and_amounts_are_handed_on_as_they_stand() -> None:
    found = read([medicine("Selen (200 µg)", "2", "1", "2")], [event("Selen (200 µg)")])
    assert found.medicines == (ForeignMedicine(1, "Selen (200 µg)", ("2", "1"), True),)
    at = datetime(2026, 11, 4, 18, 10, tzinfo=UTC)
    assert found.intakes == (ForeignIntake(1, "Selen (200 µg)", "1", at, True),)
    assert (found.read, found.rejected) == (2, ())


def test_nothing_is_worked_out_from_free_text() -> None:
    found = read([medicine("Gabapentin 300", "3")], [event("Gabapentin 300", amount="three")])
    assert values(found) == [
        Medicine("Gabapentin 300", unit="other"),
        Intake("Gabapentin 300", date(2026, 11, 4), time(18, 10), None, "three"),
    ]


def test_what_the_person_typed_gives_the_amounts_their_number() -> None:
    found = read([medicine("Gabapentin 300", "1")], [event("Gabapentin 300")])
    typed = MedicineMap("gabapentin", "mg", "300 mg", amounts={"1": Decimal(300)})
    assert values(found, {"Gabapentin 300": typed}) == [
        Medicine("gabapentin", unit="mg", strength="300 mg"),
        Intake("gabapentin", date(2026, 11, 4), time(18, 10), Decimal(300)),
    ]


def test_a_skipped_dose_is_0_at_the_time_it_was_due() -> None:
    found = read([medicine("A", "1")], [event("A", "SKIPPED")])
    assert values(found)[1] == Intake("A", date(2026, 11, 4), time(18), Decimal(0))


def test_the_day_is_the_local_one() -> None:
    found = read([], [event("A", processedTimestamp=SIX_PM)])
    auckland = timezone(timedelta(hours=13))
    row = apply_medicines(found, {}, TODAY, zone=auckland).files[0].rows[1]
    assert row.value == Intake("A", date(2026, 11, 5), time(7), None, "1")


def test_a_dose_of_a_cycle_belongs_to_its_medicine() -> None:
    by_number = read([medicine("A", "1", first_reminder=7)], [event("A (1/2)", reminderId=7)])
    by_name = read([medicine("A", "1")], [event("A (1/2)"), event("B (1/2)")])
    assert [intake.medicine for intake in by_number.intakes] == ["A"]
    assert [intake.medicine for intake in by_name.intakes] == ["A", "B (1/2)"]


def test_a_medicine_that_only_intakes_name_is_as_needed() -> None:
    found = read([], [event("Paracetamol")])
    assert values(found)[0] == Medicine("Paracetamol", unit="other", as_needed=True)


def test_a_medicine_that_is_known_stays_as_it_is_written() -> None:
    found = read([medicine("A", "1")], [])
    known = Medicine("a", unit="mg", reason="sleep")
    (row,) = apply_medicines(found, {}, TODAY, known=(known,), zone=UTC).files[0].rows
    assert row.value == known


def test_two_names_may_be_one_medicine() -> None:
    found = read([medicine("A 100", "1"), medicine("A 300", "1")], [])
    typed = {"A 100": MedicineMap("a"), "A 300": MedicineMap("A")}
    assert values(found, typed) == [Medicine("a", unit="other")] * 2


@pytest.mark.parametrize(
    ("found", "column"),
    [
        (3, "medicineName"),
        ({"status": "TAKEN"}, "medicineName"),
        (event("A", "RAISED"), "status"),
        (event("A") | {"status": {}}, "status"),
        (event("A\ud800"), "medicineName"),
        (event("A", processedTimestamp=253_402_300_000), "processedTimestamp"),
        (event("A", processedTimestamp="now"), "processedTimestamp"),
        (event("A", processedTimestamp=True), "processedTimestamp"),
        (event("A", processedTimestamp=0), "processedTimestamp"),
        (event("A", processedTimestamp=10**18), "processedTimestamp"),
        (event("x" * 201), "medicineName"),
    ],
)
def test_an_intake_that_cannot_be_read_says_why(found: object, column: str) -> None:
    export = read([medicine("A", "1")], [found])
    assert [(reason.row, reason.column) for reason in export.rejected] == [(1, column)]


@pytest.mark.parametrize("found", [3, {}, {"medicine": 3}, medicine(""), medicine(7)])
def test_a_medicine_without_a_name_is_refused(found: object) -> None:
    export = read([found, medicine("A", 3, None)], [])
    assert [(reason.row, reason.column) for reason in export.rejected] == [(1, "medicine")]
    assert export.medicines == (ForeignMedicine(2, "A", (), True),)


def test_odd_reminders_are_passed_over() -> None:
    export = read([{"medicine": {"name": "A"}, "reminders": [3, {"amount": "1"}]}], [])
    assert export.medicines == (ForeignMedicine(1, "A", ("1",), True),)
    alone = read([{"medicine": {"name": "A"}, "reminders": 3}], [])
    assert alone.medicines == (ForeignMedicine(1, "A", (), False),)


def test_an_intake_in_the_future_is_refused() -> None:
    found = read([], [event("A", processedTimestamp=SIX_PM + 10**8)])
    rejected = apply_medicines(found, {}, TODAY, zone=UTC).files[0].rejected
    assert [reason.row for reason in rejected] == [1]


@pytest.mark.parametrize(
    ("rows", "medicines", "intakes"),
    [([medicine("A", "1")], 1, 0), ([event("A")], 1, 1)],
)
def test_a_file_with_one_list_only_is_read_too(
    rows: list[object], medicines: int, intakes: int
) -> None:
    found = read_medtimer(json.dumps({"version": 4, "list": rows}).encode(), "part.json")
    assert (len(found.medicines), len(found.intakes)) == (medicines, intakes)


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"3", b'{"list": []}', b'{"list": 3}', b"[" * 100_000, b"\xff\xfe"],
)
def test_a_file_of_something_else_is_refused_as_a_whole(data: bytes) -> None:
    found = read_medtimer(data, "odd.json")
    assert [reason.row for reason in found.rejected] == [0]
    assert found.read == 0


def test_files_that_are_too_large_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_medtimer(b" " * (SIZE_LIMIT + 1), "big.json").rejected
    monkeypatch.setattr(medtimer, "ROW_LIMIT", 2)
    assert read([], [event("A")] * 3).rejected


# The table of events


EVENTS = "R;Name;Dosage;Taken;Tags;Interval;Notes;R (ISO 8601);T (ISO 8601)\n"


def read_events(*rows: str) -> MedTimerExport:
    return read_medtimer_csv((EVENTS + "\n".join(rows)).encode(), "events.csv")


def test_rows_of_events_are_read_from_both_ends() -> None:
    found = read_events(
        'x;A "1";10mg;y;t;2:14;a;b;c;2026-11-04T18:00:00Z;2026-11-04T19:02:00+01:00\r',
        "",
        'x;A "1";three;;;0:00;;2026-11-04T18:30:00Z;',
    )
    assert found.read == 2
    assert [(i.row, i.amount, i.was_taken) for i in found.intakes] == [
        (2, "10mg", True),
        (4, "three", False),
    ]
    assert found.intakes[0].at == datetime(2026, 11, 4, 18, 2, tzinfo=UTC)
    assert found.medicines == (
        ForeignMedicine(2, 'A "1"', ("10mg", "three"), is_scheduled=False, is_listed=False),
    )


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("x;A;1", ""),
        ("x;;1;y;;;;2026-11-04T18:00:00Z;", "Name"),
        ("x;A;1;y;;;;soon;", "ISO 8601"),
        ("x;A;1;y;;;;2026-11-04T18:00:00;", "ISO 8601"),
        ("x;A;1;y;;;;0001-01-01T00:00:00+14:00;", "ISO 8601"),
        ("x;A;1;y;;;;;", "ISO 8601"),
    ],
)
def test_an_event_that_cannot_be_read_says_why(row: str, column: str) -> None:
    found = read_events(row)
    assert [(reason.row, reason.column) for reason in found.rejected] == [(2, column)]
    assert found.intakes == ()


def test_tables_of_events_that_are_too_large_or_no_text_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert read_medtimer_csv(b" " * (SIZE_LIMIT + 1), "big.csv").rejected
    assert read_medtimer_csv(b"\xff\xfe\xff", "odd.csv").rejected
    monkeypatch.setattr(medtimer, "ROW_LIMIT", 2)
    assert read_events("x", "y").rejected


def test_its_header_tells_the_table_of_events() -> None:
    assert is_medtimer_csv(EVENTS.strip())
    assert not is_medtimer_csv("a;b;c")
    assert not is_medtimer_csv("day,tired")
