"""Forgets for good what was deleted long ago.

A clock can be wrong: set ahead for a while, or dead and back in the past. So the clock alone
does not decide. What was deleted is forgotten when thirty days have passed by the clock, and the
journal was also written to on several days after these thirty. A deletion itself is never dated
before what the journal already knew of (`history`).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from fibrojournal.storage.erasing import wipe
from fibrojournal.storage.past import deletions

if TYPE_CHECKING:
    from fibrojournal.storage.past import Deletion, Place
    from fibrojournal.storage.rows import Rows

KEPT_FOR: Final = timedelta(days=30)

WITNESSES: Final = 3
"""Days on which something was written after the thirty days."""


def outdated(rows: Rows, now: datetime) -> frozenset[Place]:
    """Return the rows of the trash that can be forgotten.

    What belongs to a day or a medicine that is still there is no trash: it is an earlier version.

    Args:
        rows: Of the open journal.
        now: The present moment, aware.
    """
    ended = [d for d in deletions(rows) if _is_whole(d) and now - d.at >= KEPT_FOR]
    if not ended:
        return frozenset()
    days = _days_written_on(rows, now)
    return frozenset(
        d.place
        for d in ended
        if sum(day > (d.at + KEPT_FOR).astimezone(UTC).date() for day in days) >= WITNESSES
    )


def purge(rows: Rows, now: datetime) -> bool:
    """Forget what is outdated, with its parts; call it where no history is kept.

    Returns:
        Whether there was anything.
    """
    places = outdated(rows, now)
    wipe(rows, places)
    return bool(places)


def _is_whole(deletion: Deletion) -> bool:
    """Tell whether it stands for itself; a plan step and an intake do without their medicine."""
    return deletion.belongs_to is None or deletion.table in {"plan_step", "intake"}


def _days_written_on(rows: Rows, now: datetime) -> set[date]:
    """Return the days, in UTC, of all moments that the journal knows of, up to now."""
    found = rows.select(
        "SELECT date(at) FROM history UNION SELECT date(written_at) FROM entry"
        " WHERE written_at IS NOT NULL"
    )
    days = {date.fromisoformat(str(day)) for (day,) in found}
    return {day for day in days if day <= now.astimezone(UTC).date()}
