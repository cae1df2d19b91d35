from __future__ import annotations

from datetime import date, time

from fibrojournal.exchange.bearable import is_bearable, read_bearable
from fibrojournal.exchange.observations import ForeignNote, Observation

OLD = "date,weekday,time of day,category,rating/amount,detail,notes\n"
NEW = "date,date formatted,weekday,time of day,category,rating/amount,detail,notes\n"
DAY = date(2022, 1, 5)


def said(text: str) -> tuple[Observation, ...]:
    return read_bearable(text.encode(), "bearable.csv").observations


def test_a_symptom_loses_only_its_last_brackets() -> None:
    row = '"5th Jan 2022","Wednesday","mid","Symptom","2","Back (lower) pain (Moderate)",""\n'
    assert said(OLD + row) == (
        Observation(2, DAY, time(13), "Back (lower) pain", "2", "Moderate"),
    )


def test_a_symptom_without_brackets_keeps_its_name() -> None:
    row = '"5th Jan 2022","Wednesday","am","Symptom","1","Fog",""\n'
    assert said(OLD + row) == (Observation(2, DAY, time(9), "Fog", "1"),)


def test_the_written_out_day_is_preferred_where_there_is_one() -> None:
    row = '"5/1/22","2022-01-05","Wednesday","all day","Mood","4","Good",""\n'
    assert said(NEW + row) == (Observation(2, DAY, None, "Mood", "4", "Good"),)


def test_medicines_and_lists_keep_their_category() -> None:
    rows = (
        '"5th Jan 2022","Wednesday","","Meds/Supplements","600 mg","Gabapentin",""\n'
        '"5th Jan 2022","Wednesday","","Lifestyle","","Coffee - 2 | Walk",""\n'
        '"5th Jan 2022","Wednesday","","Sleep","","",""\n'
    )
    assert said(OLD + rows) == (
        Observation(2, DAY, None, "Meds/Supplements: Gabapentin", "600 mg"),
        Observation(3, DAY, None, "Lifestyle: Coffee", "2"),
        Observation(3, DAY, None, "Lifestyle: Walk", "1"),
    )


def test_a_rating_of_nothing_is_left_out() -> None:
    assert said(OLD + '"5th Jan 2022","Wednesday","","Symptom","2","",""\n') == ()


def test_notes_are_kept_and_days_that_are_none_are_refused() -> None:
    rows = (
        '"5th Jan 2022","Wednesday","pm","Energy","3","","slow start"\n'
        '"someday","","pm","Energy","3","",""\n'
    )
    found = read_bearable((OLD + rows).encode(), "bearable.csv")
    assert found.notes == (ForeignNote(2, DAY, time(18), "slow start"),)
    assert [(reason.row, reason.column) for reason in found.rejected] == [(3, "date")]


def test_its_header_tells_the_app() -> None:
    for header in (OLD, NEW):
        assert is_bearable(header.strip().split(","))
    assert not is_bearable(["date", "mood"])
