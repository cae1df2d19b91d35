"""What an import would do, worked out row by row before anything is written.

A row that equals what is there is unchanged. A row that says something else about the same thing
is a conflict, and refused unless the person wants the file to win. Blank cells say nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fibrojournal.domain.entries import NOTE_LIMIT, DayEntry, Moment
from fibrojournal.domain.events import Event
from fibrojournal.domain.medicines import DoseChange, Intake, Medicine, PlanStep
from fibrojournal.domain.pain_areas import PainMap
from fibrojournal.domain.profile import Profile, Question
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS, TrackedItem
from fibrojournal.exchange.parsed import Rejected
from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
    from datetime import date, time

    from fibrojournal.domain.contents import JournalContents
    from fibrojournal.exchange.parsed import Parsed, ParsedFile, ParsedRow, Row

_REPEATABLE = (Moment, Event, Intake, PlanStep, Question)
"""Two equal rows of these are two things that happened."""

_COMPARED_PARTS = ("medicines_taken", "compared_with_yesterday", "recalled_after_days", "same_as")


@dataclass(frozen=True, slots=True)
class FileReport:
    """What would happen to the rows of one file.

    Attributes:
        file: Its name.
        read: Data rows in it.
        accepted: Rows that would be written.
        unchanged: Rows that say what is there already.
        rejected: Why the others are refused.
    """

    file: str
    read: int
    accepted: int
    unchanged: int
    rejected: tuple[Rejected, ...]

    @property
    def left_out(self) -> int:
        """Rows that say nothing that is taken over."""
        refused = len({reason.row for reason in self.rejected})
        return max(0, self.read - self.accepted - self.unchanged - refused)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Everything that an import would do.

    Attributes:
        files: A report for each file.
        new_items: Items that it would add.
        new_medicines: Medicines that it would add for names that it found in other files.
        accepted: The values that it would write, in the order in which they can be written.
        parts: For each of these values, the rows of the file that its parts came from.
        app: The app that the file is from; "" = ours, of which no row is remembered.
        superseded: Moments of an earlier import that it would take away.
    """

    files: tuple[FileReport, ...]
    new_items: tuple[TrackedItem, ...]
    new_medicines: tuple[Medicine, ...]
    accepted: tuple[Row, ...]
    parts: tuple[Mapping[str, int], ...] = ()
    app: str = ""
    superseded: tuple[Moment, ...] = ()

    @property
    def has_rejections(self) -> bool:
        """Whether any row is refused; then nothing is written unless the person says so."""
        return any(report.rejected for report in self.files)

    def values(self) -> tuple[Row, ...]:
        """Return all that would be written, new items and medicines first."""
        return (*self.new_items, *self.new_medicines, *self.accepted)


@dataclass(frozen=True, slots=True)
class Before:
    """What the journal knows of earlier imports from the same app.

    Attributes:
        app: The app or kind of file.
        moments: What came from it: a moment of the same time and item is the same thing.
    """

    app: str
    moments: tuple[Moment, ...] = ()


def plan_import(
    parsed: Parsed,
    present: JournalContents,
    *,
    replace_old: bool,
    before: Before | None = None,
) -> ImportPlan:
    """Compare what was read with what is there.

    Args:
        parsed: From an importer.
        present: The journal as it is.
        replace_old: Where a row contradicts the journal, the row wins.
        before: For the file of another app; None = it is ours.
    """
    return _Planner(parsed, present, before, replace_old=replace_old).plan()


@dataclass
class _Present:
    """The journal as it would be so far, to be looked up by key."""

    by_key: dict[tuple[type, Hashable], Row]
    repeatable: Counter[Row]

    @classmethod
    def of(cls, contents: JournalContents) -> _Present:
        keyed: list[Row] = [
            *contents.items,
            *contents.medicines,
            *contents.days,
            *contents.pain_maps,
            *contents.dose_changes,
            contents.profile,
        ]
        repeatable: list[Row] = [
            *contents.moments,
            *contents.events,
            *contents.intakes,
            *contents.plan,
            *contents.questions,
        ]
        return cls(
            {(type(value), _key(value)): value for value in keyed},
            Counter(repeatable),
        )


