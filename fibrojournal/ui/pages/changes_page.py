"""The days before and after each change of medicine, card by card, and the ladder of doses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from fibrojournal.analysis.change_report import ChangeReports, ChangesSource
from fibrojournal.analysis.comparison import averages
from fibrojournal.analysis.composites import TwoComposites, composite
from fibrojournal.analysis.context import Surroundings, contexts
from fibrojournal.analysis.dose_periods import dose_periods
from fibrojournal.analysis.series import DailyValues, daily_values
from fibrojournal.analysis.usual_swing import UsualSwing, usual_swing
from fibrojournal.analysis.windows import Change, with_windows
from fibrojournal.charts.describe_change import ChangeFacts, with_other_windows
from fibrojournal.i18n import tr
from fibrojournal.ui.pages.page import LatePage, Place
from fibrojournal.ui.theme import px, text_label
from fibrojournal.ui.widgets.bending_row import BendingRow
from fibrojournal.ui.widgets.card import Card
from fibrojournal.ui.widgets.change_card import ChangeCard
from fibrojournal.ui.widgets.ladder_card import LadderCard, LadderFacts
from fibrojournal.ui.widgets.windows_choice import WindowsChoice

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from PySide6.QtGui import QHideEvent

    from fibrojournal.analysis.change_report import ChangeReport
    from fibrojournal.analysis.context import Context
    from fibrojournal.domain.entries import ItemScores, MedicinesTaken
    from fibrojournal.domain.events import Event
    from fibrojournal.domain.medicines import DoseChange, Medicine
    from fibrojournal.domain.pain_areas import PainMap
    from fibrojournal.domain.tracked_items import TrackedItem
    from fibrojournal.journal.journal import Journal
    from fibrojournal.ui.formatter import Look
    from fibrojournal.ui.jobs import Progress

BUSY_AFTER_MS: Final = 300
"""The page says that it is reading when that takes longer."""

_CARDS_A_STEP: Final = 5
"""Folded cards that are shown before the window gets its turn again."""

_READINGS: Final = ("different", "slightly_different", "about_the_same", "cannot_tell")
"""Readings that open the first card that has one."""


@dataclass(frozen=True, slots=True)
class _Written:
    """What the journal holds, as it is handed to the job.

    Attributes:
        items: Every tracked item.
        scores: Everything written about them, by item key.
        medicines: In their order.
        dose_changes: Of all medicines.
        events: All of them.
        medicines_taken: What days say about the medicines.
        pain_maps: All of them, oldest first.
        recalled: Days that were filled in later.
        today: The present journal day.
        least_difference: Smallest difference that matters on 0-10, in points.
    """

    items: Sequence[TrackedItem]
    scores: Mapping[str, ItemScores]
    medicines: Sequence[Medicine]
    dose_changes: Sequence[DoseChange]
    events: Sequence[Event]
    medicines_taken: Mapping[date, MedicinesTaken]
    pain_maps: Sequence[PainMap]
    recalled: Collection[date]
    today: date
    least_difference: float


@dataclass(frozen=True, slots=True)
class _Found:
    """What was made of it.

    Attributes:
        written: What the journal holds.
        reports: One a change, newest first.
        daily: Scored days, by item key.
        swings: Usual swing, by item key; a missing key = not known.
        medicines: Those that have a ladder, in their order.
    """

    written: _Written
    reports: tuple[ChangeReport, ...]
    daily: Mapping[str, DailyValues]
    swings: Mapping[str, UsualSwing]
    medicines: tuple[Medicine, ...]


class ChangesPage(LatePage):
    """A card a change, newest first; then a ladder for each medicine with several doses.

    It reads item by item and fills card by card, so that the window never waits for it; what
    takes long in between is a job.

    Args:
        journal: The open journal.
        look: Formatter, colours and units in force.
        parent: The window's stack of pages.
    """

    def __init__(self, journal: Journal, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(
            journal,
            look,
            title=tr("Changes"),
            purpose=tr(
                "The days before and after each change of medicine, from your own entries."
            ),
            parent=parent,
        )
        self._remembered = ChangeReports()
        self._found: _Found | None = None
        self._contexts: dict[Change, Context] = {}
        self._job: int | None = None
        self._steps: Iterator[object] = iter(())
        self._is_under_way = False
        self._place: Place | None = None
        self._opened_first = False
        self.cards: dict[tuple[date, frozenset[str]], ChangeCard] = {}
        self.ladders: dict[str, LadderCard] = {}
        self._step_timer = self._timer(0)
        self._step_timer.timeout.connect(self._on_time_for_a_step)
        self.busy_timer = self._timer(BUSY_AFTER_MS)
        self.busy_timer.timeout.connect(self._on_reading_takes_long)
        self._scroll_timer = self._timer(0)
        self._scroll_timer.timeout.connect(self._on_time_to_scroll)
        self._build_header()
        self._build_body()

    # Building

    def _timer(self, delay_ms: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(delay_ms)
        return timer

    def _build_header(self) -> None:
        self.windows = WindowsChoice()
        self.windows.windows_chosen.connect(self._on_windows_chosen)
        self.windows.hide()
        self.header.begin_far_end()
        self.header.add_widget(self.windows)

    def _build_body(self) -> None:
        self.body.setSpacing(px(16))
        words = text_label(
            tr("Other windows than those fixed with the change show averages only."), "quiet"
        )
        words.setWordWrap(True)
        self.fixed_button = QPushButton(tr("Back to the fixed windows"))
        self.fixed_button.setProperty("link", True)
        self.fixed_button.clicked.connect(self.windows.choose_fixed)
        self.other_windows_row = BendingRow(words, self.fixed_button, least=320)
        self.other_windows_row.hide()
        self.busy_label = text_label(tr("Reading your entries…"), "quiet")
        self.busy_label.hide()
        self.empty_card = Card()
        self.empty_card.setAccessibleName(tr("No changes yet"))
        sentence = text_label(
            tr("Here the days before and after stand beside each other, once a medicine changes."),
            "body",
        )
        sentence.setWordWrap(True)
        self.empty_button = QPushButton(tr("Go to Medicines"))
        self.empty_button.setProperty("primary", True)
        self.empty_button.clicked.connect(self._on_medicines_clicked)
        self.empty_card.rows.addWidget(sentence)
        self.empty_card.rows.addWidget(self.empty_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.empty_card.hide()
        for part in (self.other_windows_row, self.busy_label, self.empty_card):
            self.body.addWidget(part)

    # Reading

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop reading; what was left is read when the page is next seen."""
        super().hideEvent(event)
        self._stop()

    @property
    def is_making(self) -> bool:
        """Whether changes are still being read, compared or shown."""
        return self._is_under_way

    def read(self) -> None:
        """Begin to read and compare, a piece at a time, whatever was under way."""
        self._is_under_way = False
        self._stop()
        self._is_under_way = True
        self.busy_timer.start()
        self._go(self._reading())

    def _stop(self) -> None:
        """Give up what is under way; it has to be done again."""
        self.busy_timer.stop()
        self._step_timer.stop()
        if self._job is not None and self.jobs is not None:
            self.jobs.cancel(self._job)
        self._job = None
        self._steps = iter(())
        self._is_stale = self._is_stale or self._is_under_way
        self._is_under_way = False

    def _go(self, steps: Iterator[object]) -> None:
        """Go on step by step between the window's other work; without jobs, at once."""
        self._steps = steps
        if self.jobs is not None:
            self._step_timer.start()
            return
        for _step in steps:
            continue

    @Slot()
    def _on_time_for_a_step(self) -> None:
        if next(self._steps, None) is not None:
            self._step_timer.start()

    def _reading(self) -> Iterator[object]:
        """Read item by item, then compare."""
        journal = self._journal
        items = self.shown_items()
        unread = journal.scored_item_keys() - self._scores.keys()
        for item in items:
            if item.key in unread:
                self.item_scores(item)
                yield item.key
        written = _Written(
            items,
            dict(self._scores),
            journal.medicines(),
            journal.dose_changes(),
            journal.events(),
            journal.medicines_taken(),
            journal.pain_maps.all(),
            journal.recalled_days(),
            journal.today(),
            self._look.least_difference,
        )
        work = partial(_compare, self._remembered, written)
        if self.jobs is None:
            self._on_compared(work())
        else:
            self._job = self.jobs.run(work, done=self._on_compared, failed=self._on_failed)

    def _on_compared(self, found: _Found) -> None:
        self._job = None
        self._found = found
        self.busy_timer.stop()
        self.busy_label.hide()
        self._go(self._filling(found))

    def _on_failed(self, error: Exception) -> None:
        """Let a slip of ours be seen."""
        self._job = None
        self._stop()
        self.busy_label.hide()
        raise error

    @Slot()
    def _on_reading_takes_long(self) -> None:
        self.busy_label.setVisible(not self.cards)

    # Showing

    def _filling(self, found: _Found) -> Iterator[object]:
        """Show report by report."""
        self.windows.show_fixed([report.change for report in found.reports])
        self.windows.setVisible(bool(found.reports))
        self.empty_card.setHidden(bool(found.reports))
        self.other_windows_row.setHidden(self.windows.is_as_fixed)
        self._contexts = self._other_contexts(found)
        self._drop_cards(found)
        first_place = self.body.indexOf(self.empty_card) + 1
        for at, report in enumerate(found.reports):
            card = self._card(report.change)
            if self.body.indexOf(card) != first_place + at:
                self.body.insertWidget(first_place + at, card)
            card.show_facts(self._facts(found, report))
            self._open_if_wanted(card, report)
            if card.is_open or at % _CARDS_A_STEP == 0:
                yield card
        self._opened_first = self._opened_first or bool(found.reports)
        self._place = None
        yield from self._fill_ladders(found)
        self._is_under_way = False

    def _fill_ladders(self, found: _Found) -> Iterator[LadderCard]:
        written = found.written
        facts = LadderFacts(
            written.dose_changes,
            [item for item in written.items if item.key in found.daily],
            found.daily,
            written.events,
            written.today,
            written.recalled,
        )
        for medicine in found.medicines:
            card = self.ladders.get(medicine.name)
            if card is None:
                card = self.ladders[medicine.name] = LadderCard(self._look)
            self.body.addWidget(card)
            card.show_ladder(medicine, facts)
            yield card

    def _drop_cards(self, found: _Found) -> None:
        """Take away the cards of what is there no longer."""
        shown = {_key(report.change) for report in found.reports}
        named = {medicine.name for medicine in found.medicines}
        gone: list[Card] = [self.cards.pop(key) for key in self.cards.keys() - shown]
        gone += [self.ladders.pop(name) for name in self.ladders.keys() - named]
        for card in gone:
            self.body.removeWidget(card)
            card.hide()
            card.deleteLater()

    def _card(self, change: Change) -> ChangeCard:
        key = _key(change)
        if key not in self.cards:
            card = ChangeCard(self._look)
            card.timeline_asked.connect(self._on_timeline_asked)
            self.cards[key] = card
        return self.cards[key]

    def _open_if_wanted(self, card: ChangeCard, report: ChangeReport) -> None:
        """Open the first card that has a reading, and the one that another page asked for."""
        if self._place is not None and card.covers(self._place.day):
            self._go_to(card)
            self._opened_first = True
        elif not self._opened_first and _has_reading(report):
            card.set_open(is_open=True)
            self._opened_first = True

    def _facts(self, found: _Found, report: ChangeReport) -> ChangeFacts:
        written = found.written
        keys = {one.item.key for one in report.comparisons}
        facts = ChangeFacts(
            report,
            written.medicines,
            written.dose_changes,
            written.today,
            {key: found.daily[key] for key in keys if key in found.daily},
            {key: found.swings[key] for key in keys if key in found.swings},
            mid_0_10=written.least_difference,
            recalled=written.recalled,
        )
        asked = self._as_asked(report.change)
        context = self._contexts.get(asked)
        if asked == report.change or context is None:
            return _with_pain_maps(facts, written)
        sides = {
            one.item.key: averages(asked, one.item, facts.daily[one.item.key], context)
            for one in report.comparisons
            if one.item.key in facts.daily
        }
        return _with_pain_maps(with_other_windows(facts, asked, sides), written)

    def _as_asked(self, change: Change) -> Change:
        """Return a change with the windows that are chosen at the top of the page."""
        settling, window = self.windows.settling_days, self.windows.window_days
        if settling in (None, change.settling_days) and window in (None, change.window_days):
            return change
        return with_windows(
            change,
            change.settling_days if settling is None else settling,
            change.window_days if window is None else window,
        )

    def _other_contexts(self, found: _Found) -> dict[Change, Context]:
        """Return what stands around each change where other windows are chosen."""
        if self.windows.is_as_fixed:
            return {}
        asked = [self._as_asked(report.change) for report in reversed(found.reports)]
        written = found.written
        around = Surroundings(
            tuple(written.events), written.medicines_taken, written.least_difference
        )
        made = contexts(asked, around, found.written.today)
        return dict(zip(asked, made, strict=True))

    @Slot()
    def _on_windows_chosen(self) -> None:
        if self._found is not None and self._job is None:
            self._is_under_way = True
            self._go(self._filling(self._found))

    # Going to and fro

    def show_place(self, place: Place) -> None:
        """Open the card of the change that was on a day, and go to it."""
        self._place = place
        self.catch_up()
        card = next((card for card in self.cards.values() if card.covers(place.day)), None)
        if card is not None and self._job is None:
            self._place = None
            self._go_to(card)

    def _go_to(self, card: ChangeCard) -> None:
        card.set_open(is_open=True)
        card.head_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll_timer.start()

    @Slot()
    def _on_time_to_scroll(self) -> None:
        """Bring the card whose title has the keyboard to the top."""
        area = self.findChild(QScrollArea)
        card = next((c for c in self.cards.values() if c.head_button.hasFocus()), None)
        column = None if area is None else area.widget()
        if area is not None and column is not None and card is not None:
            top = card.mapTo(column, card.rect().topLeft()).y()
            area.verticalScrollBar().setValue(top - px(16))

    @Slot(object)
    def _on_timeline_asked(self, facts: ChangeFacts) -> None:
        sides = [(one.before, one.after) for one in facts.report.comparisons]
        change = facts.report.change
        first = min([change.first_day, *(before.first_day for before, _after in sides)])
        last = max([change.last_day, *(after.last_day for _before, after in sides)])
        self.page_wanted.emit("timeline", Place(change.first_day, first, min(last, facts.today)))

    @Slot()
    def _on_medicines_clicked(self) -> None:
        self.page_wanted.emit("medicines", None)


