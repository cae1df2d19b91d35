"""The dose ladder in words: a sentence and a table, the same numbers as in the picture.

    ladder_sentence(ladder, formatter) -> str
    ladder_table(ladder, formatter) -> (headers, rows), from the lowest dose up

The number of scored days stands beside every average. Nothing here needs matplotlib.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fibrojournal.charts.change_words import unit_a_day
from fibrojournal.charts.comparison_words import amount_words, mean_words
from fibrojournal.charts.describe import name_inside
from fibrojournal.charts.recalled_days import are_recalled, diamond_words
from fibrojournal.domain.dose_words import amount_words as dose_amount_words
from fibrojournal.i18n import set_apart, tr, trn

if TYPE_CHECKING:
    from fibrojournal.analysis.ladder import Ladder, Rung, RungScores, Way
    from fibrojournal.i18n import Formatter

Row = tuple[str, ...]

SENTENCE_ITEMS = 2
"""Most items that the sentence names, as many as the picture has."""


def ladder_sentence(ladder: Ladder, formatter: Formatter) -> str:
    """Say the averages at each dose: "At 600 mg a day, on the way up: pain 5.8 (41 scored)..."."""
    parts = [words for rung in ladder.rungs if (words := _rung_words(ladder, rung, formatter))]
    if not parts:
        return tr("There are no scored days at a settled dose yet.")
    said = [*parts, tr("These were other times, not only other doses.")]
    drawn = [scores for rung in ladder.rungs for scores in rung.scores[:SENTENCE_ITEMS]]
    if any(are_recalled(scores.days, ladder.recalled).any() for scores in drawn):
        said.append(diamond_words())
    return " ".join(said)


def ladder_table(ladder: Ladder, formatter: Formatter) -> tuple[Row, tuple[Row, ...]]:
    """Return the table twin of the picture: its headers and its rows, from the lowest dose up."""
    headers = [
        tr("{medicine}, {unit}").format(
            medicine=ladder.medicine.name, unit=unit_a_day(ladder.medicine.unit)
        ),
        tr("Reached"),
        tr("Days"),
    ]
    for item in ladder.items:
        headers += [
            tr("{item}, average").format(item=item.short_name),
            tr("{item}, scored").format(item=item.short_name),
        ]
    rows = []
    for rung in ladder.rungs:
        row = [
            formatter.number(round(rung.per_day, 3)),
            _way_words(rung.way),
            formatter.number(rung.days),
        ]
        for scores in rung.scores:
            row += [mean_words(scores.mean, formatter), formatter.number(scores.scored)]
        rows.append(tuple(row))
    return tuple(headers), tuple(rows)


def _way_words(way: Way) -> str:
    return tr("on the way up") if way == "up" else tr("on the way down")


def _rung_words(ladder: Ladder, rung: Rung, formatter: Formatter) -> str:
    said = [_scores_words(scores, formatter) for scores in rung.scores[:SENTENCE_ITEMS]]
    if not any(scores.scored for scores in rung.scores[:SENTENCE_ITEMS]):
        return ""
    dose = dose_amount_words(rung.per_day, ladder.medicine.unit, formatter)
    pattern = (
        tr("At {dose} a day, on the way up: {averages}.")
        if rung.way == "up"
        else tr("At {dose} a day, on the way down: {averages}.")
    )
    return pattern.format(dose=dose, averages=set_apart(said))


def _scores_words(scores: RungScores, formatter: Formatter) -> str:
    name = name_inside(scores.item)
    if scores.mean is None:
        few = trn("only {n} scored", "only {n} scored", scores.scored)
        few = few if scores.scored else tr("not scored")
        return tr("{item} {words}").format(item=name, words=few)
    return tr("{item} {mean} ({scored} scored)").format(
        item=name,
        mean=amount_words(scores.item, scores.mean, formatter),
        scored=formatter.number(scores.scored),
    )