class _MedicineNames:
    """Finds the medicine that a name in a file means, in whatever case it is written.

    Two names of the journal, or of the file's own list, that differ in their case only stay two.
    """

    def __init__(self, present: Iterable[str], listed: Collection[str]) -> None:
        self._known = {name: name for name in present}
        in_letters = self._by_letters()
        for name in listed:
            known = in_letters.get(name.casefold(), name)
            self._known.setdefault(name, name if known in listed else known)
        self._in_letters = self._by_letters()

    def known(self, name: str) -> str | None:
        """Return the name that the medicine has or will have; None = there is none of it."""
        return self._known.get(name) or self._in_letters.get(name.casefold())

    def add(self, name: str) -> None:
        """Remember a medicine that must be made."""
        self._known[name] = name
        self._in_letters[name.casefold()] = name

    def _by_letters(self) -> dict[str, str]:
        letters: dict[str, str] = {}
        for name in self._known.values():
            letters.setdefault(name.casefold(), name)
        return letters


class _Planner:
    def __init__(
        self,
        parsed: Parsed,
        present: JournalContents,
        before: Before | None,
        *,
        replace_old: bool,
    ) -> None:
        self._parsed = parsed
        self._app = before.app if before is not None else ""
        self._earlier = _moments_left(parsed, before.moments if before is not None else ())
        self._superseded: list[Moment] = []
        self._parts: list[Mapping[str, int]] = []
        self._present = _Present.of(present)
        self._replace = replace_old
        self._accepted: list[Row] = []
        self._new_medicines: list[Medicine] = []
        listed = {
            row.value.name: None  # in their order
            for file in parsed.files
            for row in file.rows
            if isinstance(row.value, Medicine)
        }
        self._names = _MedicineNames((m.name for m in present.medicines), listed)

    def plan(self) -> ImportPlan:
        reports = tuple(self._file(file) for file in self._parsed.files)
        return ImportPlan(
            reports,
            self._parsed.new_items,
            tuple(self._new_medicines),
            tuple(self._accepted),
            tuple(self._parts),
            self._app,
            tuple(self._superseded),
        )

    def _file(self, file: ParsedFile) -> FileReport:
        accepted: set[Hashable] = set()
        unchanged: set[Hashable] = set()
        rejected = list(file.rejected)
        for row in file.rows:
            value = self._with_notes(row, self._known_medicine(row.value))
            conflicts = self._conflicts(row, value)
            if conflicts and not self._replace:
                rejected += conflicts
                continue
            merged = self._merged(value)
            if merged is None:
                unchanged |= _rows_of(row)
            else:
                accepted |= _rows_of(row)
                self._accepted.append(merged)
                self._parts.append(row.parts)
                if not isinstance(merged, _REPEATABLE):
                    self._present.by_key[type(merged), _key(merged)] = merged
        rejected.sort(key=lambda rejection: rejection.row)
        return FileReport(
            file.file, file.read, len(accepted), len(unchanged - accepted), tuple(rejected)
        )

    def _with_notes(self, row: ParsedRow, value: Row) -> Row:
        """Write the notes of another app beneath what the day's note says, each once."""
        old = self._old(value)
        if not row.notes or not isinstance(value, DayEntry) or not isinstance(old, DayEntry):
            return value
        new = [note for note in row.notes if note not in old.note]
        return replace(value, note="\n".join(filter(None, (old.note, *new))))

    def _known_medicine(self, value: Row) -> Row:
        """Refer to a medicine by the name that it has; remember those that must be made."""
        if isinstance(value, Medicine):
            return replace(value, name=self._names.known(value.name) or value.name)
        if not isinstance(value, DoseChange | PlanStep | Intake):
            return value
        known = self._names.known(value.medicine)
        if known is not None:
            return replace(value, medicine=known)
        self._names.add(value.medicine)
        self._new_medicines.append(Medicine(value.medicine, as_needed=isinstance(value, Intake)))
        return value

    def _conflicts(self, row: ParsedRow, value: Row) -> list[Rejected]:
        if isinstance(value, Moment):
            return self._conflicts_of_moment(row, value)
        old = self._old(value)
        if old is None or old == value:
            return []
        if isinstance(value, DayEntry) and isinstance(old, DayEntry):
            if row.notes:
                old = replace(old, note="")  # it is in the new one
            if len(value.note) > NOTE_LIMIT:
                return [Rejected(row.row, "", tr("The notes of this day are too long together."))]
            return [
                Rejected(row.row, column, tr("This day already has something else here."))
                for column in _contradictions(old, value)
            ]
        if old == Profile() or old in BUILT_IN_ITEMS:
            return []  # nobody wrote this: it is what every new journal starts with
        return [Rejected(row.row, "", tr("The journal already says something else here."))]

    def _conflicts_of_moment(self, row: ParsedRow, value: Moment) -> list[Rejected]:
        """Refuse what an earlier import of the same app read otherwise, unless it shall win."""
        slot = self._earlier.get((value.day, value.time, value.item))
        if not slot or self._present.repeatable[value] > 0:
            return []
        old = slot.pop()
        if self._replace:
            self._superseded.append(old)
        return [Rejected(row.row, value.item, tr("An earlier import wrote something else here."))]

    def _merged(self, value: Row) -> Row | None:
        """Return what has to be written; None = it is there already."""
        if isinstance(value, _REPEATABLE):
            if self._present.repeatable[value] > 0:
                self._present.repeatable[value] -= 1
                return None
            return value
        old = self._old(value)
        if isinstance(value, DayEntry):
            old = old if isinstance(old, DayEntry) else DayEntry(value.day)
            value = _union(old, value)
        return None if value == old else value

    def _old(self, value: Row) -> Row | None:
        return self._present.by_key.get((type(value), _key(value)))


