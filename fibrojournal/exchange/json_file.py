"""The whole journal as one JSON file, for other programs: what belongs together stands together.

docs/exchange-formats.md describes it. null = not recorded; days and times are ISO text; each
record stands in a line of its own, so that two exports can be compared line by line.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from fibrojournal.domain.entries import Skipped
from fibrojournal.domain.pain_areas import PAIN_AREAS
from fibrojournal.errors import RefusedError
from fibrojournal.exchange.cell_values import number_text, value_text
from fibrojournal.exchange.columns import FORMAT
from fibrojournal.exchange.pace import Pace
from fibrojournal.exchange.whole_file import not_written, write_all
from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from fibrojournal.domain.contents import JournalContents
    from fibrojournal.domain.entries import DayEntry, Moment
    from fibrojournal.domain.events import Event
    from fibrojournal.domain.medicines import Amounts, DoseChange, Intake, Medicine, PlanStep
    from fibrojournal.domain.pain_areas import PainMap
    from fibrojournal.domain.profile import Profile, Question
    from fibrojournal.domain.tracked_items import TrackedItem
    from fibrojournal.exchange.cell_values import Value
    from fibrojournal.exchange.pace import KeepGoing

Record: TypeAlias = "dict[str, Any]"

SCHEMA_VERSION: Final = 1
"""Goes up when a program that reads the file has to be changed."""

_START: Final = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"format"\s*:\s*"fibrojournal"')
_START_LENGTH: Final = 200


def json_bytes(contents: JournalContents) -> bytes:
    """Return the whole file."""
    return b"".join(_pieces(contents, None))


def write_json(contents: JournalContents, file: Path, keep_going: KeepGoing | None = None) -> None:
    """Write the journal to `file`, whole or not at all; an earlier export there is replaced.

    Args:
        contents: What is written.
        file: Where to.
        keep_going: Told how many records of how many are written; when it answers False, nothing
            is left behind.

    Raises:
        RefusedError: There is something at `file` that is no such export.
        ExportCancelledError: `keep_going` said so.
        JournalError: No room or no permission.
    """
    try:
        is_taken = file.exists() and not _is_export(file)
    except OSError as error:
        raise not_written() from error
    if is_taken:
        raise RefusedError(
            tr("There is already a file at this place."),
            remedy=tr("It was left as it is. Please choose another name."),
        )
    write_all({file: _pieces(contents, keep_going)})


def _is_export(file: Path) -> bool:
    """Tell whether a file begins as one of ours does."""
    if not file.is_file():
        return False
    with file.open("rb") as stream:
        return is_json_export(stream.read(_START_LENGTH))


def is_json_export(data: bytes) -> bool:
    """Tell whether a file that begins with `data` begins as an export does."""
    return _START.match(data) is not None


def _pieces(contents: JournalContents, keep_going: KeepGoing | None) -> Iterator[bytes]:
    lists = _lists(contents)
    pace = Pace(sum(len(getattr(contents, name)) for name in lists), keep_going)
    yield f'{{\n"format": {_text(FORMAT)},\n"schema_version": {SCHEMA_VERSION}'.encode()
    yield f',\n"profile": {_text(_profile(contents.profile))}'.encode()
    for name, records in lists.items():
        yield f",\n{_text(name)}: [".encode()
        separator = "\n"
        for record in pace.counted(records):
            yield f"{separator}{_text(record)}".encode()
            separator = ",\n"
        yield b"\n]"
    yield b"\n}\n"


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _lists(contents: JournalContents) -> dict[str, Iterable[Record]]:
    """Return the records of each list, made one by one while they are written."""
    return {
        "items": _items(contents),
        "days": map(_day, contents.days),
        "pain_maps": map(_pain_map, contents.pain_maps),
        "medicines": _medicines(contents),
        "events": map(_event, contents.events),
        "questions": map(_question, contents.questions),
    }


def _value(value: Value) -> object:
    """Return what JSON has for a value: a number, true or false, text, or null."""
    if isinstance(value, float | Decimal):
        return int(value) if value == int(value) else float(value)
    if isinstance(value, date | time | Skipped):
        return value_text(value)
    return value


def _record(**values: Value) -> Record:
    return {name: _value(value) for name, value in values.items()}


def _items(contents: JournalContents) -> Iterator[Record]:
    moments: defaultdict[str, list[Moment]] = defaultdict(list)
    for moment in contents.moments:
        moments[moment.item].append(moment)
    for item in contents.items:
        yield {
            **_definition(item),
            "scores": _scores(item.key, contents.days),
            "moments": [
                _record(day=moment.day, time=moment.time, value=moment.score, note=moment.note)
                for moment in moments[item.key]
            ],
        }


def _definition(item: TrackedItem) -> Record:
    return {
        **_record(key=item.key, name=item.own_name, kind=item.kind, scale=item.scale.key),
        **_record(better=item.better, low_words=item.own_low_words),
        **_record(high_words=item.own_high_words, position=item.position, hidden=item.hidden),
        "anchors": {number_text(value): words for value, words in item.anchors},
    }


def _scores(key: str, days: Iterable[DayEntry]) -> Mapping[str, object]:
    """Return the scores of one item by day; a day on which it was left blank is not there."""
    return {
        entry.day.isoformat(): _value(entry.scores[key]) for entry in days if key in entry.scores
    }


def _day(entry: DayEntry) -> Record:
    return _record(
        day=entry.day,
        compared_with_yesterday=entry.compared_with_yesterday,
        medicines_taken=entry.medicines_taken,
        recalled_after_days=entry.recalled_after_days,
        same_as=entry.same_as,
        written_at=entry.written_at,
        note=entry.note,
    )


def _pain_map(mapped: PainMap) -> Record:
    areas = [area for area in PAIN_AREAS if area in mapped.areas]
    return {"day": mapped.day.isoformat(), "areas": areas}


def _medicines(contents: JournalContents) -> Iterator[Record]:
    doses: defaultdict[str, list[Record]] = defaultdict(list)
    plan: defaultdict[str, list[Record]] = defaultdict(list)
    intakes: defaultdict[str, list[Record]] = defaultdict(list)
    for change in contents.dose_changes:
        doses[change.medicine].append(_dose_change(change))
    for step in contents.plan:
        plan[step.medicine].append(_plan_step(step))
    for intake in contents.intakes:
        intakes[intake.medicine].append(_intake(intake))
    for medicine in contents.medicines:
        name = medicine.name
        yield {
            **_medicine(medicine),
            "doses": doses[name],
            "plan": plan[name],
            "intakes": intakes[name],
        }


def _medicine(medicine: Medicine) -> Record:
    return _record(
        name=medicine.name,
        product=medicine.product,
        unit=medicine.unit,
        strength=medicine.strength,
        as_needed=medicine.as_needed,
        reason=medicine.reason,
        supply_amount=medicine.supply_amount,
        supply_counted_on=medicine.supply_counted_on,
    )


def _amounts(amounts: Amounts) -> Record:
    return _record(
        morning=amounts.morning,
        noon=amounts.noon,
        evening=amounts.evening,
        night=amounts.night,
    )


def _dose_change(change: DoseChange) -> Record:
    return {
        **_record(day=change.day),
        **_amounts(change.amounts),
        **_record(every_days=change.every_days, main_item=change.main_item),
        **_record(settling_days=change.settling_days, window_days=change.window_days),
        **_record(note=change.note),
    }


def _plan_step(step: PlanStep) -> Record:
    return {
        **_record(day=step.day),
        **_amounts(step.amounts),
        **_record(every_days=step.every_days, words=step.words),
        **_record(typed_on=step.typed_on, confirmed=step.confirmed),
    }


def _intake(intake: Intake) -> Record:
    return _record(day=intake.day, time=intake.time, amount=intake.amount, note=intake.note)


def _event(event: Event) -> Record:
    return _record(
        title=event.title,
        category=event.category,
        first_day=event.first_day,
        last_day=event.last_day,
        leave_out=event.leave_out,
        note=event.note,
    )


def _question(question: Question) -> Record:
    return _record(text=question.text, asked=question.asked)


def _profile(profile: Profile) -> Record:
    return _record(
        name=profile.name,
        birth_year=profile.birth_year,
        conditions=profile.conditions,
        care_team=profile.care_team,
    )
