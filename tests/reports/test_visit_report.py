from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from fibrojournal.domain.contents import JournalContents
from fibrojournal.domain.entries import SKIPPED, DayEntry, Moment, Score
from fibrojournal.domain.events import Event
from fibrojournal.domain.medicines import Amounts, DoseChange, Intake, Medicine
from fibrojournal.domain.pain_areas import PainMap
from fibrojournal.domain.profile import Profile, Question
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from fibrojournal.i18n import EnglishFormatter, digits, use_digits
from fibrojournal.journal.example import example_contents
from fibrojournal.reports.report_choice import (
    SECTIONS,
    ReportChoice,
    last_visit,
    usual_range,
)
from fibrojournal.reports.visit_report import VisitReport, visit_report

TODAY = date(2026, 11, 4)
EVERYTHING = frozenset(SECTIONS)


def day(back: int) -> date:
    return TODAY - timedelta(days=back)


def contents(**parts: object) -> JournalContents:
    return replace(JournalContents(items=BUILT_IN_ITEMS), **parts)  # type: ignore[arg-type]


def scored(days: int, **scores: Score) -> tuple[DayEntry, ...]:
    return tuple(DayEntry(day(back), scores) for back in range(days - 1, -1, -1))


def report(
    journal: JournalContents,
    *,
    first: int = 69,
    last: int = 0,
    **choice: object,
) -> VisitReport:
    chosen = ReportChoice(day(first), day(last), **choice)  # type: ignore[arg-type]
    return visit_report(journal, chosen, TODAY, EnglishFormatter())


def test_a_report_begins_at_the_last_visit() -> None:
    visits = (Event("", "visit", day(100), day(100)), Event("", "visit", day(40), day(40)))
    assert usual_range(contents(events=visits), TODAY) == (day(40), True)
    assert last_visit(contents(events=visits), day(40)) == day(100)


def test_without_a_visit_it_begins_with_the_journal_and_no_more_than_12_weeks_back() -> None:
    assert usual_range(contents(), TODAY) == (TODAY, False)
    assert usual_range(contents(days=scored(10)), TODAY) == (day(9), False)
    assert usual_range(contents(days=scored(200)), TODAY) == (day(83), False)


def test_an_empty_journal_still_makes_a_page() -> None:
    found = report(contents(), sections=EVERYTHING)
    assert found.scope_words == f"{found.days_words}. 0 of 70 days scored."
    assert (found.questions, found.medicines) == ((), ())
    assert (found.chart, found.symptoms, found.side_effects, found.changes) == (None,) * 4
    assert found.weight == ""
    assert (found.name, found.born) == ("", "")
    assert found.further.cards == ()


def test_the_footer_is_the_fixed_one() -> None:
    assert report(contents()).footer == (
        "Self-recorded by the patient with FibroJournal. Blank days are left blank. Not a "
        "clinical assessment."
    )


def test_only_questions_that_were_not_asked_are_printed() -> None:
    questions = (Question("Why dizzy?"), Question("Old?", asked=True))
    found = report(contents(questions=questions, profile=Profile("Ann", 1979)))
    assert found.questions == ("Why dizzy?",)
    assert (found.name, found.born) == ("Ann", "1979")


def test_a_section_that_was_switched_off_is_not_there() -> None:
    found = report(example_contents(TODAY), sections=frozenset({"questions"}))
    assert found.questions
    assert found.medicines is None
    assert (found.chart, found.symptoms, found.side_effects, found.changes) == (None,) * 4


def test_averages_have_their_scored_days_and_blank_is_not_zero() -> None:
    entries = (
        *scored(3, pain_average=0.0),
        DayEntry(day(3), {"pain_average": SKIPPED}),
        DayEntry(day(5), {"pain_average": 10.0}),
        DayEntry(day(6), {"pain_average": 10.0}),
    )
    found = report(contents(days=entries))
    assert found.symptoms is not None
    (pain,) = found.symptoms.rows
    assert (pain.last.mean, pain.last.scored, pain.last.days) == (4.0, 5, 28)
    assert (pain.highest, pain.high_days) == (10.0, 2)
    assert (pain.before.mean, pain.before.scored) == (None, 0)
    assert found.scope_words == f"{found.days_words}. 5 of 70 days scored."


