"""The page for writing down a day."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from fibrojournal.domain.days import FIRST_DAY
from fibrojournal.domain.entries import Compared, DayEntry, MedicinesTaken, Score
from fibrojournal.domain.events import Event
from fibrojournal.domain.medicines import Intake
from fibrojournal.domain.profile import Question
from fibrojournal.i18n import tr, trn
from fibrojournal.journal.changes import Changes
from fibrojournal.journal.recalling import RecallOffer
from fibrojournal.ui.pages.page import COLUMN_WIDTH, Page, Place
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.day_form import DayForm
from fibrojournal.ui.widgets.day_header import DayHeader, day_title, writing_about
from fibrojournal.ui.widgets.foggy_form import CARD_WIDTH as FOGGY_WIDTH
from fibrojournal.ui.widgets.foggy_form import FoggyForm
from fibrojournal.ui.widgets.new_day_line import NewDayLine
from fibrojournal.ui.widgets.question_card import QuestionCard
from fibrojournal.ui.widgets.recall_card import RecallCard
from fibrojournal.ui.widgets.switch import Switch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QResizeEvent, QShowEvent
    from PySide6.QtWidgets import QWidget

    from fibrojournal.journal.journal import Journal
    from fibrojournal.settings import Settings
    from fibrojournal.ui.dialogs.form_dialog import FormDialog
    from fibrojournal.ui.formatter import Look

MINUTE_MS: Final = 60_000
_DAY: Final = timedelta(days=1)
_HIGH, _LOW = 790, 724
"""Heights of the page, in pixels at 100 %: under the first a foggy day has less air around it,
under the second its questions stand closer."""

_NOTE, _TAKEN, _COMPARED, _MAP = (
    "#note",
    "#medicines_taken",
    "#compared_with_yesterday",
    "#pain_map",
)
"""Stand beside items' keys, which hold word characters only."""


