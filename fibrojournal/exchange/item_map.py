"""What the names and words of another app mean in this journal: said by the person, never guessed.

A map is also a file (`--map MAP.json`), so that the next export of the same app needs no new
answers:

    {"names": {"mood": {"item": "low_mood", "labels": {"rad": 0, "meh": 5, "awful": 10}},
               "Sleep Quality": {"item": "sleep_quality", "from": [10, 0]},
               "chess": {"new": {"name": "Chess", "scale": "done", "better": "higher"}}},
     "notes": true}

`null` leaves a name out, and `"others": "leave out"` all names that are not there. In `labels`,
`"leave out"` leaves a word out, and `null` stands for a question that was skipped. `from` says
which number of the file is the low end of the item's scale and which the high end; `"from":
"same"` says that its numbers are numbers on the item's scale.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, cast

from fibrojournal.domain.days import check_written_day
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
    from fibrojournal.exchange.observations import (
        ForeignNote,
        Observation,
        Observations,
        ObservedName,
    )

SAME: Final = "same"
"""What a map says of numbers that are numbers on the item's scale."""

LEAVE_OUT: Final = "leave out"
"""What a map says of all other names."""

NOTE: Final = ""
"""The part of a day that is its note."""

MAP_LIMIT: Final = 1024 * 1024
"""Largest map file that is read, in bytes."""

_SHOWN: Final = 50
"""Characters of a word of the file that are quoted."""


@dataclass(frozen=True, slots=True)
class NameMap:
    """What one name of the file means.

    Attributes:
        item: Key of the item of the journal.
        labels: Words of the file and the number on the item's scale that each stands for;
            None = skipped.
        words_left_out: Words of the file that shall say nothing.
        ends: The numbers of the file that stand for the low and the high end of the item's scale;
            None = its numbers are numbers on the item's scale.
        is_same_scale: The person said that they are.
    """

    item: str
    labels: Mapping[str, float | None] = field(default_factory=dict)
    ends: tuple[float, float] | None = None
    is_same_scale: bool = False
    words_left_out: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ItemMap:
    """What a whole file means.

    Attributes:
        names: By the name in the file; what is not here is left out.
        new_items: Items to be made that names refer to.
        with_notes: Whether the notes are taken over.
        decimal_comma: "7,5" is seven and a half.
        left_out: Names that the person wants to leave out.
        others_left_out: So are all names of which nothing is said.
    """

    names: Mapping[str, NameMap] = field(default_factory=dict)
    new_items: tuple[TrackedItem, ...] = ()
    with_notes: bool = True
    decimal_comma: bool = False
    left_out: frozenset[str] = frozenset()
    others_left_out: bool = False


NEEDS_ENDS: Final = frozenset({"0-10", "0-3", "done_help_not", "hours", "kg"})
"""Scales on which a number of another app may be another number: it must be said."""


def open_questions(
    names: Iterable[ObservedName], meaning: ItemMap, items: Iterable[TrackedItem]
) -> tuple[str, ...]:
    """Return a sentence for everything about which a map says nothing yet.

    Args:
        names: What the file speaks about.
        meaning: What was said.
        items: The items of the journal.
    """
    scales = {item.key: item.scale for item in (*items, *meaning.new_items)}
    questions = []
    for found in names:
        said = meaning.names.get(found.name)
        if said is None:
            if found.name not in meaning.left_out and not meaning.others_left_out:
                questions.append(
                    tr(
                        "“{name}” has no answer: name its item, or write null to leave it out."
                    ).format(name=found.name)
                )
            continue
        answered = {*said.labels, *said.words_left_out}
        words = [text for text, _ in found.texts if text not in answered]
        is_number = [number_in(text, decimal_comma=meaning.decimal_comma) for text in words]
        unnamed = [text for text, number in zip(words, is_number, strict=True) if number is None]
        if unnamed:
            questions.append(
                tr("The words of “{name}” need a number each, under “labels”: {words}.").format(
                    name=found.name, words=", ".join(text[:_SHOWN] for text in unnamed)
                )
            )
        is_open = said.ends is None and not said.is_same_scale
        if is_open and len(unnamed) < len(words) and scales[said.item].key in NEEDS_ENDS:
            questions.append(
                tr(
                    "“{name}” needs its scale, under “from”: its numbers for {low} and {high}, "
                    "such as [1, 5], or “same”."
                ).format(
                    name=found.name,
                    low=f"{scales[said.item].low:g}",
                    high=f"{scales[said.item].high:g}",
                )
            )
    return tuple(questions)


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
        if name is None or observation.text in name.words_left_out:
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
        return Rejected(said.row, said.name, reason.format(text=said.text[:_SHOWN]))
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
        self._rows: dict[date, dict[str, int]] = {}
        self._all_rows: dict[date, set[int]] = {}

    def add(self, said: Observation, item: str, score: Score) -> None:
        """Keep one score."""
        if not self._is_possible(said.row, said.day):
            return
        if said.time is not None:
            moment = Moment(said.day, said.time, item, score)
            self._moments.append(ParsedRow(said.row, moment, {item: said.row}))
            return
        scores = self._scores.setdefault(said.day, {})
        if scores.setdefault(item, score) != score:
            reason = tr("Another row says something else about this day.")
            self.rejected.append(Rejected(said.row, said.name, reason))
        self._note_row(said.day, item, said.row)

    def add_note(self, note: ForeignNote) -> None:
        """Keep one note."""
        if self._is_possible(note.row, note.day):
            self._notes.setdefault(note.day, []).append(note)
            self._note_row(note.day, NOTE, note.row)

    def rows(self) -> tuple[ParsedRow, ...]:
        """Return a row for each day, and one for each moment."""
        entries = []
        for day, parts in self._rows.items():
            row = min(parts.values())
            notes = _in_order(self._notes.get(day, ()))
            note = "\n".join(notes)
            if len(note) > NOTE_LIMIT:
                reason = tr("The notes of this day are too long together.")
                self.rejected.append(Rejected(row, "", reason))
            else:
                entry = DayEntry(day, self._scores.get(day, {}), note)
                rows = frozenset(self._all_rows[day])
                entries.append(ParsedRow(row, entry, parts, notes, rows))
        return (*entries, *self._moments)

    def _note_row(self, day: date, part: str, row: int) -> None:
        self._rows.setdefault(day, {}).setdefault(part, row)
        self._all_rows.setdefault(day, set()).add(row)

    def _is_possible(self, row: int, day: date) -> bool:
        try:
            check_written_day(day, self._today)
        except RefusedError as error:
            self.rejected.append(Rejected(row, "", f"{error.message} {error.remedy}"))
            return False
        return True


