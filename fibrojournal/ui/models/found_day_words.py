"""One day of the journal in the few words of a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fibrojournal.charts.change_title import joined
from fibrojournal.charts.describe import name_inside, value_words
from fibrojournal.domain.dose_words import dose_words
from fibrojournal.domain.entries import SKIPPED
from fibrojournal.domain.scales import KG_PER_LB, KILOGRAMS
from fibrojournal.i18n import tr, trn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from fibrojournal.domain.entries import Score
    from fibrojournal.domain.medicines import Unit
    from fibrojournal.domain.tracked_items import TrackedItem
    from fibrojournal.i18n import Formatter
    from fibrojournal.journal.day_finder import FoundDay


@dataclass(frozen=True, slots=True)
class DayRow:
    """What a row says of its day.

    Attributes:
        title: The day, with its weekday.
        aside: How it came to be written; "" = on the day itself.
        scores: What was scored and what was skipped; "" = nothing.
        further: Medicines, pain map, doses, events; "" = nothing.
        note: As written, line breaks as blanks; "" = none.
    """

    title: str
    aside: str = ""
    scores: str = ""
    further: str = ""
    note: str = ""

    @property
    def spoken(self) -> str:
        """All of it, for a screen reader."""
        parts = (self.title, self.aside, self.scores, self.further, self.note)
        return ". ".join(part.rstrip(".") for part in parts if part)


class FoundDayWords:
    """Says what days hold.

    Args:
        items: All tracked items, hidden ones too, in their order.
        units: Name to unit of the medicines.
        formatter: Writes days and numbers.
        weight_unit: "kg" or "lb".
    """

    def __init__(
        self,
        items: Sequence[TrackedItem],
        units: Mapping[str, Unit],
        formatter: Formatter,
        weight_unit: str,
    ) -> None:
        self._items = items
        self._units = units
        self._formatter = formatter
        self._weight_unit = weight_unit

    def row(self, found: FoundDay) -> DayRow:
        """Return the words of one day."""
        entry = found.entry
        recalled = None if entry is None else entry.recalled_after_days
        notes = ["" if entry is None else entry.note, *(moment.note for moment in found.moments)]
        return DayRow(
            self._formatter.full_day(found.day),
            ""
            if recalled is None
            else trn("recalled after {n} day", "recalled after {n} days", recalled),
            self._scores({} if entry is None else entry.scores),
            _sentence(self._further(found)),
            " ".join(" ".join(dict.fromkeys(notes)).split()),
        )

    def _scores(self, scores: Mapping[str, Score]) -> str:
        """Say all scores; side effects that were none are counted, blank ones are not named."""
        said, skipped, absent = [], [], 0
        for item in self._items:
            score = scores.get(item.key)
            if score is None:
                continue
            if score is SKIPPED:
                skipped.append(name_inside(item))
            elif item.kind == "side_effect" and score == 0:
                absent += 1
            else:
                said.append(
                    tr("{item} {value}").format(
                        item=item.short_name, value=self._value(item, score)
                    )
                )
        if absent:
            said.append(trn("{n} side effect none", "{n} side effects none", absent))
        if skipped:
            said.append(tr("skipped: {items}").format(items=joined(skipped)))
        return " · ".join(said)

    def _value(self, item: TrackedItem, value: float) -> str:
        if item.scale == KILOGRAMS and self._weight_unit == "lb":
            return tr("{number} lb").format(number=self._formatter.number(value / KG_PER_LB, 1))
        if item.key == "sleep_hours" and item.own_name is None:  # its name says the unit
            return self._formatter.number(value)
        return value_words(item, value, self._formatter)

    def _further(self, found: FoundDay) -> Iterator[str]:
        for step in found.dose_steps:
            change = step.change
            unit = self._units.get(change.medicine, "other")
            yield tr("{medicine} from this day: {dose}").format(
                medicine=change.medicine, dose=dose_words(change, unit, self._formatter)
            )
        for event in found.events:
            yield event.label
        entry = found.entry
        if entry is not None and entry.medicines_taken == "different":
            yield tr("medicines taken differently")
        if entry is not None and entry.compared_with_yesterday is not None:
            yield {
                "better": tr("better than the day before"),
                "same": tr("the same as the day before"),
                "worse": tr("worse than the day before"),
            }[entry.compared_with_yesterday]
        if found.pain_areas is not None:
            yield (
                trn("pain in {n} area", "pain in {n} areas", found.pain_areas)
                if found.pain_areas
                else tr("pain map with no area")
            )
        if found.moments:
            yield trn("{n} value with a time", "{n} values with a time", len(found.moments))


def _sentence(parts: Iterable[str]) -> str:
    return " · ".join(
        part[:1].upper() + part[1:] if not at else part for at, part in enumerate(parts)
    )