def test_fewer_than_5_scored_days_have_no_average() -> None:
    found = report(contents(days=scored(4, fog=7.0)))
    assert found.symptoms is not None
    assert found.symptoms.rows[0].last.mean is None
    assert found.symptoms.rows[0].last.scored == 4


def test_the_earlier_days_are_the_28_before_the_first_change_of_the_range() -> None:
    rows = (
        DoseChange("gabapentin", day(200), Amounts(night=Decimal(300))),
        DoseChange("gabapentin", day(40), Amounts(night=Decimal(600))),
    )
    found = report(
        contents(
            days=scored(210, pain_average=5.0),
            medicines=(Medicine("gabapentin"),),
            dose_changes=rows,
        )
    )
    assert found.symptoms is not None
    assert (found.symptoms.before_first, found.symptoms.before_last) == (day(68), day(41))
    assert "gabapentin 300 mg" in found.symptoms.note
    assert found.symptoms.rows[0].before.scored == 28


def test_without_a_change_they_are_the_first_28_of_the_range() -> None:
    found = report(contents(days=scored(100, pain_average=5.0)))
    assert found.symptoms is not None
    assert (found.symptoms.before_first, found.symptoms.before_last) == (day(69), day(42))


def test_a_first_dose_with_nothing_scored_before_it_is_not_the_beginning() -> None:
    first = DoseChange("gabapentin", day(30), Amounts(night=Decimal(300)))
    found = report(
        contents(
            days=scored(31, pain_average=5.0),
            medicines=(Medicine("gabapentin"),),
            dose_changes=(first,),
        )
    )
    assert found.symptoms is not None
    assert found.symptoms.before_first == day(69)


def test_side_effects_are_counted_in_days() -> None:
    levels = (0.0, 1.0, 1.0, 2.0, 3.0)
    entries = [DayEntry(day(back), {"se_dizzy": level}) for back, level in enumerate(levels)]
    entries += [DayEntry(day(20), {"se_nausea": 0.0}), DayEntry(day(30), {"se_dizzy": 3.0})]
    found = report(contents(days=tuple(reversed(entries))))
    assert found.side_effects is not None
    dizzy, nausea = found.side_effects.rows
    assert (dizzy.mild, dizzy.moderate, dizzy.severe, dizzy.scored) == (2, 1, 1, 5)
    assert (nausea.mild, nausea.moderate, nausea.severe, nausea.scored) == (0, 0, 0, 1)


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("kg", "Weight: 70.0 kg on 5 October, 71.5 kg on 4 November."),
        ("lb", "Weight: 154.3 lb on 5 October, 157.6 lb on 4 November."),
    ],
)
def test_the_weight_is_said_in_the_unit_that_is_used(unit: str, words: str) -> None:
    entries = (DayEntry(day(30), {"weight_kg": 70.0}), DayEntry(TODAY, {"weight_kg": 71.5}))
    assert report(contents(days=entries), weight_unit=unit).weight == words
    assert report(contents(days=entries[:1])).weight == "Weight: 70.0 kg on 5 October."


