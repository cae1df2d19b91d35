"""The before and after comparison a second time, from its formulas, in plain loops.

Nothing here shares code with the package: it exists so that each can be held against the other.
It is slow and literal on purpose. The names of the fields are those of the package.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import NormalDist, fmean, median
from typing import TYPE_CHECKING

from fibrojournal.domain.scales import DONE, DONE_WITH_HELP, HOURS, NUMERIC_RATING, SEVERITY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from decimal import Decimal

    from fibrojournal.domain.events import Event
    from fibrojournal.domain.medicines import DoseChange, Medicine
    from fibrojournal.domain.tracked_items import TrackedItem
    from tests.analysis.diaries import Diary, Written

ROUNDING = 1e-9
"""Two averages that differ by a limit on paper may miss it by this in the machine."""

Scores = dict[date, float]
"""Scored days of one window, in order."""


def day_after(day: date, number: int = 1) -> date:
    return day + timedelta(days=number)


def days_from(first: date, last: date) -> list[date]:
    return [day_after(first, number) for number in range((last - first).days + 1)]


# What is one change


@dataclass
class Part:
    """One change of one medicine; `way` is 1 up, -1 down, 0 for other times of day."""

    medicine: str
    way: int
    from_per_day: Decimal | None
    steps: list[DoseChange]

    @property
    def first_day(self) -> date:
        return self.steps[0].day

    @property
    def last_day(self) -> date:
        return self.steps[-1].day

    @property
    def to_per_day(self) -> Decimal:
        return self.steps[-1].per_day

    @property
    def settled_day(self) -> date:
        return day_after(self.last_day, self.steps[0].settling_days)

    def settling(self) -> set[date]:
        return {*days_from(self.first_day, day_after(self.settled_day, -1)), self.last_day}


@dataclass
class Change:
    parts: list[Part]

    @property
    def first_day(self) -> date:
        return min(part.first_day for part in self.parts)

    @property
    def last_day(self) -> date:
        return max(part.last_day for part in self.parts)

    @property
    def settled_day(self) -> date:
        return max(part.settled_day for part in self.parts)

    @property
    def settling_days(self) -> int:
        return (self.settled_day - self.last_day).days

    @property
    def window_days(self) -> int:
        return self.parts[0].steps[0].window_days

    @property
    def main_item(self) -> str | None:
        for part in self.parts:
            if part.steps[0].main_item is not None:
                return part.steps[0].main_item
        return None


def altering_rows(rows: Iterable[DoseChange]) -> list[DoseChange]:
    """Leave out rows that repeat the dose in force, and stops of what is not taken."""
    kept: list[DoseChange] = []
    for row in sorted(rows, key=lambda row: row.day):
        if not kept:
            alters = row.amounts.total > 0
        elif row.amounts.total == 0:
            alters = kept[-1].amounts.total > 0
        else:
            same = row.amounts == kept[-1].amounts and row.every_days == kept[-1].every_days
            alters = not same
        if alters:
            kept.append(row)
    return kept


def parts_of(rows: Iterable[DoseChange]) -> list[Part]:
    """Put the rows of one medicine together into titrations, tapers and single changes."""
    parts: list[Part] = []
    in_force: Decimal | None = None
    for row in altering_rows(rows):
        was = in_force or 0
        way = 1 if row.per_day > was else -1 if row.per_day < was else 0
        last = parts[-1] if parts else None
        if (
            last is not None
            and way != 0
            and way == last.way
            and (row.day - last.last_day).days < 21
        ):
            last.steps.append(row)
        else:
            parts.append(Part(row.medicine, way, in_force, [row]))
        in_force = row.per_day
    return parts


def touching(one: list[Part], other: list[Part]) -> bool:
    return any(
        mine.medicine != theirs.medicine and mine.settling() & theirs.settling()
        for mine in one
        for theirs in other
    )


def joined(parts: list[Part]) -> list[list[Part]]:
    """Join groups two by two until no two of them touch."""
    groups = [[part] for part in parts]
    while True:
        for left in range(len(groups)):
            for right in range(left + 1, len(groups)):
                if touching(groups[left], groups[right]):
                    groups[left] += groups.pop(right)
                    break
            else:
                continue
            break
        else:
            return groups


def changes_of(
    rows: Sequence[DoseChange], medicines: Sequence[Medicine], today: date
) -> list[Change]:
    order = [medicine.name for medicine in medicines if not medicine.as_needed]
    parts: list[Part] = []
    for name in order:
        parts += parts_of(row for row in rows if row.medicine == name and row.day <= today)
    found = []
    for group in joined(parts):
        group.sort(key=lambda part: (part.first_day, order.index(part.medicine)))
        found.append(Change(group))
    return sorted(found, key=lambda change: change.first_day)


# Windows and looks


@dataclass
class Windows:
    """Days of BEFORE, and of AFTER at both looks; `second_last` None = no second look."""

    before_first: date
    before_last: date
    after_first: date
    first_last: date
    second_last: date | None


def windows_of(changes: list[Change], place: int) -> Windows:
    change = changes[place]
    length = change.window_days
    before_first = day_after(change.first_day, -length)
    if place > 0:
        before_first = max(before_first, changes[place - 1].settled_day)
    first_last = day_after(change.settled_day, length - 1)
    second_last: date | None = day_after(change.settled_day, 2 * length - 1)
    if place + 1 < len(changes):
        following = changes[place + 1].first_day
        first_last = min(first_last, day_after(following, -1))
        if following < day_after(change.settled_day, 2 * length):
            second_last = None
    return Windows(
        before_first,
        day_after(change.first_day, -1),
        change.settled_day,
        first_last,
        second_last,
    )


# Daily values


def daily(written: Iterable[Written], item: TrackedItem) -> Scores:
    own: Scores = {}
    moments: dict[date, list[float]] = {}
    for one in written:
        if one.momentary:
            moments.setdefault(one.day, []).append(one.value)
        else:
            own[one.day] = one.value
    values = dict(own)
    for day, several in moments.items():
        if day in own:
            continue
        if item.key.endswith("_worst") or item.scale in (DONE, DONE_WITH_HELP):
            values[day] = max(several)
        elif item.scale.key == "count":
            values[day] = sum(several)
        else:
            values[day] = sum(several) / len(several)
    return {day: values[day] for day in sorted(values)}


# Formulas


def carry_over(before: Scores, after: Scores) -> float:
    products: list[float] = []
    squares: list[float] = []
    varied = False
    for window in (before, after):
        mean = fmean(window.values())
        varied = varied or min(window.values()) < max(window.values())
        for day, value in window.items():
            squares.append((value - mean) ** 2)
            if day_after(day) in window:
                products.append((value - mean) * (window[day_after(day)] - mean))
    if len(products) < 8 or not varied:
        return 0.4
    phi_0 = fmean(products) / fmean(squares)
    phi_1 = phi_0 + 2 * (1 + 3 * phi_0) / (len(before) + len(after))
    return min(max(phi_1, 0.2), 0.9)


def design_effect(days: Sequence[int], phi: float) -> float:
    total = 0.0
    for one in days:
        for other in days:
            total += phi ** abs(one - other)
    return total / len(days)


def independent_days(count: int, effect: float) -> float:
    return max(count / effect, 2)


def square_spread(values: Sequence[float]) -> float:
    mean = fmean(values)
    return sum((value - mean) ** 2 for value in values) / (len(values) - 1)


def variance(spread: float, step: float, count: int, effect: float) -> float:
    return max(spread, step**2 / 12) / max(0.2, 1 - (effect - 1) / (count - 1))


def normal_quantile(confidence: float) -> float:
    return NormalDist().inv_cdf(0.5 + confidence / 2)


def t_quantile(confidence: float, df: float) -> float:
    z = normal_quantile(confidence)
    return (
        z
        + (z**3 + z) / (4 * df)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * df**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * df**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * df**4)
    )


def half_width(v_a: float, e_a: float, v_b: float, e_b: float, confidence: float) -> float:
    part_a, part_b = v_a / e_a, v_b / e_b
    welch = (part_a + part_b) ** 2 / (part_a**2 / (e_a - 1) + part_b**2 / (e_b - 1))
    return t_quantile(confidence, max(4, welch)) * math.sqrt(part_a + part_b)


def nonoverlap(before: Iterable[float], after: Iterable[float], better: str) -> float:
    after = list(after)
    points, pairs = 0.0, 0
    for was in before:
        for then in after:
            pairs += 1
            if then == was:
                points += 0.5
            elif (then < was) == (better == "lower"):
                points += 1
    return points / pairs


def nonoverlap_range(share: float, m: float, n: float, z: float) -> tuple[float, float]:
    """Find the interior roots of Newcombe's method 5.

    At a share of 0 the equation has the root 0 itself; divided by p, the upper one is left. A
    share of 1 is the mirror image.
    """
    if share == 0:
        return 0.0, _upper_root_at_zero(m, n, z)
    if share == 1:
        return 1 - _upper_root_at_zero(m, n, z), 1.0

    def excess(p: float) -> float:
        left = m * n * (share - p) ** 2 * (2 - p) * (1 + p)
        return left - z**2 * p * (1 - p) * _newcombe_bracket(p, m, n)

    return _root(excess, 0, share), _root(excess, 1, share)


def _newcombe_bracket(p: float, m: float, n: float) -> float:
    h = (m + n) / 2 - 1
    return 2 + h + (1 + 2 * h) * p * (1 - p)


def _upper_root_at_zero(m: float, n: float, z: float) -> float:
    def divided(p: float) -> float:
        return m * n * p * (2 - p) * (1 + p) - z**2 * (1 - p) * _newcombe_bracket(p, m, n)

    return _root(divided, 1, 0)


def _root(function: Callable[[float], float], positive: float, negative: float) -> float:
    """Halve the way between a place where the function is positive and one where it is not."""
    for _step in range(200):
        middle = (positive + negative) / 2
        if function(middle) > 0:
            positive = middle
        else:
            negative = middle
    return (positive + negative) / 2


def theil_sen(window: Scores) -> float:
    slopes = []
    points = list(window.items())
    for place, (day, value) in enumerate(points):
        for later, then in points[place + 1 :]:
            slopes.append((then - value) / (later - day).days)
    return median(slopes) if slopes else 0.0


# One comparison


@dataclass
class Window:
    first_day: date
    last_day: date
    days: int
    scored: int
    mean: float | None
    highest: float | None
    share_at_7: float | None


@dataclass
class Range:
    low: float
    high: float
    confidence: float


@dataclass
class Comparison:
    item: TrackedItem
    is_main: bool
    before: Window
    after: Window
    reading: str = "not_yet"
    look: int = 0
    difference: float | None = None
    range: Range | None = None
    percent: float | None = None
    better_day_chance: float | None = None
    better_range: Range | None = None
    carry_over: float | None = None
    independent_days_before: float | None = None
    independent_days_after: float | None = None
    next_look: date | None = None
    days_needed: int | None = None
    cautions: list[str] = field(default_factory=list)
    mean_if_missing_low: float | None = None
    mean_if_missing_high: float | None = None


@dataclass
class Report:
    change: Change
    comparisons: list[Comparison]
    left_out_days: int
    events: list[Event]


@dataclass
class Side:
    """One window: its first and last calendar day, the days that count, the scored ones."""

    first_day: date
    last_day: date
    days: list[date]
    scores: Scores

    def window(self, item: TrackedItem) -> Window:
        values = list(self.scores.values())
        enough = len(values) >= 5
        rated = enough and item.scale == NUMERIC_RATING
        return Window(
            self.first_day,
            self.last_day,
            len(self.days),
            len(values),
            sum(values) / len(values) if enough else None,
            max(values) if rated else None,
            sum(value >= 7 for value in values) / len(values) if rated else None,
        )

    @property
    def has_enough(self) -> bool:
        scored = list(self.scores)
        return (
            len(scored) >= 10
            and 2 * len(scored) >= len(self.days)
            and (scored[-1] - scored[0]).days + 1 >= 14
        )

    def ordinals(self) -> list[int]:
        return [day.toordinal() for day in self.scores]

    def values(self) -> list[float]:
        return list(self.scores.values())


class Reader:
    """Reads one diary as of one day."""

    def __init__(self, diary: Diary, today: date, mid_0_10: float = 1.0) -> None:
        self.diary = diary
        self.today = today
        self.mid_0_10 = mid_0_10
        self.changes = changes_of(diary.rows, diary.medicines, today)

    def reports(self) -> list[Report]:
        """Return all changes, newest first."""
        return [self.report(place) for place in reversed(range(len(self.changes)))]

    def report(self, place: int) -> Report:
        change = self.changes[place]
        found = []
        for item in self.diary.items:
            one = self.compare(place, item)
            if one.is_main or one.before.scored + one.after.scored > 0:
                found.append(one)
        windows = windows_of(self.changes, place)
        first_last = min(windows.first_last, self.today)
        after_last = max([one.after.last_day for one in found], default=first_last)
        covered = days_from(windows.before_first, windows.before_last)
        covered += days_from(windows.after_first, after_last)
        return Report(
            change,
            found,
            sum(self.is_left_out(day) for day in covered),
            [e for e in self.diary.events if any(e.covers(day) for day in covered)],
        )

    def is_left_out(self, day: date) -> bool:
        return any(event.leave_out and event.covers(day) for event in self.diary.events)

    def side(self, first: date, last: date, values: Scores) -> Side:
        days = [day for day in days_from(first, last) if not self.is_left_out(day)]
        return Side(first, last, days, {day: values[day] for day in days if day in values})

    def compare(self, place: int, item: TrackedItem) -> Comparison:
        windows = windows_of(self.changes, place)
        values = daily(self.diary.written.get(item.key, ()), item)
        before = self.side(windows.before_first, windows.before_last, values)
        last = min(windows.first_last, self.today)
        after = self.side(windows.after_first, last, values)
        one = self.averages(place, item, before, after)
        if self.today <= windows.first_last:
            one.next_look = day_after(windows.first_last)
        else:
            self.look(one, before, after, look=1)
            if one.reading == "cannot_tell" and windows.second_last is not None:
                if self.today > windows.second_last:
                    after = self.side(windows.after_first, windows.second_last, values)
                    one = self.averages(place, item, before, after)
                    self.look(one, before, after, look=2)
                else:
                    one.next_look = day_after(windows.second_last)
                    length = self.changes[place].window_days
                    one.days_needed = self.days_needed(one, before, after, 2 * length)
        one.cautions = Cautioner(self, place, one, before, after).names()
        return one

    def averages(self, place: int, item: TrackedItem, before: Side, after: Side) -> Comparison:
        one = Comparison(
            item,
            item.key == self.changes[place].main_item,
            before.window(item),
            after.window(item),
        )
        if one.before.mean is not None and one.after.mean is not None:
            one.difference = one.after.mean - one.before.mean
        if one.after.mean is not None and item.scale in (NUMERIC_RATING, SEVERITY):
            missing = one.after.days - one.after.scored
            total = sum(after.values())
            one.mean_if_missing_low = (total + missing * item.scale.low) / one.after.days
            one.mean_if_missing_high = (total + missing * item.scale.high) / one.after.days
        return one

    def mid(self, item: TrackedItem) -> float | None:
        if item.better == "neither":
            return None
        if item.scale == NUMERIC_RATING:
            return self.mid_0_10
        return 0.3 if item.scale == SEVERITY else 0.5 if item.scale == HOURS else None

    def look(self, one: Comparison, before: Side, after: Side, look: int) -> None:
        """Fill in the ranges and the reading of a look that is due."""
        one.look = look
        if not (before.has_enough and after.has_enough):
            one.reading = "too_few"
            return
        confidence = 0.99 if not one.is_main else 0.95 if look == 1 else 0.97
        self.fill_in_ranges(one, before, after, confidence)
        one.reading = reading(one, self.mid(one.item))

    def fill_in_ranges(
        self, one: Comparison, before: Side, after: Side, confidence: float
    ) -> None:
        phi = carry_over(before.scores, after.scores)
        v_a, e_a = spread_and_days(before, phi, one.item.scale.step)
        v_b, e_b = spread_and_days(after, phi, one.item.scale.step)
        d, mean_a = one.difference, one.before.mean
        assert d is not None
        assert mean_a is not None
        width = half_width(v_a, e_a, v_b, e_b, confidence)
        one.range = Range(d - width, d + width, confidence)
        one.percent = 100 * d / mean_a if mean_a >= 1 else None
        one.carry_over = phi
        one.independent_days_before = e_a
        one.independent_days_after = e_b
        if one.item.better != "neither":
            share = nonoverlap(before.values(), after.values(), one.item.better)
            one.better_day_chance = share
            low, high = nonoverlap_range(share, e_a, e_b, normal_quantile(confidence))
            one.better_range = Range(low, high, confidence)

    def days_needed(self, one: Comparison, before: Side, after: Side, most: int) -> int | None:
        """Try every number of scored days in a row up to the second look's."""
        mid, phi = self.mid(one.item), one.carry_over
        assert mid is not None
        assert phi is not None
        step = one.item.scale.step
        v_a, e_a = spread_and_days(before, phi, step)
        spread = square_spread(after.values())
        for number in range(len(after.scores) + 1, most + 1):
            effect = design_effect(range(number), phi)
            v_b = variance(spread, step, number, effect)
            e_b = independent_days(number, effect)
            if half_width(v_a, e_a, v_b, e_b, 0.97 if one.is_main else 0.99) < mid:
                return number
        return None


