"""The visit report as HTML: for a browser as one file, and for paper page by page.

Tables carry their headers and pictures their sentence, so that a screen reader can read all of it.
Everything that a person wrote is escaped, and nothing is loaded from anywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from unicodedata import bidirectional

from fibrojournal.charts.describe import timeline_sentence
from fibrojournal.i18n import digits, language, listed, tr, trn
from fibrojournal.reports.page_room import ENDLESS, first_left_out, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fibrojournal.i18n import Formatter
    from fibrojournal.reports.changes_part import ChangeWords
    from fibrojournal.reports.further_pages import (
        CardPart,
        LadderPart,
        NotePart,
        PainMapsPart,
    )
    from fibrojournal.reports.medicines_part import MedicineLine
    from fibrojournal.reports.page_room import PageRoom
    from fibrojournal.reports.scores_part import SideEffectRow, SymptomRow, SymptomsPart
    from fibrojournal.reports.table_part import TablePart
    from fibrojournal.reports.visit_report import ChartPart, VisitReport

_TABLE = 'width="100%" cellpadding="0" cellspacing="0"'
_COLUMNS = f'<table class="columns" {_TABLE}>'
_FIGURES = f'<table class="figures" {_TABLE}>'

DOSE_SIGNS = 64
"""No dose is so long; only the strength of an as-needed medicine may be."""

SHORT_HEAD = 16
"""Longest line of a table's head that is never broken, in characters."""

_RIGHT_TO_LEFT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]"
_FROM_RIGHT = re.compile(f"{_RIGHT_TO_LEFT}(?:[^0-9A-Za-z]*{_RIGHT_TO_LEFT})*")

TIMELINE = "timeline"
"""Name of page 1's picture; that of a change's picture is `change_picture(number)`."""

PAIN_MAPS = "pain-maps"
"""Name of the picture of where it hurt."""


@dataclass(frozen=True, slots=True)
class PictureSource:
    """Where a picture comes from.

    Attributes:
        address: A data address, or the name of a resource of the document.
        width: In CSS pixels.
        height: In CSS pixels.
    """

    address: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Part:
    """What wants to stay on one page.

    Attributes:
        html: Its body.
        compares: Whether averages stand beside each other in it, so that `fixed_words` belong
            under it.
    """

    html: str
    compares: bool = False


def change_picture(number: int) -> str:
    """Return the name of the picture of one change, counted from 0."""
    return f"change-{number}"


def ladder_picture(number: int) -> str:
    """Return the name of the picture of one dose ladder, counted from 0."""
    return f"ladder-{number}"


def whole_html(
    report: VisitReport, pictures: Mapping[str, PictureSource], formatter: Formatter
) -> str:
    """Return the report as one file for a browser."""
    style = (
        "body{font-family:Inter,'Segoe UI','Helvetica Neue',Arial,sans-serif;color:#000;"
        "background:#fff;max-width:52em;margin:2em auto;padding:0 1em;line-height:1.4}"
        "h1{margin:0}h2{font-size:1.2em;margin:1.2em 0 .3em}h3{font-size:1em;margin:1em 0 .2em}"
        "p{margin:.3em 0}table{border-collapse:collapse;width:100%}"
        "th,td{text-align:right;padding:.2em .5em;vertical-align:top}"
        "th:first-child,td:first-child{text-align:left;padding-left:0}"
        "thead th{border-bottom:1px solid #888;font-weight:normal;vertical-align:bottom}"
        ".short{white-space:nowrap}"
        "th.row{font-weight:normal}img{max-width:100%;height:auto}"
        ".quiet{color:#4a4a4a;font-size:90%;font-weight:normal}"
        ".columns>tbody>tr>td{text-align:left}"
        "@media print{body{margin:0;max-width:none}}"
    )
    title = escape(listed((report.title, report.days_words)))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language())}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{style}</style></head><body><main>"
        f"{first_page(report, pictures, formatter)}{further_pages(report, pictures)}</main>"
        f'<footer><p class="quiet">{escape(report.footer)} {escape(report.printed)}</p></footer>'
        "</body></html>\n"
    )