def _moments_left(
    parsed: Parsed, earlier: Iterable[Moment]
) -> dict[tuple[date, time, str], list[Moment]]:
    """Return the moments of earlier imports that the file does not hold, by time and item."""
    held = Counter(
        row.value for file in parsed.files for row in file.rows if isinstance(row.value, Moment)
    )
    left: dict[tuple[date, time, str], list[Moment]] = {}
    for moment in earlier:
        if held[moment] > 0:
            held[moment] -= 1
        else:
            left.setdefault((moment.day, moment.time, moment.item), []).append(moment)
    return left


def _rows_of(row: ParsedRow) -> set[Hashable]:
    """Return the rows of the file that one value was written over."""
    value = row.value
    if row.parts:
        return {*row.rows, *row.parts.values()}
    if isinstance(value, PainMap) and value.areas:
        return {(row.row, area) for area in value.areas}
    return {(type(value), row.row)}


def _key(value: Row) -> Hashable:
    """Return what makes a value the same thing in file and journal."""
    match value:
        case TrackedItem():
            return value.key
        case Medicine():
            return value.name
        case DayEntry() | PainMap():
            return value.day
        case DoseChange():
            return (value.medicine, value.day)
        case _:
            return None


def _contradictions(old: DayEntry, new: DayEntry) -> Sequence[str]:
    """Name the columns in which both say something, and not the same."""
    columns = [item for item, score in new.scores.items() if old.scores.get(item, score) != score]
    columns += [
        part
        for part in _COMPARED_PARTS
        if None not in (getattr(old, part), getattr(new, part))
        and getattr(old, part) != getattr(new, part)
    ]
    if old.note and new.note and old.note != new.note:
        columns.append("note")
    return columns


def _union(old: DayEntry, new: DayEntry) -> DayEntry:
    """Add what `new` says to `old`; where both say something, `new` wins."""
    merged = replace(
        old,
        scores={**old.scores, **new.scores},
        note=new.note or old.note,
        **{
            part: getattr(old, part) if getattr(new, part) is None else getattr(new, part)
            for part in _COMPARED_PARTS
        },
    )
    if merged == old:
        return old
    return replace(merged, written_at=new.written_at or old.written_at)
