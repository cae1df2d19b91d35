"""What must hold for every journal, however it was written and whenever it is read."""

from __future__ import annotations

import itertools
import json
import random
from collections import Counter
from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from fibrojournal.__main__ import main
from fibrojournal.analysis.change_records import change_records
from fibrojournal.analysis.change_report import ChangeReport, ChangeReports, change_reports
from fibrojournal.domain.contents import JournalContents
from fibrojournal.domain.entries import SKIPPED, DayEntry, Moment
from fibrojournal.domain.events import Event
from fibrojournal.domain.medicines import SETTLING_DAYS, DoseChange
from tests.analysis import naive_comparison
from tests.analysis.diaries import (
    FIRST_DAY,
    ITEMS,
    Diary,
    Written,
    calm_diary,
    changes_source,
    random_diary,
)
from tests.builders import make_amounts, make_medicine

if TYPE_CHECKING:
    from fibrojournal.analysis.comparison import Comparison, Window
    from fibrojournal.analysis.windows import Change
    from fibrojournal.domain.entries import Score
    from fibrojournal.journal.journal import Journal

DAYS = 150
PAIN, _WORST, _ENERGY, _WEATHER, _DIZZY, SLEEP, WEIGHT, *_OTHERS = ITEMS
FOLLOWED = (PAIN, SLEEP, WEIGHT)
MEDICINES = (make_medicine("pregabalin"), make_medicine("amitriptyline"))
FAR_AHEAD = FIRST_DAY + timedelta(days=3 * DAYS)

PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Whole journals take their time to be made up, more so on a busy machine."""

numbers = st.integers(0, DAYS - 1)
journal_days = numbers.map(lambda number: FIRST_DAY + timedelta(days=number))

scores = st.binary(min_size=DAYS, max_size=DAYS).flatmap(
    lambda chosen: st.tuples(
        st.just(chosen),
        st.integers(1, 6),  # how far the numbers spread
        st.sampled_from([16, 60, 140]),  # how many days stay blank
        st.tuples(
            numbers, numbers | st.just(0)
        ),  # nothing is written from the first to the second
    )
)

dose_changes = st.builds(
    DoseChange,
    medicine=st.sampled_from([medicine.name for medicine in MEDICINES]),
    day=journal_days,
    amounts=st.sampled_from([0, 300, 600, 900]).map(lambda mg: make_amounts(night=mg)),
    main_item=st.sampled_from([PAIN.key, SLEEP.key, None]),
    settling_days=st.sampled_from(SETTLING_DAYS),
    window_days=st.just(28),
)


def scored(
    written: tuple[bytes, int, int, tuple[int, int]], changed: date, points: int
) -> tuple[Written, ...]:
    """Turn bytes into scores, other from a day on by some points: a low byte is a blank day."""
    chosen, spread, blank, (pause_from, pause_to) = written
    return tuple(
        Written(day, 3.0 + byte % spread + (points if day >= changed else 0))
        for number, byte in enumerate(chosen)
        for day in (FIRST_DAY + timedelta(days=number),)
        if byte >= blank and not pause_from <= number <= pause_to
    )


@st.composite
def events(draw: st.DrawFn) -> Event:
    first = draw(journal_days)
    length = draw(st.none() | st.integers(0, 10))
    last = None if length is None else first + timedelta(days=length)
    leave_out = draw(st.booleans()) and last is not None
    return Event("", draw(st.sampled_from(["flare", "travel"])), first, last, leave_out)


@st.composite
def diaries(draw: st.DrawFn) -> Diary:
    most = draw(st.sampled_from([2, 2, 6]))
    rows = draw(
        st.lists(dose_changes, min_size=1, max_size=most, unique_by=lambda r: (r.medicine, r.day))
    )
    points = draw(st.sampled_from([0, 2]))
    return Diary(
        items=FOLLOWED,
        written={item.key: scored(draw(scores), rows[0].day, points) for item in FOLLOWED},
        medicines=MEDICINES,
        rows=tuple(sorted(rows, key=lambda row: (row.medicine, row.day))),
        events=tuple(sorted(draw(st.lists(events(), max_size=3)), key=lambda e: e.first_day)),
    )


def reports(diary: Diary, today: date) -> tuple[ChangeReport, ...]:
    return change_reports(changes_source(diary), today=today)


def is_enough(diary: Diary, key: str, window: Window) -> bool:
    """Count again whether a window has what a range needs."""
    days = [
        window.first_day + timedelta(days=number)
        for number in range((window.last_day - window.first_day).days + 1)
    ]
    kept = [day for day in days if not any(e.leave_out and e.covers(day) for e in diary.events)]
    found = [one.day for one in diary.written[key] if one.day in kept]
    return (
        len(found) >= 10
        and 2 * len(found) >= len(kept)
        and found[-1] - found[0] >= timedelta(days=13)
    )


def followed(found: tuple[ChangeReport, ...]) -> list[tuple[ChangeReport, date]]:
    """Pair each report with the first day of the next change; they are newest first."""
    following = [FAR_AHEAD, *(report.change.first_day for report in found)]
    return list(zip(found, following, strict=False))


def look_ends(report: ChangeReport, following: date) -> list[date]:
    """Return the last day of AFTER at the first look and, where there can be one, the second."""
    settled, length = report.change.settled_day, timedelta(days=report.change.window_days)
    ends = [min(settled + length, following)]
    if following >= settled + 2 * length:
        ends.append(settled + 2 * length)
    return [end - timedelta(days=1) for end in ends]


@given(diaries(), journal_days)
@settings(PATIENT, max_examples=80)
def test_nothing_is_read_from_too_few_days_or_before_its_look(diary: Diary, today: date) -> None:
    for report, following in followed(reports(diary, today)):
        for one in report.comparisons:
            is_due = one.after.last_day in look_ends(report, following)
            is_over = one.after.last_day < today
            windows = (one.before, one.after)
            if is_due and is_over and all(is_enough(diary, one.item.key, w) for w in windows):
                assert one.range is not None
                continue
            assert one.reading in {"not_yet", "too_few"}
            assert (one.range, one.percent, one.days_needed) == (None, None, None)
            assert (one.better_day_chance, one.better_range) == (None, None)
            assert one.carry_over is None
            assert one.independent_days_before is None
            assert one.independent_days_after is None


@given(diaries(), journal_days)
@settings(PATIENT, max_examples=80)
def test_an_average_stands_on_5_scored_days(diary: Diary, today: date) -> None:
    for report in reports(diary, today):
        for one in report.comparisons:
            for window in (one.before, one.after):
                assert (window.mean is None) == (window.scored < 5)
            shown = one.before.mean is not None and one.after.mean is not None
            assert (one.difference is not None) == shown


@given(diaries(), journal_days)
@settings(PATIENT, max_examples=60)
def test_a_record_holds_numbers_only_beside_a_reading(diary: Diary, today: date) -> None:
    names = ("low", "high", "confidence", "carry_over", "independent_days_before")
    for record in change_records(reports(diary, today), MEDICINES):
        is_read = record["reading"] not in {"not_yet", "too_few"}
        assert {name: record[name] is not None for name in names} == dict.fromkeys(names, is_read)
        assert record["percent"] is None or is_read
        assert (record["better_low"] is None) == (record["better_day_chance"] is None)
        assert record["days_needed"] is None or record["reading"] == "cannot_tell"


def grown_from(change: Change, row: DoseChange) -> date:
    """Return the first day of the part that a row belongs to: its own, or its titration's."""
    return min((part.first_day for part in change.parts if row in part.steps), default=date.max)


@given(diaries(), dose_changes)
@settings(PATIENT, max_examples=120)
def test_a_change_alters_no_result_whose_windows_end_before_it(
    diary: Diary, row: DoseChange
) -> None:
    assume(all((row.medicine, row.day) != (one.medicine, one.day) for one in diary.rows))
    today = FAR_AHEAD
    was = reports(diary, today)
    now = reports(replace(diary, rows=(*diary.rows, row)), today)
    # A further step of a titration within 21 days lengthens that change itself.
    reaches_back_to = min((grown_from(report.change, row) for report in now), default=date.max)
    for report, following in followed(was):
        end = max(report.change.last_day, *look_ends(report, following))
        if end < row.day and report.change.last_day < reaches_back_to:
            assert report in now


