"""Journals of any content that a journal can hold, for tests of promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from fibrojournal.domain.contents import JournalContents
from fibrojournal.domain.entries import (
    COMPARED,
    MEDICINES_TAKEN,
    SKIPPED,
    DayEntry,
    Moment,
    Score,
)
from fibrojournal.domain.events import CATEGORIES, Event
from fibrojournal.domain.medicines import (
    SETTLING_DAYS,
    UNITS,
    WINDOW_DAYS,
    Amounts,
    DoseChange,
    Intake,
    Medicine,
    PlanStep,
)
from fibrojournal.domain.pain_areas import PAIN_AREAS, PainMap
from fibrojournal.domain.profile import Profile, Question
from fibrojournal.domain.scales import SCALES, Scale
from fibrojournal.domain.tracked_items import (
    BETTER,
    BUILT_IN_ITEMS,
    KINDS,
    TrackedItem,
    key_from_name,
)
from fibrojournal.exchange.row_readers import RESERVED_KEYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import SearchStrategy

_TRICKY = "=+-@'\"\t\r\n ,;\u00a0\u2028\u0085\v\ufeff0aæ😀"

TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12),
    st.text(_TRICKY, max_size=8),
)
"""Any text that can be typed or pasted: newlines of all kinds, quotes, formulas, all planes."""

NAMES = TEXTS.filter(lambda text: bool(text.strip()))

_AMOUNTS = st.one_of(
    st.integers(0, 999_999).map(Decimal),
    st.decimals(0, 999_999, places=6),
    st.decimals(0, 99, places=1),
)
_TIMES = st.builds(time, st.integers(0, 23), st.integers(0, 59), st.sampled_from([0, 0, 1, 59]))
_OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda n: timezone(timedelta(minutes=n)))


def texts_or(nothing: None) -> SearchStrategy[str | None]:
    """Own words, none at all among them, or not given."""
    return st.one_of(st.just(nothing), st.just(""), TEXTS)


def days_until(today: date) -> SearchStrategy[date]:
    """Days that were lived, most of them recent."""
    recent = st.dates(today - timedelta(days=40), today)
    return st.one_of(recent, recent, st.dates(date(1900, 1, 1), today))


def numbers_on(scale: Scale) -> SearchStrategy[float]:
    """Numbers on a scale, its ends and the smallest among them."""
    if scale.whole:
        return st.integers(int(scale.low), int(scale.high)).map(float)
    return st.one_of(
        st.sampled_from([scale.low, scale.high, scale.low + scale.step]).map(float),
        st.floats(scale.low, scale.high).map(lambda value: value + 0.0),
    )


def scores_on(scale: Scale) -> SearchStrategy[Score]:
    """What can be written for an item, but blank."""
    return st.one_of(st.just(SKIPPED), st.just(float(scale.low)), numbers_on(scale))


@st.composite
def tracked_items(draw: st.DrawFn) -> tuple[TrackedItem, ...]:
    """The built-in items, some with own words, and own items, in any order."""
    keys = draw(st.lists(TEXTS.map(key_from_name), max_size=3, unique=True))
    built_in = {item.key for item in BUILT_IN_ITEMS}
    own = [
        TrackedItem(
            key,
            draw(st.sampled_from(KINDS)),
            draw(st.sampled_from(sorted(SCALES.values(), key=lambda scale: scale.key))),
            draw(st.sampled_from(BETTER)),
        )
        for key in keys
        if key and key not in built_in | RESERVED_KEYS
    ]
    items = [draw(_described(item)) for item in own]
    changed = draw(st.integers(0, 3))
    items += [draw(_described(item)) for item in BUILT_IN_ITEMS[:changed]]
    items += BUILT_IN_ITEMS[changed:]
    if draw(st.booleans()):
        items = draw(st.permutations(items))
    return tuple(replace(item, position=position) for position, item in enumerate(items))


@st.composite
def _described(draw: st.DrawFn, item: TrackedItem) -> TrackedItem:
    anchors = draw(st.dictionaries(numbers_on(item.scale), TEXTS, max_size=2))
    return replace(
        item,
        own_name=draw(texts_or(None)),
        own_low_words=draw(texts_or(None)),
        own_high_words=draw(texts_or(None)),
        hidden=draw(st.booleans()),
        anchors=tuple(sorted(anchors.items())),
    )


@st.composite
def day_entries(
    draw: st.DrawFn, items: Sequence[TrackedItem], today: date
) -> tuple[DayEntry, ...]:
    """Day entries, oldest first, with blank, skipped and 0 side by side."""
    days = draw(st.lists(days_until(today), max_size=4, unique=True))
    scored = draw(st.lists(st.sampled_from(items), max_size=4, unique_by=lambda item: item.key))
    return tuple(
        DayEntry(
            day,
            {
                item.key: score
                for item in scored
                if (score := draw(st.none() | scores_on(item.scale))) is not None
            },
            draw(TEXTS),
            draw(st.none() | st.sampled_from(MEDICINES_TAKEN)),
            draw(st.none() | st.sampled_from(COMPARED)),
            draw(st.none() | _moments_at()),
            draw(st.none() | st.integers(1, 400)),
            draw(st.none() | days_until(today)),
        )
        for day in sorted(days)
    )


def _moments_at() -> SearchStrategy[datetime]:
    seconds = st.integers(0, 2**31).map(lambda n: datetime.fromtimestamp(n, UTC))
    return st.builds(datetime.astimezone, seconds, st.just(UTC) | _OFFSETS)


@st.composite
def moments(draw: st.DrawFn, items: Sequence[TrackedItem], today: date) -> tuple[Moment, ...]:
    """Single values of a time of day, oldest first, one for each item and time."""
    subjects = draw(
        st.lists(
            st.tuples(days_until(today), _TIMES, st.sampled_from(items)),
            max_size=3,
            unique_by=lambda subject: (subject[0], subject[1], subject[2].key),
        )
    )
    subjects.sort(key=lambda subject: subject[:2])
    return tuple(
        Moment(day, at, item.key, draw(scores_on(item.scale)), draw(TEXTS))
        for day, at, item in subjects
    )


@st.composite
def medicines(draw: st.DrawFn, today: date) -> tuple[Medicine, ...]:
    """Medicines with any name, in the order in which they were added."""
    names = draw(st.lists(NAMES, max_size=3, unique=True))
    counts = st.none() | st.tuples(_AMOUNTS, days_until(today))
    return tuple(
        Medicine(
            name,
            draw(TEXTS),
            draw(st.sampled_from(UNITS)),
            draw(TEXTS),
            draw(st.booleans()),
            draw(TEXTS),
            *(draw(counts) or (None, None)),
        )
        for name in names
    )


def amounts() -> SearchStrategy[Amounts]:
    """Amounts at the four times, all 0 among them."""
    part = st.just(Decimal(0)) | _AMOUNTS
    return st.builds(Amounts, part, part, part, part)


@st.composite
def dose_changes(
    draw: st.DrawFn, medicine: str, items: Sequence[TrackedItem], today: date
) -> list[DoseChange]:
    """The history of one medicine, oldest first."""
    days = draw(st.lists(days_until(today), max_size=3, unique=True))
    return [
        DoseChange(
            medicine,
            day,
            draw(amounts()),
            draw(st.sampled_from([1, 1, 2, 3, 90])),
            draw(st.none() | st.sampled_from([item.key for item in items])),
            draw(st.sampled_from(SETTLING_DAYS)),
            draw(st.sampled_from(WINDOW_DAYS)),
            draw(TEXTS),
        )
        for day in sorted(days)
    ]


@st.composite
def plan_steps(draw: st.DrawFn, medicine: str, today: date) -> list[PlanStep]:
    """A prescriber's plan for one medicine, by day; it may reach into the future."""
    days = st.dates(today - timedelta(days=90), today + timedelta(days=400))
    return [
        PlanStep(
            medicine,
            day,
            draw(amounts()),
            draw(st.sampled_from([1, 3])),
            draw(TEXTS),
            draw(st.none() | days_until(today)),
            draw(st.booleans()),
        )
        for day in sorted(draw(st.lists(days, max_size=2)))
    ]


