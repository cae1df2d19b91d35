"""Everything that the card of one change says.

    card_words(ChangeFacts(...), formatter) -> CardWords
    card_table(facts, formatter) -> (headers, rows), the table twin with n beside each average
    chart_data(facts) -> ChangeChartData, for `change_chart`
    with_other_windows(facts, change, sides) -> facts that show averages and dots only

The item of picture and sentence is the main item; where none was chosen beforehand, the first
item. All numbers are those of the results, with one decimal. Nothing here needs matplotlib.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from fibrojournal.analysis.comparison import Comparison, smallest_difference
from fibrojournal.analysis.context import MID_0_10
from fibrojournal.charts.caution_words import Scene, caution_words
from fibrojournal.charts.change_chart_data import ChangeChartData
from fibrojournal.charts.change_days import change_days_of
from fibrojournal.charts.change_title import (
    DoseBook,
    change_days,
    change_doses,
    change_title,
)
from fibrojournal.charts.comparison_words import (
    averages_words,
    comparison_sentence,
    entry_words,
    mean_words,
    waiting_words,
)
from fibrojournal.charts.detail_words import DetailRow, detail_rows, swing_words
from fibrojournal.charts.recalled_days import are_recalled, diamond_words
from fibrojournal.domain.scales import NUMERIC_RATING, SEVERITY
from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from fibrojournal.analysis.cautions import Caution
    from fibrojournal.analysis.change_report import ChangeReport
    from fibrojournal.analysis.comparison import Window
    from fibrojournal.analysis.composites import TwoComposites
    from fibrojournal.analysis.series import DailyValues
    from fibrojournal.analysis.usual_swing import UsualSwing
    from fibrojournal.analysis.windows import Change
    from fibrojournal.domain.medicines import DoseChange, Medicine
    from fibrojournal.domain.tracked_items import TrackedItem
    from fibrojournal.i18n import Formatter

Row = tuple[str, ...]

_OF_ONE_ITEM: frozenset[Caution] = frozenset({"drift", "bad_spell", "few_days", "weekday_mix"})
"""Cautions that belong to an item; the others are the same for the whole card."""


@dataclass(frozen=True, slots=True, eq=False)
class ChangeFacts:
    """What a card is made from.

    Attributes:
        report: The change with its comparisons.
        medicines: All medicines.
        dose_changes: All rows of all medicines, in any order.
        today: The present journal day.
        daily: Scored days by item key, of the items in the report.
        swings: Usual swing by item key; a missing key = not known.
        mid_0_10: Smallest difference that matters on 0-10, in points.
        pain_maps: Where it hurt in the windows; None = one of them has no mapped day.
        recalled: Days that were filled in later.
        as_written: Whether the windows are those written down with the change; with others,
            averages and dots are all that is shown.
    """

    report: ChangeReport
    medicines: Sequence[Medicine]
    dose_changes: Sequence[DoseChange]
    today: date
    daily: Mapping[str, DailyValues]
    swings: Mapping[str, UsualSwing] = field(default_factory=dict)
    mid_0_10: float = MID_0_10
    pain_maps: TwoComposites | None = None
    recalled: Collection[date] = ()
    as_written: bool = True

    @property
    def book(self) -> DoseBook:
        """Where units and doses are looked up."""
        return DoseBook(self.medicines, self.dose_changes)

    def shown(self, item: str | None = None) -> Comparison | None:
        """Return the comparison of picture and sentence; None = there is none at all."""
        found = self.report.comparisons
        asked = (one for one in found if one.item.key == item)
        return next(asked, None) or self.report.main or (found[0] if found else None)

    def spread(self, comparison: Comparison) -> float | None:
        """Return the usual swing of an item, in its unit; None = not known."""
        swing = self.swings.get(comparison.item.key)
        return None if swing is None else swing.spread


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item in the tables of a card.

    Attributes:
        key: Key of the item.
        name: Its name, such as "Fatigue".
        before: Average before, such as "6.6"; "" = fewer than 5 scored days.
        after: Average after.
        in_entries: The reading in a few words, such as "cannot tell yet".
        before_scored: Scored days behind `before`, such as "27 of 28".
        after_scored: Scored days behind `after`.
        notes: Sentences to keep in mind about this item alone.
        sentence: The whole row in sentences.
    """

    key: str
    name: str
    before: str
    after: str
    in_entries: str
    before_scored: str
    after_scored: str
    notes: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class ItemGroup:
    """Items that stand together: "Symptoms, 0-10", "Side effects, 0-3"."""

    title: str
    rows: tuple[ItemRow, ...]


