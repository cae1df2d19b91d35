from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import fibrojournal.analysis.change_report as change_report_module
from fibrojournal.analysis.change_records import change_records
from fibrojournal.analysis.change_report import (
    ChangeReport,
    ChangeReports,
    ChangesSource,
    change_reports,
)
from fibrojournal.analysis.comparison import Comparison, compare
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from fibrojournal.journal.example import example_contents
from tests.analysis.comparing import (
    CHANGED,
    LONG_AFTER,
    MEDICINES,
    SETTLED,
    around,
    daily,
    later,
    step,
)
from tests.benchmarks.comparison import source_of
from tests.builders import TODAY, day, make_event

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from fibrojournal.analysis.series import DailyValues
    from tests.analysis.comparing import Scores

LEVEL: Scores = [5, 6, 5, 4] * 7
LOWER: Scores = [2, 3, 2, 1] * 7


def source(**about: Any) -> ChangesSource:
    """Gather one change with pain and fatigue around it; a test names what is different."""
    plain: dict[str, Any] = {
        "items": BUILT_IN_ITEMS,
        "daily": {"pain_average": around(LEVEL, LOWER), "fatigue": around(LEVEL, LEVEL)},
        "medicines": MEDICINES,
        "dose_changes": [step()],
        "events": [],
        "medicines_taken": {},
    }
    return ChangesSource(**plain | about)


def reports(*, today: date = LONG_AFTER, **about: Any) -> tuple[ChangeReport, ...]:
    return change_reports(source(**about), today=today)


def keys(report: ChangeReport) -> list[str]:
    return [one.item.key for one in report.comparisons]


# What a report holds


def test_the_newest_change_comes_first() -> None:
    rows = [step(), step(later(100), 900), step(later(50), 30, "duloxetine")]
    assert [one.change.first_day for one in reports(dose_changes=rows)] == [
        later(100),
        later(50),
        CHANGED,
    ]


def test_items_stand_in_their_order_and_only_with_numbers() -> None:
    (report,) = reports(items=tuple(reversed(BUILT_IN_ITEMS)))
    assert keys(report) == ["pain_average", "fatigue"]
    assert report.main is not None
    assert report.main.item.key == "pain_average"


def test_the_main_item_is_there_without_any_number() -> None:
    (report,) = reports(dose_changes=[step(main="fog")])
    assert keys(report) == ["pain_average", "fatigue", "fog"]
    fog = report.comparisons[-1]
    assert (fog.is_main, fog.before.scored, fog.reading) == (True, 0, "too_few")


def test_without_a_main_item_there_is_none() -> None:
    (report,) = reports(dose_changes=[step(main=None)])
    assert report.main is None


def test_numbers_outside_the_windows_are_not_listed() -> None:
    settling_in = daily({later(3): 1.0, later(200): 2.0, later(-29): 3.0}, "fog")
    (report,) = reports(daily={"fog": settling_in})
    assert keys(report) == ["pain_average"]


def test_a_hidden_item_with_numbers_is_listed() -> None:
    (report,) = reports(daily={"anxiety": around(LEVEL, LOWER)})
    assert keys(report) == ["pain_average", "anxiety"]


def test_events_and_left_out_days_of_the_windows_are_told() -> None:
    ill = make_event(later(-3), later(8), category="illness", leave_out=True)
    flare = make_event(later(3), later(5))
    visit = make_event(later(20, SETTLED), later(20, SETTLED), category="visit")
    (report,) = reports(events=[visit, flare, ill])
    assert report.events == (ill, visit)
    assert report.left_out_days == 5


def test_no_changes_make_no_reports() -> None:
    assert reports(dose_changes=[]) == ()


# Only what changed is computed again


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[date, str]]:
    """Note every comparison that is really made."""
    made: list[tuple[date, str]] = []

    def noting(*arguments: Any) -> Comparison:
        made.append((arguments[0].first_day, arguments[1].key))
        return compare(*arguments)

    monkeypatch.setattr(change_report_module, "compare", noting)
    return made


ROWS = [step(), step(later(100), 900)]


def test_nothing_is_computed_again_when_nothing_changed(counted: list[Any]) -> None:
    remembering = ChangeReports()
    first = remembering.reports(source(dose_changes=ROWS), today=LONG_AFTER)
    assert len(counted) == 3  # two items, and the main item of the second change
    again = remembering.reports(source(dose_changes=ROWS), today=LONG_AFTER)
    assert again == first
    assert len(counted) == 3


def test_a_score_brings_only_its_item_around_its_change_again(counted: list[Any]) -> None:
    remembering = ChangeReports()
    remembering.reports(source(dose_changes=ROWS), today=LONG_AFTER)
    counted.clear()
    edited = {"pain_average": around(LEVEL, [9, *LOWER[1:]]), "fatigue": around(LEVEL, LEVEL)}
    changed = source(dose_changes=ROWS, daily=edited)
    found = remembering.reports(changed, today=LONG_AFTER)
    assert counted == [(CHANGED, "pain_average")]
    assert found == change_reports(changed, today=LONG_AFTER)


