from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from typing import TYPE_CHECKING

import pytest

from fibrojournal.domain.contents import JournalContents
from fibrojournal.domain.medicines import Medicine, lowering_advice
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from fibrojournal.i18n import EnglishFormatter
from fibrojournal.reports.plan_sheet import blank_sheet_html, plan_sheet, plan_sheet_html
from fibrojournal.ui.sheet_pages import SheetPages
from tests.builders import TODAY, day, make_dose_change, make_plan_step

if TYPE_CHECKING:
    from fibrojournal.reports.report_choice import Paper

FORMATTER = EnglishFormatter()
PLAN = JournalContents(
    items=BUILT_IN_ITEMS,
    medicines=(
        Medicine("gabapentin", strength="300 mg"),
        Medicine("tramadol", as_needed=True),
        Medicine("steady"),
    ),
    dose_changes=(make_dose_change(day(30), 450), make_dose_change(day(3), 10, medicine="steady")),
    plan=(
        make_plan_step(day(-70), 0, words="ring <me> first"),
        make_plan_step(day(-7), 750),
        make_plan_step(day(9), 610, confirmed=True),
        make_plan_step(day(8), 620),
    ),
)


def test_the_plan_is_the_dose_now_and_the_steps_to_come() -> None:
    sheet = plan_sheet(PLAN, TODAY, FORMATTER)
    (plan,) = sheet.medicines
    assert (plan.name, plan.unit, plan.strength) == ("Gabapentin", "mg", "300 mg")
    assert [(line.day, line.amounts, line.every, line.words) for line in plan.lines] == [
        ("now, since Monday, 5 October", ("", "", "", "450"), "", ""),
        ("from Wednesday, 11 November", ("", "", "", "750"), "", ""),
        ("from Wednesday, 13 January 2027", ("", "", "", ""), "stop", "ring <me> first"),
    ]


def test_a_plan_that_falls_has_the_sentence_about_lowering_under_it_and_no_other_has() -> None:
    falling = plan_sheet(PLAN, TODAY, FORMATTER)
    sentence = "Please do not stop gabapentin suddenly."
    assert plan_sheet_html(falling).count(sentence) == 1
    rising = replace(PLAN, plan=(make_plan_step(day(-7), 750), make_plan_step(day(-70), 750)))
    assert sentence not in plan_sheet_html(plan_sheet(rising, TODAY, FORMATTER))


def test_a_first_step_below_what_is_taken_now_falls() -> None:
    lower = replace(PLAN, plan=(make_plan_step(day(-7), 300),))
    assert plan_sheet(lower, TODAY, FORMATTER).medicines[0].advice == lowering_advice("gabapentin")


def test_a_dose_that_was_stopped_is_none_now() -> None:
    stopped = replace(PLAN, dose_changes=(*PLAN.dose_changes, make_dose_change(day(2), 0)))
    assert plan_sheet(stopped, TODAY, FORMATTER).medicines[0].lines[0].every == "none"


def test_a_patch_is_put_on_every_few_days() -> None:
    every = replace(PLAN, dose_changes=(make_dose_change(day(5), 1, every_days=3),))
    assert plan_sheet(every, TODAY, FORMATTER).medicines[0].lines[0].every == "every 3 days"


def test_no_number_is_on_the_plan_that_was_not_typed() -> None:
    html = plan_sheet_html(plan_sheet(PLAN, TODAY, FORMATTER))
    words = unescape(re.sub(r"<[^>]*>", " ", html))
    typed = {"300", "450", "750"} | {
        str(number) for on in (day(30), day(-7), day(-70), TODAY) for number in (on.day, on.year)
    }
    assert set(re.findall(r"\d+", words)) <= typed
    assert "ring &lt;me&gt; first" in html
    assert "Typed from the prescriber&#x27;s plan" in html


def test_without_a_plan_the_sheet_says_so() -> None:
    html = plan_sheet_html(plan_sheet(JournalContents(), TODAY, FORMATTER))
    assert "No plan is written down." in html


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.usefixtures("qapp")
def test_a_week_with_the_usual_items_is_one_page(paper: Paper) -> None:
    assert SheetPages(blank_sheet_html(PLAN), paper).count == 1


def test_the_blank_week_asks_for_what_is_asked_in_the_window() -> None:
    hidden = replace(BUILT_IN_ITEMS[1], hidden=True)
    html = blank_sheet_html(replace(PLAN, items=(BUILT_IN_ITEMS[0], hidden)))
    assert "Pain on average" in html
    assert "Worst pain" not in html
    assert html.count('scope="col"') == 8
    assert "Tramadol" in html
    assert html.count("<td>&nbsp;</td>") == 7 * 3


@pytest.mark.usefixtures("qapp")
def test_a_long_plan_goes_on_overleaf() -> None:
    steps = tuple(make_plan_step(TODAY + timedelta(days=number), 300) for number in range(60))
    html = plan_sheet_html(plan_sheet(replace(PLAN, plan=steps), TODAY, FORMATTER))
    assert SheetPages(html, "A4").count > 1
