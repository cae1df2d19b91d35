from __future__ import annotations

from datetime import timedelta

from fibrojournal.charts.describe import (
    day_in_words,
    timeline_sentence,
    timeline_table,
    value_words,
)
from fibrojournal.domain.scales import DONE, DONE_WITH_HELP, KILOGRAMS
from tests.builders import (
    TODAY,
    day,
    make_dose_change,
    make_event,
    make_item,
    make_medicine,
    make_plan_step,
)
from tests.charts.timelines import FORMATTER, ITEMS, every, make_timeline


def test_the_sentence_gives_n_beside_every_mean() -> None:
    data = make_timeline(
        {
            "pain_average": every(50, 4) | every(26, 7, since=70),
            "fatigue": every(50, 6.5) | every(24, 8, since=70),
        },
        first_day=day(97),
    )
    assert timeline_sentence(data, data.first_day, TODAY, FORMATTER) == (
        "In your entries: 76 of 98 days scored. Pain averaged 7.0 (26 scored) in the first "
        "4 weeks and 4.0 (28 scored) in the last 4; fatigue 8.0 (24 scored) and 6.5 (28 scored)."
    )


def test_a_short_window_has_one_average() -> None:
    data = make_timeline({"pain_average": every(20, 5)})
    assert timeline_sentence(data, day(13), TODAY, FORMATTER) == (
        "In your entries: 14 of 14 days scored. Pain averaged 5.0 (14 scored)."
    )


def test_too_few_scores_are_counted_and_not_averaged() -> None:
    data = make_timeline({"pain_average": every(2, 5)}, first_day=day(13))
    assert timeline_sentence(data, day(13), TODAY, FORMATTER) == (
        "In your entries: 2 of 14 days scored. Pain: only 2 scored."
    )


def test_an_empty_journal_says_so() -> None:
    data = make_timeline()
    assert timeline_sentence(data, TODAY, TODAY, FORMATTER) == "There are no entries yet."


def test_a_day_is_told_in_words() -> None:
    data = make_timeline(
        {"pain_average": {3: 6}, "fatigue": {3: 8}, "se_dizzy": {3: 0}},
        medicines=[make_medicine()],
        dose_changes=[make_dose_change(day(38), 600)],
        events=[make_event(day(3), day(3), category="visit")],
    )
    words = day_in_words(data, day(3), FORMATTER)
    assert words.title == "Sunday, 1 November 2026"
    assert words.lines == ("pain 6, fatigue 8, dizzy none", "gabapentin 600 mg, day 36", "visit")


def test_a_recalled_day_is_said_to_be_so_in_words_and_in_the_table() -> None:
    data = make_timeline({"pain_average": {0: 5, 3: 6}}, recalled={day(3): 2})
    assert day_in_words(data, day(3), FORMATTER).lines == ("pain 6", "recalled after 2 days")
    assert day_in_words(data, day(0), FORMATTER).lines == ("pain 5",)
    _headers, rows = timeline_table(data, day(3), TODAY, FORMATTER)
    assert [row[0] for row in rows][::3] == [
        "4 November 2026",
        "1 November 2026 (recalled after 2 days)",
    ]


def test_the_sentence_says_what_hollow_dots_are_where_any_can_be_seen() -> None:
    hollow = "Hollow diamonds are days that were recalled later."
    scores = {"pain_average": {0: 5, 3: 6, 700: 2}}
    data = make_timeline(scores, recalled={day(3): 2, day(8): 1})
    assert timeline_sentence(data, day(9), TODAY, FORMATTER).endswith(f" {hollow}")
    assert hollow not in timeline_sentence(data, day(2), TODAY, FORMATTER)
    assert hollow not in timeline_sentence(data, day(9), day(7), FORMATTER)
    assert hollow not in timeline_sentence(data, day(600), TODAY, FORMATTER)


def test_a_blank_day_has_no_scores_rather_than_zeros() -> None:
    data = make_timeline({"pain_average": {3: 6}})
    assert day_in_words(data, day(2), FORMATTER).lines == ("no scores",)


def test_a_day_to_come_tells_the_plan() -> None:
    data = make_timeline(
        medicines=[make_medicine()],
        dose_changes=[make_dose_change(day(9), 1200)],
        plan=[make_plan_step(TODAY + timedelta(days=5), 1500)],
    )
    ahead = day_in_words(data, TODAY + timedelta(days=6), FORMATTER)
    assert ahead.lines == ("plan: gabapentin 1,500 mg",)
    assert day_in_words(data, TODAY + timedelta(days=4), FORMATTER).lines == ()


def test_confirmed_steps_of_a_plan_are_not_planned_any_more() -> None:
    step = make_plan_step(TODAY + timedelta(days=5), 1500, confirmed=True)
    data = make_timeline(
        medicines=[make_medicine()], dose_changes=[make_dose_change(day(9))], plan=[step]
    )
    assert data.lanes[0].plan == ()


def test_a_stopped_medicine_says_since_when() -> None:
    data = make_timeline(
        medicines=[make_medicine()],
        dose_changes=[make_dose_change(day(60)), make_dose_change(day(4), 0)],
    )
    lines = day_in_words(data, TODAY, FORMATTER).lines
    assert lines == ("gabapentin stopped on 31 October 2026",)


def test_a_patch_is_told_as_it_is_used() -> None:
    data = make_timeline(
        medicines=[make_medicine("fentanyl", unit="patch")],
        dose_changes=[make_dose_change(day(4), 1, medicine="fentanyl", every_days=3)],
    )
    lines = day_in_words(data, TODAY, FORMATTER).lines
    assert lines == ("fentanyl 1 patch every 3 days, day 5",)


def test_as_needed_medicines_have_no_dose_line() -> None:
    data = make_timeline(
        medicines=[make_medicine(as_needed=True)], dose_changes=[make_dose_change(day(4))]
    )
    assert data.lanes == ()
    assert data.changes == ()


def test_own_names_stay_as_they_were_written() -> None:
    assert value_words(make_item(scale=DONE), 1, FORMATTER) == "done"
    assert value_words(make_item(scale=DONE), 0, FORMATTER) == "not done"
    assert value_words(make_item(scale=DONE_WITH_HELP), 1, FORMATTER) == "done with help"
    assert value_words(ITEMS["sleep_hours"], 7.25, FORMATTER) == "7.25 hours"
    assert value_words(make_item(scale=KILOGRAMS), 72.4, FORMATTER) == "72.4 kg"


def test_the_table_is_newest_first_with_blank_cells_blank_and_zero_zero() -> None:
    data = make_timeline(
        {"pain_average": {0: 0, 2: 6}},
        medicines=[make_medicine()],
        dose_changes=[make_dose_change(day(1), 300)],
    )
    headers, rows = timeline_table(data, day(2), TODAY, FORMATTER)
    assert headers == ("Day", "Pain on average (0 to 10)", "gabapentin, mg a day", "Events")
    assert list(rows) == [
        ("4 November 2026", "0", "300", ""),
        ("3 November 2026", "", "300", ""),
        ("2 November 2026", "6", "", ""),
    ]
    assert rows[:1] == (rows[0],)
    assert rows[-1] == rows[2]
    assert rows.day(2) == day(2)


def test_rows_of_twenty_years_are_made_on_demand() -> None:
    data = make_timeline({"pain_average": {0: 3}}, first_day=day(7305))
    _headers, rows = timeline_table(data, data.first_day, TODAY, FORMATTER)
    assert len(rows) == 7306
    assert rows[7000][1] == ""
