from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from fibrojournal.domain.contents import JournalContents
from fibrojournal.domain.entries import SKIPPED, DayEntry, Moment, Score
from fibrojournal.domain.events import Event
from fibrojournal.domain.medicines import Amounts, DoseChange, Intake, Medicine, PlanStep
from fibrojournal.domain.pain_areas import PainMap
from fibrojournal.domain.profile import Profile, Question
from fibrojournal.domain.scales import NUMERIC_RATING, SCALES
from fibrojournal.domain.tracked_items import TrackedItem
from fibrojournal.errors import ExportCancelledError, JournalError, RefusedError
from fibrojournal.exchange.json_file import json_bytes, write_json
from tests.exchange.strategies import journal_contents

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 22)
MARCH = date(2026, 3, 1)


# What the file says, read by nothing but this page


def day_of(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def score_of(value: float | str) -> Score:
    return SKIPPED if value == "skipped" else float(value)


def decimal_of(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(repr(value))


def with_days(record: dict[str, Any], *names: str) -> dict[str, Any]:
    return record | {name: day_of(record[name]) for name in names}


def amounts_taken(record: dict[str, Any]) -> Amounts:
    times = ("morning", "noon", "evening", "night")
    return Amounts(*(Decimal(repr(record.pop(part))) for part in times))


def item_of(record: dict[str, Any]) -> TrackedItem:
    return TrackedItem(
        own_name=record.pop("name"),
        own_low_words=record.pop("low_words"),
        own_high_words=record.pop("high_words"),
        scale=SCALES[record.pop("scale")],
        anchors=tuple((float(value), words) for value, words in record.pop("anchors").items()),
        **record,
    )


def day_entry_of(record: dict[str, Any], scores: dict[str, Score]) -> DayEntry:
    at = record.pop("written_at")
    return DayEntry(
        scores=scores,
        written_at=None if at is None else datetime.fromisoformat(at),
        **with_days(record, "day", "same_as"),
    )


def intake_of(medicine: str, record: dict[str, Any]) -> Intake:
    at = record.pop("time")
    return Intake(
        medicine,
        time=None if at is None else time.fromisoformat(at),
        amount=decimal_of(record.pop("amount")),
        **with_days(record, "day"),
    )


def journal_in(data: bytes) -> JournalContents:
    """Put a journal together from the file; what is left over or missing is an error."""
    file = json.loads(data)
    assert (file.pop("format"), file.pop("schema_version")) == ("fibrojournal", 1)
    scores: dict[str, dict[str, Score]] = {}
    moments: list[Moment] = []
    items = []
    for record in file.pop("items"):
        for day, value in record.pop("scores").items():
            scores.setdefault(day, {})[record["key"]] = score_of(value)
        moments += (
            Moment(
                date.fromisoformat(moment.pop("day")),
                time.fromisoformat(moment.pop("time")),
                record["key"],
                score_of(moment.pop("value")),
                **moment,
            )
            for moment in record.pop("moments")
        )
        items.append(item_of(record))
    medicines, doses, plan = [], [], []
    intakes: list[Intake] = []
    for record in file.pop("medicines"):
        name = record["name"]
        for dose in record.pop("doses"):
            amounts = amounts_taken(dose)
            doses.append(DoseChange(name, amounts=amounts, **with_days(dose, "day")))
        for step in record.pop("plan"):
            amounts = amounts_taken(step)
            plan.append(PlanStep(name, amounts=amounts, **with_days(step, "day", "typed_on")))
        intakes += (intake_of(name, intake) for intake in record.pop("intakes"))
        supply = decimal_of(record.pop("supply_amount"))
        medicines.append(Medicine(supply_amount=supply, **with_days(record, "supply_counted_on")))
    days = [day_entry_of(record, scores.pop(record["day"], {})) for record in file.pop("days")]
    assert scores == {}  # no score of a day that has no entry
    contents = JournalContents(
        items=tuple(items),
        days=tuple(days),
        moments=tuple(moments),
        pain_maps=tuple(
            PainMap(
                date.fromisoformat(mapped.pop("day")), frozenset(mapped.pop("areas")), **mapped
            )
            for mapped in file.pop("pain_maps")
        ),
        medicines=tuple(medicines),
        dose_changes=tuple(doses),
        plan=tuple(plan),
        intakes=tuple(sorted(intakes, key=lambda intake: intake.day)),
        events=tuple(
            Event(**with_days(event, "first_day", "last_day")) for event in file.pop("events")
        ),
        questions=tuple(Question(**question) for question in file.pop("questions")),
        profile=Profile(**file.pop("profile")),
    )
    assert file == {}
    return by_item(contents)


def by_item(contents: JournalContents) -> JournalContents:
    """Order moments as the file does; those of one time have no order of their own."""
    moments = sorted(contents.moments, key=lambda moment: (moment.item, moment.day, moment.time))
    return replace(contents, moments=tuple(moments))


@settings(deadline=None, max_examples=100)
@given(contents=journal_contents(TODAY))
def test_every_value_of_a_journal_is_in_the_file_and_nothing_else(
    contents: JournalContents,
) -> None:
    assert journal_in(json_bytes(contents)) == by_item(contents)


@settings(deadline=None, max_examples=25)
@given(contents=journal_contents(TODAY))
def test_the_file_is_the_same_to_the_byte_when_written_again(contents: JournalContents) -> None:
    assert json_bytes(journal_in(json_bytes(contents))) == json_bytes(contents)


# Its form


def small_journal() -> JournalContents:
    fatigue = TrackedItem("fatigue", "symptom", NUMERIC_RATING, anchors=((7.0, "in bed"),))
    fog = TrackedItem("fog", "symptom", NUMERIC_RATING, own_name="Haze", position=1)
    return JournalContents(
        items=(fatigue, fog),
        days=(
            DayEntry(MARCH, {"fatigue": 0.0, "fog": SKIPPED}, "=quiet"),
            DayEntry(date(2026, 3, 2), {"fatigue": 7.0}),
        ),
        moments=(Moment(MARCH, time(8, 5), "fog", 3.0),),
        medicines=(Medicine("g"),),
        dose_changes=(DoseChange("g", MARCH, Amounts(Decimal("0.5"), night=Decimal(300))),),
    )


def test_blank_skipped_and_0_are_three_things() -> None:
    fatigue, fog = json.loads(json_bytes(small_journal()))["items"]
    assert fatigue["scores"] == {"2026-03-01": 0, "2026-03-02": 7}
    assert fog["scores"] == {"2026-03-01": "skipped"}


def test_an_item_carries_its_definition_and_its_moments() -> None:
    fatigue, fog = json.loads(json_bytes(small_journal()))["items"]
    assert (fatigue["name"], fatigue["scale"], fatigue["anchors"]) == (
        None,
        "0-10",
        {"7": "in bed"},
    )
    assert fog["name"] == "Haze"
    assert fog["moments"] == [{"day": "2026-03-01", "time": "08:05", "value": 3, "note": ""}]


def test_a_medicine_carries_its_doses_as_numbers() -> None:
    (medicine,) = json.loads(json_bytes(small_journal()))["medicines"]
    (dose,) = medicine["doses"]
    assert (dose["morning"], dose["noon"], dose["night"]) == (0.5, 0, 300)
    assert (medicine["plan"], medicine["intakes"]) == ([], [])


def test_text_is_not_guarded_as_in_a_table() -> None:
    first, _ = json.loads(json_bytes(small_journal()))["days"]
    assert first["note"] == "=quiet"


# Its place


def test_an_earlier_export_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "all.json"
    write_json(JournalContents(), file)
    write_json(small_journal(), file)
    assert file.read_bytes() == json_bytes(small_journal())
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("text", ["", "{}", '{"format": "other"}', "fibrojournal"])
def test_what_is_no_export_of_ours_stays(tmp_path: Path, text: str) -> None:
    file = tmp_path / "all.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RefusedError, match="already a file"):
        write_json(small_journal(), file)
    assert file.read_text(encoding="utf-8") == text


def test_a_folder_in_the_way_stays(tmp_path: Path) -> None:
    (tmp_path / "all.json").mkdir()
    with pytest.raises(RefusedError):
        write_json(small_journal(), tmp_path / "all.json")


def test_a_place_that_cannot_be_looked_at_is_refused(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="could not be written"):
        write_json(small_journal(), tmp_path / f"{'long' * 99}.json")


@pytest.mark.parametrize("asked", [0, 1])
def test_a_cancelled_export_leaves_nothing_and_an_earlier_one_as_it_was(
    tmp_path: Path, asked: int
) -> None:
    questions = tuple(Question(f"{number}?") for number in range(120))
    write_json(small_journal(), tmp_path / "old.json")
    answers = iter([True] * asked + [False])
    for name in ("old.json", "new.json"):
        with pytest.raises(ExportCancelledError):
            write_json(
                JournalContents(questions=questions),
                tmp_path / name,
                lambda _done, _total: next(answers, False),
            )
    assert [file.name for file in tmp_path.iterdir()] == ["old.json"]
    assert (tmp_path / "old.json").read_bytes() == json_bytes(small_journal())


def test_progress_is_told_in_records(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    def keep_going(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    questions = tuple(Question(f"{number}?") for number in range(120))
    write_json(JournalContents(questions=questions), tmp_path / "all.json", keep_going)
    assert told == [(0, 120), (50, 120), (100, 120)]
