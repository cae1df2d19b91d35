"""What a report must say, computed a second time from an exported folder.

Only the CSV files are read, and nothing of the analysis or of the reports is used: scores are
counted in plain loops, and changes are compared by `tests.analysis.naive_comparison`.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import fmean
from typing import TYPE_CHECKING, cast

from fibrojournal.domain.events import Category, Event
from fibrojournal.domain.medicines import Amounts, DoseChange, Medicine, Unit
from tests.analysis.diaries import Diary, Written
from tests.analysis.naive_comparison import Reader, altering_rows, daily

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fibrojournal.domain.entries import MedicinesTaken
    from fibrojournal.domain.tracked_items import TrackedItem
    from tests.analysis.naive_comparison import Report, Scores

Span = tuple[date, date]
LEAST_FOR_MEAN = 5


@dataclass(frozen=True)
class Rung:
    """One line of a dose ladder: each average with the number of days behind it."""

    per_day: Decimal
    way: str
    days: int
    means: list[tuple[float | None, int]]


def inside(day: date, span: Span) -> bool:
    return span[0] <= day <= span[1]


def days_of(span: Span) -> set[date]:
    return {span[0] + timedelta(days=n) for n in range((span[1] - span[0]).days + 1)}


def mean(values: Sequence[float]) -> float | None:
    return fmean(values) if len(values) >= LEAST_FOR_MEAN else None


class Recomputed:
    """Reads one exported folder as of the last day of a report.

    Args:
        folder: The export.
        items: For the names and scales of the items.
        span: First and last day of the report.
    """

    def __init__(self, folder: Path, items: tuple[TrackedItem, ...], span: Span) -> None:
        self.folder = folder
        self.span = span
        self.items = sorted(items, key=lambda item: item.position)
        self.last_28 = (span[1] - timedelta(days=27), span[1])
        self.diary = self._diary()
        self.scores = {
            item.key: daily(self.diary.written.get(item.key, ()), item) for item in self.items
        }
        self.reader = Reader(self.diary, span[1])

    # Page 1

    @property
    def scored_days(self) -> int:
        return len({day for own in self.scores.values() for day in own if inside(day, self.span)})

    @property
    def before(self) -> Span:
        """The 28 days before the range's first change, or without one its first 28."""
        for change in self.reader.changes:
            span = (change.first_day - timedelta(days=28), change.first_day - timedelta(days=1))
            scored = any(inside(day, span) for own in self.scores.values() for day in own)
            if change.first_day >= self.span[0] and scored:
                return span
        return self.span[0], min(self.span[0] + timedelta(days=27), self.span[1])

    def within(self, key: str, span: Span) -> list[float]:
        own: Scores = self.scores[key]
        return [own[day] for day in sorted(own) if inside(day, span)]

    def doses(self, medicine: str) -> list[DoseChange]:
        rows = [row for row in self.diary.rows if row.medicine == medicine]
        return sorted(rows, key=lambda row: row.day)

    def as_needed_days(self, medicine: str) -> set[date]:
        return {
            date.fromisoformat(row["day"])
            for row in self._rows("intakes")
            if row["medicine"] == medicine
            and (row["amount"] == "" or Decimal(row["amount"]) != 0)
            and date.fromisoformat(row["day"]) <= self.span[1]
        }

    @property
    def taken_words(self) -> str:
        """What the last 28 days say about taking the medicines; "" = nothing."""
        said = [
            row["medicines_taken"]
            for row in self._rows("days")
            if inside(date.fromisoformat(row["day"]), self.last_28) and row.get("medicines_taken")
        ]
        different = sum(word == "different" for word in said)
        days = f"{different} of {len(said)} answered days of the last 28."
        return f"Taken differently on {days}" if said else ""

    def weights(self) -> list[tuple[date, float]]:
        own = self.scores.get("weight_kg", {})
        found = [(day, own[day]) for day in sorted(own) if inside(day, self.span)]
        return found if len(found) < 2 else [found[0], found[-1]]

    def flares(self) -> tuple[int, int]:
        flares = [
            (max(one.first_day, self.span[0]), min(one.last_day or self.span[1], self.span[1]))
            for one in self.diary.events
            if one.category == "flare"
        ]
        flares = [span for span in flares if span[0] <= span[1]]
        return len(flares), len(set().union(*map(days_of, flares)) if flares else ())

    def changes(self) -> list[Report]:
        """Return the changes of the range, oldest first."""
        found = reversed(self.reader.reports())
        return [
            one
            for one in found
            if one.change.first_day <= self.span[1] and one.change.last_day >= self.span[0]
        ]

    # Further pages

    def ladder(self, medicine: Medicine) -> list[Rung]:
        left_out = set().union(
            *(
                days_of((one.first_day, one.last_day or self.span[1]))
                for one in self.diary.events
                if one.leave_out
            ),
            set(),
        )
        kinds = [
            next((i.key for i in self.items if i.kind == kind and self.scores[i.key]), None)
            for kind in ("symptom", "side_effect")
        ]
        stays: dict[tuple[Decimal, str], set[date]] = {}
        rows = altering_rows(self.doses(medicine.name))
        way = "up"
        for place, row in enumerate(rows):
            was = rows[place - 1].per_day if place else Decimal(0)
            way = "up" if row.per_day > was else "down" if row.per_day < was else way
            end = (
                rows[place + 1].day if place + 1 < len(rows) else self.span[1] + timedelta(days=1)
            )
            first = row.day + timedelta(days=row.settling_days)
            days = {day for day in days_of((first, end - timedelta(days=1))) if day < end}
            stays.setdefault((row.per_day, way), set()).update(days - left_out)
        found = []
        for (per_day, reached), days in sorted(
            stays.items(), key=lambda one: (one[0][0], one[0][1] == "down")
        ):
            values = [
                [v for day, v in self.scores[key].items() if day in days] for key in kinds if key
            ]
            if days:
                means = [(mean(own), len(own)) for own in values]
                found.append(Rung(per_day, reached, len(days), means))
        return found

    def pain_maps(self, span: Span) -> list[set[str]]:
        maps: dict[date, set[str]] = {}
        for row in self._rows("pain_areas"):
            if inside(day := date.fromisoformat(row["day"]), span):
                maps.setdefault(day, set()).update({row["area"]} - {""})
        return list(maps.values())

    # Reading

    def _rows(self, table: str) -> list[dict[str, str]]:
        file = self.folder / f"{table}.csv"
        if not file.exists():
            return []
        with file.open(encoding="utf-8", newline="") as text:
            return list(csv.DictReader(text))

    def _diary(self) -> Diary:
        written: dict[str, list[Written]] = {}
        taken: dict[date, MedicinesTaken] = {}
        keys = {item.key for item in self.items}
        for row in self._rows("days"):
            day = date.fromisoformat(row["day"])
            if day > self.span[1]:
                continue
            for key in keys & set(row):
                if row[key] not in {"", "skipped"}:
                    written.setdefault(key, []).append(Written(day, float(row[key])))
            if row.get("medicines_taken"):
                taken[day] = cast("MedicinesTaken", row["medicines_taken"])
        for row in self._rows("moments"):
            day = date.fromisoformat(row["day"])
            if day <= self.span[1] and row["value"] != "skipped":
                one = Written(day, float(row["value"]), momentary=True)
                written.setdefault(row["item"], []).append(one)
        return Diary(
            items=tuple(self.items),
            written={key: tuple(own) for key, own in written.items()},
            medicines=tuple(map(_medicine, self._rows("medicines"))),
            rows=tuple(
                change
                for row in self._rows("dose_changes")
                if (change := _dose_change(row)).day <= self.span[1]
            ),
            events=tuple(
                event
                for row in self._rows("events")
                if (event := _event(row)).first_day <= self.span[1]
            ),
            taken=taken,
        )


def _medicine(row: dict[str, str]) -> Medicine:
    return Medicine(
        row["name"],
        unit=cast("Unit", row["unit"]),
        strength=row["strength"],
        as_needed=row["as_needed"] == "yes",
    )


def _dose_change(row: dict[str, str]) -> DoseChange:
    times = ("morning", "noon", "evening", "night")
    return DoseChange(
        row["medicine"],
        date.fromisoformat(row["day"]),
        Amounts(*(Decimal(row[time] or 0) for time in times)),
        every_days=int(row["every_days"] or 1),
        main_item=row["main_item"] or None,
        settling_days=int(row["settling_days"] or 7),
        window_days=int(row["window_days"] or 28),
    )


def _event(row: dict[str, str]) -> Event:
    last = date.fromisoformat(row["last_day"]) if row["last_day"] else None
    return Event(
        row["title"],
        cast("Category", row["category"]),
        date.fromisoformat(row["first_day"]),
        last,
        leave_out=row["leave_out"] == "yes",
    )
