"""The earlier versions of a day as rows, and what one of them said beside what it says now."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fibrojournal.charts.describe import value_words
from fibrojournal.domain.entries import SKIPPED
from fibrojournal.domain.scales import KG_PER_LB, KILOGRAMS
from fibrojournal.i18n import tr, trn
from fibrojournal.ui.formatter import moment_words
from fibrojournal.ui.models.rows_table_model import RowsTableModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import tzinfo

    from fibrojournal.domain.entries import DayEntry, Score
    from fibrojournal.domain.pain_areas import PainMap
    from fibrojournal.domain.tracked_items import TrackedItem
    from fibrojournal.i18n import Formatter
    from fibrojournal.journal.day_versions import DayVersion


class DayVersionsTableModel(RowsTableModel["DayVersion"]):
    """One row a version: until when the day said it.

    Args:
        versions: Newest first.
        zone: The time zone in which moments are told.
        formatter: Writes days and times.
    """

    def __init__(
        self, versions: Iterable[DayVersion], zone: tzinfo | None, formatter: Formatter
    ) -> None:
        super().__init__((tr("Said until"),), versions)
        self._zone = zone
        self._formatter = formatter

    def words(self, value: DayVersion) -> tuple[str, ...]:
        """Return the moment at which it was replaced."""
        if value.until is None:
            return (tr("now"),)
        return (moment_words(value.until.astimezone(self._zone), self._formatter, weekday=False),)


class Comparison(NamedTuple):
    """One thing that a day says.

    Attributes:
        name: What it is about, such as "Fatigue".
        then: What the version said about it.
        now: What the day says about it now.
    """

    name: str
    then: str
    now: str


class DayWords:
    """Says what days said.

    Args:
        items: All tracked items, hidden ones too.
        formatter: Writes days and numbers.
        weight_unit: "kg" or "lb".
    """

    def __init__(
        self, items: Sequence[TrackedItem], formatter: Formatter, weight_unit: str
    ) -> None:
        self._items = items
        self._formatter = formatter
        self._weight_unit = weight_unit

    def comparison(self, then: DayVersion, now: DayVersion) -> tuple[Comparison, ...]:
        """Return everything but the note that one of two versions says, side by side."""
        rows = (*self._scores(then.entry, now.entry), *self._others(then, now))
        return tuple(Comparison(*row) for row in rows)

    def _scores(self, then: DayEntry, now: DayEntry) -> Iterator[tuple[str, str, str]]:
        for item in self._items:
            if item.key in then.scores or item.key in now.scores:
                yield (
                    item.name,
                    self._score(item, then.scores.get(item.key)),
                    self._score(item, now.scores.get(item.key)),
                )

    def _others(self, then: DayVersion, now: DayVersion) -> Iterator[tuple[str, str, str]]:
        for name, said, says, blank in (
            (
                tr("Medicines taken"),
                _taken(then.entry),
                _taken(now.entry),
                tr("not said"),
            ),
            (
                tr("Beside the day before"),
                _compared(then.entry),
                _compared(now.entry),
                tr("not said"),
            ),
            (tr("Pain map"), _mapped(then.pain_map), _mapped(now.pain_map), tr("not mapped")),
            (tr("Filled in"), _recalled(then.entry), _recalled(now.entry), tr("not said")),
            (tr("Same as"), self._same_as(then.entry), self._same_as(now.entry), tr("no day")),
        ):
            if said or says:
                yield name, said or blank, says or blank

    def _score(self, item: TrackedItem, score: Score | None) -> str:
        if score is None:
            return tr("blank")
        if score is SKIPPED:
            return tr("skipped")
        if item.scale == KILOGRAMS and self._weight_unit == "lb":
            pounds = self._formatter.number(score / KG_PER_LB, 1)
            return tr("{number} lb").format(number=pounds)
        return value_words(item, score, self._formatter)

    def _same_as(self, entry: DayEntry) -> str:
        return "" if entry.same_as is None else self._formatter.day(entry.same_as)


def _taken(entry: DayEntry) -> str:
    if entry.medicines_taken is None:
        return ""
    return tr("as planned") if entry.medicines_taken == "as_planned" else tr("different")


def _compared(entry: DayEntry) -> str:
    if entry.compared_with_yesterday is None:
        return ""
    return {"better": tr("better"), "same": tr("the same"), "worse": tr("worse")}[
        entry.compared_with_yesterday
    ]


def _mapped(pain_map: PainMap | None) -> str:
    if pain_map is None:
        return ""
    if not pain_map.areas:
        return tr("mapped, no area")
    return trn("{n} area", "{n} areas", len(pain_map.areas))


def _recalled(entry: DayEntry) -> str:
    days = entry.recalled_after_days
    return "" if days is None else trn("{n} day later", "{n} days later", days)
