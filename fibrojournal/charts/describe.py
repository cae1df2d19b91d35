"""The timeline in words: a sentence, one day, and a table; the same numbers as in the picture.

    timeline_sentence(data, first, last, formatter) -> str
    day_in_words(data, day, formatter) -> DayWords(title, lines)
    timeline_table(data, first, last, formatter) -> (headers, rows), newest day first

Blank days are said to have no scores, and their cells stay blank; 0 is 0. n stands beside every
mean. Nothing here needs matplotlib.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, overload

from fibrojournal.analysis.summary import ItemSummary, PartMean, summary
from fibrojournal.charts.change_words import dose_number, dose_words, unit_a_day
from fibrojournal.charts.recalled_days import diamond_words
from fibrojournal.domain.scales import (
    DONE,
    DONE_WITH_HELP,
    HOURS,
    KILOGRAMS,
    NUMERIC_RATING,
    SEVERITY,
    WEIGHTS,
)
from fibrojournal.i18n import listed, set_apart, tr, trn

if TYPE_CHECKING:
    from fibrojournal.charts.timeline_data import DoseLane, TimelineData, TimelineItem
    from fibrojournal.domain.tracked_items import TrackedItem
    from fibrojournal.i18n import Formatter

Row = tuple[str, ...]

SENTENCE_ITEMS = 3
"""Most items that the sentence names; the table has all."""


@dataclass(frozen=True, slots=True)
class DayWords:
    """One day in words.

    Attributes:
        title: The day, such as "Monday, 24 November 2025".
        lines: Scores, then doses, then events.
    """

    title: str
    lines: tuple[str, ...]


def name_inside(item: TrackedItem) -> str:
    """Return an item's short name for the inside of a sentence; own names stay as written."""
    name = item.short_name
    return name if item.own_name is not None else name[:1].lower() + name[1:]


def value_words(item: TrackedItem, value: float, formatter: Formatter) -> str:
    """Write one value: "6", "none", "7.5 hours", "done"."""
    if item.scale == SEVERITY:
        return (tr("none"), tr("mild"), tr("moderate"), tr("severe"))[round(value)]
    if item.scale == DONE:
        yes, no = (
            (tr("yes"), tr("no")) if item.kind == "function" else (tr("done"), tr("not done"))
        )
        return yes if value else no
    if item.scale == DONE_WITH_HELP:
        return (tr("not done"), tr("done with help"), tr("done"))[round(value)]
    if item.scale == HOURS:
        return tr("{number} hours").format(number=formatter.number(value))
    if item.scale in WEIGHTS:
        words = tr("{number} kg") if item.scale == KILOGRAMS else tr("{number} lb")
        return words.format(number=formatter.number(value))
    return formatter.number(value)


def timeline_sentence(
    data: TimelineData, first: date, last: date, formatter: Formatter, *, fixed: str = ""
) -> str:
    """Say in one or two sentences what the days `first` to `last` hold.

    Args:
        data: What the timeline shows.
        first: First day.
        last: Last day.
        formatter: Writes numbers.
        fixed: What stands under every comparison; it follows where the first weeks stand beside
            the last.
    """
    first, last = max(first, data.first_day), min(last, data.last_day)
    if data.is_empty:
        return tr("There are no entries yet.")
    seen = summary([chosen.daily for chosen in data.items], first, last)
    counted = trn(
        "In your entries: {{scored}} of {{days}} day scored.",
        "In your entries: {{scored}} of {{days}} days scored.",
        seen.days,
    ).format(scored=formatter.number(seen.scored_days), days=formatter.number(seen.days))
    named = [
        (chosen.item, part)
        for chosen, part in zip(data.items, seen.items, strict=True)
        if part.whole.scored
    ]
    symptoms = [pair for pair in named if pair[0].kind == "symptom"] or named
    parts: list[str] = []
    said = False
    for item, seen_item in symptoms[:SENTENCE_ITEMS]:
        name = name_inside(item) if parts else item.short_name
        parts.append(_item_words(name, seen_item, formatter, said=said))
        said = said or _has_means(seen_item)
    if not parts:
        return counted
    sentence = tr("{counted} {averages}.").format(counted=counted, averages=set_apart(parts))
    if data.shows_recalled(first, last):
        sentence = f"{sentence} {diamond_words()}"
    said_of = [part for _item, part in symptoms[:SENTENCE_ITEMS]]
    compares = any(part.first_weeks is not None and _has_means(part) for part in said_of)
    return f"{sentence} {fixed}" if fixed and compares else sentence


def day_in_words(data: TimelineData, day: date, formatter: Formatter) -> DayWords:
    """Say what one day holds; for a day to come, what the written plan says."""
    lines = []
    if day <= data.today:
        scores = [
            tr("{item} {value}").format(
                item=name_inside(chosen.item), value=value_words(chosen.item, value, formatter)
            )
            for chosen in data.items
            if (value := chosen.daily.on(day)) is not None
        ]
        if data.items:
            lines.append(listed(scores) if scores else tr("no scores"))
        if scores and (recalled := recalled_words(data, day)):
            lines.append(recalled)
        lines += [words for lane in data.lanes if (words := dose_line(lane, day, formatter))]
    else:
        lines += [words for lane in data.lanes if (words := _plan_line(lane, day, formatter))]
    lines += [
        event.label
        for event in data.events
        if event.covers(day) and (event.last_day is not None or day <= data.today)
    ]
    return DayWords(formatter.full_day(day), tuple(lines))