def first_page(
    report: VisitReport,
    pictures: Mapping[str, PictureSource],
    formatter: Formatter,
    room: PageRoom = ENDLESS,
    *,
    columns: bool = True,
) -> str:
    """Return the body of page 1.

    Args:
        report: The report.
        pictures: Where its pictures come from, by name.
        formatter: Writes numbers.
        room: How much stands on it; `continued` holds the rest.
        columns: Some parts stand beside each other; where it is narrow they would be squeezed.
    """
    beside = _side_by_side if columns else _one_by_one
    parts = [
        _heading(report, room),
        beside(_questions(report, room), _medicines(report, room), 51),
        _chart(
            report.chart and report.chart.with_lanes(room.lanes), pictures.get(TIMELINE), formatter
        ),
        beside(_symptoms(report, formatter, room), _side_effects(report, room), 56),
        _own_words(report, room),
        _changes(report, room),
        fixed_words(report) if _page_1_compares(report, room) else "",
    ]
    return "".join(parts)


def _page_1_compares(report: VisitReport, room: PageRoom) -> bool:
    changes, _others = _changes_on_page_1(report.changes or (), room)
    return report.symptoms is not None or bool(changes)


def fixed_words(report: VisitReport) -> str:
    """Return what stands under every comparison; on paper once a page is enough."""
    return f"<p>{_text(report.fixed_text)}</p>"


def continued(report: VisitReport, formatter: Formatter, room: PageRoom) -> list[Part]:
    """Return what page 1 had no room for."""
    parts = [
        Part(_whole_name(report, room)),
        Part(_more_questions(report, room)),
        Part(_more_medicines(report, room)),
        Part(_more_symptoms(report, formatter, room), compares=True),
        Part(_more_side_effects(report, room)),
        Part(_more_own_words(report, room)),
        *(Part(body, compares=True) for body in _more_changes(report, room)),
    ]
    return [part for part in parts if part.html]


def further_pages(report: VisitReport, pictures: Mapping[str, PictureSource]) -> str:
    """Return the body of everything after page 1 that was switched on; "" = there is nothing."""
    fixed = fixed_words(report)
    return "".join(
        part.html + (fixed if part.compares else "") for part in further_parts(report, pictures)
    )


def further_parts(report: VisitReport, pictures: Mapping[str, PictureSource]) -> list[Part]:
    """Return the same in parts, without the fixed words."""
    further = report.further
    parts = [
        Part(_card(card, pictures.get(change_picture(number))), compares=True)
        for number, card in enumerate(further.cards)
    ]
    parts += [
        Part(_ladder(ladder, pictures.get(ladder_picture(number))), compares=True)
        for number, ladder in enumerate(further.ladders)
    ]
    if further.as_needed is not None:
        parts.append(Part(_titled(further.as_needed)))
    if further.pain_maps is not None:
        maps = _pain_maps(further.pain_maps, pictures.get(PAIN_MAPS))
        parts.append(Part(maps, compares=True))
    parts += [Part(_titled(table)) for table in further.seldom]
    parts += [
        Part(f"<h2>{_text(title)}</h2>{_lines(text)}")
        for title, text in (
            (tr("Other conditions"), further.conditions),
            (tr("Care team"), further.care_team),
        )
        if text
    ]
    notes = [_note(note) for note in further.notes]
    if notes:
        notes[0] = f"<h2>{tr('Notes')}</h2>{notes[0]}"
    return [*parts, *map(Part, notes)]


