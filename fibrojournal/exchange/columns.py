"""The tables of an export: their columns, and the rows that a journal's contents become.

CSV and JSON share them: a row holds values, and each format writes a value its own way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from fibrojournal.domain.pain_areas import PAIN_AREAS
from fibrojournal.domain.profile import Profile
from fibrojournal.exchange.cell_values import number_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fibrojournal.domain.contents import JournalContents
    from fibrojournal.domain.entries import DayEntry
    from fibrojournal.domain.medicines import Amounts, DoseChange, Medicine
    from fibrojournal.domain.pain_areas import PainMap
    from fibrojournal.domain.tracked_items import TrackedItem
    from fibrojournal.exchange.cell_values import Value

FORMAT = "fibrojournal"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        name: As in the header.
        kind: "text" = free text, "own_words" = free text or not given, "plain" = a number, day,
            key or fixed word.
        required: A file without this column cannot be read.
    """

    name: str
    kind: Literal["text", "own_words", "plain"] = "plain"
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table, ready to be written.

    Attributes:
        name: The file's name without its ending.
        columns: In the order of the file.
        rows: One value for each column; may be none.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


def _columns(
    names: str, *, text: str = "", own_words: str = "", required: str
) -> tuple[Column, ...]:
    kinds: dict[str, Literal["text", "own_words"]] = dict.fromkeys(text.split(), "text")
    kinds |= dict.fromkeys(own_words.split(), "own_words")
    return tuple(
        Column(name, kinds.get(name, "plain"), name in required.split()) for name in names.split()
    )


_DOSE = "morning noon evening night every_days"

COLUMNS: dict[str, tuple[Column, ...]] = {
    "items": _columns(
        "key name kind scale better low_words high_words position hidden anchors",
        text="anchors",
        own_words="name low_words high_words",
        required="key kind scale",
    ),
    "medicines": _columns(
        "name product unit strength as_needed reason supply_amount supply_counted_on",
        text="name product strength reason",
        required="name",
    ),
    "days": _columns(
        "day compared_with_yesterday medicines_taken recalled_after_days same_as written_at note",
        text="note",
        required="day",
    ),
    "moments": _columns("day time item value note", text="note", required="day time item value"),
    "pain_areas": _columns("day area", required="day area"),
    "dose_changes": _columns(
        f"medicine day {_DOSE} main_item settling_days window_days note",
        text="medicine note",
        required="medicine day",
    ),
    "plan": _columns(
        f"medicine day {_DOSE} words typed_on confirmed",
        text="medicine words",
        required="medicine day",
    ),
    "intakes": _columns(
        "medicine day time amount note", text="medicine note", required="medicine day"
    ),
    "events": _columns(
        "title category first_day last_day leave_out note",
        text="title note",
        required="category first_day",
    ),
    "questions": _columns("text asked", text="text", required="text"),
    "profile": _columns(
        "name birth_year conditions care_team", text="name conditions care_team", required=""
    ),
}
"""By table, in the order in which the tables must be read. In days the items come after day."""


def tables(contents: JournalContents) -> Iterator[Table]:
    """Yield every table of the journal, those without rows too."""
    yield _table("items", map(_item_row, contents.items))
    yield _table("medicines", map(_medicine_row, contents.medicines))
    yield _day_table(contents)
    yield _table("moments", ((m.day, m.time, m.item, m.score, m.note) for m in contents.moments))
    yield _table(
        "pain_areas", (row for mapped in contents.pain_maps for row in _area_rows(mapped))
    )
    yield _table("dose_changes", map(_dose_change_row, contents.dose_changes))
    yield _table(
        "plan",
        (
            (s.medicine, s.day, *_dose(s.amounts, s.every_days), s.words, s.typed_on, s.confirmed)
            for s in contents.plan
        ),
    )
    yield _table(
        "intakes", ((i.medicine, i.day, i.time, i.amount, i.note) for i in contents.intakes)
    )
    yield _table(
        "events",
        (
            (e.title, e.category, e.first_day, e.last_day, e.leave_out, e.note)
            for e in contents.events
        ),
    )
    yield _table("questions", ((q.text, q.asked) for q in contents.questions))
    person = contents.profile
    about = (person.name, person.birth_year, person.conditions, person.care_team)
    yield _table("profile", [] if person == Profile() else [about])


def _table(name: str, rows: Iterable[tuple[Value, ...]]) -> Table:
    return Table(name, COLUMNS[name], tuple(rows))


def _item_row(item: TrackedItem) -> tuple[Value, ...]:
    anchors = {number_text(value): words for value, words in item.anchors}
    return (
        *(item.key, item.own_name, item.kind, item.scale.key, item.better),
        *(item.own_low_words, item.own_high_words, item.position, item.hidden),
        anchors or None,
    )


def _medicine_row(medicine: Medicine) -> tuple[Value, ...]:
    return (
        *(medicine.name, medicine.product, medicine.unit, medicine.strength),
        *(medicine.as_needed, medicine.reason),
        *(medicine.supply_amount, medicine.supply_counted_on),
    )


def _dose_change_row(change: DoseChange) -> tuple[Value, ...]:
    return (
        *(change.medicine, change.day, *_dose(change.amounts, change.every_days)),
        *(change.main_item, change.settling_days, change.window_days, change.note),
    )


def _day_table(contents: JournalContents) -> Table:
    """Give an item a column where any day holds a score of it or says that it was skipped."""
    used = {key for entry in contents.days for key in entry.scores}
    in_order = [item.key for item in sorted(contents.items, key=lambda item: item.position)]
    keys = [key for key in in_order if key in used] + sorted(used.difference(in_order))
    day, *others = COLUMNS["days"]
    return Table(
        "days",
        (day, *map(Column, keys), *others),
        tuple(_day_row(entry, keys) for entry in contents.days),
    )


def _day_row(entry: DayEntry, keys: Iterable[str]) -> tuple[Value, ...]:
    return (
        entry.day,
        *(entry.scores.get(key) for key in keys),
        *(entry.compared_with_yesterday, entry.medicines_taken, entry.recalled_after_days),
        *(entry.same_as, entry.written_at, entry.note),
    )


def _area_rows(mapped: PainMap) -> Iterator[tuple[Value, ...]]:
    """One row for each area; a single row with a blank area = mapped, and none hurt."""
    if not mapped.areas:
        yield (mapped.day, None)
    yield from ((mapped.day, area) for area in PAIN_AREAS if area in mapped.areas)


def _dose(amounts: Amounts, every_days: int) -> tuple[Value, ...]:
    return (*amounts.parts, every_days)
