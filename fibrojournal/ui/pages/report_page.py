"""The page for the next visit: questions, what the report holds, and how it will look."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QLocale, Qt, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from fibrojournal.domain.events import Event
from fibrojournal.domain.profile import Profile, Question
from fibrojournal.i18n import tr
from fibrojournal.journal.changes import Changes
from fibrojournal.reports.report_choice import (
    ON_AT_FIRST,
    SECTIONS,
    Paper,
    ReportChoice,
    Section,
    last_visit,
    usual_range,
)
from fibrojournal.reports.visit_html import first_page, further_pages
from fibrojournal.reports.visit_report import VisitReport, visit_report
from fibrojournal.ui.dialogs.profile_dialog import ProfileDialog
from fibrojournal.ui.dialogs.question_dialog import QuestionDialog
from fibrojournal.ui.dialogs.report_notes_dialog import ReportNotesDialog
from fibrojournal.ui.idle_steps import IdleSteps
from fibrojournal.ui.pages.page import LatePage
from fibrojournal.ui.printing import ReportPages
from fibrojournal.ui.report_output import ReportOutput
from fibrojournal.ui.theme import px
from fibrojournal.ui.widgets.card import Card
from fibrojournal.ui.widgets.questions_card import QuestionsCard
from fibrojournal.ui.widgets.report_days_card import ReportDaysCard
from fibrojournal.ui.widgets.report_parts_card import ReportPartsCard
from fibrojournal.ui.widgets.report_preview import ReportPreview
from fibrojournal.ui.widgets.wrapped_label import wrapped_label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from PySide6.QtGui import QHideEvent, QResizeEvent

    from fibrojournal.domain.contents import JournalContents
    from fibrojournal.i18n import Formatter
    from fibrojournal.journal.journal import Journal
    from fibrojournal.settings import Settings
    from fibrojournal.ui.dialogs.form_dialog import FormDialog
    from fibrojournal.ui.formatter import Look
    from fibrojournal.ui.jobs import Progress

SETTLE_MS: Final = 250
"""The preview waits this long for the next choice."""

BUSY_AFTER_MS: Final = 300
"""The page says that it is reading when that takes longer."""

SIDE_WIDTH: Final = 360
LEAST_PREVIEW: Final = 480
"""Width of the cards beside the preview, and of the preview before it goes beneath them."""

_GAP: Final = 24
_MARGINS: Final = 2 * 32
_PICTURE_SCALE: Final = 1.25
"""Dots of the pictures for one CSS pixel, on a screen of common density."""

_NOTHING: Final = "none"
"""Stands in the settings where every part was switched off."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What was chosen on the page.

    Attributes:
        days: First and last day; None = as usual.
        sections: Parts that are in.
        note_days: Days whose notes are in.
        paper: Size of the sheet.
        weight_unit: "kg" or "lb".
        least_difference: Smallest difference that matters on 0-10, in points.
        today: The last day there is.
    """

    days: tuple[date, date] | None
    sections: frozenset[Section]
    note_days: frozenset[date]
    paper: Paper
    weight_unit: str
    least_difference: float
    today: date


@dataclass(frozen=True, slots=True, eq=False)
class _Made:
    """What came of it.

    Attributes:
        contents: The journal as it was read.
        report: The report.
    """

    contents: JournalContents
    report: VisitReport


class ReportPage(LatePage):
    """Cards to choose by, beside the report as it will be printed.

    Reading and counting are a job; the pictures are drawn between the window's other work.

    Args:
        journal: The open journal.
        look: Formatter, colours and units in force.
        parent: The window's stack of pages.
    """

    def __init__(self, journal: Journal, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(
            journal,
            look,
            title=tr("Report"),
            purpose=tr("One page for your next visit, from your own entries."),
            full_width=True,
            parent=parent,
        )
        self._contents: JournalContents | None = None
        self._report: VisitReport | None = None
        self._is_to_print = False
        self._note_days: frozenset[date] = frozenset()
        self._kept: tuple[str, str] | None = None
        self._job: int | None = None
        self._drawing = IdleSteps(self)
        self._output = ReportOutput(journal, look.formatter, self)
        self._settle_timer = self._timer(SETTLE_MS, self._on_settled)
        self._busy_timer = self._timer(BUSY_AFTER_MS, self._on_reading_takes_long)
        self._build_header()
        self._build_body()
        self._connect()
        self._show_ready()

    # Building

    def _timer(self, delay_ms: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(delay_ms)
        timer.timeout.connect(slot)
        return timer

    def _build_header(self) -> None:
        self.more_button = QPushButton(tr("More"))
        self.more_button.setAccessibleName(tr("More to save or print"))
        self.print_button = QPushButton(tr("Print…"))
        self.save_button = QPushButton(tr("Save as PDF…"))
        self.save_button.setProperty("primary", True)
        self.header.begin_far_end()
        for button in (self.more_button, self.print_button, self.save_button):
            self.header.add_widget(button)
        menu = QMenu(self.more_button)
        self.save_web_action = QAction(tr("Save as web page…"), menu)
        self.print_plan_action = QAction(tr("Print my plan…"), menu)
        self.save_plan_action = QAction(tr("Save my plan as PDF…"), menu)
        self.print_week_action = QAction(tr("Print a week on paper…"), menu)
        self.save_week_action = QAction(tr("Save a week on paper as PDF…"), menu)
        menu.addAction(self.save_web_action)
        menu.addSeparator()
        menu.addActions([self.print_plan_action, self.save_plan_action])
        menu.addSeparator()
        menu.addActions([self.print_week_action, self.save_week_action])
        self.more_button.setMenu(menu)

    def _build_body(self) -> None:
        self.questions_card = QuestionsCard()
        self.days_card = ReportDaysCard(self._journal.today(), self._look.formatter)
        self.parts_card = ReportPartsCard()
        self.preview = ReportPreview()
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(px(16))
        for card in (self.questions_card, self.days_card, self.parts_card):
            side.addWidget(card)
        side.addStretch(1)
        self._parts = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._parts)
        self._columns.setContentsMargins(0, 0, 0, px(16))
        self._columns.setSpacing(px(_GAP))
        self._columns.addWidget(self._side)
        self._columns.addWidget(self.preview, 1)
        self.empty_card = Card()
        self.empty_card.setAccessibleName(tr("Nothing to report yet"))
        self.empty_button = QPushButton(tr("Write about today"))
        self.empty_button.setProperty("primary", True)
        self.empty_card.rows.addWidget(
            wrapped_label(
                tr("Here a page for your next visit appears, once there is something to show.")
            )
        )
        self.empty_card.rows.addWidget(self.empty_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.empty_card.hide()
        self.body.addWidget(self.empty_card)
        self.body.addWidget(self._parts, 1)
        self.body.addStretch(0)

    def _connect(self) -> None:
        self.print_button.clicked.connect(self._on_print_clicked)
        self._output.print_opened.connect(self._show_ready)
        self.save_button.clicked.connect(self._on_save_clicked)
        self.save_web_action.triggered.connect(self._on_save_web_chosen)
        self.print_plan_action.triggered.connect(self._on_print_plan_chosen)
        self.save_plan_action.triggered.connect(self._on_save_plan_chosen)
        self.print_week_action.triggered.connect(self._on_print_week_chosen)
        self.save_week_action.triggered.connect(self._on_save_week_chosen)
        self.empty_button.clicked.connect(self._on_write_clicked)
        questions = self.questions_card
        questions.question_entered.connect(self._on_question_entered)
        questions.typed.connect(self.pending_changed)
        questions.edit_asked.connect(self._on_question_edit_asked)
        questions.removal_asked.connect(self._on_question_removal_asked)
        questions.asked_chosen.connect(self._on_asked_chosen)
        questions.swap_asked.connect(self._on_swap_asked)
        self.days_card.days_chosen.connect(self._on_choice_altered)
        self.days_card.visit_asked.connect(self._on_visit_asked)
        self.parts_card.parts_chosen.connect(self._on_kept_choice_altered)
        self.parts_card.paper_chosen.connect(self._on_kept_choice_altered)
        self.parts_card.notes_asked.connect(self._on_notes_asked)
        self.parts_card.profile_asked.connect(self._on_profile_asked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the preview beneath the cards where it could not be read beside them."""
        super().resizeEvent(event)
        room = self.width() - px(_MARGINS) - px(SIDE_WIDTH) - px(_GAP)
        beside = room >= px(LEAST_PREVIEW)
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        self._side.setMaximumWidth(px(SIDE_WIDTH) if beside else px(LEAST_PREVIEW + SIDE_WIDTH))
        self._side.setMinimumWidth(px(SIDE_WIDTH) if beside else 0)

    # Choices of this computer

    def show_settings(self, settings: Settings) -> None:
        """Show which parts and which paper were chosen the last time."""
        kept = (settings.report_sections, settings.paper)
        if kept == self._kept:
            return
        self._kept = kept
        self.parts_card.show_choices(_sections(kept[0]), kept[1] or _usual_paper())
        self._make_later()

    @Slot()
    def _on_kept_choice_altered(self) -> None:
        chosen = self.parts_card.sections
        words = " ".join(section for section in SECTIONS if section in chosen) or _NOTHING
        kept = (words, self.parts_card.paper)
        self._kept = kept
        self.settings_wanted.emit({"report_sections": kept[0], "paper": kept[1]})
        self._make_later()

    # Reading

    @Slot(Changes)
    def refresh(self, changes: Changes) -> None:
        """Read again what altered, at once or when the page is next seen."""
        self._is_stale = self._is_stale or bool(changes)
        if self.isVisible():
            self.catch_up()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop making a report that nobody looks at."""
        super().hideEvent(event)
        if self._job is not None or self._drawing.is_busy or self._settle_timer.isActive():
            self._is_stale = True
            self._stop()

    @property
    def is_making(self) -> bool:
        """Whether the report that is shown is not yet the one that was chosen."""
        return self._settle_timer.isActive() or self._job is not None or self._drawing.is_busy

    @property
    def is_pending(self) -> bool:
        """Whether a question is written that was not added yet."""
        return self.questions_card.line.is_pending

    def flush(self) -> None:
        """Keep a question that was written and not added."""
        self.questions_card.line.commit()

    def read(self) -> None:
        """Read what is asked and known at once, and make the report in the background."""
        self._contents = None
        preparation, today = self._journal.visit_preparation, self._journal.today()
        self.questions_card.show_questions(preparation.questions())
        events = self._journal.events()
        visits = [event.first_day for event in events if event.category == "visit"]
        self.days_card.show_today(today)
        self.days_card.show_visit(
            max((day for day in visits if day < today), default=None), is_today=today in visits
        )
        is_empty = self._is_empty()
        self.empty_card.setVisible(is_empty)
        self._parts.setHidden(is_empty)
        if is_empty:
            self._stop()
            self._report = None
            self.preview.forget()
            self._show_ready()
        else:
            self._make()

    def _is_empty(self) -> bool:
        journal = self._journal
        return (
            journal.first_day() is None
            and not journal.medicines()
            and not journal.visit_preparation.questions()
        )

    @property
    def _paper(self) -> Paper:
        return "Letter" if self.parts_card.paper == "Letter" else "A4"

    def _wanted(self) -> _Wanted:
        return _Wanted(
            self.days_card.own_range,
            self.parts_card.sections,
            self._note_days,
            self._paper,
            self._look.weight_unit,
            self._look.least_difference,
            self._journal.today(),
        )

    # Making the report

    @Slot()
    def _on_choice_altered(self) -> None:
        self._make_later()

    def _make_later(self) -> None:
        """Make it when no other choice has followed for a moment."""
        if not self.isVisible() or self._parts.isHidden():
            self._is_stale = True
        elif self.jobs is None:
            self._make()
        else:
            self._settle_timer.start()

    @Slot()
    def _on_settled(self) -> None:
        self._make()

    def _stop(self) -> None:
        self._settle_timer.stop()
        self._busy_timer.stop()
        self._drawing.stop()
        if self._job is not None and self.jobs is not None:
            self.jobs.cancel(self._job)
        self._job = None
        self.preview.show_busy(busy=False)

    def _make(self) -> None:
        self._stop()
        self._busy_timer.start()
        work = partial(_make, self._journal, self._contents, self._wanted(), self._look.formatter)
        if self.jobs is None:
            self._on_made(work())
        else:
            self._job = self.jobs.run(work, done=self._on_made, failed=self._on_failed)

    def _on_made(self, made: _Made) -> None:
        self._job = None
        self._contents = made.contents
        self._report = made.report
        choice = made.report.choice
        self.days_card.show_range(choice.first_day, choice.last_day)
        self.parts_card.show_notes(len(choice.note_days))
        self._show_ready()
        if self._is_to_print:
            self.print_report()
        steps = self._drawn(made.report)
        if self.jobs is not None:
            self._drawing.go(steps)
            return
        for _step in steps:
            continue

    def _on_failed(self, error: Exception) -> None:
        """Let a slip of ours be seen."""
        self._job = None
        self._stop()
        raise error

    def _drawn(self, report: VisitReport) -> Iterator[object]:
        """Draw page 1, show it, then draw what follows."""
        formatter = self._look.formatter
        scale = _PICTURE_SCALE * self.devicePixelRatioF()
        pages = ReportPages(report, formatter, scale=scale, at_once=False)
        is_shown = False
        for can_be_drawn in pages.lay_out():
            if can_be_drawn and not is_shown:
                is_shown = True
                self._busy_timer.stop()
                self.preview.show_busy(busy=False)
                self.preview.show_report(pages)
                yield pages
                self.preview.show_text(_as_text(report, formatter))
            yield pages
        self.preview.show_report(pages)

    @Slot()
    def _on_reading_takes_long(self) -> None:
        self.preview.show_busy(busy=True)

    @Slot()
    def _show_ready(self) -> None:
        """Offer only what can be done."""
        is_ready = self._report is not None
        self.save_web_action.setEnabled(is_ready)
        self.save_button.setEnabled(is_ready)
        self.print_button.setEnabled(is_ready)

    # Files and paper

    def print_report(self) -> None:
        """Show the report with a button to print it, as soon as it is made."""
        self._is_to_print = self._report is None
        if not self._is_to_print and self.isVisible():
            self.print_button.click()

    @Slot()
    def _on_save_clicked(self) -> None:
        if self._report is not None:
            self._output.save_report(self._report, ".pdf")

    @Slot()
    def _on_save_web_chosen(self) -> None:
        if self._report is not None:
            self._output.save_report(self._report, ".html")

    @Slot()
    def _on_print_clicked(self) -> None:
        if self._report is not None:
            self.print_button.setEnabled(False)
            self._output.print_report(self._report)

    @Slot()
    def _on_print_plan_chosen(self) -> None:
        self._output.print_pages(self._output.plan_pages(self._paper))

    @Slot()
    def _on_print_week_chosen(self) -> None:
        self._output.print_pages(self._output.week_pages(self._paper))

    @Slot()
    def _on_save_plan_chosen(self) -> None:
        self._output.save_sheet(tr("My plan"), self._output.plan_pages(self._paper))

    @Slot()
    def _on_save_week_chosen(self) -> None:
        self._output.save_sheet(tr("A week on paper"), self._output.week_pages(self._paper))

    # Questions

    @Slot(str)
    def _on_question_entered(self, text: str) -> None:
        line = self.questions_card.line
        if self.write(self._journal.visit_preparation.save_question, Question(text)):
            line.clear()
        self.pending_changed.emit()

    @Slot(Question)
    def _on_question_edit_asked(self, question: Question) -> None:
        dialog = QuestionDialog(question, self)
        dialog.question_entered.connect(self._on_question_altered)
        dialog.open()

    @Slot(Question)
    def _on_question_altered(self, question: Question) -> None:
        self._write_or_stay(self._journal.visit_preparation.save_question, question)

    @Slot(Question)
    def _on_question_removal_asked(self, question: Question) -> None:
        self.write(self._journal.visit_preparation.remove_question, question)

    @Slot(Question, Question)
    def _on_swap_asked(self, question: Question, other: Question) -> None:
        self.write(self._journal.visit_preparation.move_question, question, other)

    @Slot(list, bool)
    def _on_asked_chosen(self, questions: list[Question], asked: bool) -> None:  # noqa: FBT001
        self.write(partial(self._journal.visit_preparation.mark_asked, asked=asked), questions)

    # The person, the visit, the notes

    @Slot()
    def _on_profile_asked(self) -> None:
        dialog = ProfileDialog(self._journal.visit_preparation.profile(), self)
        dialog.profile_entered.connect(self._on_profile_entered)
        dialog.open()

    @Slot(Profile)
    def _on_profile_entered(self, profile: Profile) -> None:
        self._write_or_stay(self._journal.visit_preparation.save_profile, profile)

    @Slot()
    def _on_visit_asked(self) -> None:
        today = self._journal.today()
        self.write(self._journal.save_event, Event("", "visit", today, today))

    @Slot()
    def _on_notes_asked(self) -> None:
        if self._contents is None or self._report is None:
            return
        choice = self._report.choice
        entries = [
            entry
            for entry in reversed(self._contents.days)
            if entry.note and choice.first_day <= entry.day <= choice.last_day
        ]
        dialog = ReportNotesDialog(entries, self._note_days, self._look.formatter, self)
        dialog.days_chosen.connect(self._on_note_days_chosen)
        dialog.open()

    @Slot(object)
    def _on_note_days_chosen(self, days: frozenset[date]) -> None:
        self._note_days = days
        self._make_later()

    def _write_or_stay(self, use_case: Callable[..., Changes], value: object) -> None:
        """Save what a dialog hands over; one that could not be saved stays open."""
        dialog = cast("FormDialog", self.sender())
        if not self.write(use_case, value):
            dialog.stay_open()

    @Slot()
    def _on_write_clicked(self) -> None:
        self.page_wanted.emit("today", None)


def _make(
    journal: Journal,
    contents: JournalContents | None,
    wanted: _Wanted,
    formatter: Formatter,
    _progress: Progress | None = None,
) -> _Made:
    """Read the journal if it is not known, and make the report; this is the job."""
    if contents is None:
        contents = journal.contents()
    if wanted.days is None:
        first, since_visit = usual_range(contents, wanted.today)
        last = wanted.today
    else:
        first, last = wanted.days
        since_visit = first == last_visit(contents, last)
    choice = ReportChoice(
        first,
        last,
        since_visit=since_visit,
        sections=wanted.sections,
        note_days=frozenset(day for day in wanted.note_days if first <= day <= last),
        paper=wanted.paper,
        weight_unit=wanted.weight_unit,
        least_difference=wanted.least_difference,
    )
    return _Made(contents, visit_report(contents, choice, wanted.today, formatter))


def _as_text(report: VisitReport, formatter: Formatter) -> str:
    """Return the report without pictures, which say in words what they show."""
    return (
        f"{first_page(report, {}, formatter, columns=False)}{further_pages(report, {})}"
        f"<p>{report.footer} {report.printed}</p>"
    )


def _sections(kept: str) -> frozenset[Section]:
    """Return the parts that the settings name; "" = those that are on at first."""
    if not kept:
        return ON_AT_FIRST
    named = set(kept.split())
    return frozenset(section for section in SECTIONS if section in named)


def _usual_paper() -> str:
    """Return the paper of the country: inches go with Letter, and so does Canada."""
    locale = QLocale.system()
    imperial = locale.measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
    by_country = locale.territory() in {QLocale.Country.Canada, QLocale.Country.Mexico}
    return "Letter" if imperial or by_country else "A4"