def _heading(report: VisitReport, room: PageRoom) -> str:
    name = room.name(report.name)
    labels = [f'<span class="quiet">{word}</span>' for word in (tr("Name"), tr("Born"))]
    person = (
        f"{labels[0]} {_text(name or '_' * 21)} &nbsp; "
        f"{labels[1]} {_text(report.born or '_' * 13)}"
    )
    days = _text(report.days_words)
    scope = _text(report.scope_words).replace(days, f"<b>{days}</b>", 1)
    return (
        f'{_COLUMNS}<tr><td width="34%"><h1>{_text(report.title)}</h1></td>'
        f'<td width="66%" align="right" valign="bottom"><p>{person}</p></td></tr></table>'
        f"<p>{scope}</p><hr>"
    )


def _text(text: str) -> str:
    """Return a text for a line that runs from left to right, whatever script is in it.

    Words that run from right to left are set apart, or the numbers after them would change places.
    """
    return escape(_FROM_RIGHT.sub("\u2068\\g<0>\u2069", text))


def _direction(text: str) -> str:
    """Return in which direction a text of its own line runs: as its first letter does."""
    ways = {"L": "ltr", "R": "rtl", "AL": "rtl"}
    return next((ways[way] for sign in text if (way := bidirectional(sign)) in ways), "ltr")


def _one_by_one(left: str, right: str, _left_part: int) -> str:
    return left + right


def _side_by_side(left: str, right: str, left_part: int) -> str:
    """Put two parts beside each other.

    Args:
        left: HTML.
        right: HTML.
        left_part: Width of the left one, in percent.
    """
    if not (left and right):
        return left + right
    gap = 3
    return (
        f"{_COLUMNS}<tr>"
        f'<td width="{left_part}%" valign="top">{left}</td><td width="{gap}%"></td>'
        f'<td width="{100 - left_part - gap}%" valign="top">{right}</td></tr></table>'
    )


def _whole_name(report: VisitReport, room: PageRoom) -> str:
    if room.name(report.name) == report.name:
        return ""
    return f"<h2>{tr('Name')}</h2><p>{_text(report.name)}</p>"


def _overleaf(beyond: int, left_out: int, count: int) -> str:
    """Say that a list goes on overleaf.

    Args:
        beyond: Rows that are not here.
        left_out: The first row that stands overleaf.
        count: All rows.
    """
    if left_out >= count:
        return ""
    if beyond <= 0:
        return tr("In full on page 2.")
    return trn("{n} more on page 2.", "{n} more on page 2.", beyond)


def _quiet(*sentences: str) -> str:
    said = " ".join(_text(sentence) for sentence in sentences if sentence)
    return f'<p class="quiet">{said}</p>' if said else ""


def _questions(report: VisitReport, room: PageRoom) -> str:
    questions = report.questions
    if questions is None:
        return ""
    title = f"<h2>{tr('I would like to talk about')}</h2>"
    if not questions:
        return title + _quiet(tr("No questions written down."))
    shown = [room.question(text) for text in questions[: room.questions]]
    more = _overleaf(
        len(questions) - len(shown), _question_left_out(questions, room), len(questions)
    )
    return f"{title}{_numbered(shown)}{_quiet(more)}"


def _question_left_out(questions: Sequence[str], room: PageRoom) -> int:
    return first_left_out(questions, room.questions, room.signs)


def _numbered(texts: Sequence[str], first: int = 0) -> str:
    start = f' start="{first + 1}"' if first else ""
    listed = "".join(f'<li dir="{_direction(text)}">{_with_breaks(text)}</li>' for text in texts)
    return f"<ol{start}>{listed}</ol>"


def _with_breaks(text: str) -> str:
    return "<br>".join(escape(line) for line in text.splitlines() if line.strip())


def _more_questions(report: VisitReport, room: PageRoom) -> str:
    questions = report.questions or ()
    first = _question_left_out(questions, room)
    if first >= len(questions):
        return ""
    title = tr("I would like to talk about, continued")
    return f"<h2>{title}</h2>{_numbered(questions[first:], first)}"