@st.composite
def intakes(draw: st.DrawFn, medicine: str, today: date) -> list[Intake]:
    """As-needed amounts and deviations of one medicine."""
    days = draw(st.lists(days_until(today), max_size=2))
    optional = st.none() | st.just(Decimal(0)) | _AMOUNTS
    return [
        Intake(medicine, day, draw(st.none() | _TIMES), draw(optional), draw(TEXTS))
        for day in sorted(days)
    ]


@st.composite
def events(draw: st.DrawFn, today: date) -> tuple[Event, ...]:
    """Events by first day: one day, a range, still going on, or yet to come."""
    days = st.dates(today - timedelta(days=400), today + timedelta(days=60))
    lengths = st.none() | st.integers(0, 30).map(lambda n: timedelta(days=n))
    found = [
        Event(
            draw(TEXTS),
            draw(st.sampled_from(CATEGORIES)),
            day,
            None if (length := draw(lengths)) is None else day + length,
            draw(st.booleans()),
            draw(TEXTS),
        )
        for day in sorted(draw(st.lists(days, max_size=3)))
    ]
    return tuple(found)


@st.composite
def journal_contents(draw: st.DrawFn, today: date) -> JournalContents:
    """A whole journal. No id is set, as in what an import hands over."""
    items = draw(tracked_items())
    known = draw(medicines(today))
    names = [medicine.name for medicine in known]
    areas = st.frozensets(st.sampled_from(PAIN_AREAS), max_size=4)
    maps = draw(st.dictionaries(days_until(today), areas, max_size=3))
    taken = [intake for name in names for intake in draw(intakes(name, today))]
    taken.sort(key=lambda intake: intake.day)
    return JournalContents(
        items=items,
        days=draw(day_entries(items, today)),
        moments=draw(moments(items, today)),
        pain_maps=tuple(PainMap(day, maps[day]) for day in sorted(maps)),
        medicines=known,
        dose_changes=tuple(
            change for name in names for change in draw(dose_changes(name, items, today))
        ),
        plan=tuple(step for name in names for step in draw(plan_steps(name, today))),
        intakes=tuple(taken),
        events=draw(events(today)),
        questions=tuple(draw(st.lists(st.builds(Question, NAMES, st.booleans()), max_size=2))),
        profile=draw(
            st.builds(Profile, TEXTS, st.none() | st.integers(1900, today.year), TEXTS, TEXTS)
        ),
    )
