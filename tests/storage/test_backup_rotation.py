from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random  # noqa: TC003 - hypothesis reads the annotation

from hypothesis import given, settings
from hypothesis import strategies as st

from fibrojournal.storage.backup_rotation import MOST_KEPT, NEWEST, to_delete

NOON = datetime(2026, 11, 4, 12)  # noqa: DTZ001 - as the clock on the wall shows it


@dataclass(frozen=True)
class Made:
    number: int
    made_at: datetime


def made_at(*moments: datetime) -> list[Made]:
    return [Made(number, moment) for number, moment in enumerate(moments, 1)]


def kept(backups: list[Made]) -> list[Made]:
    gone = to_delete(backups)
    return [backup for backup in backups if backup not in gone]


def test_the_newest_five_are_kept_although_they_are_of_one_hour() -> None:
    backups = made_at(*(NOON + timedelta(minutes=n) for n in range(8)))
    assert kept(backups) == backups[-5:]


def test_the_newest_of_each_of_twelve_days_is_kept() -> None:
    backups = made_at(
        *(NOON - timedelta(days=11 - n // 3, hours=-(n % 3)) for n in range(36))  # three a day
    )
    assert [backup.number for backup in kept(backups)] == [*range(3, 33, 3), 32, 33, 34, 35, 36]


def test_the_newest_of_each_of_ten_weeks_is_kept() -> None:
    mondays = made_at(*(NOON - timedelta(weeks=n) for n in reversed(range(20))))
    # Twelve days have these twelve; the ten newest of weeks are among them.
    assert {backup.number for backup in kept(mondays)} >= set(range(9, 21))
    daily = made_at(*(NOON - timedelta(days=n) for n in reversed(range(70))))
    weeks = {backup.made_at.isocalendar()[:2] for backup in kept(daily)}
    assert len(weeks) == 10


def test_the_newest_of_each_of_twelve_months_is_kept() -> None:
    daily = made_at(*(NOON - timedelta(days=n) for n in reversed(range(500))))
    months = {(backup.made_at.year, backup.made_at.month) for backup in kept(daily)}
    assert len(months) == 12
    assert len(kept(daily)) <= MOST_KEPT


def test_days_without_a_backup_do_not_count() -> None:
    seldom = made_at(*(NOON - timedelta(days=40 * n) for n in reversed(range(12))))
    assert to_delete(seldom) == []


def test_the_number_decides_and_not_the_clock() -> None:
    # The clock ran ten years ahead for some days; the newest five are those made since.
    ahead = [NOON + timedelta(days=3650 + n) for n in range(3)]
    since = [NOON + timedelta(minutes=n) for n in range(6)]
    backups = made_at(*ahead, *since)
    assert kept(backups)[-5:] == backups[-5:]


def test_two_backups_of_one_second_are_two() -> None:
    assert to_delete(made_at(NOON, NOON)) == []


@given(
    st.lists(
        st.datetimes(datetime(2020, 1, 1), datetime(2023, 1, 1)),  # noqa: DTZ001 - as above
        min_size=1,
        max_size=150,
    ),
    st.randoms(use_true_random=False),
)
@settings(deadline=None, max_examples=60)
def test_whatever_the_clock_said_the_newest_stay_and_few_are_kept(
    moments: list[datetime],
    chance: Random,
) -> None:
    backups = made_at(*moments)
    shuffled = list(backups)
    chance.shuffle(shuffled)
    gone = to_delete(shuffled)
    assert not set(gone) & set(backups[-NEWEST:])
    assert len(backups) - len(gone) <= MOST_KEPT
    assert gone == sorted(gone, key=lambda backup: backup.number)