@dataclass(frozen=True, slots=True)
class CardWords:
    """Everything that a card says.

    Attributes:
        title: The change, such as "Gabapentin 600 to 900 mg a day".
        when: Its day or days, with the year.
        when_short: The same without the year.
        doses: Amounts of the day before and after, and the main item.
        status: What a closed card says at its end, such as "Settling in until 9 November".
        item: The item of picture and sentence; None = nothing was scored around the change.
        picture_name: What the picture is called.
        sentence: The sentences under the picture.
        groups: The other items; groups without any are not here.
        keep_in_mind: Sentences beside the result; () = none.
        details: Ranges, better-day chance and so on, for those who ask.
        fixed_text: What stands under every comparison.
    """

    title: str
    when: str
    when_short: str
    doses: str
    status: str
    item: TrackedItem | None
    picture_name: str
    sentence: str
    groups: tuple[ItemGroup, ...]
    keep_in_mind: tuple[str, ...]
    details: tuple[DetailRow, ...]
    fixed_text: str

    @property
    def item_key(self) -> str | None:
        """Key of the item of picture and sentence."""
        return None if self.item is None else self.item.key


def card_words(facts: ChangeFacts, formatter: Formatter, item: str | None = None) -> CardWords:
    """Say everything about one change.

    Args:
        facts: What the card is made from.
        formatter: Writes days and numbers.
        item: Key of the item of picture and sentence; None = the main item, or else the first.
    """
    change = facts.report.change
    shown = facts.shown(item)
    return CardWords(
        title=change_title(change.parts, facts.book, formatter),
        when=change_days(change.first_day, change.last_day, formatter),
        when_short=change_days(change.first_day, change.last_day, formatter, with_year=False),
        doses=_doses_words(facts, formatter),
        status="" if shown is None else _status(facts, shown, formatter),
        item=None if shown is None else shown.item,
        picture_name="" if shown is None else _picture_name(shown.item),
        sentence=_no_scores() if shown is None else _sentence(facts, shown, formatter),
        groups=_groups(facts, shown, formatter),
        keep_in_mind=() if shown is None else _keep_in_mind(facts, shown, formatter),
        details=_details(facts, shown, formatter),
        fixed_text=fixed_text(),
    )


def fixed_text() -> str:
    """Return what stands under every comparison."""
    return tr(
        "These are averages of your own entries. They cannot show why something changed: flares "
        "come and go, other things change too, and hopes play a part. Talk about any change with "
        "your prescriber before you make it."
    )


def group_headers() -> Row:
    """Return the headers of the columns beside a group's title."""
    return tr("before"), tr("after"), tr("in your entries")


def card_table(facts: ChangeFacts, formatter: Formatter) -> tuple[Row, tuple[Row, ...]]:
    """Return the table twin of a card: its headers, and a row for each item."""
    headers = (
        tr("Item"),
        tr("Average before"),
        tr("Scored before"),
        tr("Average after"),
        tr("Scored after"),
        tr("In your entries"),
    )
    rows = [_row(facts, one, formatter) for one in facts.report.comparisons]
    return headers, tuple(
        (row.name, row.before, row.before_scored, row.after, row.after_scored, row.in_entries)
        for row in rows
    )


def chart_data(facts: ChangeFacts, item: str | None = None) -> ChangeChartData | None:
    """Return what the picture shows; None = nothing was scored around the change."""
    shown = facts.shown(item)
    if shown is None or shown.item.key not in facts.daily:
        return None
    return ChangeChartData(
        change=facts.report.change,
        comparison=shown,
        daily=facts.daily[shown.item.key],
        events=facts.report.events,
        spread=facts.spread(shown),
        today=facts.today,
        recalled=facts.recalled,
    )


def with_other_windows(
    facts: ChangeFacts, change: Change, sides: Mapping[str, tuple[Window, Window]]
) -> ChangeFacts:
    """Return the facts seen through other windows: averages and dots, nothing else.

    Args:
        facts: The facts with the windows as they were written down.
        change: The change with other windows.
        sides: Days before and after in these windows, by item key.
    """
    comparisons = tuple(
        _averages_only(one, *sides[one.item.key])
        for one in facts.report.comparisons
        if one.item.key in sides
    )
    report = replace(facts.report, change=change, comparisons=comparisons)
    return replace(facts, report=report, as_written=False)


def _averages_only(comparison: Comparison, before: Window, after: Window) -> Comparison:
    difference = None
    if before.mean is not None and after.mean is not None:
        difference = after.mean - before.mean
    return Comparison(
        item=comparison.item,
        is_main=comparison.is_main,
        before=before,
        after=after,
        difference=difference,
        range=None,
        percent=None,
        better_day_chance=None,
        better_range=None,
        carry_over=None,
        independent_days_before=None,
        independent_days_after=None,
        reading="no_reading",
        look=0,
        next_look=None,
        days_needed=None,
        cautions=(),
        mean_if_missing_low=None,
        mean_if_missing_high=None,
    )