def test_a_day_that_passes_brings_nothing_long_past_again(counted: list[Any]) -> None:
    remembering = ChangeReports()
    remembering.reports(source(dose_changes=ROWS), today=later(150))
    counted.clear()
    remembering.reports(source(dose_changes=ROWS), today=later(151))
    assert {on for on, _ in counted} == {later(100)}


@pytest.mark.parametrize(
    "edited",
    [
        {"events": [make_event(SETTLED, later(3, SETTLED), leave_out=True)]},
        {"medicines_taken": {SETTLED: "different"}},
        {"mid_0_10": 3.5},
        {"dose_changes": [step(settling=3), ROWS[1]]},
        {"dose_changes": [step(main="fatigue"), ROWS[1]]},
        {"dose_changes": [*ROWS, step(later(20), 30, "duloxetine")]},
        {"items": [replace(item, own_name="My pain") for item in BUILT_IN_ITEMS]},
        {"daily": {}},
    ],
)
def test_what_is_remembered_is_what_would_be_computed(edited: dict[str, Any]) -> None:
    remembering = ChangeReports()
    plain = source(dose_changes=ROWS)
    remembering.reports(plain, today=LONG_AFTER)
    changed = replace(plain, **edited)
    found = remembering.reports(changed, today=LONG_AFTER)
    assert found == change_reports(changed, today=LONG_AFTER)
    assert found != change_reports(plain, today=LONG_AFTER)


# Promises


def written(days: Sequence[int | None]) -> DailyValues:
    return daily({later(place): value for place, value in enumerate(days)})


@given(
    st.lists(st.none() | st.integers(0, 10), min_size=200, max_size=200),
    st.sets(st.integers(5, 180), min_size=1, max_size=4),
    st.integers(60, 199),
    st.randoms(use_true_random=False),
)
@settings(deadline=None, max_examples=30)
def test_the_past_of_a_comparison_does_not_move(
    scores: list[int | None], on: set[int], now: int, chance: Any
) -> None:
    rows = [
        step(later(ago), 300 * (1 + place % 3), chance.choice(["gabapentin", "duloxetine"]))
        for place, ago in enumerate(sorted(on))
        if ago < now
    ]
    new = step(later(now), 1500)
    before, after = (
        {
            one.change: one
            for one in change_reports(
                source(dose_changes=each, daily={"pain_average": written(values)}),
                today=later(199),
            )
        }
        for each, values in (
            (rows, scores),
            ([*rows, new], scores[:now] + [chance.randint(0, 10) for _ in scores[now:]]),
        )
    )
    for change, report in before.items():
        for one in report.comparisons:
            is_over = one.look and one.after.last_day < later(now) and one.reading != "cannot_tell"
            if is_over and change in after:
                (other,) = (o for o in after[change].comparisons if o.item == one.item)
                assert other == one


# The example journal


@pytest.fixture(scope="module")
def story() -> Callable[[int, str], Comparison]:
    """Give the comparison of an item at the change so many days before today."""
    found = change_reports(source_of(example_contents(TODAY)), today=TODAY)

    def comparison(days_ago: int, item: str) -> Comparison:
        (report,) = (one for one in found if one.change.first_day == day(days_ago))
        (one,) = (one for one in report.comparisons if one.item.key == item)
        return one

    return comparison


@pytest.mark.parametrize(
    ("days_ago", "reading"),
    [
        (429, "too_few"),  # the diary begins with it
        (380, "about_the_same"),
        (296, "too_few"),
        (240, "cannot_tell"),
        (170, "cannot_tell"),
        (65, "different"),
        (1, "not_yet"),
    ],
)
def test_the_example_journal_shows_every_kind_of_reading(
    story: Callable[[int, str], Comparison], days_ago: int, reading: str
) -> None:
    found = story(days_ago, "pain_average")
    assert found.is_main
    assert found.reading == reading


def test_the_newest_change_of_the_example_tells_when_it_will_be_read(
    story: Callable[[int, str], Comparison],
) -> None:
    assert story(1, "pain_average").next_look == TODAY - timedelta(days=1) + timedelta(days=35)


def test_records_hold_only_plain_values(story: Callable[[int, str], Comparison]) -> None:
    contents = example_contents(TODAY)
    found = change_reports(source_of(contents), today=TODAY)
    records = change_records(found, contents.medicines)
    assert len(records) == sum(len(report.comparisons) for report in found)
    kinds = {type(value) for record in records for value in record.values()}
    assert kinds <= {str, int, float, bool, list, type(None)}
    assert not any(isinstance(value, np.generic) for one in records for value in one.values())
    days = [str(record["day"]) for record in records]
    assert days == sorted(days)
    assert story(65, "pain_average").difference in [one["difference"] for one in records]