def test_medicines_stand_with_their_dose_and_since_when() -> None:
    medicines = (
        Medicine("paracetamol", as_needed=True, strength="500 mg"),
        Medicine("gabapentin"),
        Medicine("patch", unit="patch"),
        Medicine("stopped"),
        Medicine("new"),
    )
    rows = (
        DoseChange("gabapentin", day(1), Amounts(Decimal(300), night=Decimal(600))),
        DoseChange("patch", day(9), Amounts(morning=Decimal(1)), every_days=3),
        DoseChange("stopped", day(50), Amounts(night=Decimal(10))),
        DoseChange("stopped", day(40), Amounts()),
    )
    intakes = (
        Intake("paracetamol", day(2)),
        Intake("paracetamol", day(2)),
        Intake("paracetamol", day(3), amount=Decimal(0)),
        Intake("paracetamol", day(28)),
    )
    found = report(contents(medicines=medicines, dose_changes=rows, intakes=intakes))
    assert found.medicines is not None
    assert [(line.name, line.dose, line.since) for line in found.medicines] == [
        ("Gabapentin", "300-0-0-600 mg", "900 mg a day since 3 November"),
        ("Patch", "1 patch every 3 days", "since 26 October"),
        ("New", "", "No dose written down yet."),
        ("Paracetamol", "500 mg as needed", "on 1 of the last 28 days"),
    ]


def test_a_report_of_earlier_days_knows_nothing_of_later_ones() -> None:
    whole = example_contents(TODAY)
    cut = replace(
        whole,
        days=tuple(entry for entry in whole.days if entry.day <= day(60)),
        moments=tuple(one for one in whole.moments if one.day <= day(60)),
        pain_maps=tuple(one for one in whole.pain_maps if one.day <= day(60)),
        dose_changes=tuple(row for row in whole.dose_changes if row.day <= day(60)),
        intakes=tuple(one for one in whole.intakes if one.day <= day(60)),
        events=tuple(one for one in whole.events if one.first_day <= day(60)),
    )
    for part in ("medicines", "symptoms", "side_effects", "weight", "changes", "scope_words"):
        later, then = (report(one, first=150, last=60) for one in (whole, cut))
        assert getattr(later, part) == getattr(then, part)


def test_the_changes_say_what_their_cards_say_under_the_fixed_words() -> None:
    found = report(example_contents(TODAY))
    assert found.changes is not None
    assert [change.title for change in found.changes] == [
        "Gabapentin from 600 to 900 mg a day over 1 week, 31 August to 7 September",
        "Gabapentin 900 to 1,200 mg a day, 3 November",
    ]
    assert found.fixed_text == (
        "These are averages of the patient's own entries. They cannot show why something changed."
    )


def test_all_changes_of_the_range_are_there() -> None:
    found = report(example_contents(TODAY), first=400)
    assert found.changes is not None
    assert len(found.changes) == 6


def test_the_picture_goes_back_12_weeks_and_holds_no_note() -> None:
    found = report(example_contents(TODAY))
    assert found.chart is not None
    assert (found.chart.first_day, found.chart.last_day) == (day(83), TODAY)
    assert found.chart.title == "Scores and doses since 13 August"
    assert not any(event.note for event in found.chart.data.events)


def test_notes_are_printed_only_of_days_that_were_chosen() -> None:
    entries = (DayEntry(day(1), note="private"), DayEntry(TODAY, note="for the doctor"))
    off = report(contents(days=entries), note_days=frozenset({TODAY}))
    on = report(contents(days=entries), sections=EVERYTHING, note_days=frozenset({TODAY}))
    assert off.further.notes == ()
    assert [(note.day, note.text) for note in on.further.notes] == [
        ("Wednesday, 4 November 2026", "for the doctor")
    ]


def test_further_pages_hold_what_was_switched_on() -> None:
    found = report(example_contents(TODAY), sections=EVERYTHING).further
    assert len(found.cards) == 2
    assert [part.title for part in found.ladders] == [
        "Each dose of gabapentin",
        "Each dose of duloxetine",
    ]
    assert found.as_needed is not None
    assert found.as_needed.headers == (
        "Medicine",
        "Aug\n2026",
        "Sep\n2026",
        "Oct\n2026",
        "Nov\n2026",
    )
    assert found.conditions
    assert found.care_team


