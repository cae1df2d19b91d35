from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fibrojournal.analysis.usual_swing import UsualSwing
from fibrojournal.charts.describe_change import (
    ChangeFacts,
    card_table,
    card_words,
    chart_data,
    group_headers,
    with_other_windows,
)
from tests.builders import make_dose_change, make_event
from tests.charts.changes import (
    CHANGE_DAY,
    LATER,
    OLD_ROWS,
    make_change,
    make_comparison,
    make_daily,
    make_facts,
    make_window,
)
from tests.charts.timelines import FORMATTER

if TYPE_CHECKING:
    from fibrojournal.analysis.cautions import Caution
    from fibrojournal.charts.describe_change import CardWords
    from fibrojournal.domain.events import Event
    from fibrojournal.domain.medicines import DoseChange

BEFORE = CHANGE_DAY - timedelta(days=28)
AFTER = CHANGE_DAY + timedelta(days=7)
MAIN = make_comparison()


def words(facts: ChangeFacts | None = None, item: str | None = None) -> CardWords:
    return card_words(facts or make_facts(), FORMATTER, item)


def keep_in_mind(
    *cautions: Caution,
    rows: tuple[DoseChange, ...] = OLD_ROWS,
    events: tuple[Event, ...] = (),
) -> tuple[str, ...]:
    return words(
        make_facts(replace(MAIN, cautions=cautions), rows=rows, events=events)
    ).keep_in_mind


def test_a_card_names_its_change_and_its_days() -> None:
    card = words()
    assert card.title == "Gabapentin 600 to 900 mg a day"
    assert (card.when, card.when_short) == ("31 August 2026", "31 August")
    assert card.doses == (
        "0-0-0-600 mg to 0-0-0-900 mg. Main item, chosen beforehand: pain on average."
    )
    assert card.status == "Pain: 1.8 lower (0.9 to 2.7)"
    assert card.picture_name == "Pain on average before and after"
    assert (card.item, card.item_key) == (MAIN.item, "pain_average")


def test_without_a_main_item_the_card_says_so_and_shows_the_first() -> None:
    card = words(make_facts(make_comparison(item="fatigue"), make_comparison(item="fog")))
    assert card.doses.endswith("No main item was chosen beforehand.")
    assert card.item_key == "fatigue"


def test_another_item_can_be_shown() -> None:
    facts = make_facts(MAIN, make_comparison(item="fog"))
    card = words(facts, "fog")
    assert card.sentence.startswith("Fog averaged 6.4")
    assert [row.key for group in card.groups for row in group.rows] == ["pain_average"]


def test_symptoms_and_side_effects_stand_on_the_same_footing() -> None:
    facts = make_facts(
        MAIN,
        make_comparison("about_the_same", item="fatigue", likely=(-0.5, 0.5)),
        make_comparison(
            item="se_dizzy",
            before=make_window(BEFORE, mean=0.1, scored=27),
            after=make_window(AFTER, mean=1.0, scored=18),
            likely=(0.3, 1.5),
        ),
        make_comparison("no_reading", item="weight_kg", likely=None),
    )
    symptoms, side_effects, others = words(facts).groups
    assert symptoms.title == "Symptoms, 0-10"
    assert symptoms.rows[0].in_entries == "about the same"
    assert side_effects.title == "Side effects, 0-3"
    dizzy = side_effects.rows[0]
    assert (dizzy.name, dizzy.before, dizzy.after) == ("Dizzy", "0.1", "1.0")
    assert dizzy.in_entries == "0.9 higher (0.3 to 1.5)"
    assert (dizzy.before_scored, dizzy.after_scored) == ("27 of 28", "18 of 28")
    assert others.title == "Also written down"
    assert group_headers() == ("before", "after", "in your entries")


def test_the_fixed_text_stands_under_every_comparison() -> None:
    assert words().fixed_text == (
        "These are averages of your own entries. They cannot show why something changed: flares "
        "come and go, other things change too, and hopes play a part. Talk about any change with "
        "your prescriber before you make it."
    )


def test_nothing_scored_is_said_in_one_sentence() -> None:
    facts = make_facts()
    empty = replace(facts, report=replace(facts.report, comparisons=()))
    card = words(empty)
    assert card.sentence == "There are no scores around this change."
    assert (card.item_key, card.keep_in_mind, card.details, card.groups) == (None, (), (), ())
    assert chart_data(empty) is None