def _key(change: Change) -> tuple[date, frozenset[str]]:
    """Tell changes apart, through corrections of their doses too."""
    return change.first_day, change.medicines


def _with_pain_maps(facts: ChangeFacts, written: _Written) -> ChangeFacts:
    """Add where it hurt before and after, if both windows have mapped days."""
    shown = facts.shown()
    if shown is None:
        return facts
    before, after = (
        composite(written.pain_maps, side.first_day, side.last_day, written.events)
        for side in (shown.before, shown.after)
    )
    both = TwoComposites(before, after)
    return replace(facts, pain_maps=both) if both.can_be_compared else facts


def _has_reading(report: ChangeReport) -> bool:
    """Tell whether the item that a card shows first has been read."""
    shown = report.main or next(iter(report.comparisons), None)
    return shown is not None and shown.reading in _READINGS


def _compare(
    remembered: ChangeReports, written: _Written, _progress: Progress | None = None
) -> _Found:
    """Compare what is written; this is the job."""
    items = {item.key: item for item in written.items}
    daily = {
        key: daily_values(scores, items[key])
        for key, scores in written.scores.items()
        if key in items
    }
    source = ChangesSource(
        written.items,
        daily,
        written.medicines,
        written.dose_changes,
        written.events,
        written.medicines_taken,
        written.least_difference,
    )
    reports = remembered.reports(source, today=written.today)
    steps = [step.day for report in reports for part in report.change.parts for step in part.steps]
    swings = {
        key: swing
        for key, one in daily.items()
        if (swing := usual_swing(one, steps, written.today)) is not None
    }
    return _Found(written, reports, daily, swings, _with_ladder(written))


def _with_ladder(written: _Written) -> tuple[Medicine, ...]:
    """Return the scheduled medicines that were taken at two doses or more."""
    doses: dict[str, set[object]] = {}
    for period in dose_periods(written.dose_changes, written.today):
        if period.per_day:
            doses.setdefault(period.medicine, set()).add(period.per_day)
    return tuple(
        medicine
        for medicine in written.medicines
        if not medicine.as_needed and len(doses.get(medicine.name, ())) > 1
    )
