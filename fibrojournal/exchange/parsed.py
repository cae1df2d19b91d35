"""What an importer hands back: the rows that can be kept, and why the others cannot.

Rows are numbered as a spreadsheet shows them: the header is row 1, the first data row is row 2.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from fibrojournal.domain.entries import DayEntry, Moment
from fibrojournal.domain.events import Event
from fibrojournal.domain.medicines import DoseChange, Intake, Medicine, PlanStep
from fibrojournal.domain.pain_areas import PainMap
from fibrojournal.domain.profile import Profile, Question
from fibrojournal.domain.tracked_items import TrackedItem

if TYPE_CHECKING:
    from collections.abc import Mapping

Row: TypeAlias = (
    TrackedItem
    | Medicine
    | DayEntry
    | Moment
    | DoseChange
    | PlanStep
    | Intake
    | Event
    | PainMap
    | Question
    | Profile
)


@dataclass(frozen=True, slots=True)
class Rejected:
    """One reason why something was not taken over.

    Attributes:
        row: Row in the file, the header being 1; 0 = the whole file.
        column: The column's name; "" = the whole row or file.
        reason: Plain sentences that say what was expected.
    """

    row: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """One value and where it came from.

    Attributes:
        row: Row in the file; the first of them for a value that is written over several rows.
        value: The value, checked.
        parts: The row of each part of a day that another app's file speaks of: item keys, and ""
            for the note; of an intake or a moment the one part that it has. Empty for our own
            files, of which no row is remembered.
        notes: The single notes that the note of a day is made of.
        rows: All rows that say something about the day; empty = `row` alone.
    """

    row: int
    value: Row
    parts: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    rows: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """What one file holds.

    Attributes:
        file: The file's name, without its folder.
        read: Data rows read, the refused ones among them; blank lines do not count.
        rows: What can be kept, in the file's order.
        rejected: What cannot, by row.
    """

    file: str
    read: int
    rows: tuple[ParsedRow, ...]
    rejected: tuple[Rejected, ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a folder or file holds. The caller decides what becomes of it.

    Attributes:
        files: In the order in which their rows must be stored: items and medicines first.
        new_items: Items to be made for columns that were not known.
    """

    files: tuple[ParsedFile, ...]
    new_items: tuple[TrackedItem, ...] = ()
