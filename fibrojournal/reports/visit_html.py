"""The visit report as HTML: for a browser as one file, and for paper page by page.

Tables carry their headers and pictures their sentence, so that a screen reader can read all of it.
Everything that a person wrote is escaped, and nothing is loaded from anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from fibrojournal.charts.describe import timeline_sentence
from fibrojournal.i18n import tr, trn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fibrojournal.i18n import Formatter
    from fibrojournal.reports.further_pages import CardPart, LadderPart, NotePart, TablePart
    from fibrojournal.reports.medicines_part import MedicineLine
    from fibrojournal.reports.scores_part import SideEffectsPart, SymptomsPart
    from fibrojournal.reports.visit_report import ChartPart, VisitReport

_TABLE = 'width="100%" cellpadding="0" cellspacing="0"'
_COLUMNS = f'<table class="columns" {_TABLE}>'
_FIGURES = f'<table class="figures" {_TABLE}>'

TIMELINE = "timeline"
"""Name of page 1's picture; that of a change's picture is `change_picture(number)`."""


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
        "background:#fff;max-width:50em;margin:2em auto;padding:0 1em;line-height:1.4}"
        "table{border-collapse:collapse;width:100%}th,td{text-align:right;padding:.2em .5em;"
        "vertical-align:top}th:first-child,td:first-child{text-align:left;padding-left:0}"
        "thead th{border-bottom:1px solid #999;font-weight:normal}img{max-width:100%;height:auto}"
        ".quiet{color:#4a4a4a;font-size:90%}.columns>tbody>tr>td{width:50%;text-align:left}"
    )
    title = escape(f"{report.title}, {report.days_words}")
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{style}</style></head><body>"
        f"{first_page(report, pictures, formatter)}{further_pages(report, pictures)}"
        f'<p class="quiet">{escape(report.footer)} {escape(report.printed)}</p></body></html>\n'
    )


def first_page(
    report: VisitReport, pictures: Mapping[str, PictureSource], formatter: Formatter
) -> str:
    """Return the body of page 1."""
    parts = [
        _heading(report),
        _side_by_side(_questions(report.questions), _medicines(report)),
        _chart(report.chart, pictures.get(TIMELINE), formatter),
        _side_by_side(
            _symptoms(report.symptoms, formatter),
            _side_effects(report.side_effects, report.weight),
        ),
        _changes(report),
    ]
    return "".join(parts)


def _heading(report: VisitReport) -> str:
    name = report.name or "_" * 21
    born = report.born or "_" * 13
    person = f"{tr('Name')} {name} &nbsp; {tr('Born')} {born}"
    if report.name or report.born:
        person = f"{tr('Name')} {escape(name)} &nbsp; {tr('Born')} {escape(born)}"
    return (
        f"{_COLUMNS}<tr><td><h1>{escape(report.title)}</h1></td>"
        f'<td align="right" valign="bottom"><p class="quiet">{person}</p></td></tr></table>'
        f"<p><b>{escape(report.days_words)}</b>{escape(report.scored_words)}</p><hr>"
    )


def _side_by_side(left: str, right: str) -> str:
    if not (left and right):
        return left + right
    return (
        f"{_COLUMNS}<tr>"
        f'<td width="52%" valign="top">{left}</td><td width="3%"></td>'
        f'<td width="45%" valign="top">{right}</td></tr></table>'
    )


def _questions(questions: Sequence[str] | None) -> str:
    if questions is None:
        return ""
    title = f"<h2>{tr('I would like to talk about')}</h2>"
    if not questions:
        return title + f'<p class="quiet">{tr("No questions written down.")}</p>'
    return title + "<ol>" + "".join(f"<li>{escape(text)}</li>" for text in questions) + "</ol>"


def _medicines(report: VisitReport) -> str:
    if report.medicines is None:
        return ""
    hint = f'<p class="quiet">{escape(report.medicines_hint)}</p>'
    title = f"<h2>{tr('Medicines now')}</h2>{hint if report.medicines else ''}"
    if not report.medicines:
        return title + f'<p class="quiet">{tr("None written down.")}</p>'
    return title + "".join(_medicine(line) for line in report.medicines)


def _medicine(line: MedicineLine) -> str:
    return (
        f"<p><b>{escape(line.name)}</b> {escape(line.dose)}<br>"
        f'<span class="quiet">{escape(line.since)}</span></p>'
    )


def _chart(chart: ChartPart | None, picture: PictureSource | None, formatter: Formatter) -> str:
    if chart is None:
        return ""
    said = timeline_sentence(chart.data, chart.first_day, chart.last_day, formatter)
    shown = "" if picture is None else f"<p>{_picture(picture, said)}</p>"
    return f'<h2>{escape(chart.title)}</h2>{shown}<p class="quiet">{escape(chart.caption)}</p>'


def _picture(picture: PictureSource, said: str) -> str:
    return (
        f'<img src="{escape(picture.address)}" width="{picture.width}" '
        f'height="{picture.height}" alt="{escape(said)}">'
    )


def _symptoms(part: SymptomsPart | None, formatter: Formatter) -> str:
    if part is None:
        return ""
    headers = (
        tr("Symptoms"),
        part.before_words,
        part.last_words,
        tr("highest"),
        tr("7 or more"),
    )
    rows = [
        (
            escape(row.name),
            _mean(row.before.mean, row.before.scored, formatter),
            f"<b>{_mean(row.last.mean, row.last.scored, formatter)}</b>",
            "" if row.highest is None else escape(formatter.number(row.highest)),
            tr("{n} of {scored}").format(n=row.high_days, scored=row.last.scored),
        )
        for row in part.rows
    ]
    return _table(headers, rows, [part.note, _left_out(part.left_out)])


def _mean(mean: float | None, scored: int, formatter: Formatter) -> str:
    number = "–" if mean is None else formatter.number(mean, 1)  # noqa: RUF001 - "no average"
    return f"{escape(number)} ({scored})"


def _side_effects(part: SideEffectsPart | None, weight: str) -> str:
    if part is None:
        return f"<p>{escape(weight)}</p>" if weight else ""
    headers = (tr("Side effects"), tr("mild"), tr("moderate"), tr("severe"), tr("scored"))
    rows = [
        (escape(row.name), *map(str, (row.mild, row.moderate, row.severe, row.scored)))
        for row in part.rows
    ]
    return _table(headers, rows, [part.note, _left_out(part.left_out), weight])


def _left_out(names: Iterable[str]) -> str:
    listed = ", ".join(names)
    return tr("Not shown here: {names}.").format(names=listed) if listed else ""


def _table(headers: Sequence[str], rows: Iterable[Sequence[str]], notes: Iterable[str]) -> str:
    """Return a table with the first column to the left and the others to the right.

    Args:
        headers: Text, to be escaped; the first is the table's title.
        rows: HTML.
        notes: Text beneath, to be escaped.
    """
    head = "".join(
        f'<th scope="col" align="{_side(place)}">{escape(word)}</th>'
        if place
        else f'<th scope="col" align="left"><b>{escape(word)}</b></th>'
        for place, word in enumerate(headers)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f'<td align="{_side(place)}">{cell}</td>'
            if place
            else f'<th scope="row" align="left" class="row">{cell}</th>'
            for place, cell in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    beneath = " ".join(escape(note) for note in notes if note)
    said = f'<p class="quiet">{beneath}</p>' if beneath else ""
    return f"{_FIGURES}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{said}"


def _side(place: int) -> str:
    return "right" if place else "left"


def _changes(report: VisitReport) -> str:
    part = report.changes
    if part is None:
        return ""
    said = "".join(
        f"<h3>{escape(change.title)}</h3><p>{escape(change.sentence)}</p>"
        for change in part.changes
    )
    more = (
        trn(
            "{n} earlier change in these days is not shown here.",
            "{n} earlier changes in these days are not shown here.",
            part.left_out,
        )
        if part.left_out
        else ""
    )
    return f'{said}<p class="quiet">{escape(part.fixed_text)} {escape(more)}</p>'


def further_pages(report: VisitReport, pictures: Mapping[str, PictureSource]) -> str:
    """Return the body of everything after page 1; "" = there is nothing."""
    further = report.further
    parts = [
        _card(card, pictures.get(change_picture(number)))
        for number, card in enumerate(further.cards)
    ]
    parts += [
        _ladder(ladder, pictures.get(ladder_picture(number)))
        for number, ladder in enumerate(further.ladders)
    ]
    parts += [_titled(table) for table in (further.as_needed, further.pain_areas) if table]
    parts += [
        f"<h2>{escape(title)}</h2>{_lines(text)}"
        for title, text in (
            (tr("Other conditions"), further.conditions),
            (tr("Care team"), further.care_team),
        )
        if text
    ]
    if further.notes:
        parts.append(f"<h2>{tr('Notes')}</h2>" + "".join(map(_note, further.notes)))
    return "".join(parts)


def _card(card: CardPart, picture: PictureSource | None) -> str:
    words = card.words
    shown = f"<p>{_picture(picture, words.sentence)}</p>" if picture is not None else ""
    mind = "".join(f"<li>{escape(text)}</li>" for text in words.keep_in_mind)
    listed = f"<ul>{mind}</ul>" if mind else ""
    rows = [[escape(cell) for cell in row] for row in card.rows]
    return (
        f"<h2>{escape(words.title)}, {escape(words.when)}</h2>"
        f'<p class="quiet">{escape(words.doses)}</p>{shown}<p>{escape(words.sentence)}</p>'
        f"{listed}{_table(card.headers, rows, ())}"
    )


def _ladder(part: LadderPart, picture: PictureSource | None) -> str:
    shown = f"<p>{_picture(picture, part.sentence)}</p>" if picture is not None else ""
    rows = [[escape(cell) for cell in row] for row in part.rows]
    return (
        f"<h2>{escape(part.title)}</h2>{shown}<p>{escape(part.sentence)}</p>"
        f"{_table(part.headers, rows, ())}"
    )


def _titled(table: TablePart) -> str:
    rows = [[escape(cell) for cell in row] for row in table.rows]
    return f"<h2>{escape(table.title)}</h2>{_table(table.headers, rows, ())}"


def _note(note: NotePart) -> str:
    return f"<h3>{escape(note.day)}</h3>{_lines(note.text)}"


def _lines(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())