def shown(one: Comparison) -> Comparison:
    """Leave out what may pass with time: "recent", and the outlook on a second look."""
    cautions = tuple(caution for caution in one.cautions if caution != "recent")
    return replace(one, cautions=cautions, next_look=None, days_needed=None)


@given(diaries(), st.tuples(journal_days, st.integers(1, 90)))
@settings(PATIENT, max_examples=120)
def test_a_reading_once_given_stays_when_only_later_days_are_added(
    diary: Diary, when: tuple[date, int]
) -> None:
    then, passed = when
    later = then + timedelta(days=passed)
    day = timedelta(days=1)
    old = reports(diary.before(then + day), then)
    new = {report.change: report for report in reports(diary.before(later + day), later)}
    for report in old:
        if report.change not in new:
            assert_it_was_cut_and_then_went_on(report, [*new])
            continue
        after = {one.item: one for one in new[report.change].comparisons}
        for one in report.comparisons:
            if one.look == 0:
                continue
            is_last = one.reading != "cannot_tell" or one.look == 2
            if is_last or after[one.item].look == one.look:
                assert shown(after[one.item]) == shown(one)
            else:
                assert after[one.item].look == 2


def test_a_further_step_after_another_change_makes_one_comparison_of_both() -> None:
    pregabalin, amitriptyline = (medicine.name for medicine in MEDICINES)
    rows = [
        DoseChange(
            name, FIRST_DAY + timedelta(days=number), make_amounts(night=mg), 1, PAIN.key, 0
        )
        for name, number, mg in [(pregabalin, 40, 300), (amitriptyline, 55, 10)]
    ]
    pain = [Written(FIRST_DAY + timedelta(days=number), number % 3) for number in range(DAYS)]
    diary = Diary((PAIN,), {PAIN.key: tuple(pain)}, MEDICINES, tuple(rows))
    (_, first) = reports(diary, rows[1].day)
    assert first.comparisons[0].reading == "about_the_same"
    step = replace(rows[0], day=rows[0].day + timedelta(days=18), amounts=make_amounts(night=600))
    (both,) = reports(replace(diary, rows=(*rows, step)), step.day)
    assert both.change.is_joint
    assert both.comparisons[0].reading == "not_yet"


def assert_it_was_cut_and_then_went_on(report: ChangeReport, now: list[Change]) -> None:
    """Hold that a reading of a change is only lost where the change itself was not over.

    Then a change of another medicine had ended AFTER within three weeks, and only afterwards
    came a further step of the first, so that both are one comparison.
    """
    if all(one.range is None for one in report.comparisons):
        return
    parts = [part for change in now for part in change.parts]
    assert any(
        part.steps[: len(mine.steps)] == mine.steps and len(part.steps) > len(mine.steps)
        for mine in report.change.parts
        for part in parts
    )
    assert report.comparisons[0].after.last_day - report.change.last_day < timedelta(days=21)


def doubled(diary: Diary) -> dict[str, tuple[Written, ...]]:
    """Return other scores on the same days."""
    return {
        key: tuple(replace(one, value=2 * one.value) for one in written)
        for key, written in diary.written.items()
    }


@given(st.lists(st.tuples(diaries(), journal_days), min_size=2, max_size=4), st.data())
@settings(PATIENT, max_examples=30)
def test_remembered_comparisons_are_those_that_would_be_made_anew(
    read: list[tuple[Diary, date]], data: st.DataObject
) -> None:
    remembering = ChangeReports()
    mixed = [
        (replace(scored_in, rows=rows_of.rows, events=events_of.events), today)
        for (scored_in, today), (rows_of, _), (events_of, _) in itertools.product(read, repeat=3)
    ]
    mixed += [(replace(diary, written=doubled(diary)), today) for diary, today in mixed]
    for diary, today in data.draw(st.permutations(mixed))[:6]:
        found = remembering.reports(changes_source(diary), today=today)
        assert found == reports(diary, today)


