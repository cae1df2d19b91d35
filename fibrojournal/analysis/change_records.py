"""The comparisons as plain records, one per change and item, for scripts.

Days are ISO text, numbers are unrounded, None = it may not be shown. The names of the fields are
a promise: scripts rely on them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from fibrojournal.analysis.change_report import ChangeReport
    from fibrojournal.analysis.comparison import Comparison, Range, Window
    from fibrojournal.analysis.windows import Change
    from fibrojournal.domain.medicines import Medicine, Unit

ChangeRecord: TypeAlias = dict[str, object]


def change_records(
    reports: Iterable[ChangeReport], medicines: Sequence[Medicine]
) -> list[ChangeRecord]:
    """Return a record for each change and item, by day of the change, then order of the items.

    Args:
        reports: In any order.
        medicines: Those of the journal, for their units.
    """
    units = {medicine.name: medicine.unit for medicine in medicines}
    return [
        _record(report.change, comparison, units)
        for report in sorted(reports, key=lambda report: report.change.first_day)
        for comparison in report.comparisons
    ]


def _record(change: Change, comparison: Comparison, units: dict[str, Unit]) -> ChangeRecord:
    before, after = comparison.before, comparison.after
    low, high, confidence = _ends(comparison.range)
    better_low, better_high, _ = _ends(comparison.better_range)
    return {
        "day": change.first_day.isoformat(),
        "last_day": change.last_day.isoformat(),
        "medicines": list(_medicines(change, units)),
        "item": comparison.item.key,
        "main": comparison.is_main,
        "settling_days": change.settling_days,
        "before_first_day": _day(before.first_day, before),
        "before_last_day": _day(before.last_day, before),
        "after_first_day": _day(after.first_day, after),
        "after_last_day": _day(after.last_day, after),
        "days_before": before.days,
        "days_after": after.days,
        "scored_before": before.scored,
        "scored_after": after.scored,
        "mean_before": before.mean,
        "mean_after": after.mean,
        "difference": comparison.difference,
        "low": low,
        "high": high,
        "confidence": confidence,
        "percent": comparison.percent,
        "better_day_chance": comparison.better_day_chance,
        "better_low": better_low,
        "better_high": better_high,
        "carry_over": comparison.carry_over,
        "independent_days_before": comparison.independent_days_before,
        "independent_days_after": comparison.independent_days_after,
        "reading": comparison.reading,
        "next_look": comparison.next_look and comparison.next_look.isoformat(),
        "days_needed": comparison.days_needed,
        "cautions": list(comparison.cautions),
    }


def _medicines(change: Change, units: dict[str, Unit]) -> Iterator[ChangeRecord]:
    for part in change.parts:
        before = part.from_per_day
        yield {
            "medicine": part.medicine,
            "unit": units[part.medicine],
            "from_per_day": None if before is None else float(before),  # None: the first dose
            "to_per_day": float(part.to_per_day),
        }


def _day(day: date, window: Window) -> str | None:
    """Write a day of a window; an empty window has none."""
    return None if window.last_day < window.first_day else day.isoformat()


def _ends(found: Range | None) -> tuple[float | None, float | None, float | None]:
    return (None, None, None) if found is None else (found.low, found.high, found.confidence)