def _medicines(report: VisitReport, room: PageRoom) -> str:
    medicines = report.medicines
    if medicines is None:
        return ""
    if not medicines:
        none = _quiet(tr("None written down."), report.taken)
        return f"<h2>{_text(report.medicines_title)}</h2>{none}"
    hint = f'<span class="quiet">{_text(report.medicines_hint)}</span>'
    shown = [_medicine(line, room) for line in medicines[: room.medicines]]
    more = _overleaf(
        len(medicines) - len(shown), _medicine_left_out(medicines, room), len(medicines)
    )
    title = f"<h2>{_text(report.medicines_title)} &nbsp;{hint}</h2>"
    return title + "".join(shown) + _quiet(more, report.taken)


def _medicine_left_out(medicines: Sequence[MedicineLine], room: PageRoom) -> int:
    by_name = first_left_out([line.name for line in medicines], room.medicines, room.name_signs)
    by_dose = first_left_out([line.dose for line in medicines], room.medicines, DOSE_SIGNS)
    return min(by_name, by_dose)


def _medicine(line: MedicineLine, room: PageRoom) -> str:
    dose = line.dose if room is ENDLESS else shortened(line.dose, DOSE_SIGNS)
    return (
        f"<p><b>{_text(room.name(line.name))}</b> {_text(dose)}<br>"
        f'<span class="quiet">{_text(line.since)}</span></p>'
    )


def _more_medicines(report: VisitReport, room: PageRoom) -> str:
    medicines = report.medicines or ()
    rest = medicines[_medicine_left_out(medicines, room) :]
    if not rest:
        return ""
    title = tr("{title}, continued").format(title=_text(report.medicines_title))
    return f"<h2>{title}</h2>" + "".join(_medicine(line, ENDLESS) for line in rest)


def _chart(chart: ChartPart | None, picture: PictureSource | None, formatter: Formatter) -> str:
    if chart is None:
        return ""
    said = timeline_sentence(chart.data, chart.first_day, chart.last_day, formatter)
    shown = _text(said) if picture is None else _picture(picture, said)
    shown = f'<p class="picture">{shown}</p>'
    return f"<h2>{_text(chart.title)}</h2>{shown}{_quiet(chart.caption)}"


def _picture(picture: PictureSource, said: str) -> str:
    return (
        f'<img src="{escape(picture.address)}" width="{picture.width}" '
        f'height="{picture.height}" alt="{escape(said)}">'
    )


def _symptoms(report: VisitReport, formatter: Formatter, room: PageRoom) -> str:
    part = report.symptoms
    if part is None:
        return ""
    shown = [_symptom(row, formatter, room) for row in part.rows[: room.rows]]
    more = _overleaf(len(part.rows) - len(shown), _symptom_left_out(part, room), len(part.rows))
    return _table(_symptom_headers(part), shown) + _quiet(part.note, more)


def _symptom_left_out(part: SymptomsPart, room: PageRoom) -> int:
    return first_left_out([row.name for row in part.rows], room.rows, room.name_signs)


def _symptom_headers(part: SymptomsPart) -> tuple[str, ...]:
    words = (part.before_words, part.last_words, tr("highest"), tr("7 or more"))
    return (tr("Symptoms"), *words)


def _symptom(row: SymptomRow, formatter: Formatter, room: PageRoom) -> tuple[str, ...]:
    last = _mean(row.last.mean, formatter)
    high = tr("{n} of {scored}").format(n=row.high_days, scored=row.last.scored)
    return (
        _text(room.name(row.name)),
        f"{_mean(row.before.mean, formatter)} {_counted(row.before.scored)}",
        f"<b>{last}</b> {_counted(row.last.scored)}",
        "" if row.highest is None else _text(formatter.number(row.highest)),
        _text(high) if row.last.scored else "",
    )


def _mean(mean: float | None, formatter: Formatter) -> str:
    return "–" if mean is None else _text(formatter.number(mean, 1))  # noqa: RUF001 - no average


def _counted(scored: int) -> str:
    return f'<span class="quiet">({digits(scored)})</span>'


