"""From the rows of each of our own files to domain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from fibrojournal.domain.days import FIRST_DAY
from fibrojournal.domain.entries import COMPARED, MEDICINES_TAKEN, DayEntry, Moment
from fibrojournal.domain.events import CATEGORIES, LEFT_OUT_BY_DEFAULT, Event
from fibrojournal.domain.medicines import (
    SETTLING_DAYS,
    UNITS,
    WINDOW_DAYS,
    Amounts,
    DoseChange,
    Intake,
    Medicine,
    PlanStep,
)
from fibrojournal.domain.pain_areas import PAIN_AREAS, PainMap
from fibrojournal.domain.profile import Profile, Question
from fibrojournal.domain.scales import SCALES
from fibrojournal.domain.tracked_items import BETTER, KINDS, TrackedItem, key_from_name
from fibrojournal.errors import RefusedError
from fibrojournal.exchange.cell_values import (
    anchors_on,
    clock_time,
    dot_amount,
    moment,
    one_of,
    plain_day,
    score_on,
    whole_number,
    written_day,
    yes_or_no,
)
from fibrojournal.exchange.columns import COLUMNS
from fibrojournal.exchange.parsed import ParsedRow, Row
from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from fibrojournal.exchange.row_cells import RowCells

RESERVED_KEYS = frozenset(column.name for column in COLUMNS["days"])
"""Keys that no item can have: they are columns of days.csv already."""

KEY_LIMIT = 100
"""Longest key of an item, in characters."""

_LONGEST_INTERVAL = 10_000
_LAST_POSITION = 1_000_000
_ZERO = Amounts().morning

_kind = one_of({word: word for word in KINDS})
_scale = one_of(SCALES)
_better = one_of({word: word for word in BETTER})
_unit = one_of({word: word for word in UNITS})
_taken = one_of({word: word for word in MEDICINES_TAKEN})
_compared = one_of({word: word for word in COMPARED})
_area = one_of({word: word for word in PAIN_AREAS})
_category = one_of({word: word for word in CATEGORIES})
_settling_days = one_of({str(days): days for days in SETTLING_DAYS})
_window_days = one_of({str(days): days for days in WINDOW_DAYS})
_interval = whole_number(1, _LONGEST_INTERVAL)
_position = whole_number(0, _LAST_POSITION)


@dataclass(slots=True)
class Known:
    """What a row is checked against; it grows while the files are read.

    Attributes:
        today: Nothing that was lived is later.
        items: Items by key: the journal's, then those that the files bring.
        day_items: Items by the name of their column in days.csv.
    """

    today: date
    items: dict[str, TrackedItem]
    day_items: Mapping[str, TrackedItem]


RowReader: TypeAlias = "Callable[[RowCells, Known], Row | None]"
RowsReader: TypeAlias = "Callable[[Sequence[RowCells], Known], Iterator[ParsedRow]]"


def _row_by_row(read: RowReader) -> RowsReader:
    """Return a reader of all rows where each row is one value."""

    def rows(all_cells: Sequence[RowCells], known: Known) -> Iterator[ParsedRow]:
        for cells in all_cells:
            value = read(cells, known)
            if value is not None and not cells.rejected:
                yield ParsedRow(cells.row, value)

    return rows


def _item(cells: RowCells, known: Known) -> TrackedItem | None:
    key = cells.needed("key", _item_key)
    kind = cells.needed("kind", _kind)
    scale = cells.needed("scale", _scale)
    better = cells.optional("better", _better) or "lower"
    position = cells.optional("position", _position)
    hidden = cells.optional("hidden", yes_or_no) or False
    anchors = cells.optional("anchors", anchors_on(scale)) if scale else None
    if key is None or kind is None or scale is None:
        return None
    there = known.items.get(key)
    if there is not None and there.scale != scale:
        cells.refuse(
            "scale",
            tr("This item is known with the scale {scale} already.").format(scale=there.scale.key),
        )
    cells.once("key", key)
    item = TrackedItem(
        key=key,
        kind=kind,
        scale=scale,
        better=better,
        own_name=cells.own_words("name"),
        own_low_words=cells.own_words("low_words"),
        own_high_words=cells.own_words("high_words"),
        position=cells.row if position is None else position,
        hidden=hidden,
        anchors=anchors or (),
    )
    if not cells.rejected:
        known.items[key] = item
    return item


def _item_key(text: str) -> str:
    if text != key_from_name(text) or text in RESERVED_KEYS or len(text) > KEY_LIMIT:
        raise RefusedError(
            tr("This is not a key."),
            remedy=tr("Use small letters, numbers and underscores, and no name of a column."),
        )
    return text


def _medicine(cells: RowCells, known: Known) -> Medicine:
    medicine = Medicine(
        cells.name("name"),
        cells.text("product"),
        cells.optional("unit", _unit) or "mg",
        cells.text("strength"),
        cells.optional("as_needed", yes_or_no) or False,
        cells.text("reason"),
        cells.optional("supply_amount", dot_amount),
        cells.optional("supply_counted_on", written_day(known.today)),
    )
    cells.once("name", medicine.name)
    return medicine


def _day_entry(cells: RowCells, known: Known) -> DayEntry | None:
    day = cells.needed("day", written_day(known.today))
    scores = {
        item.key: score
        for column, item in known.day_items.items()
        if (score := cells.optional(column, score_on(item.scale))) is not None
    }
    entry = DayEntry(
        day or FIRST_DAY,
        scores,
        cells.text("note"),
        cells.optional("medicines_taken", _taken),
        cells.optional("compared_with_yesterday", _compared),
        cells.optional("written_at", moment),
        cells.optional("recalled_after_days", whole_number(0, known.today.toordinal())),
        cells.optional("same_as", written_day(known.today)),
    )
    cells.once("day", day)
    return entry


def _moment(cells: RowCells, known: Known) -> Moment | None:
    day = cells.needed("day", written_day(known.today))
    time = cells.needed("time", clock_time)
    item = cells.needed("item", _known_item(known))
    # Without a known item there is no scale; that the value is not blank can be said even so.
    score = cells.needed("value", score_on(item.scale) if item else _unchecked)
    if day is None or time is None or item is None or score is None:
        return None
    return Moment(day, time, item.key, score, cells.text("note"))


def _unchecked(_text: str) -> None:
    return None


def _known_item(known: Known) -> Callable[[str], TrackedItem]:
    def read(text: str) -> TrackedItem:
        if text not in known.items:
            raise RefusedError(
                tr("This item is not known."),
                remedy=tr("Write the key of an item, such as {key}.").format(key="pain_average"),
            )
        return known.items[text]

    return read


def _pain_maps(all_cells: Sequence[RowCells], known: Known) -> Iterator[ParsedRow]:
    """Read one map for each day, from as many rows as it has areas.

    A map with a refused row is not offered at all: without that row it would say that an area
    did not hurt.
    """
    by_day: dict[date, list[RowCells]] = {}
    areas: dict[date, set[str]] = {}
    for cells in all_cells:
        day = cells.needed("day", written_day(known.today))
        area = cells.optional("area", _area)
        cells.once("area", (day, area))
        if day is not None:
            by_day.setdefault(day, []).append(cells)
            areas.setdefault(day, set()).update([area] if area else [])
    for day, rows in by_day.items():
        if areas[day]:
            _refuse_blank_areas(rows)
        if any(cells.rejected for cells in rows):
            _refuse_the_others(rows)
        else:
            yield ParsedRow(rows[0].row, PainMap(day, frozenset(areas[day])))


def _refuse_blank_areas(rows: Sequence[RowCells]) -> None:
    for cells in rows:
        if cells.is_blank("area"):
            cells.refuse(
                "area",
                tr("A blank area says that nothing hurt, and other rows of this day name areas."),
            )


def _refuse_the_others(rows: Sequence[RowCells]) -> None:
    for cells in rows:
        if not cells.rejected:
            cells.refuse("", tr("Another row of this day was refused, so its map is left out."))


def _dose_change(cells: RowCells, known: Known) -> DoseChange | None:
    medicine = cells.name("medicine")
    day = cells.needed("day", written_day(known.today))
    amounts = _amounts(cells)
    settling_days = cells.optional("settling_days", _settling_days)
    item = cells.optional("main_item", _known_item(known))
    change = DoseChange(
        medicine,
        day or FIRST_DAY,
        amounts,
        cells.optional("every_days", _interval) or 1,
        item.key if item else None,
        7 if settling_days is None else settling_days,
        cells.optional("window_days", _window_days) or 28,
        cells.text("note"),
    )
    cells.once("day", (medicine, day))
    return change


def _amounts(cells: RowCells) -> Amounts:
    """Read the amounts at the four times; at least one must be written, 0 counts."""
    times = ("morning", "noon", "evening", "night")
    if all(cells.is_blank(column) for column in times):
        cells.refuse("morning", tr("Write at least one amount, or 0 for none."))
    return Amounts(*(cells.optional(column, dot_amount) or _ZERO for column in times))


def _plan_step(cells: RowCells, known: Known) -> PlanStep | None:
    medicine = cells.name("medicine")
    day = cells.needed("day", plain_day)
    return PlanStep(
        medicine,
        day or FIRST_DAY,
        _amounts(cells),
        cells.optional("every_days", _interval) or 1,
        cells.text("words"),
        cells.optional("typed_on", written_day(known.today)),
        cells.optional("confirmed", yes_or_no) or False,
    )


def _intake(cells: RowCells, known: Known) -> Intake | None:
    medicine = cells.name("medicine")
    day = cells.needed("day", written_day(known.today))
    return Intake(
        medicine,
        day or FIRST_DAY,
        cells.optional("time", clock_time),
        cells.optional("amount", dot_amount),
        cells.text("note"),
    )


def _event(cells: RowCells, _known: Known) -> Event | None:
    category = cells.needed("category", _category)
    first_day = cells.needed("first_day", plain_day)
    last_day = cells.optional("last_day", plain_day)
    leave_out = cells.optional("leave_out", yes_or_no)
    if category is None or first_day is None:
        return None
    if last_day is not None and last_day < first_day:
        cells.refuse("last_day", tr("This day is before the first day."))
        return None
    if leave_out is None:
        leave_out = category in LEFT_OUT_BY_DEFAULT
    return Event(cells.text("title"), category, first_day, last_day, leave_out, cells.text("note"))


def _question(cells: RowCells, _known: Known) -> Question:
    text = cells.text("text")
    if not text.strip():
        cells.refuse("text", tr("This cell must not be blank."))
    return Question(text, cells.optional("asked", yes_or_no) or False)


def _profile(cells: RowCells, known: Known) -> Profile:
    profile = Profile(
        cells.text("name"),
        cells.optional("birth_year", whole_number(FIRST_DAY.year, known.today.year)),
        cells.text("conditions"),
        cells.text("care_team"),
    )
    cells.once("", "profile")
    return profile


READERS: dict[str, RowsReader] = {
    "items": _row_by_row(_item),
    "medicines": _row_by_row(_medicine),
    "days": _row_by_row(_day_entry),
    "moments": _row_by_row(_moment),
    "pain_areas": _pain_maps,
    "dose_changes": _row_by_row(_dose_change),
    "plan": _row_by_row(_plan_step),
    "intakes": _row_by_row(_intake),
    "events": _row_by_row(_event),
    "questions": _row_by_row(_question),
    "profile": _row_by_row(_profile),
}
"""By table, in the order in which the tables must be read."""