def recalled_words(data: TimelineData, day: date) -> str:
    """Say that a day was filled in later; "" = it was not."""
    days = data.recalled.get(day)
    if days is None:
        return ""
    return trn("recalled after {n} day", "recalled after {n} days", days)


def dose_line(lane: DoseLane, day: date, formatter: Formatter) -> str:
    """Say which dose of a medicine was in force, such as "gabapentin 600 mg, day 36"."""
    period = lane.period_on(day)
    if period is None:
        return ""
    name = lane.medicine.name
    if period.per_day == 0:
        return tr("{medicine} stopped on {day}").format(
            medicine=name, day=formatter.day(period.first)
        )
    words = {
        "medicine": name,
        "dose": dose_words(period.per_day, lane.medicine.unit, formatter),
        "number": formatter.number((day - period.first).days + 1),
    }
    if period.change.every_days == 1:
        return tr("{medicine} {dose}, day {number}").format(**words)
    words["dose"] = dose_words(period.change.amounts.total, lane.medicine.unit, formatter)
    words["every"] = formatter.number(period.change.every_days)
    return tr("{medicine} {dose} every {every} days, day {number}").format(**words)


def _plan_line(lane: DoseLane, day: date, formatter: Formatter) -> str:
    steps = [step for step in lane.plan if step.day <= day]
    if not steps:
        return ""
    return tr("plan: {medicine} {dose}").format(
        medicine=lane.medicine.name,
        dose=dose_words(steps[-1].per_day, lane.medicine.unit, formatter),
    )


def _has_means(seen: ItemSummary) -> bool:
    parts = [part for part in (seen.first_weeks, seen.last_weeks) if part is not None]
    return all(part.mean is not None for part in parts or [seen.whole])


def _item_words(name: str, seen: ItemSummary, formatter: Formatter, *, said: bool) -> str:
    """Write the averages of one item, each with its n.

    Args:
        name: The item's name at this place in the sentence.
        seen: Its averages.
        formatter: Writes numbers.
        said: Whether an item before has said what the averages are of.
    """
    if seen.first_weeks is None or seen.last_weeks is None:
        whole = _mean_words(seen.whole, formatter)
        if seen.whole.mean is None:
            return tr("{item}: {whole}").format(item=name, whole=whole)
        pattern = tr("{item} {whole}") if said else tr("{item} averaged {whole}")
        return pattern.format(item=name, whole=whole)
    early, late = (_mean_words(part, formatter) for part in (seen.first_weeks, seen.last_weeks))
    if not _has_means(seen):
        pattern = tr("{item} in the first 4 weeks: {early}, in the last 4: {late}")
    elif said:
        pattern = tr("{item} {early} and {late}")
    else:
        pattern = tr("{item} averaged {early} in the first 4 weeks and {late} in the last 4")
    return pattern.format(item=name, early=early, late=late)


def _mean_words(part: PartMean, formatter: Formatter) -> str:
    """Write "7.1 (26 scored)"; without a mean, only how few days were scored."""
    if part.mean is None:
        return trn("only {n} scored", "only {n} scored", part.scored)
    return tr("{mean} ({scored} scored)").format(
        mean=formatter.number(part.mean, 1), scored=formatter.number(part.scored)
    )


def timeline_table(
    data: TimelineData, first: date, last: date, formatter: Formatter
) -> tuple[Row, TimelineRows]:
    """Return the table twin of the picture: its headers and its rows, newest day first."""
    headers = (
        tr("Day"),
        *(_header(chosen) for chosen in data.items),
        *(
            tr("{medicine}, {unit}").format(
                medicine=lane.medicine.name, unit=unit_a_day(lane.medicine.unit)
            )
            for lane in data.lanes
        ),
        tr("Events"),
    )
    return headers, TimelineRows(data, first, min(last, data.today), formatter)


def _header(chosen: TimelineItem) -> str:
    item = chosen.item
    if item.scale in (NUMERIC_RATING, SEVERITY):
        return tr("{item} (0 to {high})").format(item=item.name, high=int(item.scale.high))
    return item.name


class TimelineRows(Sequence[Row]):
    """One row a day, newest first, each made when it is asked for."""

    def __init__(self, data: TimelineData, first: date, last: date, formatter: Formatter) -> None:
        self._data = data
        self._last = last
        self._days = max((last - first).days + 1, 0)
        self._formatter = formatter

    def __len__(self) -> int:
        return self._days

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Row, ...]: ...

    def __getitem__(self, place: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(place, slice):
            return tuple(self._row(number) for number in range(self._days)[place])
        return self._row(range(self._days)[place])

    def day(self, place: int) -> date:
        """Return the day of a row."""
        return self._last - timedelta(days=range(self._days)[place])

    def _row(self, place: int) -> Row:
        day = self.day(place)
        scores = (chosen.daily.on(day) for chosen in self._data.items)
        periods = (lane.period_on(day) for lane in self._data.lanes)
        recalled = recalled_words(self._data, day)
        pattern = tr("{day} ({recalled})") if recalled else "{day}"
        return (
            pattern.format(day=self._formatter.day(day), recalled=recalled),
            *("" if score is None else self._formatter.number(score) for score in scores),
            *(
                "" if period is None else dose_number(period.per_day, self._formatter)
                for period in periods
            ),
            listed(event.label for event in self._data.events if event.covers(day)),
        )