def _in_order(notes: Iterable[ForeignNote]) -> tuple[str, ...]:
    """Return the notes of a day with their times, the earliest first."""
    ordered = sorted(notes, key=lambda note: (note.time is not None, note.time, -note.row))
    return tuple(f"{note.time:%H:%M} {note.text}" if note.time else note.text for note in ordered)


# As a file


class BadMapError(RefusedError):
    """A map that cannot be followed."""

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
    return map_of(map_object(data), items)


def map_object(data: bytes) -> Mapping[str, Any]:
    """Read a map file as the object that it is.

    Raises:
        RefusedError: It is no JSON object.
    """
    try:
        content = json.loads(data[: MAP_LIMIT + 1])
        json.dumps(content, ensure_ascii=False).encode()  # JSON can spell text that none can write
    except (ValueError, RecursionError) as error:
        raise BadMapError(tr("This map is not JSON.")) from error
    if not isinstance(content, dict):
        raise BadMapError(tr("This map has no list of names."))
    return content


def map_of(content: Mapping[str, Any], items: Sequence[TrackedItem]) -> ItemMap:
    """Read what a map says of names.

    Raises:
        RefusedError: It says nothing of them, or it names what there is not.
    """
    names = content.get("names")
    if not isinstance(names, dict):
        raise BadMapError(tr("This map has no list of names."))
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
            left_out=frozenset(name for name, said in names.items() if said is None),
            others_left_out=content.get("others") == LEAVE_OUT,
        )

    def _meaning(self, name: str, said: object) -> NameMap:
        if not isinstance(said, dict):
            raise BadMapError(tr("The map must say which item “{name}” is.").format(name=name))
        item = self._item(name, said)
        labels = said.get("labels", {})
        if not isinstance(labels, dict) or not all(map(_is_label, labels.values())):
            raise BadMapError(tr("The words of “{name}” need a number each.").format(name=name))
        left_out = frozenset(word for word, number in labels.items() if number == LEAVE_OUT)
        numbers = {
            word: None if number is None else float(number)
            for word, number in labels.items()
            if word not in left_out
        }
        for number in numbers.values():
            if number is not None:
                item.scale.check(number)
        return NameMap(
            item.key,
            numbers,
            self._ends(name, said.get("from")),
            is_same_scale=said.get("from") == SAME,
            words_left_out=left_out,
        )

    def _item(self, name: str, said: Mapping[str, Any]) -> TrackedItem:
        wanted = said.get("new")
        if isinstance(wanted, dict):
            there = self._made_before(str(wanted.get("name", name)), wanted)
            if there is not None:
                return there
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
            raise BadMapError(
                tr("“{name}” is no item of the journal.").format(name=said.get("item"))
            )
        return item

    def _made_before(self, name: str, wanted: Mapping[str, Any]) -> TrackedItem | None:
        """Return the own item that an earlier import made of the same answer."""
        scale = str(wanted.get("scale", "0-10"))
        for item in self._known.values():
            if item.own_name == name and item.scale.key == scale:
                return item
        return None

    def _ends(self, name: str, said: object) -> tuple[float, float] | None:
        if said is None or said == SAME:
            return None
        is_pair = isinstance(said, list) and len(said) == 2 and all(map(_is_number, said))  # noqa: PLR2004
        if not is_pair or cast("list[float]", said)[0] == cast("list[float]", said)[1]:
            raise BadMapError(
                tr("“from” of “{name}” needs two different numbers.").format(name=name)
            )
        low, high = cast("list[float]", said)
        return float(low), float(high)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e6  # noqa: PLR2004


def _is_label(value: object) -> bool:
    return value is None or value == LEAVE_OUT or _is_number(value)


def map_content(meaning: ItemMap) -> dict[str, object]:
    """Return the map as it stands in a file."""
    new = {item.key: item for item in meaning.new_items}
    names: dict[str, object] = {}
    for name, said in meaning.names.items():
        entry: dict[str, object] = {"item": said.item}
        item = new.pop(said.item, None)
        if item is not None:
            made = {"name": item.name, "scale": item.scale.key, "better": item.better}
            entry = {"new": made}
        labels = {**said.labels, **dict.fromkeys(sorted(said.words_left_out), LEAVE_OUT)}
        if labels:
            entry["labels"] = labels
        if said.ends is not None:
            entry["from"] = list(said.ends)
        elif said.is_same_scale:
            entry["from"] = SAME
        names[name] = entry
    names |= dict.fromkeys(sorted(meaning.left_out))
    content: dict[str, object] = {
        "names": names,
        "notes": meaning.with_notes,
        "decimal_comma": meaning.decimal_comma,
    }
    if meaning.others_left_out:
        content["others"] = LEAVE_OUT
    return content


def map_bytes(meaning: ItemMap) -> bytes:
    """Return the map as a file that `read_map` reads."""
    content = map_content(meaning)
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
