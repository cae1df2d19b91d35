"""What to keep in mind beside a comparison, in sentences.

    caution_words(caution, scene) -> sentences of one caution
    missing_days_words(...) -> "10 of the 28 days after have no score."

Cautions are said as what the entries show. Nothing here needs matplotlib.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fibrojournal.analysis.cautions import is_few
from fibrojournal.analysis.dose_periods import medicine_changes
from fibrojournal.charts.change_title import DoseBook, change_days, joined, part_words
from fibrojournal.domain.days import days_between
from fibrojournal.domain.dose_words import day_words
from fibrojournal.domain.scales import WEIGHTS
from fibrojournal.i18n import set_apart, tr, trn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fibrojournal.analysis.cautions import Caution
    from fibrojournal.analysis.comparison import Comparison, Window
    from fibrojournal.analysis.dose_periods import MedicineChange
    from fibrojournal.analysis.series import DailyValues
    from fibrojournal.analysis.windows import Change
    from fibrojournal.domain.events import Event
    from fibrojournal.i18n import Formatter

LISTED_CHANGES = 6
"""Most other changes that a sentence lists; of more, the number is said."""


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What else there was around one comparison.

    Attributes:
        change: The change.
        comparison: The comparison of one item.
        events: Events that share a day with the windows.
        book: All medicines and doses.
        daily: The item's scored days; None = not at hand.
        today: For the year of days.
        formatter: Writes days and numbers.
    """

    change: Change
    comparison: Comparison
    events: Sequence[Event]
    book: DoseBook
    daily: DailyValues | None
    today: date
    formatter: Formatter


def caution_words(caution: Caution, scene: Scene) -> tuple[str, ...]:
    """Say one caution; () where there is nothing to say about it."""
    match caution:
        case "joint":
            return (_joint_words(scene.change.parts),)
        case "other_changes":
            return (_other_changes_words(scene),)
        case "few_days":
            return missing_days_words(scene)
        case "drift" | "bad_spell" | "different_intake" | "weekday_mix" | "recent":
            return (_plain_words()[caution],)


def _plain_words() -> dict[str, str]:
    """Return the sentences that name no number."""
    return {
        "drift": tr("Scores were already moving before the change."),
        "bad_spell": tr(
            "The change came during a bad spell; some easing would be expected anyway."
        ),
        "different_intake": tr(
            "On more than 1 in 5 of the days after, you wrote that you took your medicines "
            "differently."
        ),
        "weekday_mix": tr("The scored days before and after are different days of the week."),
        "recent": tr("The last step of this change was less than 8 weeks ago."),
    }


def missing_days_words(scene: Scene) -> tuple[str, ...]:
    """Say how many days of each thinly scored window have no score.

    Weight is left alone: once a week is enough.
    """
    comparison = scene.comparison
    if comparison.item.scale in WEIGHTS:
        return ()
    said = []
    for window, none, some, most in (
        (
            comparison.before,
            tr("None of the {days} days before has a score."),
            tr("{missing} of the {days} days before have no score."),
            tr("{missing} of the {days} days before have no score, most of them during {event}."),
        ),
        (
            comparison.after,
            tr("None of the {days} days after has a score."),
            tr("{missing} of the {days} days after have no score."),
            tr("{missing} of the {days} days after have no score, most of them during {event}."),
        ),
    ):
        if is_few(window.scored, window.days):
            event = _event_of_gap(scene, window)
            pattern = none if window.scored == 0 else most if event else some
            missing = window.days - window.scored
            said.append(pattern.format(missing=missing, days=window.days, event=event))
    return tuple(said)


def _joint_words(parts: Sequence[MedicineChange]) -> str:
    names = joined(list(dict.fromkeys(part.medicine for part in parts)))
    gap = _widest_gap(parts)
    title = names[:1].upper() + names[1:]
    if gap <= 0:
        pattern = tr("{medicines} changed at the same time: the diary cannot separate them.")
        return pattern.format(medicines=title)
    words = trn(
        "{{medicines}} changed within {n} day of each other: the diary cannot separate them.",
        "{{medicines}} changed within {n} days of each other: the diary cannot separate them.",
        gap,
    )
    return words.format(medicines=title)


def _widest_gap(parts: Sequence[MedicineChange]) -> int:
    """Return the most days between the end of what came before and the next part."""
    widest, last = 0, parts[0].last_day
    for part in parts:
        widest = max(widest, (part.first_day - last).days)
        last = max(last, part.last_day)
    return widest


def _other_changes_words(scene: Scene) -> str:
    others = [*_other_medicines(scene), *(_event_words(event, scene) for event in scene.events)]
    if not others:
        return tr("Other things changed in these weeks too.")
    more = len(others) - LISTED_CHANGES
    if more > 0:
        others = [*others[:LISTED_CHANGES], trn("{n} more", "{n} more", more)]
    return tr("Also in these weeks: {changes}.").format(changes=set_apart(others))


def _other_medicines(scene: Scene) -> list[str]:
    """Name the changes of other medicines between the first and the last day compared."""
    comparison, own = scene.comparison, scene.change.parts
    first = min(comparison.before.first_day, scene.change.first_day)
    last = max(comparison.after.last_day, scene.change.last_day)
    scheduled = {one.name for one in scene.book.medicines if not one.as_needed}
    rows = [row for row in scene.book.rows if row.medicine in scheduled and row.day <= scene.today]
    return [
        tr("{change} ({days})").format(
            change=part_words(part, scene.book, scene.formatter, a_day=True),
            days=change_days(part.first_day, part.last_day, scene.formatter, with_year=False),
        )
        for part in medicine_changes(rows)
        if part not in own and part.first_day <= last and part.last_day >= first
    ]


def _event_words(event: Event, scene: Scene) -> str:
    return tr("{event} ({days})").format(event=event.label, days=_event_days(event, scene))


def _event_days(event: Event, scene: Scene) -> str:
    if event.last_day is None:
        since = day_words(event.first_day, scene.today, scene.formatter)
        return tr("since {day}").format(day=since)
    same_year = event.first_day.year == event.last_day.year == scene.today.year
    return change_days(event.first_day, event.last_day, scene.formatter, with_year=not same_year)


def _event_of_gap(scene: Scene, window: Window) -> str:
    """Name the event in which most days without a score lie; "" = there is none.

    An event that covers more than half of the window says nothing about its gaps.
    """
    if scene.daily is None:
        return ""
    scored = set(scene.daily.between(window.first_day, window.last_day).days.tolist())
    left_out = [event for event in scene.events if event.leave_out]
    days = [
        day
        for day in days_between(window.first_day, window.last_day)
        if not any(event.covers(day) for event in left_out)
    ]
    missing = [day for day in days if day.toordinal() not in scored]
    for event in scene.events:
        covered = sum(1 for day in days if event.covers(day))
        inside = sum(1 for day in missing if event.covers(day))
        if 2 * covered <= len(days) and 2 * inside > len(missing):
            return _event_words(event, scene)
    return ""