def test_pain_areas_are_counted_by_maps() -> None:
    maps = (
        PainMap(day(60), frozenset({"neck"})),
        PainMap(day(10), frozenset({"neck", "left_jaw"})),
        PainMap(day(5), frozenset()),
    )
    found = report(contents(pain_maps=maps), sections=EVERYTHING).further.pain_maps
    assert found is not None
    assert (found.both.before.mapped, found.both.after.mapped) == (1, 2)
    assert found.table.rows == (
        ("left jaw", "0 of 1 maps", "1 of 2 maps"),
        ("neck", "1 of 1 maps", "1 of 2 maps"),
    )


def test_moments_count_where_the_day_itself_has_no_score() -> None:
    from datetime import time  # noqa: PLC0415 - only here

    moments = tuple(Moment(day(back), time(9), "fog", 4.0) for back in range(6, -1, -1))
    skipped = Moment(day(9), time(9), "fog", SKIPPED)
    found = report(contents(moments=(skipped, *moments)))
    assert found.symptoms is not None
    assert found.symptoms.rows[0].last.mean == 4.0
    assert found.symptoms.rows[0].last.scored == 7


def test_days_of_as_needed_medicines_are_counted_in_the_digits_of_the_language() -> None:
    journal = contents(
        medicines=(Medicine("tramadol", as_needed=True),),
        intakes=(Intake("tramadol", day(1)), Intake("tramadol", day(2))),
    )
    use_digits("\N{ARABIC-INDIC DIGIT ZERO}")
    try:
        table = report(journal, first=3, sections=EVERYTHING).further.as_needed
        year, two = digits(2026), digits(2)
    finally:
        use_digits("0")
    assert table is not None
    assert (table.headers[1:], table.rows) == ((f"Nov\n{year}",), (("Tramadol", two),))


def test_days_taken_differently_are_counted_out_of_those_that_say_anything() -> None:
    days = (
        DayEntry(day(28), medicines_taken="different"),
        DayEntry(day(27), medicines_taken="different"),
        DayEntry(day(3), medicines_taken="as_planned"),
        DayEntry(day(2)),
        DayEntry(day(1), medicines_taken="as_planned"),
    )
    assert report(contents(days=days)).taken == (
        "Taken differently on 1 of 3 answered days of the last 28."
    )
    assert report(contents(days=days[:1] + days[3:4])).taken == ""
    assert report(contents(days=days), sections=frozenset({"symptoms"})).taken == ""


KETTLE = replace(BUILT_IN_ITEMS[0], anchors=((3.0, "can forget it"), (7.0, "no kettle, no cup")))


def test_own_words_stand_with_their_numbers_wherever_scores_stand() -> None:
    items = (KETTLE, replace(BUILT_IN_ITEMS[1], anchors=((9.0, "never scored"),)))
    journal = contents(items=(*items, *BUILT_IN_ITEMS[2:]), days=scored(9, pain_average=7.0))
    said = ("Pain: 3 = can forget it; 7 = no kettle, no cup.",)
    assert report(journal).own_words == said
    assert report(journal, sections=frozenset({"ladder"})).own_words == said
    assert report(journal, sections=frozenset({"questions", "notes"})).own_words == ()


def test_recalled_days_get_into_every_picture_of_a_report_and_their_words_under_it() -> None:
    hollow = "Hollow diamonds are days that were recalled later."
    example = example_contents(TODAY)
    days = tuple(replace(entry, recalled_after_days=2) for entry in example.days)
    found = report(replace(example, days=days), sections=EVERYTHING)
    lived = {entry.day for entry in days if entry.day <= TODAY}
    assert found.chart is not None
    assert found.chart.data.recalled.keys() == lived
    assert hollow in found.chart.caption
    for card in found.further.cards:
        assert set(card.facts.recalled) == lived
        assert hollow in card.words.keep_in_mind
    for part in found.further.ladders:
        assert set(part.ladder.recalled) == lived
        assert part.sentence.endswith(hollow)
    none = tuple(replace(entry, recalled_after_days=None) for entry in days)
    plain = report(replace(example, days=none), sections=EVERYTHING)
    assert plain.chart is not None
    assert hollow not in plain.chart.caption
