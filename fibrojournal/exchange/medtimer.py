"""Reads the JSON backups and the CSV of MedTimer: medicines, when they were taken or skipped.

Strengths and amounts are free text there ("Selen (200 µg)", "1", "three"). They are handed on as
they stand, and nothing is worked out from them: what an amount means is the person's to type. An
amount without a number stays in the note of its intake.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from datetime import MAXYEAR, MINYEAR, UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from fibrojournal.domain.days import check_written_day
from fibrojournal.domain.medicines import Intake, Medicine
from fibrojournal.errors import RefusedError
from fibrojournal.exchange.csv_table import ROW_LIMIT, SIZE_LIMIT
from fibrojournal.exchange.parsed import Parsed, ParsedFile, ParsedRow, Rejected
from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import date, time, tzinfo

    from fibrojournal.domain.medicines import Unit

TAKEN: Final = "TAKEN"
SKIPPED: Final = "SKIPPED"
TEXT_LIMIT: Final = 200
"""Longest name or amount, in characters."""

_TAKEN_CELLS: Final = 4
"""Cells that a row has before those of the two moments, at least."""

_NO_TEXT: Final = re.compile("[\0\ud800-\udfff]")
"""What JSON can spell and no file can hold."""

_NOTHING: Final = Decimal(0)
_DOSE_OF_CYCLE: Final = re.compile(r" \([0-9]+/[0-9]+\)$")


@dataclass(frozen=True, slots=True)
class ForeignMedicine:
    """A medicine as the file has it.

    Attributes:
        row: Its place in the file's list, from 1.
        name: With whatever strength the person wrote into it.
        amounts: The different amounts that are taken of it, as text.
        is_scheduled: It has a time of the day at which it is due.
        is_listed: It stands in the file's list of medicines; else only intakes name it, and `row`
            is the first of them.
    """

    row: int
    name: str
    amounts: tuple[str, ...]
    is_scheduled: bool
    is_listed: bool = True


@dataclass(frozen=True, slots=True)
class ForeignIntake:
    """One time that a medicine was taken or skipped.

    Attributes:
        row: Its place in the file's list, from 1.
        medicine: Name of the medicine.
        amount: As text.
        at: The moment, aware, in UTC.
        was_taken: False = skipped.
    """

    row: int
    medicine: str
    amount: str
    at: datetime
    was_taken: bool


@dataclass(frozen=True, slots=True)
class MedTimerExport:
    """Everything that one file holds.

    Attributes:
        file: Its name.
        read: Medicines and intakes in it, refused ones among them.
        medicines: In the file's order; those that only intakes name come last.
        intakes: In the file's order.
        rejected: What could not be read.
    """

    file: str
    read: int
    medicines: tuple[ForeignMedicine, ...] = ()
    intakes: tuple[ForeignIntake, ...] = ()
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True)
class MedicineMap:
    """What the person typed about one medicine of the file.

    Attributes:
        name: Its name in the journal.
        unit: The unit of its amounts.
        strength: As written on the box; "" = not written.
        as_needed: Taken when needed.
        amounts: What each of the file's amounts is, in the unit.
    """

    name: str
    unit: Unit = "other"
    strength: str = ""
    as_needed: bool = False
    amounts: Mapping[str, Decimal] = field(default_factory=dict)


class _UnreadableError(Exception):
    """The file is no backup of MedTimer."""


def read_medtimer(data: bytes, file: str) -> MedTimerExport:
    """Read a whole backup, or one with medicines or events only.

    Args:
        data: The file's bytes.
        file: Its name.
    """
    try:
        return _Reading(file).read(_content(data))
    except _UnreadableError as error:
        return MedTimerExport(file, 0, rejected=(Rejected(0, "", str(error)),))


def is_medtimer_csv(first_line: str) -> bool:
    """Tell whether a header is that of MedTimer's events; its words are in any language."""
    cells = first_line.split(";")
    return len(cells) > _TAKEN_CELLS and all("ISO 8601" in cell for cell in cells[-2:])


def read_medtimer_csv(data: bytes, file: str) -> MedTimerExport:
    """Read the table of events; nothing in it is quoted, so only both ends of a row are sure.

    Args:
        data: The file's bytes.
        file: Its name.
    """
    try:
        return _Reading(file).read_lines(_lines(data))
    except _UnreadableError as error:
        return MedTimerExport(file, 0, rejected=(Rejected(0, "", str(error)),))


