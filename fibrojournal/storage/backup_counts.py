"""What was counted when backups were opened, in `counted.json` beside them.

It holds counts and days of the calendar, nothing that was written. Losing it loses words on the
Backups page, and one backup too many is made.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Self

from fibrojournal.storage.drafts import draft_of, put_in_place

if TYPE_CHECKING:
    from pathlib import Path

COUNTED: Final = "counted.json"


@dataclass(frozen=True, slots=True)
class Counts:
    """What one backup holds.

    Attributes:
        days: Days about which something is written.
        entries: Day entries and moments.
    """

    days: int
    entries: int


@dataclass(frozen=True, slots=True)
class FileState:
    """How a journal file looks from outside, without opening it.

    Attributes:
        size: Bytes.
        changed_at_ns: When it was written to, in nanoseconds, as its disk tells.
    """

    size: int
    changed_at_ns: int

    @classmethod
    def of(cls, path: Path) -> Self:
        """Look at a file; it may be open."""
        status = path.stat()
        return cls(status.st_size, status.st_mtime_ns)


@dataclass(slots=True)
class Counted:
    """Everything in `counted.json`.

    Attributes:
        counts: By name of the backup.
        opened_on: By name of the backup, the day on which it was last opened and counted.
        journal: How the journal looked before its newest backup was made; None = not known.
        rehearsed_on: When a recovery was last rehearsed; None = never.
    """

    counts: dict[str, Counts] = field(default_factory=dict)
    opened_on: dict[str, date] = field(default_factory=dict)
    journal: FileState | None = None
    rehearsed_on: date | None = None

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read the file of one folder; what is missing or odd is not known."""
        try:
            stored = json.loads((folder / COUNTED).read_text(encoding="utf-8"))
            return cls._from(stored)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return cls()

    @classmethod
    def _from(cls, stored: dict[str, Any]) -> Self:
        backups = stored["backups"].items()
        journal, rehearsed = stored["journal"], stored["rehearsed_on"]
        return cls(
            {name: Counts(int(one["days"]), int(one["entries"])) for name, one in backups},
            {name: date.fromisoformat(one["opened_on"]) for name, one in backups},
            journal and FileState(int(journal["size"]), int(journal["changed_at_ns"])),
            rehearsed and date.fromisoformat(rehearsed),
        )

    def note(self, name: str, counts: Counts, on: date) -> None:
        """Note that a backup was opened and counted."""
        self.counts[name] = counts
        self.opened_on[name] = on

    def write(self, folder: Path) -> None:
        """Write the file, without the backups that are gone.

        Raises:
            OSError: It could not be written; what stood there still does.
        """
        known = {name: c for name, c in self.counts.items() if (folder / name).exists()}
        stored = {
            "backups": {
                name: {
                    "days": counts.days,
                    "entries": counts.entries,
                    "opened_on": self.opened_on[name].isoformat(),
                }
                for name, counts in sorted(known.items())
            },
            "journal": self.journal
            and {"size": self.journal.size, "changed_at_ns": self.journal.changed_at_ns},
            "rehearsed_on": self.rehearsed_on and self.rehearsed_on.isoformat(),
        }
        file = folder / COUNTED
        with draft_of(file) as draft:
            draft.write_text(json.dumps(stored, indent=1), encoding="utf-8")
            put_in_place(draft, file)
