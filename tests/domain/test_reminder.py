"""One notice a day at most, whatever clocks and people do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fibrojournal.domain.days import journal_day
from fibrojournal.domain.reminder import KEPT_DAYS, LATER, Reminder, time_has_come

NOW = datetime(2026, 11, 4, 20, 0, tzinfo=UTC)
TODAY = NOW.date()
FEW = settings(deadline=None, max_examples=60)
EIGHT = time(20)


def looked_at(
    reminder: Reminder, now: datetime, *, is_wanted: bool = True, turns_at: int = 4
) -> Reminder:
    """Look as the window does, with a reminder from 20:00 on."""
    return reminder.looked_at(
        now,
        journal_day(now, turns_at),
        is_wanted=is_wanted,
        has_come=time_has_come(now, EIGHT, turns_at),
    )


def stands(reminder: Reminder) -> bool:
    return reminder.stands_on is not None


# The time of the day


@pytest.mark.parametrize(
    ("now", "at", "turns_at", "has_come"),
    [
        (time(19, 59), EIGHT, 4, False),
        (time(20, 0), EIGHT, 4, True),
        (time(23, 59), EIGHT, 4, True),
        (time(3, 59), EIGHT, 4, True),
        (time(4, 0), EIGHT, 4, False),
        (time(3, 59), EIGHT, 0, False),
        (time(23, 0), time(1), 4, False),
        (time(1, 0), time(1), 4, True),
        (time(4, 0), time(4), 4, True),
        (time(3, 59), time(4), 4, True),
    ],
)
def test_a_time_has_come_until_the_day_turns(
    now: time, at: time, turns_at: int, *, has_come: bool
) -> None:
    moment = datetime.combine(TODAY, now, UTC)
    assert time_has_come(moment, at, turns_at) is has_come


# One day


def test_the_notice_stands_from_its_time_on_until_something_is_written() -> None:
    early = looked_at(Reminder(), NOW - timedelta(minutes=1))
    assert not stands(early)
    begun = looked_at(early, NOW)
    assert stands(begun)
    later = looked_at(begun, NOW + timedelta(hours=3))
    assert later == begun
    written = looked_at(later, NOW + timedelta(hours=3), is_wanted=False)
    assert not stands(written)
    assert not stands(looked_at(written, NOW + timedelta(hours=4)))


def test_a_program_that_starts_after_the_time_shows_it_at_once() -> None:
    assert stands(looked_at(Reminder(), NOW + timedelta(hours=5)))


def test_it_is_over_with_the_day() -> None:
    begun = looked_at(Reminder(), NOW)
    assert stands(looked_at(begun, NOW + timedelta(hours=7, minutes=59)))
    assert not stands(looked_at(begun, NOW + timedelta(hours=8)))
    assert stands(looked_at(begun, NOW + timedelta(days=1)))


def test_a_notice_that_was_closed_is_over_for_the_day() -> None:
    closed = looked_at(Reminder(), NOW).closed()
    assert not stands(looked_at(closed, NOW + timedelta(hours=1)))
    assert stands(looked_at(closed, NOW + timedelta(days=1)))


def test_another_start_does_not_show_it_a_second_time() -> None:
    begun = looked_at(Reminder(), NOW)
    assert not stands(looked_at(Reminder.read(str(begun)), NOW + timedelta(minutes=1)))


def test_switched_off_and_on_it_is_not_shown_a_second_time() -> None:
    off = looked_at(looked_at(Reminder(), NOW), NOW, is_wanted=False)
    assert not stands(looked_at(off, NOW))


# Later


def test_a_notice_that_was_put_off_is_back_after_an_hour_and_only_once() -> None:
    off = looked_at(Reminder(), NOW).put_off(NOW)
    waiting = looked_at(off, NOW + LATER - timedelta(seconds=1))
    assert not stands(waiting)
    back = looked_at(waiting, NOW + LATER)
    assert stands(back)
    assert back.came_back
    assert not stands(looked_at(back.closed(), NOW + 2 * LATER))
    tomorrow = looked_at(back, NOW + timedelta(days=1))
    assert stands(tomorrow)
    assert not tomorrow.came_back


def test_it_is_back_after_another_start_and_in_another_time_zone() -> None:
    off = looked_at(Reminder(), NOW).put_off(NOW)
    abroad = (NOW + LATER).astimezone(ZoneInfo("Europe/Berlin"))
    assert stands(looked_at(Reminder.read(str(off)), abroad))


def test_it_is_not_back_when_the_day_is_written_or_over() -> None:
    off = looked_at(Reminder(), NOW).put_off(NOW)
    assert not stands(looked_at(off, NOW + LATER, is_wanted=False))
    assert not stands(looked_at(off, NOW + timedelta(hours=9)))


def test_a_clock_that_is_set_back_does_not_let_it_wait_for_longer() -> None:
    off = looked_at(Reminder(), NOW + timedelta(hours=3)).put_off(NOW + timedelta(hours=3))
    assert stands(looked_at(off, NOW))


# Not this week


def test_a_pause_lasts_seven_days() -> None:
    paused = looked_at(Reminder(), NOW).paused(TODAY)
    shown = [stands(looked_at(paused, NOW + timedelta(days=days))) for days in range(9)]
    assert shown == [False] * 7 + [True] * 2


def test_a_pause_holds_on_a_journey_over_the_date_line() -> None:
    paused = looked_at(Reminder(), NOW).paused(TODAY)
    assert not stands(looked_at(paused, NOW - timedelta(days=1)))


def test_a_pause_begun_by_a_clock_that_was_years_ahead_is_no_pause() -> None:
    ahead = NOW + timedelta(days=3_000)
    assert stands(looked_at(looked_at(Reminder(), ahead).paused(ahead.date()), NOW))


def test_a_pause_that_is_ended_gives_the_day_no_second_notice() -> None:
    resumed = looked_at(Reminder(), NOW).paused(TODAY).resumed()
    assert not stands(looked_at(resumed, NOW + LATER))
    assert stands(looked_at(resumed, NOW + timedelta(days=1)))


# Summer time


BERLIN = ZoneInfo("Europe/Berlin")


def test_a_time_that_summer_time_leaves_out_has_come_right_after() -> None:
    before = datetime(2026, 3, 29, 0, 59, tzinfo=UTC).astimezone(BERLIN)
    after = (before.astimezone(UTC) + timedelta(minutes=1)).astimezone(BERLIN)
    assert (before.hour, after.hour) == (1, 3)
    assert not time_has_come(before, time(2, 30), 4)
    assert time_has_come(after, time(2, 30), 4)


def test_an_hour_that_comes_twice_brings_one_notice() -> None:
    reminder, shown = Reminder(), 0
    for minute in range(0, 180, 10):
        now = datetime(2026, 10, 25, 0, minute % 60, tzinfo=UTC) + timedelta(hours=minute // 60)
        local = now.astimezone(BERLIN)
        has_come = time_has_come(local, time(2, 30), 4)
        reminder = reminder.looked_at(local, journal_day(local), is_wanted=True, has_come=has_come)
        shown += stands(reminder)
        reminder = reminder.closed()
    assert shown == 1


# What is kept


def test_what_is_kept_comes_back() -> None:
    assert str(Reminder()) == ""
    reminder = looked_at(Reminder(), NOW).put_off(NOW)
    assert str(reminder) == "2026-11-04 2026-11-04T21:00:00+00:00 "
    assert Reminder.read(str(reminder)) == replace(reminder, stands_on=None)
    reminder = reminder.paused(TODAY)
    assert str(reminder) == "2026-11-04  2026-11-11"
    assert Reminder.read(str(reminder)) == reminder


@pytest.mark.parametrize(
    "text", ["", "x", "a b c", "2026-11-04", "  2026-11-31", " 2026-11-04T21:00:00 ", "1 2 3 4"]
)
def test_odd_words_in_the_settings_are_no_notice_yet(text: str) -> None:
    assert Reminder.read(text) == Reminder()


@FEW
@given(text=st.text(max_size=30) | st.text("2026-1:T+, ", max_size=40))
def test_no_words_in_the_settings_make_reading_fail(text: str) -> None:
    reminder = Reminder.read(text)
    assert Reminder.read(str(reminder)) == reminder


@FEW
@given(again_at=st.datetimes(timezones=st.timezones()), until=st.dates(), shown=st.dates())
def test_no_moment_in_the_settings_makes_looking_fail(
    again_at: datetime, until: date, shown: date
) -> None:
    text = f"{shown},{TODAY} {again_at.isoformat()} {until}"
    looked_at(Reminder.read(text), NOW)


# Whatever clocks and people do

ANSWERS = st.sampled_from(["", "closed", "put off", "paused", "resumed", "start", "off", "write"])


def days_shown(
    steps: list[tuple[timedelta, str]], *, turns_at: int = 4, at: time = EIGHT
) -> list[date]:
    """Return the days of the notices that began, in their order.

    Args:
        steps: By how much the clock moves on or back, and what somebody does then.
        turns_at: Hour at which the day turns.
        at: Time of the reminder.
    """
    now, reminder, begun = NOW, Reminder(), list[date]()
    is_on, written = True, set[date]()
    for moved, answer in steps:
        now += moved
        today = journal_day(now, turns_at)
        is_on ^= answer == "off"
        if answer == "write":
            written.symmetric_difference_update({today})
        was = reminder
        reminder = reminder.looked_at(
            now,
            today,
            is_wanted=is_on and today not in written,
            has_come=time_has_come(now, at, turns_at),
        )
        if stands(reminder):
            assert reminder.stands_on == today
            assert is_on
            assert today not in written
            assert not was.is_paused(today)
            if was.stands_on != today and not reminder.came_back:
                begun.append(today)
        reminder = answered(reminder, answer, now, today)
    return begun


def answered(reminder: Reminder, answer: str, now: datetime, today: date) -> Reminder:
    if answer == "start":
        return Reminder.read(str(reminder))
    if answer == "resumed":
        return reminder.resumed()
    if not stands(reminder):
        return reminder
    if answer == "put off":
        return reminder.closed() if reminder.came_back else reminder.put_off(now)
    if answer == "paused":
        return reminder.paused(today)
    return reminder.closed() if answer == "closed" else reminder


ON = st.integers(0, 30 * 60).map(lambda minutes: timedelta(minutes=minutes))
ANYWHERE = st.integers(-90 * 60, 90 * 60).map(lambda minutes: timedelta(minutes=minutes))


@FEW
@given(
    steps=st.lists(st.tuples(ON, ANSWERS), max_size=20),
    turns_at=st.integers(0, 12),
    at=st.times().map(lambda clock: clock.replace(minute=30, second=0, microsecond=0)),
)
def test_no_day_has_two_notices_while_the_clock_goes_on(
    steps: list[tuple[timedelta, str]], turns_at: int, at: time
) -> None:
    begun = days_shown(steps, turns_at=turns_at, at=at)
    assert len(begun) == len(set(begun))


@FEW
@given(steps=st.lists(st.tuples(st.integers(-2, 3), ANSWERS), max_size=20))
@example([(days, "closed") for days in (0, -1, -1, 3, 1, -2)])
def test_no_day_has_two_notices_while_the_clock_is_no_more_than_two_days_back(
    steps: list[tuple[int, str]],
) -> None:
    moves, here, furthest = list[tuple[timedelta, str]](), 0, 0
    for moved, answer in steps:
        place = max(here + moved, furthest - 2)
        moves.append((timedelta(days=place - here), answer))
        here, furthest = place, max(place, furthest)
    begun = days_shown(moves)
    assert len(begun) == len(set(begun))


@FEW
@given(steps=st.lists(st.tuples(ANYWHERE, ANSWERS), max_size=20))
def test_a_clock_set_anywhere_needs_five_other_days_for_a_second_notice(
    steps: list[tuple[timedelta, str]],
) -> None:
    begun = days_shown(steps)
    for place, shown in enumerate(begun):
        assert shown not in begun[place + 1 : place + 1 + KEPT_DAYS]


@FEW
@given(steps=st.lists(st.tuples(ON, st.sampled_from(["put off", ""])), max_size=20))
def test_a_day_sees_its_notice_appear_twice_at_most(steps: list[tuple[timedelta, str]]) -> None:
    now, reminder, seen = NOW, Reminder(), list[date]()
    for moved, answer in steps:
        now += moved
        was = reminder.stands_on
        reminder = looked_at(reminder, now)
        if reminder.stands_on is not None and was != reminder.stands_on:
            seen.append(reminder.stands_on)
        reminder = answered(reminder, answer, now, journal_day(now))
    assert all(seen.count(shown) <= 2 for shown in seen)
