"""All cards of one day, from scores to events."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from fibrojournal.domain.events import Event
from fibrojournal.domain.medicines import Intake
from fibrojournal.domain.question_sets import QUESTION_SETS
from fibrojournal.domain.scales import (
    COUNT,
    DONE,
    DONE_WITH_HELP,
    HOURS,
    KILOGRAMS,
    NUMERIC_RATING,
    PERCENT,
    SEVERITY,
)
from fibrojournal.i18n import tr
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.answers_card import AnswersCard
from fibrojournal.ui.widgets.card import Card
from fibrojournal.ui.widgets.columns import Columns
from fibrojournal.ui.widgets.day_events_card import DayEventsCard
from fibrojournal.ui.widgets.measures_card import MeasuresCard
from fibrojournal.ui.widgets.medicines_today_card import MedicinesTodayCard
from fibrojournal.ui.widgets.note_card import NoteCard
from fibrojournal.ui.widgets.pain_map_card import PainMapCard
from fibrojournal.ui.widgets.question_set_card import QuestionSetCard
from fibrojournal.ui.widgets.scores_card import ScoresCard
from fibrojournal.ui.widgets.side_effects_card import SideEffectsCard

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from fibrojournal.domain.entries import DayEntry, Score
    from fibrojournal.domain.tracked_items import TrackedItem
    from fibrojournal.i18n import Formatter

_MEASURES = (HOURS, KILOGRAMS, COUNT, PERCENT)
_IN_WORDS = (DONE, DONE_WITH_HELP)

_ScoredCard: TypeAlias = (
    ScoresCard | SideEffectsCard | MeasuresCard | AnswersCard | QuestionSetCard
)


class DayForm(QWidget):
    """Puts the cards of a day under each other; it stores nothing.

    Args:
        items: All tracked items; hidden ones are left out.
        formatter: Writes dates and numbers.
        weight_unit: "kg" or "lb".
        parent: The page.
    """

    score_chosen = Signal(str, object)
    taken_chosen = Signal(object)
    note_settled = Signal(str)
    map_chosen = Signal(object)
    typed = Signal()
    as_needed_clicked = Signal()
    intake_removed = Signal(Intake)
    event_clicked = Signal(Event)
    add_event_clicked = Signal()
    try_again_clicked = Signal()
    same_clicked = Signal()

    def __init__(
        self,
        items: Iterable[TrackedItem],
        formatter: Formatter,
        weight_unit: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("pageBody")
        shown = [item for item in items if not item.hidden]
        symptoms = [i for i in shown if i.kind == "symptom" and i.scale is NUMERIC_RATING]
        effects = [i for i in shown if i.kind == "side_effect" and i.scale is SEVERITY]
        measures = [i for i in shown if i.kind == "measure" and i.scale in _MEASURES]
        activities = [i for i in shown if i.kind == "activity" and i.scale in _IN_WORDS]
        others = [
            i
            for i in shown
            if i.kind in ("symptom", "measure") and i.scale in (SEVERITY, *_IN_WORDS)
        ]
        self.scores_card = ScoresCard(symptoms, formatter.number)
        self.side_effects_card = SideEffectsCard(effects)
        self.medicines_card = MedicinesTodayCard(formatter)
        self.note_card = NoteCard(formatter)
        self.measures_card = MeasuresCard(measures, formatter, weight_unit)
        self.pain_map_card = PainMapCard(formatter)
        self.activities_card = AnswersCard(tr("Activities"), activities)
        self.others_card = AnswersCard(tr("Also asked"), others)
        self.set_cards = tuple(
            QuestionSetCard(asked, [i for i in shown if i.key in asked.item_keys], formatter)
            for asked in QUESTION_SETS
        )
        self.events_card = DayEventsCard()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        pair = Columns(least=328, gap=24, row_gap=24)
        pair.add(self.medicines_card)
        pair.add(self.note_card)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(px(24))
        rows.addWidget(self.scores_card)
        rows.addWidget(self.side_effects_card)
        rows.addWidget(pair)
        rows.addWidget(self.measures_card)
        rows.addWidget(self.pain_map_card)
        rows.addWidget(self.activities_card)
        rows.addWidget(self.others_card)
        for set_card in self.set_cards:
            rows.addWidget(set_card)
        rows.addWidget(self.events_card)
        for card in self.findChildren(Card):
            card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.side_effects_card.setVisible(bool(self.side_effects_card.side_effect_rows))
        self.measures_card.setVisible(bool(self.measures_card.measure_rows))
        self._join_rows()

    def take_focus(self) -> None:
        """Begin at the first score; it shows no ring before a key is pressed."""
        for row in self.scores_card.score_rows[:1]:
            row.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def _join_rows(self) -> None:
        """Let Enter lead from the last score to the first side effect, and Up back."""
        if not (self.scores_card.score_rows and self.side_effects_card.side_effect_rows):
            return
        last = self.scores_card.score_rows[-1]
        first = self.side_effects_card.side_effect_rows[0].choices
        last.moved_on.connect(first.enter)
        first.moved_back.connect(last.enter)

    def _connect(self) -> None:
        cards: tuple[_ScoredCard, ...] = (
            self.scores_card,
            self.side_effects_card,
            self.measures_card,
            self.activities_card,
            self.others_card,
            *self.set_cards,
        )
        for card in cards:
            card.score_chosen.connect(self.score_chosen)
            card.unsaved_line.try_again_clicked.connect(self.try_again_clicked)
        for line in (
            self.medicines_card.unsaved_line,
            self.note_card.unsaved_line,
            self.pain_map_card.unsaved_line,
        ):
            line.try_again_clicked.connect(self.try_again_clicked)
        self.scores_card.same_line.clicked.connect(self.same_clicked)
        self.medicines_card.taken_chosen.connect(self.taken_chosen)
        self.medicines_card.as_needed_clicked.connect(self.as_needed_clicked)
        self.medicines_card.intake_removed.connect(self.intake_removed)
        self.note_card.edit.text_settled.connect(self.note_settled)
        self.note_card.edit.textChanged.connect(self.typed)
        self.measures_card.typed.connect(self.typed)
        self.pain_map_card.map_chosen.connect(self.map_chosen)
        self.events_card.event_clicked.connect(self.event_clicked)
        self.events_card.add_clicked.connect(self.add_event_clicked)

    @property
    def is_typing(self) -> bool:
        """Whether somebody is in the middle of typing a note or a number."""
        return self.note_card.edit.is_typing or self.measures_card.is_typing

    @property
    def is_pending(self) -> bool:
        """Whether something was typed that nobody has said is saved."""
        return self.note_card.edit.is_pending or self.measures_card.is_typing

    @property
    def daily_keys(self) -> tuple[str, ...]:
        """The symptoms and side effects that are asked every day."""
        scores = [row.item.key for row in self.scores_card.score_rows]
        return (*scores, *(row.item.key for row in self.side_effects_card.side_effect_rows))

    def show_titles(self, *, is_today: bool) -> None:
        """Ask about today, or about that day."""
        self.scores_card.show_title(tr("How was today?") if is_today else tr("How was that day?"))
        self.scores_card.same_line.show_title(is_today=is_today)
        self.medicines_card.show_title(
            tr("Medicines today") if is_today else tr("Medicines that day")
        )
        self.pain_map_card.show_title(is_today=is_today)

    def show_entry(
        self,
        entry: DayEntry,
        *,
        before: Mapping[str, Score],
        before_words: str,
        last: Mapping[str, tuple[date, float]],
        new_day: bool,
    ) -> None:
        """Show what is written about a day.

        Args:
            entry: The day's entry; an empty one where nothing is written.
            before: Scores of the day before, shown as dots.
            before_words: What a screen reader says of a dot, with `{score}`.
            last: Item key to the day and number written last before this day.
            new_day: It is another day than before, so that even typed text gives way.
        """
        self.scores_card.show_scores(entry.scores, before, before_words)
        self.side_effects_card.show_scores(entry.scores, new_day=new_day)
        self.measures_card.show_scores(entry.scores, last, new_day=new_day)
        self.scores_card.same_line.show_state(
            is_offered=any(
                isinstance(before.get(key), float) and key not in entry.scores
                for key in self.daily_keys
            ),
            is_same=entry.same_as is not None,
        )
        self.activities_card.show_scores(entry.scores)
        self.others_card.show_scores(entry.scores)
        for card in self.set_cards:
            days = [last[key][0] for key in card.keys if key in last]
            card.show_scores(entry.scores, max(days, default=None), entry.day)
        self.medicines_card.show_taken(entry.medicines_taken)
        if not new_day:
            self.note_card.edit.show_text(entry.note)

    def commit(self) -> None:
        """Hand over all that was typed and not handed over yet."""
        self.measures_card.commit()
        self.note_card.edit.settle()

    def mark_unsaved(
        self, keys: frozenset[str], *, note: bool, taken: bool, pain_map: bool
    ) -> None:
        """Say on each card whether something on it is not saved.

        Args:
            keys: Items whose score is not saved.
            note: The note is not saved.
            taken: Whether medicines were taken is not saved.
            pain_map: Where it hurts is not saved.
        """
        scores, effects, measures = (
            frozenset(row.item.key for row in rows)
            for rows in (
                self.scores_card.score_rows,
                self.side_effects_card.side_effect_rows,
                self.measures_card.measure_rows,
            )
        )
        self.scores_card.unsaved_line.setVisible(bool(keys & scores))
        self.side_effects_card.unsaved_line.setVisible(bool(keys & effects))
        self.measures_card.unsaved_line.setVisible(bool(keys & measures))
        self.note_card.unsaved_line.setVisible(note)
        self.medicines_card.unsaved_line.setVisible(taken)
        self.pain_map_card.unsaved_line.setVisible(pain_map)
        cards: tuple[AnswersCard | QuestionSetCard, ...]
        cards = (self.activities_card, self.others_card, *self.set_cards)
        for card in cards:
            card.unsaved_line.setVisible(bool(keys & card.keys))

    @property
    def seldom_keys(self) -> frozenset[str]:
        """Keys of what is not asked every day, where the last answer is of interest."""
        measures = frozenset(row.item.key for row in self.measures_card.measure_rows)
        return measures.union(*(card.keys for card in self.set_cards))
