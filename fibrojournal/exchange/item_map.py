"""What the names and words of another app mean in this journal: said by the person, never guessed.

A map is also a file (`--map MAP.json`), so that the next export of the same app needs no new
answers:

    {"names": {"mood": {"item": "low_mood", "labels": {"rad": 0, "meh": 5, "awful": 10}},
               "Sleep Quality": {"item": "sleep_quality", "from": [10, 0]},
               "chess": {"new": {"name": "Chess", "scale": "done", "better": "higher"}}},
     "notes": true}

A name that is not there is left out. Numbers are taken as they are, unless `from` says which
number of the file is the low end of the item's scale and which the high end.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, cast

from fibrojournal.domain.entries import NOTE_LIMIT, SKIPPED, DayEntry, Moment
from fibrojournal.domain.scales import SCALES
from fibrojournal.domain.tracked_items import BETTER, TrackedItem, key_from_name
from fibrojournal.errors import RefusedError
from fibrojournal.exchange.observations import number_in
from fibrojournal.exchange.parsed import Parsed, ParsedFile, ParsedRow, Rejected
from fibrojournal.exchange.row_readers import KEY_LIMIT, RESERVED_KEYS
from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from fibrojournal.domain.entries import Score
    from fibrojournal.domain.tracked_items import Kind
    from fibrojournal.exchange.observations import ForeignNote, Observation, Observations

MAP_LIMIT: Final = 1024 * 1024
"""Largest map file that is read, in bytes."""


@dataclass(frozen=True, slots=True)
class NameMap:
    """What one name of the file means.

    Attributes:
        item: Key of the item of the journal.
        labels: Words of the file and the number on the item's scale that each stands for;
            None = skipped.
        ends: The numbers of the file that stand for the low and the high end of the item's scale;
            None = its numbers are numbers on the item's scale.
    """

    item: str
    labels: Mapping[str, float | None] = field(default_factory=dict)
    ends: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class ItemMap:
    """What a whole file means.

    Attributes:
        names: By the name in the file; what is not here is left out.
        new_items: Items to be made that names refer to.
        with_notes: Whether the notes are taken over.
        decimal_comma: "7,5" is seven and a half.
    """

    names: Mapping[str, NameMap] = field(default_factory=dict)
    new_items: tuple[TrackedItem, ...] = ()
    with_notes: bool = True
    decimal_comma: bool = False


def new_item(
    name: str, scale: str, better: str, taken: Iterable[str], position: int
) -> TrackedItem:
    """Make an own item for something that the journal does not follow yet.

    Args:
        name: Its name, as shown.
        scale: Key of its scale.
        better: Which direction is the better one.
        taken: Keys that are taken.
        position: Its place in the order of the items.

    Raises:
        RefusedError: No name that makes a key, an unknown scale or direction.
    """
    base = key_from_name(name)[: KEY_LIMIT - 4]
    if not base or scale not in SCALES or better not in BETTER:
        raise RefusedError(
            tr("An item needs a name with letters or numbers, and a scale."),
            remedy=tr("Nothing was changed."),
        )
    reserved = {*taken, *RESERVED_KEYS}
    key = next(
        key
        for key in (base, *(f"{base}_{number}" for number in range(2, 1000)))
        if key not in reserved
    )
    kinds: dict[str, Kind] = {
        "0-3": "side_effect",
        "done": "activity",
        "done_help_not": "activity",
    }
    kind = kinds.get(scale, "symptom" if scale == "0-10" else "measure")
    return TrackedItem(key, kind, SCALES[scale], better, own_name=name, position=position)


def apply(
    said: Observations, meaning: ItemMap, items: Sequence[TrackedItem], today: date
) -> Parsed:
    """Turn what a file says into rows of the journal.

    What has a time becomes a moment, what has none a part of its day's entry; notes go to the
    day. Nothing is made of what the file does not say.

    Args:
        said: What was read.
        meaning: What it means.
        items: The items of the journal.
        today: Nothing that was lived is later.
    """
    known = {item.key: item for item in (*items, *meaning.new_items)}
    days = _Days(today)
    for observation in said.observations:
        name = meaning.names.get(observation.name)
        if name is None:
            continue
        score = _score(observation, name, known[name.item], decimal_comma=meaning.decimal_comma)
        if isinstance(score, Rejected):
            days.rejected.append(score)
        else:
            days.add(observation, name.item, score)
    for note in said.notes if meaning.with_notes else ():
        days.add_note(note)
    rows = days.rows()
    rejected = sorted((*said.rejected, *days.rejected), key=lambda reason: reason.row)
    file = ParsedFile(said.file, said.read, rows, tuple(rejected))
    used = {name.item for name in meaning.names.values()}
    return Parsed((file,), tuple(item for item in meaning.new_items if item.key in used))


def _score(
    said: Observation, name: NameMap, item: TrackedItem, *, decimal_comma: bool
) -> Score | Rejected:
    if said.text in name.labels:
        label = name.labels[said.text]
        return SKIPPED if label is None else label
    number = number_in(said.text, decimal_comma=decimal_comma)
    if number is None:
        reason = tr("“{text}” is not a number, and has none in the map.")
        return Rejected(said.row, said.name, reason.format(text=said.text[:50]))
    if name.ends is not None:
        low, high = name.ends
        share = (number - low) / (high - low)
        number = item.scale.low + share * (item.scale.high - item.scale.low)
        number = float(round(number)) if item.scale.whole else round(number, 2)
    try:
        return item.scale.check(number)
    except RefusedError as error:
        return Rejected(said.row, said.name, f"{error.message} {error.remedy}")


class _Days:
    """Gathers what is said about each day.

    Attributes:
        rejected: What cannot be kept.
    """

    def __init__(self, today: date) -> None:
        self.rejected: list[Rejected] = []
        self._today = today
        self._moments: list[ParsedRow] = []
        self._scores: dict[date, dict[str, Score]] = {}
        self._notes: dict[date, list[ForeignNote]] = {}
        self._first_rows: dict[date, int] = {}

    def add(self, said: Observation, item: str, score: Score) -> None:
        """Keep one score."""
        if self._is_later(said.row, said.day):
            return
        if said.time is not None:
            self._moments.append(ParsedRow(said.row, Moment(said.day, said.time, item, score)))
            return
        scores = self._scores.setdefault(said.day, {})
        if scores.setdefault(item, score) != score:
            reason = tr("Another row says something else about this day.")
            self.rejected.append(Rejected(said.row, said.name, reason))
        self._first_rows.setdefault(said.day, said.row)

    def add_note(self, note: ForeignNote) -> None:
        """Keep one note."""
        if not self._is_later(note.row, note.day):
            self._notes.setdefault(note.day, []).append(note)
            self._first_rows.setdefault(note.day, note.row)

    def rows(self) -> tuple[ParsedRow, ...]:
        """Return a row for each day, and one for each moment."""
        entries = []
        for day, row in self._first_rows.items():
            note = _joined(self._notes.get(day, ()))
            if len(note) > NOTE_LIMIT:
                reason = tr("The notes of this day are too long together.")
                self.rejected.append(Rejected(row, "", reason))
            else:
                entries.append(ParsedRow(row, DayEntry(day, self._scores.get(day, {}), note)))
        return (*entries, *self._moments)

    def _is_later(self, row: int, day: date) -> bool:
        if day > self._today:
            self.rejected.append(Rejected(row, "", tr("This day has not come yet.")))
        return day > self._today


def _joined(notes: Iterable[ForeignNote]) -> str:
    """Put the notes of a day one beneath the other, the earliest first."""
    ordered = sorted(notes, key=lambda note: (note.time is not None, note.time, -note.row))
    return "\n".join(
        f"{note.time:%H:%M} {note.text}" if note.time else note.text for note in ordered
    )


# As a file


class _BadMapError(RefusedError):
    def __init__(self, message: str) -> None:
        super().__init__(
            message, remedy=tr("Mend the map, then import again. Nothing was changed.")
        )


def read_map(data: bytes, items: Sequence[TrackedItem]) -> ItemMap:
    """Read a map file.

    Args:
        data: Its bytes.
        items: The items of the journal.

    Raises:
        RefusedError: It is no map, or it names what there is not.
    """
    try:
        content = json.loads(data[: MAP_LIMIT + 1])
    except (ValueError, RecursionError) as error:
        raise _BadMapError(tr("This map is not JSON.")) from error
    names = content.get("names") if isinstance(content, dict) else None
    if not isinstance(names, dict):
        raise _BadMapError(tr("This map has no list of names."))
    return _MapReading(items).read(names, content)


class _MapReading:
    def __init__(self, items: Sequence[TrackedItem]) -> None:
        self._known = {item.key: item for item in items}
        self._new: list[TrackedItem] = []

    def read(self, names: Mapping[str, Any], content: Mapping[str, Any]) -> ItemMap:
        meanings = {
            name: self._meaning(name, said) for name, said in names.items() if said is not None
        }
        return ItemMap(
            meanings,
            tuple(self._new),
            with_notes=content.get("notes", True) is True,
            decimal_comma=content.get("decimal_comma", False) is True,
        )

    def _meaning(self, name: str, said: object) -> NameMap:
        if not isinstance(said, dict):
            raise _BadMapError(tr("The map must say which item “{name}” is.").format(name=name))
        item = self._item(name, said)
        labels = said.get("labels", {})
        if not isinstance(labels, dict) or not all(map(_is_label, labels.values())):
            raise _BadMapError(tr("The words of “{name}” need a number each.").format(name=name))
        for number in labels.values():
            if number is not None:
                item.scale.check(number)
        return NameMap(
            item.key,
            {word: None if number is None else float(number) for word, number in labels.items()},
            self._ends(name, said.get("from")),
        )

    def _item(self, name: str, said: Mapping[str, Any]) -> TrackedItem:
        wanted = said.get("new")
        if isinstance(wanted, dict):
            position = 1 + max((item.position for item in self._known.values()), default=-1)
            made = new_item(
                str(wanted.get("name", name)),
                str(wanted.get("scale", "0-10")),
                str(wanted.get("better", "lower")),
                self._known,
                position,
            )
            self._known[made.key] = made
            self._new.append(made)
            return made
        item = self._known.get(str(said.get("item")))
        if item is None:
            raise _BadMapError(
                tr("“{name}” is no item of the journal.").format(name=said.get("item"))
            )
        return item

    def _ends(self, name: str, said: object) -> tuple[float, float] | None:
        if said is None:
            return None
        is_pair = isinstance(said, list) and len(said) == 2 and all(map(_is_number, said))  # noqa: PLR2004
        if not is_pair or cast("list[float]", said)[0] == cast("list[float]", said)[1]:
            raise _BadMapError(
                tr("“from” of “{name}” needs two different numbers.").format(name=name)
            )
        low, high = cast("list[float]", said)
        return float(low), float(high)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e6  # noqa: PLR2004


def _is_label(value: object) -> bool:
    return value is None or _is_number(value)


def map_bytes(meaning: ItemMap) -> bytes:
    """Return the map as a file that `read_map` reads."""
    new = {item.key: item for item in meaning.new_items}
    names: dict[str, object] = {}
    for name, said in meaning.names.items():
        entry: dict[str, object] = {"item": said.item}
        item = new.pop(said.item, None)
        if item is not None:
            made = {"name": item.name, "scale": item.scale.key, "better": item.better}
            entry = {"new": made}
        if said.labels:
            entry["labels"] = dict(said.labels)
        if said.ends is not None:
            entry["from"] = list(said.ends)
        names[name] = entry
    content = {
        "names": names,
        "notes": meaning.with_notes,
        "decimal_comma": meaning.decimal_comma,
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