class TodayPage(Page):
    """Shows one day and saves every touch of it at once.

    What could not be saved stays on the screen, and here by day and key, until it is.
    """

    def __init__(self, journal: Journal, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(journal, look, title="", purpose="", parent=parent)
        self._today = journal.today()
        self._day = self._today
        self._items = journal.items()
        self._unsaved: dict[tuple[date, str], object] = {}
        self.day_header = DayHeader()
        self.header.add_widget(self.day_header)
        self.header.begin_far_end()
        self.foggy_switch = Switch(tr("Foggy day"))
        self.foggy_switch.setToolTip(tr("A few large questions only (Ctrl+G)"))
        self.foggy_switch.toggled.connect(self._on_foggy_toggled)
        self.header.add_widget(self.foggy_switch)
        self._recalling: date | None = None
        self._offer = RecallOffer()
        self._settings: Settings | None = None
        self.recall_card = self._new_recall_card()
        self.new_day_line = NewDayLine()
        self.body.addWidget(self.new_day_line)
        self.day_header.previous_clicked.connect(self._on_previous_wanted)
        self.day_header.next_clicked.connect(self._on_next_wanted)
        self.day_header.calendar_clicked.connect(self._on_calendar_clicked)
        self.day_header.versions_chosen.connect(self._on_versions_chosen)
        self.day_header.removal_chosen.connect(self._on_removal_chosen)
        self.day_header.erasing_chosen.connect(self._on_erasing_chosen)
        self.new_day_line.today_clicked.connect(self._on_today_wanted)
        self.form = self._new_form()
        self.foggy_form: FoggyForm | None = None
        self._foggy_done: date | None = None
        self.question_card = QuestionCard()
        self.question_card.question_entered.connect(self._on_question_entered)
        self.question_card.typed.connect(self.pending_changed)
        self.body.addWidget(self.question_card)
        self.shortcuts = (
            self._shortcut("Alt+Left", self._on_previous_wanted),
            self._shortcut("Alt+Right", self._on_next_wanted),
            self._shortcut("Ctrl+D", self._on_today_wanted),
            self._shortcut("Ctrl+G", self.foggy_switch.toggle),
        )
        self.minute_timer = QTimer(self)
        self.minute_timer.setInterval(MINUTE_MS)
        self.minute_timer.timeout.connect(self._on_minute_passed)
        self.minute_timer.start()
        self._show_all()

    @property
    def day(self) -> date:
        """The day on the page."""
        return self._day

    @property
    def is_pending(self) -> bool:
        """Whether something on the page is not saved: typed just now, or refused by the disk."""
        return self.form.is_pending or self.question_card.line.is_pending or self.has_unsaved

    @property
    def has_unsaved(self) -> bool:
        """Whether something on the screen could not be saved so far."""
        return bool(self._unsaved)

    def show_day(self, day: date) -> None:
        """Turn to another day; what is pending is saved to the old one first."""
        self.flush()
        self._day = min(max(day, FIRST_DAY), self._today)
        self.new_day_line.hide()
        self._foggy_done = None
        if self._day != self._recalling:
            self._recalling = None
        self._show_all()

    @property
    def is_foggy(self) -> bool:
        """Whether the few questions of a foggy day are shown in place of the whole form."""
        return self.foggy_switch.isChecked()

    @property
    def is_quiet(self) -> bool:
        """Whether the page wants as little around it as can be."""
        return self.is_foggy

    def show_place(self, place: Place) -> None:
        """Turn to the day that another page leads to."""
        self.show_day(place.day)

    @Slot(Changes)
    def refresh(self, changes: Changes) -> None:
        """Read again what `changes` says has altered; the keyboard stays where it is."""
        if changes.items and self._journal.items() != self._items:
            self._build_anew()
        elif changes.entries or changes.items:
            self._show_header()
            self._show_entry(new_day=False)
            self._show_offer()
        if changes.medicines or changes.intakes:
            self._show_medicines()
        if changes.events:
            self._show_events()
        if changes.others:
            self._show_questions()

    def flush(self) -> None:
        """Save typed text that is pending, and try again what could not be saved."""
        waited = set(self._unsaved)
        self.form.commit()
        if waited.issuperset(self._unsaved):  # else the reason has just been shown
            self._try_again()
        if not self._unsaved:  # as above
            self.question_card.line.commit()

    def showEvent(self, event: QShowEvent) -> None:
        """Let the keyboard begin at the first row."""
        super().showEvent(event)
        self._show_offer()
        if not self._has_focus_inside():
            self.begin()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the few questions of a foggy day stand closer where the window is low."""
        super().resizeEvent(event)
        self._fit()

    def begin(self) -> None:
        """Let the keyboard begin at the first row."""
        if self.foggy_form is not None and self.is_foggy:
            self.foggy_form.enter()
        else:
            self.form.take_focus()

    def _has_focus_inside(self) -> bool:
        focused = cast("QWidget | None", self.window().focusWidget())
        return focused is not None and self.isAncestorOf(focused)

    def _shortcut(self, keys: str, slot: object) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)
        return shortcut

    # The form

    def _new_form(self) -> DayForm:
        look = self._look
        form = DayForm(self._items, look.formatter, look.weight_unit)
        form.score_chosen.connect(self._on_score_chosen)
        form.taken_chosen.connect(self._on_taken_chosen)
        form.note_settled.connect(self._on_note_settled)
        form.map_chosen.connect(self._on_map_chosen)
        form.typed.connect(self.pending_changed)
        form.as_needed_clicked.connect(self._on_as_needed_clicked)
        form.intake_removed.connect(self._on_intake_removed)
        form.event_clicked.connect(self._on_event_clicked)
        form.add_event_clicked.connect(self._on_add_event_clicked)
        form.try_again_clicked.connect(self._on_try_again_clicked)
        form.same_clicked.connect(self._on_same_clicked)
        self.body.insertWidget(self.body.indexOf(self.new_day_line) + 1, form)
        return form

    def _build_anew(self) -> None:
        """Build the cards for other items than before."""
        self.flush()
        self._items = self._journal.items()
        old = self.form
        self.body.removeWidget(old)
        old.hide()
        old.deleteLater()
        self.form = self._new_form()
        self.form.show()
        if self.foggy_form is not None:
            self.body.removeWidget(self.foggy_form)
            self.foggy_form.hide()
            self.foggy_form.deleteLater()
            self.foggy_form = None
        self._show_foggy()
        self._show_all()

    # Foggy days that may be added to

    def _new_recall_card(self) -> RecallCard:
        card = RecallCard(self._look.formatter)
        card.day_chosen.connect(self._on_recall_chosen)
        card.declined.connect(self._on_recall_declined)
        self.body.addWidget(card)
        return card

    def show_settings(self, settings: Settings) -> None:
        """Take over which days were offered before."""
        self._settings = settings
        self._show_offer()

    def _show_offer(self) -> None:
        """Offer what was not offered before, on today's whole form; note that it is offered."""
        entries: tuple[DayEntry, ...] = ()
        if self._can_offer():
            read = RecallOffer.read(self._settings.recall_offered) if self._settings else None
            self._offer = (read or RecallOffer()).moved_to(self._today)
            first, last = max(self._offer.first_day, FIRST_DAY), self._today - _DAY
            entries = self._offer.days(self._journal.day_entries(first, last))
        names = {item.key: item.name for item in self._items}
        self.recall_card.show_days(entries, names)
        if entries:
            self._keep_offer()

    def _can_offer(self) -> bool:
        """Tell whether this is a moment to offer something, in a journal of one's own."""
        is_own = not (self._journal.is_example or self._journal.is_read_only)
        is_todays = self._day == self._today and not self.is_foggy
        return self._settings is not None and is_own and is_todays and self.isVisible()

    def _keep_offer(self) -> None:
        if self._settings is not None and self._settings.recall_offered != str(self._offer):
            self._settings = replace(self._settings, recall_offered=str(self._offer))
            self.settings_wanted.emit({"recall_offered": str(self._offer)})

    @Slot(date)
    def _on_recall_chosen(self, day: date) -> None:
        self._recalling = day
        self.show_day(day)
        self.begin()

    @Slot()
    def _on_recall_declined(self) -> None:
        self._offer = self._offer.withdrawn()
        self._keep_offer()
        self._show_offer()
        self.begin()

    @Slot()
    def _on_same_clicked(self) -> None:
        self.flush()
        copy = partial(self._journal.copy_day_before, recalled=self._day == self._recalling)
        self.write(copy, self._day, self.form.daily_keys)

    # A foggy day

    @Slot(bool)
    def _on_foggy_toggled(self, _checked: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.flush()
        self._foggy_done = None
        self._show_foggy()
        self._show_header()
        self._show_entry(new_day=False)
        self._show_offer()
        self.quiet_changed.emit()
        self.begin()

    def _show_foggy(self) -> None:
        """Show the few questions or the whole form, and nothing beside the few."""
        is_foggy = self.is_foggy
        if is_foggy and self.foggy_form is None:
            self.foggy_form = self._new_foggy_form()
            self._show_supply()
        if self.foggy_form is not None:
            self.foggy_form.setVisible(is_foggy)
        self.form.setVisible(not is_foggy)
        self.question_card.setVisible(not is_foggy)
        self.day_header.setVisible(not is_foggy)
        self.narrow_to(FOGGY_WIDTH if is_foggy else COLUMN_WIDTH)
        self._fit()

    def _new_foggy_form(self) -> FoggyForm:
        form = FoggyForm(self._items)
        form.score_chosen.connect(self._on_score_chosen)
        form.compared_chosen.connect(self._on_compared_chosen)
        form.done_clicked.connect(self._on_foggy_done)
        form.try_again_clicked.connect(self._on_try_again_clicked)
        self.body.insertWidget(self.body.indexOf(self.form) + 1, form)
        return form

    def _fit(self) -> None:
        self.tighten(tight=self.is_foggy and self.height() < px(_HIGH))
        if self.foggy_form is not None:
            self.foggy_form.show_close(close=self.height() < px(_LOW))

    @Slot(object)
    def _on_compared_chosen(self, compared: object) -> None:
        self._save(_COMPARED, compared)

    @Slot()
    def _on_foggy_done(self) -> None:
        """Mark what has no answer as skipped, and say so; what could not be saved comes first."""
        self.flush()
        form = self.foggy_form
        if form is None or self._unsaved:
            return
        if self.write(self._journal.skip_blank, self._day, form.keys):
            self._foggy_done = self._day
            self._show_entry(new_day=False)

    def _show_foggy_entry(self, entry: DayEntry) -> None:
        form = self.foggy_form
        if form is None or not self.is_foggy:
            return
        form.show_entry(entry)
        done = self._foggy_done == self._day and form.is_answered  # undo may have taken it back
        form.show_done(form.skipped_names(), done=done)

    def _show_all(self) -> None:
        self._show_header()
        self._show_entry(new_day=True)
        self._show_offer()
        self._show_medicines()
        self._show_events()
        self._show_questions()

    def _show_header(self) -> None:
        is_today = self._day == self._today
        formatter = self._look.formatter
        self.title_label.setText(day_title(self._day, self._today, formatter))
        self.purpose_label.setText(
            writing_about(
                self._day,
                self._journal.now(),
                self._today,
                formatter,
                turns_at=self._journal.turns_at,
            )
        )
        if (recalled := self._recalled_words()) != "":
            self.purpose_label.setText(f"{self.purpose_label.text()} {recalled}")
        self.day_header.show_day(is_today=is_today)
        self.form.show_titles(is_today=is_today)
        if self.foggy_form is not None and self.is_foggy:
            self.foggy_form.show_titles(is_today=is_today)
            if not is_today or self._journal.now().date() == self._today:
                self.purpose_label.setText(
                    tr("Five clicks, or five keys, and you are done. Anything can stay blank.")
                )

    def _recalled_words(self) -> str:
        """Say that the day was filled in later, or that what is added now will be marked so."""
        entry = self._journal.day_entry(self._day)
        days = None if entry is None else entry.recalled_after_days
        if days is not None:
            return trn(
                "Part of it was recalled after {n} day.",
                "Part of it was recalled after {n} days.",
                days,
            )
        if self._day == self._recalling:
            return tr("Numbers that you add now are marked as recalled.")
        return ""

    def _show_entry(self, *, new_day: bool) -> None:
        stored = self._journal.day_entry(self._day) or DayEntry(self._day)
        before = self._journal.day_entry(self._day - _DAY)
        yesterday = self._day == self._today
        shown = self._with_unsaved(stored)
        self._show_foggy_entry(shown)
        self.form.show_entry(
            shown,
            before=before.scores if before else {},
            before_words=tr("yesterday {score}") if yesterday else tr("the day before {score}"),
            last=self._last_measures(),
            new_day=new_day,
        )
        if new_day:
            unsaved = self._unsaved.get((self._day, _NOTE))
            note = stored.note if unsaved is None else str(unsaved)
            self.form.note_card.edit.replace_text(note, saved=unsaved is None)
        self._show_map(new_day=new_day)
        self._mark_unsaved()

    def _show_map(self, *, new_day: bool) -> None:
        stored = self._journal.pain_maps.of(self._day)
        areas = None if stored is None else stored.areas
        areas = cast("frozenset[str] | None", self._unsaved.get((self._day, _MAP), areas))
        last = self._journal.pain_maps.last_before(self._day)
        self.form.pain_map_card.show_map(areas, last, new_day=new_day)
        for card in self.form.set_cards:
            card.show_areas(None if areas is None else len(areas))

    def _with_unsaved(self, entry: DayEntry) -> DayEntry:
        """Lay over `entry` what is on the screen and could not be saved."""
        scores = dict(entry.scores)
        for (day, key), value in self._unsaved.items():
            if day != entry.day or key in (_NOTE, _TAKEN, _COMPARED, _MAP):
                continue
            if value is None:
                scores.pop(key, None)
            else:
                scores[key] = cast("Score", value)
        taken = self._unsaved.get((entry.day, _TAKEN), entry.medicines_taken)
        compared = self._unsaved.get((entry.day, _COMPARED), entry.compared_with_yesterday)
        return replace(
            entry,
            scores=scores,
            medicines_taken=cast("MedicinesTaken | None", taken),
            compared_with_yesterday=cast("Compared | None", compared),
        )

    def _last_measures(self) -> Mapping[str, tuple[date, float]]:
        """Return the day and number written last before this day of what is not asked daily."""
        found = {}
        for key in self.form.seldom_keys:
            scores = self._journal.item_scores(key)
            place = bisect_left(scores.days, self._day.toordinal())
            if place:
                last_day = date.fromordinal(scores.days[place - 1])
                found[key] = (last_day, scores.values[place - 1])
        return found

    def _show_medicines(self) -> None:
        medicines = self._journal.medicines()
        card = self.form.medicines_card
        changes = self._journal.dose_changes()
        card.show_doses(medicines, changes, self._day)
        self._show_supply()
        intakes = [intake for intake in self._journal.intakes() if intake.day == self._day]
        card.show_intakes(intakes, medicines)

    def _show_supply(self) -> None:
        medicines, changes = self._journal.medicines(), self._journal.dose_changes()
        foggy = () if self.foggy_form is None else (self.foggy_form.supply_line,)
        for line in (self.form.medicines_card.supply_line, *foggy):
            line.show_supply(medicines, changes, self._day if self._day == self._today else None)

    def _show_questions(self) -> None:
        questions = self._journal.visit_preparation.questions()
        self.question_card.show_count(sum(not question.asked for question in questions))

    @Slot(str)
    def _on_question_entered(self, text: str) -> None:
        if self.write(self._journal.visit_preparation.save_question, Question(text)):
            self.question_card.line.clear()
        self.pending_changed.emit()

    def _show_events(self) -> None:
        self.form.events_card.show_events(self._journal.events(), self._day)

    # Saving

    def _save(self, key: str, value: object, day: date | None = None) -> bool:
        """Save one thing now; what cannot be saved is kept and marked."""
        day = day or self._day
        self._unsaved.pop((day, key), None)
        saved = self._write(day, key, value)
        if not saved:
            self._unsaved[day, key] = value
        elif key == _NOTE and day == self._day:
            self.form.note_card.edit.mark_saved(str(value))
        self._mark_unsaved()
        self.pending_changed.emit()
        return saved

    def _write(self, day: date, key: str, value: object) -> bool:
        recalled = day == self._recalling
        if key == _NOTE:
            return self.write(self._journal.set_note, day, value)
        if key == _TAKEN:
            return self.write(self._journal.set_medicines_taken, day, value)
        if key == _COMPARED:
            set_compared = partial(self._journal.set_compared, recalled=recalled)
            return self.write(set_compared, day, value)
        if key == _MAP:
            set_map = partial(self._journal.pain_maps.set_map, recalled=recalled)
            return self.write(set_map, day, value)
        set_score = partial(self._journal.set_score, recalled=recalled)
        return self.write(set_score, day, key, value)

    def _try_again(self) -> None:
        """Save what could not be saved; stop at the first that still cannot."""
        for (day, key), value in list(self._unsaved.items()):
            if not self._save(key, value, day):
                return

    def _mark_unsaved(self) -> None:
        keys = frozenset(key for day, key in self._unsaved if day == self._day)
        self.form.mark_unsaved(
            keys, note=_NOTE in keys, taken=_TAKEN in keys, pain_map=_MAP in keys
        )
        if self.foggy_form is not None:
            self.foggy_form.unsaved_line.setVisible(
                bool(keys & {*self.foggy_form.keys, _COMPARED})
            )

    @Slot(str, object)
    def _on_score_chosen(self, key: str, value: object) -> None:
        self._save(key, value)

    @Slot(object)
    def _on_taken_chosen(self, taken: object) -> None:
        self._save(_TAKEN, taken)

    @Slot(object)
    def _on_map_chosen(self, areas: object) -> None:
        self._save(_MAP, areas)

    @Slot(str)
    def _on_note_settled(self, text: str) -> None:
        if (self._day, _NOTE) in self._unsaved:  # a box at every pause would not let anyone type
            self._unsaved[self._day, _NOTE] = text
        else:
            self._save(_NOTE, text)

    @Slot()
    def _on_try_again_clicked(self) -> None:
        self.flush()

    # Days

    @Slot()
    def _on_previous_wanted(self) -> None:
        self.show_day(self._day - _DAY)

    @Slot()
    def _on_next_wanted(self) -> None:
        if self._day < self._today:
            self.show_day(self._day + _DAY)

    @Slot()
    def _on_today_wanted(self) -> None:
        self.show_day(self._today)

    @Slot()
    def _on_calendar_clicked(self) -> None:
        from fibrojournal.ui.dialogs.calendar_dialog import (  # noqa: PLC0415 - start-up time
            CalendarDialog,
        )

        dialog = CalendarDialog(
            self._day,
            today=self._today,
            days_written=self._journal.days_told,
            formatter=self._look.formatter,
            parent=self,
        )
        dialog.day_chosen.connect(self._on_day_chosen)
        dialog.open_below(self.day_header.calendar_button)

    @Slot(date)
    def _on_day_chosen(self, day: date) -> None:
        self.show_day(day)

    @Slot()
    def _on_versions_chosen(self) -> None:
        self.versions_wanted.emit(self._day)

    @Slot()
    def _on_removal_chosen(self) -> None:
        self.removal_wanted.emit(self._day)

    @Slot()
    def _on_erasing_chosen(self) -> None:
        self.erase_wanted.emit(self._day)

    @Slot()
    def _on_minute_passed(self) -> None:
        """Move on with the day, unless somebody is in the middle of typing."""
        today = self._journal.today()
        followed = self._day == self._today
        turned = today != self._today
        if turned and followed and not self.form.is_typing:
            self.flush()
            self._today = today
            self.show_day(today)
            self.foggy_switch.setChecked(False)
            return
        self._today = today
        self.new_day_line.setVisible(not self.new_day_line.isHidden() or (turned and followed))
        self._show_header()

    # Intakes and events

    @Slot()
    def _on_as_needed_clicked(self) -> None:
        from fibrojournal.ui.dialogs.intake_dialog import (  # noqa: PLC0415 - start-up time
            IntakeDialog,
        )

        medicines = [medicine for medicine in self._journal.medicines() if medicine.as_needed]
        dialog = IntakeDialog(
            medicines,
            day=self._day,
            today=self._today,
            formatter=self._look.formatter,
            parent=self,
        )
        dialog.intake_entered.connect(self._on_intake_entered)
        dialog.open()

    @Slot(Intake)
    def _on_intake_entered(self, intake: Intake) -> None:
        self._write_or_stay(self._journal.save_intake, intake)

    @Slot(Intake)
    def _on_intake_removed(self, intake: Intake) -> None:
        self.write(self._journal.remove_intake, intake)

    @Slot()
    def _on_add_event_clicked(self) -> None:
        self._open_event(None)

    @Slot(Event)
    def _on_event_clicked(self, happening: Event) -> None:
        self._open_event(happening)

    def _open_event(self, happening: Event | None) -> None:
        from fibrojournal.ui.dialogs.event_dialog import (  # noqa: PLC0415 - start-up time
            EventDialog,
        )

        dialog = EventDialog(day=self._day, event=happening, parent=self)
        dialog.event_entered.connect(self._on_event_entered)
        dialog.event_removed.connect(self._on_event_removed)
        dialog.open()

    @Slot(Event)
    def _on_event_entered(self, happening: Event) -> None:
        self._write_or_stay(self._journal.save_event, happening)

    @Slot(Event)
    def _on_event_removed(self, happening: Event) -> None:
        self._write_or_stay(self._journal.remove_event, happening)

    def _write_or_stay(self, use_case: Callable[..., Changes], value: object) -> None:
        """Save what a dialog hands over; one that could not be saved stays open."""
        dialog = cast("FormDialog", self.sender())
        if not self.write(use_case, value):
            dialog.stay_open()