def spread_and_days(side: Side, phi: float, step: float) -> tuple[float, float]:
    """Return the variance and the independent days of one window."""
    effect = design_effect(side.ordinals(), phi)
    count = len(side.scores)
    spread = square_spread(side.values())
    return variance(spread, step, count, effect), independent_days(count, effect)


def reading(one: Comparison, mid: float | None) -> str:
    if mid is None:
        return "no_reading"
    assert one.range is not None
    assert one.better_range is not None
    assert one.difference is not None
    moved = one.range.low > 0 or one.range.high < 0
    apart = one.better_range.low > 0.5 or one.better_range.high < 0.5
    if moved and apart:
        return "different" if abs(one.difference) >= mid - ROUNDING else "slightly_different"
    if one.range.low > -mid and one.range.high < mid:
        return "about_the_same"
    return "cannot_tell"


class Cautioner:
    """Names what else could explain a difference."""

    def __init__(
        self, reader: Reader, place: int, one: Comparison, before: Side, after: Side
    ) -> None:
        self.reader = reader
        self.change = reader.changes[place]
        self.others = [c for number, c in enumerate(reader.changes) if number != place]
        self.one = one
        self.before = before
        self.after = after

    def names(self) -> list[str]:
        questions: dict[str, Callable[[], bool]] = {
            "drift": self.drift,
            "bad_spell": self.bad_spell,
            "other_changes": self.other_changes,
            "different_intake": self.different_intake,
            "few_days": self.few_days,
            "weekday_mix": self.weekday_mix,
            "joint": lambda: len(self.change.parts) > 1,
            "recent": lambda: (self.reader.today - self.change.last_day).days < 56,
        }
        return [name for name, holds in questions.items() if holds()]

    def drift(self) -> bool:
        if self.one.reading not in {"different", "slightly_different"}:
            return False
        assert self.one.difference is not None
        slope = (theil_sen(self.before.scores) + theil_sen(self.after.scores)) / 2
        middles = [
            (side.first_day.toordinal() + side.last_day.toordinal()) / 2
            for side in (self.before, self.after)
        ]
        explained = slope * (middles[1] - middles[0])
        same_way = explained * self.one.difference > 0
        return same_way and abs(explained) >= abs(self.one.difference) / 2 - ROUNDING

    def bad_spell(self) -> bool:
        mid = self.reader.mid(self.one.item)
        values = self.before.values()
        if mid is None or len(values) < 10:
            return False
        worse = fmean(values[-5:]) - fmean(values[:-5])
        if self.one.item.better == "higher":
            worse = -worse
        return worse >= mid - ROUNDING

    def other_changes(self) -> bool:
        shown = {
            *days_from(self.before.first_day, self.before.last_day),
            *days_from(self.after.first_day, self.after.last_day),
        }
        if any(event.covers(day) for event in self.reader.diary.events for day in shown):
            return True
        ours = {part.medicine for part in self.change.parts}
        return any(
            part.medicine not in ours
            and not shown.isdisjoint(days_from(part.first_day, part.last_day))
            for other in self.others
            for part in other.parts
        )

    def different_intake(self) -> bool:
        said = [self.reader.diary.taken.get(day) for day in self.after.days]
        different, planned = said.count("different"), said.count("as_planned")
        return 5 * different > different + planned

    def few_days(self) -> bool:
        return any(
            10 * len(side.scores) < 7 * len(side.days) for side in (self.before, self.after)
        )

    def weekday_mix(self) -> bool:
        m, n = len(self.before.scores), len(self.after.scores)
        for weekday in range(7):
            was = sum(day.weekday() == weekday for day in self.before.scores)
            then = sum(day.weekday() == weekday for day in self.after.scores)
            if m and n and 100 * abs(was * n - then * m) > 15 * m * n:
                return True
        return False
