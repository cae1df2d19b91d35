"""Activities, weekly and monthly answers and a clinic's total in the report."""

from __future__ import annotations

from dataclasses import replace

from fibrojournal.domain.contents import JournalContents
from fibrojournal.domain.entries import DayEntry
from fibrojournal.domain.pain_areas import PainMap
from fibrojournal.domain.question_sets import MONTHLY
from fibrojournal.domain.scales import DONE, DONE_WITH_HELP
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS, TrackedItem
from fibrojournal.i18n import EnglishFormatter
from fibrojournal.reports.report_choice import ReportChoice
from fibrojournal.reports.report_facts import report_facts
from fibrojournal.reports.seldom_part import seldom_tables
from tests.builders import TODAY, day, make_entry

WALK = TrackedItem("walk", "activity", DONE_WITH_HELP, "higher", own_name="walk the dog")
BOX = TrackedItem("box", "activity", DONE, "higher", own_name="box filled")


def tables(*contents: JournalContents) -> dict[str, tuple[tuple[str, ...], ...]]:
    (given,) = contents
    items = (*(given.items or BUILT_IN_ITEMS), WALK, BOX)
    facts = report_facts(
        replace(given, items=items), ReportChoice(day(60), TODAY), EnglishFormatter()
    )
    return {table.title: table.rows for table in seldom_tables(facts)}


def test_nothing_written_makes_no_table() -> None:
    assert tables(JournalContents(days=(make_entry(TODAY, fog=3),))) == {}


def test_activities_are_counted_by_days_of_the_last_four_weeks() -> None:
    days = (
        make_entry(day(28), walk=2),
        make_entry(day(27), walk=2, box=1),
        make_entry(day(3), walk=1, box=0),
        make_entry(day(2), walk=0),
        make_entry(day(1), walk=2),
    )
    assert tables(JournalContents(days=days)) == {
        "Activities": (
            ("walk the dog", "2", "1", "1", "4"),
            ("box filled", "1", "-", "1", "2"),
        )
    }


def test_weekly_and_monthly_answers_are_listed_where_all_are_given() -> None:
    month = dict.fromkeys(MONTHLY.item_keys, 1.0)
    days = (
        make_entry(day(70), peg_pain=9, peg_enjoyment=9, peg_activity=9),
        make_entry(day(9), peg_pain=6, peg_enjoyment=4, peg_activity=5),
        make_entry(day(2), peg_pain=6, peg_enjoyment=4),
        DayEntry(day(1), {"fiqr_total": 54.5, **month}),
    )
    maps = (PainMap(day(1), frozenset({"neck"})),)
    found = tables(JournalContents(days=days, pain_maps=maps))
    assert [rows for title, rows in found.items() if title == "Once a week"] == [
        (("26 October 2026", "PEG-style mean (0-10): 5.0"),)
    ]
    [(_, words)] = found["Once a month"]
    assert words == "SSS-style (0-12): 6. With the pain areas of that day (0-31): 7"
    assert found["FIQR total from your clinic (0-100)"] == (("3 November 2026", "54.5"),)