def _more_symptoms(report: VisitReport, formatter: Formatter, room: PageRoom) -> str:
    part = report.symptoms
    rest = () if part is None else part.rows[_symptom_left_out(part, room) :]
    if part is None or not rest:
        return ""
    rows = [_symptom(row, formatter, ENDLESS) for row in rest]
    title = tr("Symptoms, continued")
    return f"<h2>{title}</h2>{_table(_symptom_headers(part), rows)}{_quiet(part.note)}"


def _side_effects(report: VisitReport, room: PageRoom) -> str:
    part, beside = report.side_effects, (report.weight, report.swelling, report.flares)
    if part is None:
        return _quiet(*beside)
    shown = [
        _side_effect(row, room, scored_alike=part.scored_alike) for row in part.rows[: room.rows]
    ]
    left_out = _side_effect_left_out(part.rows, room)
    more = _overleaf(len(part.rows) - len(shown), left_out, len(part.rows))
    table = _table(_side_effect_headers(scored_alike=part.scored_alike), shown)
    return table + _quiet(part.note, more) + _quiet(*beside)


def _side_effect_left_out(rows: Sequence[SideEffectRow], room: PageRoom) -> int:
    return first_left_out([row.name for row in rows], room.rows, room.name_signs)


def _side_effect_headers(*, scored_alike: bool) -> tuple[str, ...]:
    headers = (tr("Side effects"), tr("mild"), tr("moderate"), tr("severe"))
    return headers if scored_alike else (*headers, tr("scored"))


def _side_effect(row: SideEffectRow, room: PageRoom, *, scored_alike: bool) -> tuple[str, ...]:
    counts = (row.mild, row.moderate, row.severe, row.scored)
    name = _text(room.name(row.name))
    return (name, *map(digits, counts[:-1] if scored_alike else counts))


def _more_side_effects(report: VisitReport, room: PageRoom) -> str:
    part = report.side_effects
    rest = () if part is None else part.rows[_side_effect_left_out(part.rows, room) :]
    if part is None or not rest:
        return ""
    rows = [_side_effect(row, ENDLESS, scored_alike=part.scored_alike) for row in rest]
    table = _table(_side_effect_headers(scored_alike=part.scored_alike), rows)
    return f"<h2>{tr('Side effects, continued')}</h2>{table}{_quiet(part.note)}"


def _own_words(report: VisitReport, room: PageRoom) -> str:
    if not report.own_words or not _has_room_for_own_words(report, room):
        return ""
    return _quiet(tr("In own words:"), *report.own_words)


def _more_own_words(report: VisitReport, room: PageRoom) -> str:
    if _has_room_for_own_words(report, room):
        return ""
    said = "".join(f"<p>{_text(line)}</p>" for line in report.own_words)
    return f"<h2>{tr('What numbers mean, in own words')}</h2>{said}"


def _has_room_for_own_words(report: VisitReport, room: PageRoom) -> bool:
    return sum(map(len, report.own_words)) <= room.own_words