def _doses_words(facts: ChangeFacts, formatter: Formatter) -> str:
    change, main = facts.report.change, facts.report.main
    doses = change_doses(change.parts, facts.book, formatter)
    if main is None:
        return tr("{doses}. No main item was chosen beforehand.").format(doses=doses)
    pattern = tr("{doses}. Main item, chosen beforehand: {item}.")
    return pattern.format(doses=doses, item=_full_name_inside(main.item))


def _full_name_inside(item: TrackedItem) -> str:
    name = item.name
    return name if item.own_name is not None else name[:1].lower() + name[1:]


def _picture_name(item: TrackedItem) -> str:
    return tr("{item} before and after").format(item=item.name)


def _no_scores() -> str:
    return tr("There are no scores around this change.")


def _status(facts: ChangeFacts, shown: Comparison, formatter: Formatter) -> str:
    if not facts.as_written:
        return tr("averages only")
    if shown.reading == "not_yet":
        return waiting_words(shown, facts.report.change, facts.today, formatter)
    return tr("{item}: {reading}").format(
        item=shown.item.short_name, reading=entry_words(shown, formatter)
    )


def _sentence(facts: ChangeFacts, shown: Comparison, formatter: Formatter) -> str:
    change = facts.report.change
    if not facts.as_written:
        other = tr("These are not the days that were fixed beforehand: averages and dots only.")
        return " ".join([*averages_words(shown, change, formatter), other])
    return comparison_sentence(
        shown,
        change,
        formatter,
        mid=smallest_difference(shown.item.scale, facts.mid_0_10),
        today=facts.today,
    )


def _groups(
    facts: ChangeFacts, shown: Comparison | None, formatter: Formatter
) -> tuple[ItemGroup, ...]:
    titles = {
        "symptoms": tr("Symptoms, 0-10"),
        "side_effects": tr("Side effects, 0-3"),
        "others": tr("Also written down"),
    }
    rows: dict[str, list[ItemRow]] = {key: [] for key in titles}
    for one in facts.report.comparisons:
        if one is not shown:
            rows[_group(one.item)].append(_row(facts, one, formatter))
    return tuple(ItemGroup(titles[key], tuple(own)) for key, own in rows.items() if own)


def _group(item: TrackedItem) -> str:
    if item.scale == SEVERITY and item.kind == "side_effect":
        return "side_effects"
    return "symptoms" if item.scale == NUMERIC_RATING else "others"


def _row(facts: ChangeFacts, comparison: Comparison, formatter: Formatter) -> ItemRow:
    before, after = comparison.before, comparison.after
    in_entries = entry_words(comparison, formatter) if facts.as_written else tr("averages only")
    return ItemRow(
        key=comparison.item.key,
        name=comparison.item.short_name,
        before=mean_words(before.mean, formatter),
        after=mean_words(after.mean, formatter),
        in_entries=in_entries,
        before_scored=_scored_words(before),
        after_scored=_scored_words(after),
        notes=_cautions(facts, comparison, formatter, own=True),
        sentence=_sentence(facts, comparison, formatter),
    )


def _scored_words(window: Window) -> str:
    return tr("{scored} of {days}").format(scored=window.scored, days=window.days)


def _cautions(
    facts: ChangeFacts, comparison: Comparison, formatter: Formatter, *, own: bool
) -> tuple[str, ...]:
    """Say the cautions of one comparison; `own` = only those that belong to its item."""
    scene = Scene(
        facts.report.change,
        comparison,
        facts.report.events,
        facts.book,
        facts.daily.get(comparison.item.key),
        facts.today,
        formatter,
    )
    return tuple(
        sentence
        for caution in comparison.cautions
        if caution in _OF_ONE_ITEM or not own
        for sentence in caution_words(caution, scene)
    )


def _keep_in_mind(facts: ChangeFacts, shown: Comparison, formatter: Formatter) -> tuple[str, ...]:
    said = list(_cautions(facts, shown, formatter, own=False))
    if shown.reading in ("different", "slightly_different"):
        said.append(swing_words(shown, facts.spread(shown), formatter))
    looked = sum(1 for one in facts.report.comparisons if one.range is not None)
    if looked > 1:
        pattern = tr("Looking at {number} items, chance alone will mark some.")
        said.append(pattern.format(number=formatter.number(looked)))
    drawn = chart_data(facts, shown.item.key)
    if drawn is not None and are_recalled(change_days_of(drawn).scored, facts.recalled).any():
        said.append(diamond_words())
    return tuple(sentence for sentence in said if sentence)


def _details(
    facts: ChangeFacts, shown: Comparison | None, formatter: Formatter
) -> tuple[DetailRow, ...]:
    if shown is None:
        return ()
    return detail_rows(shown, facts.report.change, facts.spread(shown), formatter)