def _lines(data: bytes) -> list[tuple[int, list[str]]]:
    """Return the cells of each row that is not blank, with its number."""
    if len(data) > SIZE_LIMIT:
        raise _UnreadableError(tr("This file is larger than 50 MB. Split it into smaller files."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _UnreadableError(
            tr("This file is not UTF-8 text. Save it as CSV in UTF-8.")
        ) from error
    lines = [
        (row, line.strip("\r").split(";"))
        for row, line in enumerate(text.split("\n"), start=1)
        if line.strip()
    ]
    if len(lines) > ROW_LIMIT:
        raise _UnreadableError(
            tr("This file has more than 200,000 rows. Split it into smaller files.")
        )
    return lines[1:]


def _content(data: bytes) -> tuple[list[Any], list[Any]]:
    """Return the lists of medicines and events."""
    if len(data) > SIZE_LIMIT:
        raise _UnreadableError(tr("This file is larger than 50 MB. Split it into smaller files."))
    try:
        content = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _UnreadableError(tr("This file is not JSON, or it is damaged.")) from error
    lists = {name: _list(content, name) for name in ("medicines", "events")}
    if not any(lists.values()):
        alone = _list({"alone": content}, "alone")
        is_events = bool(alone) and isinstance(alone[0], dict) and "medicineName" in alone[0]
        lists["events" if is_events else "medicines"] = alone
    if not any(lists.values()):
        raise _UnreadableError(tr("There are no medicines in this file."))
    if sum(map(len, lists.values())) > ROW_LIMIT:
        raise _UnreadableError(
            tr("This file has more than 200,000 rows. Split it into smaller files.")
        )
    return lists["medicines"], lists["events"]


def _list(content: object, name: str) -> list[Any]:
    part = content.get(name) if isinstance(content, dict) else None
    found = part.get("list") if isinstance(part, dict) else None
    return found if isinstance(found, list) else []


class _Reading:
    def __init__(self, file: str) -> None:
        self._file = file
        self._rejected: list[Rejected] = []
        self._medicines: dict[str, ForeignMedicine] = {}
        self._by_reminder: dict[object, str] = {}

    def read(self, lists: tuple[list[Any], list[Any]]) -> MedTimerExport:
        medicines, events = lists
        for row, found in enumerate(medicines, start=1):
            self._medicine(row, found)
        intakes = [
            intake
            for row, found in enumerate(events, start=1)
            if (intake := self._intake(row, found)) is not None
        ]
        self._add_amounts(intakes)
        return MedTimerExport(
            self._file,
            len(medicines) + len(events),
            tuple(self._medicines.values()),
            tuple(intakes),
            tuple(self._rejected),
        )

    def read_lines(self, lines: list[tuple[int, list[str]]]) -> MedTimerExport:
        intakes = [
            intake
            for row, cells in lines
            if (intake := self._intake_of_line(row, cells)) is not None
        ]
        self._add_amounts(intakes)
        return MedTimerExport(
            self._file,
            len(lines),
            tuple(self._medicines.values()),
            tuple(intakes),
            tuple(self._rejected),
        )

    def _intake_of_line(self, row: int, cells: list[str]) -> ForeignIntake | None:
        if len(cells) <= _TAKEN_CELLS:
            self._refuse(row, "", tr("This row has too few cells."))
            return None
        name = _text(cells[1])
        if not name:
            self._refuse(row, "Name", tr("This intake names no medicine."))
            return None
        reminded, taken = cells[-2].strip(), cells[-1].strip()
        at = _iso_moment(taken or reminded)
        if at is None:
            self._refuse(row, "ISO 8601", tr("This is not a time."))
            return None
        return ForeignIntake(row, name, _text(cells[2]), at, bool(taken))

    def _medicine(self, row: int, found: object) -> None:
        about = found.get("medicine") if isinstance(found, dict) else None
        name = _text(about.get("name")) if isinstance(about, dict) else ""
        if not name:
            self._refuse(row, "medicine", tr("This medicine has no name."))
            return
        reminders = found.get("reminders") if isinstance(found, dict) else None
        amounts = []
        for reminder in reminders if isinstance(reminders, list) else ():
            if isinstance(reminder, dict):
                amounts.append(_text(reminder.get("amount")))
                number = reminder.get("reminderId")
                if isinstance(number, int):
                    self._by_reminder[number] = name
        kept = tuple(dict.fromkeys(filter(None, amounts)))
        self._medicines.setdefault(name, ForeignMedicine(row, name, kept, bool(amounts)))

    def _intake(self, row: int, found: object) -> ForeignIntake | None:
        event: Mapping[str, object] = found if isinstance(found, dict) else {}
        name = self._medicine_of(event)
        if not name:
            self._refuse(row, "medicineName", tr("This intake names no medicine."))
            return None
        status = event.get("status")
        if not isinstance(status, str) or status not in {TAKEN, SKIPPED}:
            self._refuse(row, "status", tr("This was neither taken nor skipped."))
            return None
        was_taken = status == TAKEN
        column = "processedTimestamp" if was_taken else "remindedTimestamp"
        at = _moment(event.get(column))
        if at is None:
            self._refuse(row, column, tr("This is not a time."))
            return None
        return ForeignIntake(row, name, _text(event.get("amount")), at, was_taken)

    def _medicine_of(self, event: Mapping[str, object]) -> str:
        """Return the medicine of an intake, whose name may have the dose of a cycle behind it."""
        number = event.get("reminderId")
        name = _text(event.get("medicineName"))
        if isinstance(number, int) and number in self._by_reminder:
            return self._by_reminder[number]
        short = _DOSE_OF_CYCLE.sub("", name)
        return short if short in self._medicines else name

    def _add_amounts(self, intakes: list[ForeignIntake]) -> None:
        """Let every medicine know all its amounts, and be there though only intakes name it."""
        for intake in intakes:
            known = self._medicines.get(
                intake.medicine,
                ForeignMedicine(
                    intake.row, intake.medicine, (), is_scheduled=False, is_listed=False
                ),
            )
            if intake.amount and intake.amount not in known.amounts:
                known = replace(known, amounts=(*known.amounts, intake.amount))
            self._medicines[intake.medicine] = known

    def _refuse(self, row: int, column: str, reason: str) -> None:
        self._rejected.append(Rejected(row, column, reason))


def _text(value: object) -> str:
    """Return text on one line; "" for anything else and for what nobody writes."""
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return text if len(text) <= TEXT_LIMIT and not _NO_TEXT.search(text) else ""


def _iso_moment(text: str) -> datetime | None:
    """Read a moment with its offset, such as 2021-05-03T00:02:00Z."""
    try:
        at = datetime.fromisoformat(text)
        return _with_room(at.astimezone(UTC)) if at.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def _with_room(at: datetime) -> datetime | None:
    """Return a moment that is a year away from both ends of the calendar, so that zones fit."""
    return at if MINYEAR < at.year < MAXYEAR else None


def _moment(seconds: object) -> datetime | None:
    """Read seconds since 1970, UTC."""
    if not isinstance(seconds, int) or isinstance(seconds, bool) or seconds <= 0:
        return None
    try:
        return _with_room(datetime.fromtimestamp(seconds, UTC))
    except (OverflowError, ValueError, OSError):
        return None


def apply_medicines(
    export: MedTimerExport,
    meaning: Mapping[str, MedicineMap],
    today: date,
    *,
    known: Iterable[Medicine] = (),
    zone: tzinfo | None = None,
) -> Parsed:
    """Turn a backup into medicines and intakes of the journal.

    Args:
        export: What was read.
        meaning: What the person typed, by the file's name; a medicine that is not here keeps the
            file's name, and its amounts stay text in the notes.
        today: Nothing that was lived is later.
        known: The journal's medicines; what is written about these stays as it is.
        zone: Where the person was; None = this computer's own zone. The day of an intake is the
            local one.
    """
    said = {
        medicine.name: meaning.get(medicine.name, MedicineMap(medicine.name))
        for medicine in export.medicines
    }
    rejected = list(export.rejected)
    medicines = tuple(_medicines(export, said, known))
    intakes: list[ParsedRow] = []
    for intake in export.intakes:
        at = intake.at.astimezone(zone)
        try:
            check_written_day(at.date(), today)
        except RefusedError as error:
            rejected.append(Rejected(intake.row, "", f"{error.message} {error.remedy}"))
            continue
        value = _intake_value(intake, said[intake.medicine], at.date(), at.time())
        intakes.append(ParsedRow(intake.row, value, {"": intake.row}))
    rejected.sort(key=lambda reason: reason.row)
    file = ParsedFile(export.file, export.read, (*medicines, *intakes), tuple(rejected))
    return Parsed((file,))


def without(export: MedTimerExport, names: Collection[str]) -> MedTimerExport:
    """Leave medicines and their intakes out."""
    return replace(
        export,
        medicines=tuple(found for found in export.medicines if found.name not in names),
        intakes=tuple(found for found in export.intakes if found.medicine not in names),
    )


def _medicines(
    export: MedTimerExport, said: Mapping[str, MedicineMap], known: Iterable[Medicine]
) -> Iterator[ParsedRow]:
    there = {medicine.name.casefold(): medicine for medicine in known}
    for found in export.medicines:
        meant = said[found.name]
        medicine = there.setdefault(
            meant.name.casefold(),
            Medicine(
                meant.name,
                unit=meant.unit,
                strength=meant.strength,
                as_needed=meant.as_needed or not found.is_scheduled,
            ),
        )
        yield ParsedRow(found.row, medicine, {} if found.is_listed else {"": found.row})


def _intake_value(intake: ForeignIntake, meant: MedicineMap, day: date, at: time) -> Intake:
    if not intake.was_taken:
        return Intake(meant.name, day, at, _NOTHING)
    amount = meant.amounts.get(intake.amount)
    note = intake.amount if amount is None else ""
    return Intake(meant.name, day, at, amount, note)