def _table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table with the first column to the left and the others to the right.

    Args:
        headers: Text, to be escaped; the first is the table's title. A head may break where it
            has a line break, nowhere else.
        rows: HTML.
    """
    head = "".join(
        f'<th scope="col" align="right" class="{_head_class(word)}">{_with_breaks(word)}</th>'
        if place
        else f'<th scope="col" align="left" class="first"><b>{_text(word)}</b></th>'
        for place, word in enumerate(headers)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f'<td align="right">{cell}</td>'
            if place
            else f'<th scope="row" align="left" class="row">{cell}</th>'
            for place, cell in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    return f"{_FIGURES}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _head_class(words: str) -> str:
    """Let short heads break at their line breaks alone, so that no word is taken apart."""
    longest = max(map(len, words.split("\n")))
    return "quiet short" if longest <= SHORT_HEAD else "quiet"


def _changes(report: VisitReport, room: PageRoom) -> str:
    part = report.changes
    if part is None:
        return ""
    shown, others = _changes_on_page_1(part, room)
    more = ""
    if others and shown:
        more = trn(
            "{n} other change in these days: page 2.",
            "{n} other changes in these days: page 2.",
            len(others),
        )
    elif others:
        more = trn(
            "{n} change in these days: page 2.", "{n} changes in these days: page 2.", len(others)
        )
    title = "" if shown else f"<h2>{tr('Changes')}</h2>"
    said = title + "".join(map(_change, shown))
    return said + _quiet(more)


def _changes_on_page_1(
    changes: Sequence[ChangeWords], room: PageRoom
) -> tuple[list[ChangeWords], list[ChangeWords]]:
    """Part the changes in those of page 1, the newest that are not too long, and the others."""
    short = [one for one in changes if len(one.title) + len(one.sentence) <= room.change_signs]
    shown = short[-room.changes :] if room.changes else []
    return shown, [one for one in changes if one not in shown]


def _change(change: ChangeWords) -> str:
    return f"<h3>{_text(change.title)}</h3><p>{_text(change.sentence)}</p>"


def _more_changes(report: VisitReport, room: PageRoom) -> list[str]:
    _shown, others = _changes_on_page_1(report.changes or (), room)
    if not others:
        return []
    first, *rest = map(_change, others)
    return [f"<h2>{tr('Changes, continued')}</h2>{first}", *rest]


def _card(card: CardPart, picture: PictureSource | None) -> str:
    words = card.words
    shown = (
        f'<p class="picture">{_picture(picture, words.sentence)}</p>'
        if picture is not None
        else ""
    )
    mind = "".join(f"<li>{_text(text)}</li>" for text in words.keep_in_mind)
    listed = f"<ul>{mind}</ul>" if mind else ""
    rows = [[_text(cell) for cell in row] for row in card.rows]
    headers = (*card.headers[:-1], tr("Entries"))
    return (
        f"<h2>{_text(words.title)}, {_text(words.when)}</h2>{_quiet(words.doses)}{shown}"
        f"<p>{_text(words.sentence)}</p>{listed}"
        f"{_table(_two_lines(headers), rows)}"
    )


def _two_lines(headers: Sequence[str]) -> list[str]:
    """Let every head but the first break at its first blank, so that wide tables fit a sheet."""
    first = headers[0][:1].upper() + headers[0][1:]
    return [first, *(word.replace(" ", "\n", 1) for word in headers[1:])]


def _ladder(part: LadderPart, picture: PictureSource | None) -> str:
    shown = (
        f'<p class="picture">{_picture(picture, part.sentence)}</p>' if picture is not None else ""
    )
    rows = [[_text(cell) for cell in row] for row in part.rows]
    return (
        f"<h2>{_text(part.title)}</h2>{shown}<p>{_text(part.sentence)}</p>"
        f"{_table(_two_lines(part.headers), rows)}"
    )


def _titled(table: TablePart) -> str:
    rows = [[_text(cell) for cell in row] for row in table.rows]
    return f"<h2>{_text(table.title)}</h2>{_table(table.headers, rows)}{_quiet(table.note)}"


def _pain_maps(part: PainMapsPart, picture: PictureSource | None) -> str:
    shown = (
        f'<p class="picture">{_picture(picture, part.sentence)}</p>' if picture is not None else ""
    )
    rows = [[_text(cell) for cell in row] for row in part.table.rows]
    return (
        f"<h2>{_text(part.table.title)}</h2>{shown}<p>{_text(part.sentence)}</p>"
        f"{_table(part.table.headers, rows)}"
    )


def _note(note: NotePart) -> str:
    return f"<h3>{_text(note.day)}</h3>{_lines(note.text)}"


def _lines(text: str) -> str:
    return "".join(
        f'<p dir="{_direction(line)}">{escape(line)}</p>'
        for line in text.splitlines()
        if line.strip()
    )
