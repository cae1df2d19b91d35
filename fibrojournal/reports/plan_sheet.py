"""Sheets for the wall and for days without the computer.

The plan sheet repeats the prescriber's plan as the person typed it; it holds no number that they
did not type. The blank sheet has the same questions as the app, to be filled in by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from fibrojournal.domain.dose_words import time_names, unit_words
from fibrojournal.domain.medicines import dose_on
from fibrojournal.domain.scales import NUMERIC_RATING, SEVERITY
from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from datetime import date

    from fibrojournal.domain.contents import JournalContents
    from fibrojournal.domain.medicines import DoseChange, Medicine, PlanStep
    from fibrojournal.domain.tracked_items import TrackedItem
    from fibrojournal.i18n import Formatter

BLANK_DAYS: Final = 7
"""Columns of the blank sheet: a week."""


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
    """

    name: str
    unit: str
    strength: str
    lines: tuple[PlanLine, ...]


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
            plans.append(_medicine_plan(medicine, now, steps, formatter))
    return PlanSheet(
        tr("My plan"),
        time_names(),
        tuple(plans),
        tr("Typed from the prescriber's plan. Printed {day}.").format(day=formatter.day(today)),
    )


def _medicine_plan(
    medicine: Medicine, now: DoseChange | None, steps: list[PlanStep], formatter: Formatter
) -> MedicinePlan:
    doses: list[DoseChange | PlanStep] = [*([now] if now is not None else []), *steps]
    return MedicinePlan(
        medicine.name,
        unit_words(medicine.unit, max(max(dose.amounts.parts) for dose in doses) + 1),
        medicine.strength,
        tuple(_line(dose, dose is now, formatter) for dose in doses),
    )


def _line(dose: DoseChange | PlanStep, is_now: bool, formatter: Formatter) -> PlanLine:  # noqa: FBT001
    morning, noon, evening, night = (
        formatter.number(amount) if amount else "" for amount in dose.amounts.parts
    )
    day = formatter.weekday_day(dose.day)
    every = tr("every {n} days").format(n=dose.every_days) if dose.every_days > 1 else ""
    if dose.amounts.total == 0:
        every = tr("stop")
    return PlanLine(
        tr("now, since {day}").format(day=day) if is_now else tr("from {day}").format(day=day),
        (morning, noon, evening, night),
        every,
        getattr(dose, "words", ""),
    )


def plan_sheet_html(sheet: PlanSheet) -> str:
    """Return the sheet as HTML for paper and browser."""
    body = "".join(_plan_html(plan, sheet.times) for plan in sheet.medicines)
    if not body:
        body = f"<p>{escape(tr('No plan is written down.'))}</p>"
    return f"<h1>{escape(sheet.title)}</h1>{body}"


def _plan_html(plan: MedicinePlan, times: tuple[str, ...]) -> str:
    head = "".join(f'<th scope="col">{escape(word)}</th>' for word in ("", *times, ""))
    rows = "".join(
        "<tr>"
        f'<th scope="row" align="left">{escape(line.day)}</th>'
        + "".join(f'<td align="center">{escape(amount)}</td>' for amount in line.amounts)
        + f"<td>{escape(' '.join(filter(None, (line.every, line.words))))}</td></tr>"
        for line in plan.lines
    )
    about = ", ".join(filter(None, (plan.strength, tr("in {unit}").format(unit=plan.unit))))
    return (
        f"<h2>{escape(plan.name)}</h2><p>{escape(about if plan.unit else plan.strength)}</p>"
        f'<table class="ruled" width="100%" border="1" cellpadding="6" cellspacing="0">'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def blank_sheet_html(contents: JournalContents) -> str:
    """Return an empty week to be filled in by hand, with the items that are asked for."""
    days = "".join(f'<th scope="col" width="11%">{tr("Day")} ____</th>' for _ in range(BLANK_DAYS))
    items = [item for item in contents.items if not item.hidden]
    rows = "".join(_blank_row(item) for item in sorted(items, key=lambda item: item.position))
    extra = "".join(
        _blank_line(words)
        for words in (tr("Medicines taken as planned (yes / different)"), tr("Note"))
    )
    return (
        f"<h1>{escape(tr('A week on paper'))}</h1>"
        f"<p>{escape(tr('Leave blank what you do not want to answer. Blank stays blank.'))}</p>"
        f'<table class="ruled" width="100%" border="1" cellpadding="5" cellspacing="0"><thead>'
        f'<tr><th scope="col" width="23%"></th>{days}</tr></thead>'
        f"<tbody>{rows}{extra}</tbody></table>"
    )


def _blank_row(item: TrackedItem) -> str:
    if item.scale == NUMERIC_RATING:
        hint = tr("0 {low}, 10 {high}").format(low=item.low_words, high=item.high_words)
    elif item.scale == SEVERITY:
        hint = tr("none / mild / moderate / severe")
    else:
        hint = item.hint
    return _blank_line(item.name, hint)


def _blank_line(words: str, hint: str = "") -> str:
    cells = "<td>&nbsp;</td>" * BLANK_DAYS
    small = f'<br><span class="quiet">{escape(hint)}</span>' if hint else ""
    return f'<tr><th scope="row" align="left">{escape(words)}{small}</th>{cells}</tr>'