@pytest.mark.parametrize(
    ("caution", "sentence"),
    [
        ("drift", "Scores were already moving before the change."),
        (
            "bad_spell",
            "The change came during a bad spell; some easing would be expected anyway.",
        ),
        (
            "different_intake",
            (
                "On more than 1 in 5 of the days after, you wrote that you took your medicines "
                "differently."
            ),
        ),
        ("weekday_mix", "The scored days before and after are different days of the week."),
        ("recent", "The last step of this change was less than 8 weeks ago."),
        ("other_changes", "Other things changed in these weeks too."),
    ],
)
def test_each_caution_is_a_sentence(caution: Caution, sentence: str) -> None:
    assert keep_in_mind(caution) == (sentence,)


def test_other_changes_are_listed() -> None:
    rows = (
        *OLD_ROWS,
        make_dose_change(date(2026, 9, 20), 30, medicine="duloxetine"),
        make_dose_change(date(2026, 1, 20), 500, medicine="unknown"),
    )
    events = (
        make_event(date(2026, 8, 27), date(2026, 8, 27), category="visit"),
        make_event(date(2026, 9, 4), date(2026, 9, 12)),
        make_event(date(2026, 9, 1), None, category="physiotherapy"),
        make_event(date(2025, 12, 28), date(2026, 8, 5), title="New job", category="life"),
    )
    change = make_change(*OLD_ROWS)
    facts = make_facts(
        replace(MAIN, cautions=("other_changes",)), change=change, rows=rows, events=events
    )
    assert words(facts).keep_in_mind == (
        (
            "Also in these weeks: duloxetine started, 30 mg a day (20 September); visit (27 "
            "August); flare (4 to 12 September); physiotherapy (since 1 September); New job (28 "
            "December 2025 to 5 August 2026)."
        ),
    )


def test_of_many_other_changes_the_rest_is_counted() -> None:
    days = [date(2026, 9, day) for day in range(1, 10)]
    events = tuple(make_event(day, day) for day in days)
    (sentence,) = keep_in_mind("other_changes", events=events)
    assert sentence.endswith("flare (6 September); 3 more.")


@pytest.mark.parametrize(
    ("days", "together"),
    [
        (5, "changed within 5 days of each other"),
        (1, "changed within 1 day of each other"),
        (0, "changed at the same time"),
    ],
)
def test_jointly_changed_medicines_cannot_be_separated(days: int, together: str) -> None:
    rows = (
        *OLD_ROWS,
        make_dose_change(CHANGE_DAY + timedelta(days=days), 30, medicine="duloxetine"),
    )
    sentences = keep_in_mind("joint", rows=rows)
    assert len(sentences) == 1
    assert sentences[0].endswith(f"{together}: the diary cannot separate them.")
    assert {"gabapentin", "duloxetine"} <= set(re.findall(r"\w+", sentences[0].lower()))


def test_days_without_a_score_are_counted() -> None:
    thin = make_comparison(
        before=make_window(BEFORE, scored=12), after=make_window(AFTER, scored=18)
    )
    card = words(make_facts(replace(thin, cautions=("few_days",))))
    assert card.keep_in_mind == (
        "16 of the 28 days before have no score.",
        "10 of the 28 days after have no score.",
    )


def test_an_event_that_holds_most_of_the_gap_is_named() -> None:
    thin = make_comparison(after=make_window(AFTER, scored=18))
    away = range(12, 22)
    scores = {AFTER + timedelta(days=day): 4.0 for day in range(28) if day not in away}
    holiday = make_event(date(2026, 9, 19), date(2026, 9, 27), title="holiday", category="travel")
    physio = make_event(date(2026, 8, 1), date(2026, 10, 30), category="physiotherapy")
    facts = make_facts(
        replace(thin, cautions=("few_days",)),
        events=(physio, holiday),
        daily={"pain_average": make_daily(scores)},
    )
    assert words(facts).keep_in_mind == (
        "10 of the 28 days after have no score, most of them during holiday (19 to 27 September).",
    )


def test_a_window_without_any_score_says_none() -> None:
    none = make_comparison("too_few", before=make_window(BEFORE, scored=0), likely=None)
    card = words(make_facts(replace(none, cautions=("few_days",))))
    assert card.keep_in_mind == ("None of the 28 days before has a score.",)