def contents(diary: Diary) -> JournalContents:
    """Return the diary as a journal keeps it; days without a number are skipped or blank."""
    chance = random.Random(1)  # noqa: S311 - a diary is no secret
    own = {
        (one.day, key): one.value
        for key, written in diary.written.items()
        for one in written
        if not one.momentary
    }
    counts: Counter[tuple[date, str]] = Counter()
    moments = []
    for key, written in diary.written.items():
        for one in written:
            if one.momentary:
                counts[one.day, key] += 1
                moments.append(Moment(one.day, time(8 + counts[one.day, key]), key, one.value))
    days = []
    for day in sorted({day for day, _key in own} | set(diary.taken)):
        scores: dict[str, Score] = {
            key: own.get((day, key), SKIPPED)
            for key in diary.written
            if (day, key) in own or (chance.random() < 0.3 and (day, key) not in counts)
        }
        days.append(DayEntry(day, scores, medicines_taken=diary.taken.get(day)))
    return JournalContents(
        items=tuple(replace(item, own_name=item.key) for item in diary.items),
        days=tuple(days),
        moments=tuple(sorted(moments, key=lambda moment: (moment.day, moment.time, moment.item))),
        medicines=diary.medicines,
        dose_changes=diary.rows,
        events=diary.events,
    )


def naive_records(diary: Diary, today: date) -> list[dict[str, object]]:
    """Return what the command line is to print, from the plain loops."""
    units = {medicine.name: medicine.unit for medicine in diary.medicines}
    return [
        {
            **naive_record(report.change, one),
            "medicines": [
                {
                    "medicine": part.medicine,
                    "unit": units[part.medicine],
                    "from_per_day": None
                    if part.from_per_day is None
                    else float(part.from_per_day),
                    "to_per_day": float(part.to_per_day),
                }
                for part in report.change.parts
            ],
        }
        for report in reversed(naive_comparison.Reader(diary, today).reports())
        for one in report.comparisons
    ]


def naive_record(
    change: naive_comparison.Change, one: naive_comparison.Comparison
) -> dict[str, object]:
    sides = {"before": one.before, "after": one.after}
    low, high, confidence = ends(one.range)
    better_low, better_high, _ = ends(one.better_range)
    same_names = (
        *("difference", "percent", "better_day_chance", "carry_over", "independent_days_before"),
        *("independent_days_after", "reading", "days_needed", "cautions"),
    )
    return {
        "day": str(change.first_day),
        "last_day": str(change.last_day),
        "item": one.item.key,
        "main": one.is_main,
        "settling_days": change.settling_days,
        "low": low,
        "high": high,
        "confidence": confidence,
        "better_low": better_low,
        "better_high": better_high,
        "next_look": None if one.next_look is None else str(one.next_look),
        **{f"days_{side}": window.days for side, window in sides.items()},
        **{f"scored_{side}": window.scored for side, window in sides.items()},
        **{f"mean_{side}": window.mean for side, window in sides.items()},
        **{
            f"{side}_first_day": day_of(window, window.first_day) for side, window in sides.items()
        },
        **{f"{side}_last_day": day_of(window, window.last_day) for side, window in sides.items()},
        **{name: getattr(one, name) for name in same_names},
    }


def ends(found: naive_comparison.Range | None) -> tuple[float | None, ...]:
    return (None, None, None) if found is None else (found.low, found.high, found.confidence)


def day_of(window: naive_comparison.Window, day: date) -> str | None:
    return None if window.last_day < window.first_day else str(day)


@pytest.mark.parametrize("diary", [random_diary(5), random_diary(12), calm_diary(7)])
def test_the_command_line_prints_of_a_stored_journal_what_the_plain_loops_find(
    diary: Diary, journal: Journal, capsys: pytest.CaptureFixture[str]
) -> None:
    today = FIRST_DAY + timedelta(days=200)
    journal.load(contents(diary))
    journal.close()
    arguments = ["changes", "--journal", str(journal.path), "--today", str(today), "--json"]
    assert main(arguments) == 0
    printed = json.loads(capsys.readouterr().out)
    wanted = naive_records(diary, today)
    assert len(printed) == len(wanted) > 0
    for record, naive in zip(printed, wanted, strict=True):
        assert record.keys() == naive.keys()
        for name, value in record.items():
            expected = naive[name]
            near = pytest.approx(expected, rel=1e-9) if isinstance(expected, float) else expected
            assert value == near, name
