"""Sheets for the wall and for days without the computer.

The plan sheet repeats the prescriber's plan as the person typed it; it holds no number that they
did not type. The blank sheet has the same questions as the app, to be filled in by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from fibrojournal.domain.dose_words import time_names, unit_words
from fibrojournal.domain.medicines import dose_on, lowering_advice, lowers
from fibrojournal.domain.scales import NUMERIC_RATING, SEVERITY
from fibrojournal.i18n import tr
from fibrojournal.reports.medicines_part import name_first

if TYPE_CHECKING:
    from datetime import date

    from fibrojournal.domain.contents import JournalContents
    from fibrojournal.domain.medicines import DoseChange, Medicine, PlanStep
    from fibrojournal.domain.tracked_items import TrackedItem
    from fibrojournal.i18n import Formatter

BLANK_DAYS: Final = 7
"""Columns of the blank sheet: a week."""

_RULED: Final = '<table class="ruled" width="100%" border="1" cellpadding="4" cellspacing="0">'

NOTE_LINES: Final = 3
"""Lines to write on under the blank sheet."""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One line of the plan.

    Attributes:
        day: From when, written out.
        amounts: At each time of the day; "" = none then.
        every: Such as "every 3 days"; "" = every day.
        words: The prescriber's words; "" = none were typed.
    """

    day: str
    amounts: tuple[str, str, str, str]
    every: str
    words: str


@dataclass(frozen=True, slots=True)
class MedicinePlan:
    """The plan of one medicine.

    Attributes:
        name: As the person writes it.
        unit: The unit of the amounts.
        strength: As written on the box; "" = not written.
        lines: What is taken now, then each step to come.
        advice: The fixed sentence beside a plan that lowers or stops; "" = no step does.
    """

    name: str
    unit: str
    strength: str
    lines: tuple[PlanLine, ...]
    advice: str


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """A plan on one page.

    Attributes:
        title: Over it.
        times: The four times of the day.
        medicines: Those with a step to come.
        footer: At the foot.
    """

    title: str
    times: tuple[str, str, str, str]
    medicines: tuple[MedicinePlan, ...]
    footer: str


def plan_sheet(contents: JournalContents, today: date, formatter: Formatter) -> PlanSheet:
    """Make the sheet of the steps that are still to come.

    Args:
        contents: The journal.
        today: The day of printing.
        formatter: Writes days and numbers.
    """
    plans = []
    for medicine in contents.medicines:
        steps = sorted(
            (
                step
                for step in contents.plan
                if step.medicine == medicine.name and not step.confirmed and step.day >= today
            ),
            key=lambda step: step.day,
        )
        if steps:
            rows = [row for row in contents.dose_changes if row.medicine == medicine.name]
            now = dose_on(rows, today)
            plans.append(_medicine_plan(medicine, now, steps, today, formatter))
    return PlanSheet(
        tr("My plan"),
        time_names(),
        tuple(plans),
        tr("Typed from the prescriber's plan. Printed {day}.").format(day=formatter.day(today)),
    )


def _medicine_plan(
    medicine: Medicine,
    now: DoseChange | None,
    steps: list[PlanStep],
    today: date,
    formatter: Formatter,
) -> MedicinePlan:
    doses: list[DoseChange | PlanStep] = [*([now] if now is not None else []), *steps]
    falls = any(lowers(before, after) for before, after in pairwise(doses))
    return MedicinePlan(
        name_first(medicine),
        unit_words(medicine.unit, max(max(dose.amounts.parts) for dose in doses) + 1),
        medicine.strength,
        tuple(_line(dose, today, formatter, is_now=dose is now) for dose in doses),
        lowering_advice(medicine.name) if falls else "",
    )


def _line(
    dose: DoseChange | PlanStep, today: date, formatter: Formatter, *, is_now: bool
) -> PlanLine:
    morning, noon, evening, night = (
        formatter.number(amount) if amount else "" for amount in dose.amounts.parts
    )
    same_year = dose.day.year == today.year
    day = formatter.weekday_day(dose.day) if same_year else formatter.full_day(dose.day)
    every = tr("every {n} days").format(n=dose.every_days) if dose.every_days > 1 else ""
    if dose.amounts.total == 0:
        every = tr("none") if is_now else tr("stop")
    return PlanLine(
        tr("now, since {day}").format(day=day) if is_now else tr("from {day}").format(day=day),
        (morning, noon, evening, night),
        every,
        getattr(dose, "words", ""),
    )


