"""Every number of a report against a second computation from the exported CSV files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from fibrojournal.domain.pain_areas import area_names
from fibrojournal.domain.scales import NUMERIC_RATING, SEVERITY
from fibrojournal.exchange.folder import write_folder
from fibrojournal.i18n import EnglishFormatter
from fibrojournal.journal.example import example_contents
from fibrojournal.reports.report_choice import SECTIONS, ReportChoice
from fibrojournal.reports.visit_html import whole_html
from fibrojournal.reports.visit_report import visit_report
from tests.builders import TODAY, day
from tests.reports.from_csv import Recomputed, inside, mean
from tests.reports.odd_journals import journal, odd_journals
from tests.reports.read_html import ReportHtml

if TYPE_CHECKING:
    from pathlib import Path

    from fibrojournal.domain.contents import JournalContents
    from tests.analysis.naive_comparison import Comparison

FORMATTER = EnglishFormatter()
ODD = (
    "empty",
    "one day",
    "a week",
    "12 medicines, 40 changes",
    "40 changes of one",
    "long items",
    "no scores",
    "few scores",
    "no medicines",
    "60 events",
    "right to left",
)
JOURNALS: dict[str, JournalContents] = {
    "example": example_contents(TODAY),
    **{name: contents for name, contents in odd_journals().items() if name in ODD},
    **{f"random {seed}": journal(seed, days=200, changes=6, events=8) for seed in range(50, 55)},
}
RANGES = [(69, 0), (150, 40)]

pytestmark = [
    pytest.mark.parametrize("name", JOURNALS),
    pytest.mark.parametrize("backs", RANGES, ids=["last 70 days", "earlier days"]),
]


def both(name: str, backs: tuple[int, int], folder: Path) -> tuple[ReportHtml, Recomputed]:
    """Return a report as it is read, and the second computation of its numbers."""
    contents, span = JOURNALS[name], (day(backs[0]), day(backs[1]))
    choice = ReportChoice(*span, sections=frozenset(SECTIONS))
    report = visit_report(contents, choice, TODAY, FORMATTER)
    write_folder(contents, folder)
    html = ReportHtml(whole_html(report, {}, FORMATTER))
    return html, Recomputed(folder, contents.items, span)


def is_shown(shown: str, expected: float | None, *, blank: str = "–") -> bool:  # noqa: RUF001
    """Tell whether an average is shown with one decimal, or as missing where there is none."""
    if expected is None:
        return shown == blank
    number = float(shown.replace(",", ""))
    return "." in shown and abs(number - expected) <= 0.05 + 1e-9


def test_days_and_averages_of_page_1(name: str, backs: tuple[int, int], tmp_path: Path) -> None:
    html, again = both(name, backs, tmp_path)
    days = (again.span[1] - again.span[0]).days + 1
    assert f"{again.scored_days} of {days} days scored." in html.words
    rated = [i for i in again.items if i.scale == NUMERIC_RATING and i.kind == "symptom"]
    before = {item.key: again.within(item.key, again.before) for item in rated}
    last = {item.key: again.within(item.key, again.last_28) for item in rated}
    expected = [item for item in rated if before[item.key] or last[item.key]]
    table = html.table("Symptoms")
    rows = table.rows if table else []
    assert [row[0] for row in rows] == [item.short_name for item in expected]
    for item, (_name, was, now, highest, high) in zip(expected, rows, strict=True):
        for cell, values in ((was, before[item.key]), (now, last[item.key])):
            shown, scored = cell.split(" ")
            assert scored == f"({len(values)})"
            assert is_shown(shown, mean(values))
        values = last[item.key]
        assert highest == (f"{max(values):g}" if values else "")
        many = f"{sum(value >= 7 for value in values)} of {len(values)}"
        assert high == (many if values else "")
    if table:
        first, end = again.before
        months = f"{first:%b}" if (first.year, first.month) != (end.year, end.month) else ""
        assert table.headers[1] == f"{first.day} {months}".strip() + f"-{end.day} {end:%b}"


def test_side_effects_weight_and_flares(name: str, backs: tuple[int, int], tmp_path: Path) -> None:
    html, again = both(name, backs, tmp_path)
    counted = {}
    for item in again.items:
        values = again.within(item.key, again.last_28)
        if item.scale == SEVERITY and item.kind == "side_effect" and values:
            counted[item.short_name] = [values.count(level) for level in (1, 2, 3)], len(values)
    table = html.table("Side effects")
    rows = table.rows if table else []
    assert sorted(row[0] for row in rows) == sorted(counted)
    for row in rows:
        levels, scored = counted[row[0]]
        assert list(map(int, row[1:4])) == levels
        if len(row) == 5:
            assert int(row[4]) == scored
        else:
            assert f"out of {scored} scored in the last 28 days" in html.words
    shown = re.search(r"Weight: (.*?)\.(?= |$)", html.words, re.MULTILINE)
    numbers = re.findall(r"([\d.]+) kg on (\d+) (\w+)", shown[1] if shown else "")
    weights = again.weights()
    assert [(int(on), month) for _kg, on, month in numbers] == [
        (on.day, f"{on:%B}") for on, _kg in weights
    ]
    for (_on, kilograms), (kg, _day, _month) in zip(weights, numbers, strict=True):
        assert is_shown(kg, kilograms)
    swollen = again.within("se_swelling", again.last_28)
    days = f"Swelling on {sum(value > 0 for value in swollen)} of {len(swollen)} scored days."
    assert (days in html.words) == bool(swollen)
    flares, flare_days = again.flares()
    said = re.search(r"(\d+) flares?, (\d+) days?", html.words)
    found = (0, 0) if said is None else (int(said[1]), int(said[2]))
    assert found == (flares, flare_days)


def test_medicines_now(name: str, backs: tuple[int, int], tmp_path: Path) -> None:
    html, again = both(name, backs, tmp_path)
    last = again.span[1]
    when = "now" if last == TODAY else f"on {last.day} {last:%B}"
    lines = html.after(f"Medicines {when} morning-noon-evening-night")
    expected = []
    for medicine in sorted(again.diary.medicines, key=lambda one: one.as_needed):
        title = medicine.name[:1].upper() + medicine.name[1:]
        if medicine.as_needed:
            taken = sum(inside(on, again.last_28) for on in again.as_needed_days(medicine.name))
            line = f"{title} {medicine.strength} as needed on {taken} of the last 28 days"
            expected.append(line)
            continue
        doses = again.doses(medicine.name)
        if not doses:
            expected.append(f"{title} No dose written down yet.")
        elif (dose := doses[-1]).amounts.total:
            year = f" {dose.day.year}" if dose.day.year != again.span[1].year else ""
            since = f"since {dose.day.day} {dose.day:%B}{year}"
            parts = "-".join(f"{amount:,f}" for amount in dose.amounts.parts)
            if dose.every_days == 1:
                total = f"{dose.amounts.total:,f} {medicine.unit} a day"
                expected.append(f"{title} {parts} {medicine.unit} {total} {since}")
            else:
                once = f"{dose.amounts.total:,f}"
                amount = once if dose.amounts.total in dose.amounts.parts else parts
                every = f"every {dose.every_days} days"
                expected.append(f"{title} {amount} {medicine.unit} {every} {since}")
    if expected and again.taken_words:
        expected.append(again.taken_words)
    assert lines == expected
    assert ("Taken differently" in html.words) == bool(again.taken_words)
    assert again.taken_words in html.words


def test_changes_and_their_cards(name: str, backs: tuple[int, int], tmp_path: Path) -> None:
    html, again = both(name, backs, tmp_path)
    changes = again.changes()
    cards = [table for table in html.tables if table.headers[:2] == ["Item", "Average before"]]
    assert len(cards) == len(changes)
    sentences = [
        html.texts[place + 1][1] for place, (tag, _words) in enumerate(html.texts) if tag == "h3"
    ][: len(changes)]
    for report, table, sentence in zip(changes, cards, sentences, strict=True):
        assert [row[0] for row in table.rows] == [
            one.item.short_name for one in report.comparisons
        ]
        for one, row in zip(report.comparisons, table.rows, strict=True):
            assert is_shown(row[1], one.before.mean, blank="")
            assert row[2] == f"{one.before.scored} of {one.before.days}"
            assert is_shown(row[3], one.after.mean, blank="")
            assert row[4] == f"{one.after.scored} of {one.after.days}"
            assert _says(row[5], one)
        mains = [one for one in report.comparisons if one.is_main] or report.comparisons
        if mains:
            _hold_sentence(sentence, mains[0])


def _says(words: str, one: Comparison) -> bool:
    """Tell whether a cell says the reading of the second computation, and no reading too early."""
    plain = {
        "not_yet": ["not yet"],
        "too_few": ["too few days"],
        "about_the_same": ["about the same"],
        "cannot_tell": ["cannot tell", "cannot tell yet"],
    }
    if one.reading in plain:
        return words in plain[one.reading]
    if one.difference is None or one.range is None:
        return words == "averages only"
    numbers = [float(number) for number in re.findall(r"\d+\.\d", words)]
    ends = sorted(map(abs, (one.range.low, one.range.high)))
    return all(
        any(abs(number - true) <= 0.05 + 1e-9 for true in (abs(one.difference), *ends))
        for number in numbers
    )


def _hold_sentence(sentence: str, one: Comparison) -> None:
    """Hold averages, days, scored days and the range of a sentence against the numbers."""
    sides = (("before", one.before), ("after", one.after))
    for side, window in sides:
        found = re.search(
            rf"([\d.]+)\D* in the (\d+) days? {side}(?: so far)? \((\d+) scored", sentence
        )
        if found:
            assert is_shown(found[1], window.mean)
            assert (int(found[2]), int(found[3])) == (window.days, window.scored)
        else:
            assert window.mean is None or window.days == 0
    likely = re.search(r"That is ([\d.]+)\D* \(likely between ([\d.]+) and ([\d.]+)", sentence)
    if likely:
        assert one.difference is not None
        assert one.range is not None
        low, high = sorted(map(abs, (one.range.low, one.range.high)))
        for shown, true in zip(likely.groups(), (abs(one.difference), low, high), strict=True):
            assert is_shown(shown, true)
    if one.reading in {"not_yet", "too_few"}:
        assert "likely" not in sentence
        assert "could be anywhere" not in sentence


def test_tables_of_the_further_pages(name: str, backs: tuple[int, int], tmp_path: Path) -> None:
    html, again = both(name, backs, tmp_path)
    _hold_ladders(html, again)
    _hold_months(html, again)
    table = html.table("Painful areas")
    parts = [again.pain_maps(span) for span in (again.before, again.last_28)]
    expected = [
        [words, *(f"{sum(key in one for one in maps)} of {len(maps)} maps" for maps in parts)]
        for key, words in area_names().items()
        if any(key in one for maps in parts for one in maps)
    ]
    assert (table.rows if table else []) == expected


def _hold_ladders(html: ReportHtml, again: Recomputed) -> None:
    scheduled = [one for one in again.diary.medicines if not one.as_needed]
    shown = [
        table for table in html.tables if len(table.headers) > 2 and table.headers[2] == "Days"
    ]
    ladders = [again.ladder(medicine) for medicine in scheduled]
    ladders = [
        rungs
        for rungs in ladders
        if len({rung.per_day for rung in rungs}) > 1 and any(rung.means for rung in rungs)
    ]
    assert len(shown) == len(ladders)
    for table, rungs in zip(shown, ladders, strict=True):
        for row, rung in zip(table.rows, rungs, strict=True):
            assert float(row[0].replace(",", "")) == pytest.approx(float(rung.per_day), abs=6e-4)
            assert row[1] == f"on the way {rung.way}"
            assert row[2].replace(",", "") == str(rung.days)
            for place, (average, scored) in enumerate(rung.means):
                assert is_shown(row[3 + 2 * place], average, blank="")
                assert row[4 + 2 * place].replace(",", "") == str(scored)


def _hold_months(html: ReportHtml, again: Recomputed) -> None:
    first, last = again.span
    months = [
        (number // 12, number % 12 + 1)
        for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    ][-12:]
    expected = []
    for medicine in again.diary.medicines:
        if medicine.as_needed:
            days = again.as_needed_days(medicine.name)
            counts = [sum((on.year, on.month) == month for on in days) for month in months]
            if any(counts):
                title = medicine.name[:1].upper() + medicine.name[1:]
                expected.append([title, *map(str, counts)])
    table = html.table("Medicine")
    assert (table.rows if table else []) == expected


def test_the_fixed_words_stand_once_on_page_1_and_under_every_comparison_after_it(
    name: str, backs: tuple[int, int], tmp_path: Path
) -> None:
    html, again = both(name, backs, tmp_path)
    fixed = (
        "These are averages of the patient's own entries. They cannot show why something changed."
    )
    changes = len(again.changes())
    ladders = sum(len(one.headers) > 2 and one.headers[2] == "Days" for one in html.tables)
    maps = html.table("Painful areas") is not None
    page_1 = bool(changes) or html.table("Symptoms") is not None
    assert html.words.count(fixed) == page_1 + changes + ladders + maps
    footer = (
        "Self-recorded by the patient with FibroJournal. Blank days are left blank. Not a "
        "clinical assessment."
    )
    assert html.words.count(footer) == 1


def test_every_table_has_its_headers(name: str, backs: tuple[int, int], tmp_path: Path) -> None:
    html, _again = both(name, backs, tmp_path)
    assert html.lang == "en"
    assert html.addresses == []
    for table in html.tables:
        assert all(len(row) == len(table.headers) for row in table.rows)
        assert table.scopes == ["col"] * len(table.headers) + ["row"] * len(table.rows)