def test_weight_is_not_missed_on_most_days() -> None:
    weekly = make_comparison(
        "too_few", item="weight_kg", likely=None, before=make_window(BEFORE, scored=4)
    )
    facts = make_facts(MAIN, replace(weekly, cautions=("few_days",)))
    assert words(facts).groups[0].rows[0].notes == ()


def test_what_belongs_to_another_item_stands_in_its_row() -> None:
    dizzy = replace(make_comparison(item="se_dizzy"), cautions=("drift", "recent"))
    (row,) = words(make_facts(MAIN, dizzy)).groups[0].rows
    assert row.notes == ("Scores were already moving before the change.",)


def test_with_several_items_chance_is_named() -> None:
    facts = make_facts(
        MAIN,
        make_comparison(item="fog"),
        make_comparison("too_few", item="fatigue", likely=None),
    )
    assert words(facts).keep_in_mind == ("Looking at 2 items, chance alone will mark some.",)


@pytest.mark.parametrize(("spread", "word"), [(0.6, "larger"), (2.0, "smaller")])
def test_a_difference_is_held_against_the_usual_swing(spread: float, word: str) -> None:
    card = words(make_facts(MAIN, spread=spread))
    assert card.keep_in_mind == (
        f"The difference is {word} than the usual swing of your 7-day averages ({spread}).",
    )


def test_the_swing_is_not_held_against_a_difference_that_may_not_be_told() -> None:
    early = make_comparison("not_yet", likely=None)
    facts = replace(make_facts(early), swings={"pain_average": UsualSwing(0.6, ())})
    assert "swing" not in str(words(facts))


def details(**changed: object) -> dict[str, str]:
    comparison = replace(MAIN, **changed)  # type: ignore[arg-type]  # names fail at run time
    return {row.label: row.text for row in words(make_facts(comparison, spread=0.6)).details}


def test_details_give_ranges_chances_and_days() -> None:
    before = replace(MAIN.before, highest=9.0, share_at_7=13 / 26)
    after = replace(MAIN.after, highest=6.0, share_at_7=0.0)
    found = details(
        before=before,
        after=after,
        percent=-28.2,
        mean_if_missing_low=3.9,
        mean_if_missing_high=5.4,
    )
    assert found == {
        "Days before": "3 to 30 August 2026: 26 of 28 days scored",
        "Settling in": "31 August to 6 September 2026: drawn pale, not counted",
        "Days after": "7 September to 4 October 2026: 24 of 28 days scored",
        "Difference": "1.8 lower; 95 % range: 0.9 to 2.7 lower",
        "In percent": "28 % lower than before",
        "Better day": "A day after was better than a day before about 8 times in 10; likely "
        "between 6 and 9 (5 in 10 = no difference)",
        "Usual swing": "The difference is larger than the usual swing of your 7-day averages "
        "(0.6).",
        "Day to day": "A day resembles the day before it (0.4 on a scale from 0, not at all, to "
        "1). So the 26 scored days before tell about as much as 12 unrelated days, the 24 after "
        "about as much as 8.",
        "Worst day": "9 before, 6 after",
        "Days at 7 or more": "13 of 26 before, 0 of 24 after",
        "Missing days": "4 days after have no score. Had all of them been 0, the average after "
        "would be 3.9; had all been 10, 5.4.",
        "Look": "First look, after the days that were fixed when the change was written down",
    }


def test_details_of_a_rise_and_of_no_change_in_percent() -> None:
    assert details(percent=12.4)["In percent"] == "12 % higher than before"
    assert details(percent=0.2)["In percent"] == "no difference"
    assert details(look=2)["Look"] == "Second and last look, over twice as many days"


def test_days_left_out_are_counted_in_the_details() -> None:
    after = make_window(AFTER, scored=17, left_out=9)
    assert details(after=after)["Days after"] == (
        "7 September to 4 October 2026: 17 of 19 days scored, 9 days left out"
    )


def test_before_its_look_a_card_has_no_details_but_its_days() -> None:
    early = make_comparison("not_yet", likely=None, after=make_window(AFTER, days=3, scored=3))
    card = words(make_facts(replace(early, next_look=LATER)))
    assert {row.label for row in card.details} == {"Days before", "Settling in", "Days after"}
    assert card.status == "Reading on 22 November"