def plan_sheet_html(sheet: PlanSheet) -> str:
    """Return the sheet as HTML for paper and browser."""
    body = "".join(_plan_html(plan, sheet.times) for plan in sheet.medicines)
    title = f"<h1>{escape(sheet.title)}</h1>"
    if not body:
        return f"{title}<p>{escape(tr('No plan is written down.'))}</p>"
    return f'{title}<p class="quiet">{escape(sheet.footer)}</p>{body}'


def _plan_html(plan: MedicinePlan, times: tuple[str, ...]) -> str:
    day, amount, words = 34, 10, 26
    times_head = "".join(
        f'<th scope="col" width="{amount}%" align="center" class="quiet">{escape(word)}</th>'
        for word in times
    )
    rows = "".join(
        "<tr>"
        f'<th scope="row" align="left" class="row">{escape(line.day)}</th>'
        + "".join(f'<td align="center"><b>{escape(part)}</b></td>' for part in line.amounts)
        + f"<td>{escape(', '.join(filter(None, (line.every, line.words))))}</td></tr>"
        for line in plan.lines
    )
    strength = tr("On the box: {strength}.").format(strength=plan.strength)
    unit = tr("Amounts in {unit}.").format(unit=plan.unit)
    advice = f"<p>{escape(plan.advice)}</p>" if plan.advice else ""
    about = [strength if plan.strength else "", unit if plan.unit else ""]
    return (
        f'<h2>{escape(plan.name)}</h2><p class="quiet">{escape(" ".join(filter(None, about)))}</p>'
        f"{_RULED}<thead><tr>"
        f'<th scope="col" width="{day}%" align="left" class="quiet">{tr("When")}</th>{times_head}'
        f'<th scope="col" width="{words}%" align="left" class="quiet">{tr("In the plan")}</th>'
        f"</tr></thead><tbody>{rows}</tbody></table>{advice}"
    )


def blank_sheet_html(contents: JournalContents) -> str:
    """Return an empty week to be filled in by hand, with the items that are asked for."""
    days = f'<th scope="col" width="10%" align="center">{tr("Day")}<br>&nbsp;</th>' * BLANK_DAYS
    items = [item for item in contents.items if not item.hidden]
    rows = "".join(_blank_row(item) for item in sorted(items, key=lambda item: item.position))
    as_needed = [medicine for medicine in contents.medicines if medicine.as_needed]
    extra = "".join(
        _blank_line(name_first(medicine), tr("as needed: how much")) for medicine in as_needed
    )
    extra += _blank_line(tr("Medicines taken"), tr("as planned, or different"))
    lines = "<p>&nbsp;</p><hr>" * NOTE_LINES
    return (
        f"<h1>{escape(tr('A week on paper'))}</h1>"
        f"<p>{escape(tr('Leave blank what you do not want to answer. Blank stays blank.'))}</p>"
        f'{_RULED}<thead><tr><th scope="col" width="30%"></th>{days}</tr></thead>'
        f"<tbody>{rows}{extra}</tbody></table><h2>{tr('Notes')}</h2>{lines}"
    )


def _blank_row(item: TrackedItem) -> str:
    if item.scale == NUMERIC_RATING:
        hint = tr("0 {low}, 10 {high}").format(low=item.low_words, high=item.high_words)
    elif item.scale == SEVERITY:
        hint = tr("0 none, 1 mild to 3 severe")
    else:
        hint = item.hint
    return _blank_line(item.name, hint)


def _blank_line(words: str, hint: str = "") -> str:
    cells = "<td>&nbsp;</td>" * BLANK_DAYS
    small = f'<br><span class="quiet">{escape(hint)}</span>' if hint else ""
    return f'<tr><th scope="row" align="left">{escape(words)}{small}</th>{cells}</tr>'