def test_a_closed_card_says_how_long_it_settles_in() -> None:
    early = make_comparison("not_yet", likely=None, after=make_window(AFTER, days=0, scored=0))
    facts = replace(make_facts(replace(early, next_look=LATER)), today=CHANGE_DAY)
    assert words(facts).status == "Settling in until 6 September"


def test_the_table_has_every_item_with_its_days() -> None:
    facts = make_facts(
        MAIN,
        make_comparison("too_few", item="fog", likely=None, after=make_window(AFTER, scored=4)),
    )
    headers, rows = card_table(facts, FORMATTER)
    assert headers == (
        "Item",
        "Average before",
        "Scored before",
        "Average after",
        "Scored after",
        "In your entries",
    )
    assert rows == (
        ("Pain", "6.4", "26 of 28", "4.6", "24 of 28", "1.8 lower (0.9 to 2.7)"),
        ("Fog", "6.4", "26 of 28", "", "4 of 28", "too few days"),
    )


def test_other_windows_show_averages_and_nothing_else() -> None:
    change = make_change(settling_days=0, window_days=56)
    sides = {"pain_average": (make_window(BEFORE, mean=6.0), make_window(AFTER, mean=4.0))}
    facts = with_other_windows(make_facts(MAIN, spread=0.5), change, sides)
    card = words(facts)
    assert card.sentence == (
        "Pain averaged 6.0 in the 28 days before (26 scored) and 4.0 in the 28 days after "
        "(26 scored). These are not the days that were fixed beforehand: averages and dots only."
    )
    assert card.status == "averages only"
    assert card.keep_in_mind == ()
    _headers, rows = card_table(facts, FORMATTER)
    assert rows[0][-1] == "averages only"
    said = str((card.sentence, card.status, card.details, card.groups, rows))
    assert not re.search("lower|higher|likely|%|better", said)


def test_a_card_says_what_hollow_dots_are_where_any_are_drawn() -> None:
    hollow = "Hollow diamonds are days that were recalled later."
    scored = {CHANGE_DAY - timedelta(days=3): 4.0, CHANGE_DAY + timedelta(days=30): 5.0}
    facts = make_facts(daily={"pain_average": make_daily(scored)})
    blank = CHANGE_DAY - timedelta(days=4)
    assert hollow not in words(replace(facts, recalled=(blank,))).keep_in_mind
    shown = replace(facts, recalled=tuple(scored))
    assert words(shown).keep_in_mind[-1] == hollow
    data = chart_data(shown)
    assert data is not None
    assert data.recalled == tuple(scored)


def test_the_picture_gets_what_the_sentence_says() -> None:
    daily = make_daily({CHANGE_DAY: 5.0})
    facts = make_facts(MAIN, daily={"pain_average": daily}, spread=0.6)
    data = chart_data(facts)
    assert data is not None
    assert (data.comparison, data.daily, data.spread) == (MAIN, daily, 0.6)
    assert chart_data(make_facts(MAIN)) is None


@settings(deadline=None, max_examples=60)
@given(st.floats(0, 10), st.floats(0, 10), st.integers(10, 28), st.integers(10, 28))
def test_sentence_and_table_hold_the_same_numbers(
    before: float, after: float, scored_before: int, scored_after: int
) -> None:
    comparison = make_comparison(
        before=make_window(BEFORE, mean=before, scored=scored_before),
        after=make_window(AFTER, mean=after, scored=scored_after),
        likely=(after - before - 0.7, after - before + 0.7),
    )
    facts = make_facts(comparison)
    _headers, (row,) = card_table(facts, FORMATTER)
    sentence = words(facts).sentence
    assert row[1:5] == (
        f"{before:.1f}",
        f"{scored_before} of 28",
        f"{after:.1f}",
        f"{scored_after} of 28",
    )
    assert f"averaged {row[1]} in the 28 days before ({scored_before} scored)" in sentence
    assert f"{row[3]} in the 28 days after ({scored_after} scored;" in sentence
    if abs(after - before) > 0.75:
        assert f"That is {abs(after - before):.1f} " in sentence
        assert row[5].startswith(f"{abs(after - before):.1f} ")
