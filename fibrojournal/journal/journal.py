"""What a person can do with their journal: the use cases, one method each.

Pages and the command line talk to nothing else. A writing use case checks the rules, saves
durably before it returns, remembers how to undo it, and returns what it altered.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from fibrojournal.domain.days import DAY_TURNS_AT, check_written_day, journal_day
from fibrojournal.domain.entries import NOTE_LIMIT, SKIPPED, DayEntry
from fibrojournal.errors import RefusedError
from fibrojournal.i18n import tr
from fibrojournal.journal import loading
from fibrojournal.journal.changes import Changes
from fibrojournal.journal.undo import Step, UndoStack
from fibrojournal.storage import (
    entry_table,
    event_table,
    item_table,
    medicine_table,
    origin_table,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from fibrojournal.domain.contents import JournalContents
    from fibrojournal.domain.days import Clock
    from fibrojournal.domain.entries import Compared, ItemScores, MedicinesTaken, Score
    from fibrojournal.domain.events import Event
    from fibrojournal.domain.medicines import DoseChange, Intake, Medicine, PlanStep
    from fibrojournal.domain.origins import DayOrigin, Origin
    from fibrojournal.domain.tracked_items import TrackedItem
    from fibrojournal.exchange.foreign_file import ForeignFile
    from fibrojournal.exchange.map_file import ImportAnswers
    from fibrojournal.journal.backups import Backups
    from fibrojournal.journal.day_finder import DayFinder
    from fibrojournal.journal.day_versions import DayVersions
    from fibrojournal.journal.deleting import Everything
    from fibrojournal.journal.erasing import Erasing
    from fibrojournal.journal.importing import ImportPlan
    from fibrojournal.journal.loading import KeepGoing
    from fibrojournal.journal.pain_maps import PainMaps
    from fibrojournal.journal.protection import Protection
    from fibrojournal.journal.tracking import Tracking
    from fibrojournal.journal.trash import Trash
    from fibrojournal.journal.visit_preparation import VisitPreparation
    from fibrojournal.storage.rows import RowChange, Rows
    from fibrojournal.storage.store import Store


@dataclass(frozen=True, slots=True)
class Revision:
    """A dose change as it was before it was corrected or removed.

    Attributes:
        at: When it was altered, aware, in UTC.
        before: The row as it was.
        after: What it became; None = removed.
    """

    at: datetime
    before: DoseChange
    after: DoseChange | None


class Journal:
    """The open journal.

    Args:
        store: The open file; closed together with the journal.
        clock: Gives the present moment, aware and local.
        turns_at: Hour until which writing belongs to the day before.
        is_example: It holds an invented person.
        backup_folders: Where backups go, the automatic folder first; () = none are made.
    """

    def __init__(
        self,
        store: Store,
        *,
        clock: Clock,
        turns_at: int = DAY_TURNS_AT,
        is_example: bool = False,
        backup_folders: tuple[Path, ...] = (),
    ) -> None:
        self._store = store
        self._clock = clock
        self._turns_at = turns_at
        self._undo = UndoStack()
        self.is_example = is_example
        self.backup_folders = backup_folders

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._store.path

    @property
    def is_protected(self) -> bool:
        """Whether it opens by a passphrase only."""
        return self._store.key.is_protected

    @property
    def is_read_only(self) -> bool:
        """Whether it can only be read, as on a disk that cannot be written to."""
        return self._store.is_read_only

    def close(self) -> None:
        """Close the file; closing twice is harmless."""
        self._store.close()

    @property
    def turns_at(self) -> int:
        """Hour until which writing belongs to the day before; moves no day that is written."""
        return self._turns_at

    @turns_at.setter
    def turns_at(self, hour: int) -> None:
        self._turns_at = hour

    def now(self) -> datetime:
        """Return the present moment, aware and local."""
        return self._clock()

    def today(self) -> date:
        """Return the day that is being written about now."""
        return journal_day(self._clock(), self._turns_at)

    # Reading

    def items(self) -> tuple[TrackedItem, ...]:
        """Return every tracked item, hidden ones too, in their order."""
        return item_table.items(self._store.rows)

    def day_entry(self, day: date) -> DayEntry | None:
        """Return what was written about a day, or None."""
        return entry_table.day_entry(self._store.rows, day)

    def day_entries(self, first: date, last: date) -> tuple[DayEntry, ...]:
        """Return what was written about the days from `first` to `last`, oldest first."""
        return tuple(entry_table.day_entries(self._store.rows, first, last))

    def recalled_days(self) -> dict[date, int]:
        """Return the days that were filled in later, with after how many days each was."""
        return entry_table.recalled_days(self._store.rows)

    def days_written(self, first: date, last: date) -> frozenset[date]:
        """Return the days from `first` to `last` about which something was written."""
        return entry_table.days_written(self._store.rows, first, last)

    def days_told(self, first: date, last: date) -> frozenset[date]:
        """Return days with an entry, an intake, a dose change or an event that begins on them."""
        return entry_table.days_told(self._store.rows, first, last)

    def item_scores(self, key: str) -> ItemScores:
        """Return every number written for one item, oldest first."""
        return entry_table.item_scores(self._store.rows, key)

    def medicines_taken(self) -> dict[date, MedicinesTaken]:
        """Return what days say about the medicines; a day that says nothing is not there."""
        return entry_table.medicines_taken(self._store.rows)

    def scored_item_keys(self) -> frozenset[str]:
        """Return the keys of the items that have at least one number."""
        return entry_table.scored_items(self._store.rows)

    def first_day(self) -> date | None:
        """Return the earliest day of entries and dose changes, or None in an empty journal."""
        days = [change.day for change in self.dose_changes()]
        written = entry_table.first_day(self._store.rows)
        return min([*days, written] if written is not None else days, default=None)

    def medicines(self) -> tuple[Medicine, ...]:
        """Return the medicines in the order in which they were added."""
        return medicine_table.medicines(self._store.rows)

    def dose_changes(self) -> tuple[DoseChange, ...]:
        """Return all dose changes, by medicine, then by day."""
        return medicine_table.dose_changes(self._store.rows)

    def plan(self) -> tuple[PlanStep, ...]:
        """Return all steps of the prescriber's plans, confirmed ones too."""
        return medicine_table.plan(self._store.rows)

    def intakes(self) -> tuple[Intake, ...]:
        """Return all single intakes, oldest first."""
        return medicine_table.intakes(self._store.rows)

    def events(self) -> tuple[Event, ...]:
        """Return all events by their first day."""
        return event_table.events(self._store.rows)

    def contents(self) -> JournalContents:
        """Return everything but the history."""
        return loading.contents(self._store.rows)

    def dose_history(self, medicine: str) -> tuple[Revision, ...]:
        """Return the earlier versions of a medicine's dose changes, newest first."""
        number = medicine_table.medicine_id(self._store.rows, medicine)
        revisions = []
        for version in self._store.history.versions("dose_change"):
            if version.before["medicine"] == number:
                before = medicine_table.dose_change(version.before, medicine)
                after = version.after and medicine_table.dose_change(version.after, medicine)
                revisions.append(Revision(version.at, before, after or None))
        return tuple(revisions)

    def problems(self) -> tuple[str, ...]:
        """Check every page and row of the file; return what is wrong, () when it is sound."""
        return self._store.problems()

    # Days

    def set_score(
        self, day: date, item_key: str, score: Score | None, *, recalled: bool = False
    ) -> Changes:
        """Write one score.

        Args:
            day: Today or a day before.
            item_key: Of a tracked item.
            score: A number on the item's scale, `SKIPPED`, or None to leave it blank again.
            recalled: It is added to an earlier day that was offered for that; a number marks
                the day as recalled.

        Raises:
            RefusedError: A day in the future, or a number that is not on the scale.
            NotSavedError: Nothing was changed.
        """
        if score is not None and score is not SKIPPED:
            item_table.item(self._store.rows, item_key).scale.check(score)
        entry = self._entry(day)
        scores = {key: value for key, value in entry.scores.items() if key != item_key}
        if score is not None:
            scores[item_key] = score
        if recalled and score is not None and score is not SKIPPED:
            entry = self._recalled(entry)
        return self._write_day(replace(entry, scores=scores), tr("score"))

    def copy_day_before(
        self, day: date, item_keys: Collection[str], *, recalled: bool = False
    ) -> Changes:
        """Write the numbers of the day before where a day is blank, and that it was so.

        Args:
            day: Today or a day before.
            item_keys: Which items; only numbers are taken over, and nothing is written over.
            recalled: As in `set_score`.

        Raises:
            RefusedError: A day in the future.
            NotSavedError: Nothing was changed.
        """
        entry = self._entry(day)
        source = day - timedelta(days=1)
        before = self.day_entry(source) or DayEntry(source)
        copied = {
            key: score
            for key, score in before.scores.items()
            if key in item_keys and key not in entry.scores and score is not SKIPPED
        }
        if not copied:
            return Changes()
        scores = copied | dict(entry.scores)
        if recalled:
            entry = self._recalled(entry)
        return self._write_day(
            replace(entry, scores=scores, same_as=source), tr("same as the day before")
        )

    def skip_blank(self, day: date, item_keys: Sequence[str]) -> Changes:
        """Mark as skipped what is blank among some items of a day, as one step.

        Raises:
            RefusedError: A day in the future.
            NotSavedError: Nothing was changed.
        """
        entry = self._entry(day)
        scores = dict.fromkeys(item_keys, SKIPPED) | dict(entry.scores)
        return self._write_day(replace(entry, scores=scores), tr("skipped"))

    def set_compared(
        self, day: date, compared: Compared | None, *, recalled: bool = False
    ) -> Changes:
        """Write how a day was beside the day before it.

        Args:
            day: Today or a day before.
            compared: None = not said.
            recalled: As in `set_score`.

        Raises:
            RefusedError: A day in the future.
            NotSavedError: Nothing was changed.
        """
        entry = replace(self._entry(day), compared_with_yesterday=compared)
        if recalled and compared is not None:
            entry = self._recalled(entry)
        return self._write_day(entry, tr("comparison with yesterday"))

    def set_note(self, day: date, text: str) -> Changes:
        """Write the note of a day; "" takes it away.

        Raises:
            RefusedError: A day in the future, or a note that is too long.
            NotSavedError: Nothing was changed.
        """
        if len(text) > NOTE_LIMIT:
            raise RefusedError(
                tr("This note is too long to be saved."),
                remedy=tr("It may have up to {n} characters. Nothing was lost.").format(
                    n=NOTE_LIMIT
                ),
            )
        entry = replace(self._entry(day), note=text)
        return self._write_day(entry, tr("note"), joins=f"note {day}")

    def set_medicines_taken(self, day: date, taken: MedicinesTaken | None) -> Changes:
        """Write whether medicines were taken as planned; None = not said.

        Raises:
            RefusedError: A day in the future.
            NotSavedError: Nothing was changed.
        """
        return self._write_day(replace(self._entry(day), medicines_taken=taken), tr("medicines"))

    def remove_day(self, day: date) -> Changes:
        """Remove what was written about a day: scores, note, pain map, moments.

        Doses, intakes and events of the day stay. It can be brought back from the trash.

        Raises:
            NotSavedError: Nothing was changed.
        """
        with self._step(tr("removed day")) as rows:
            entry_table.remove_day(rows, day)
        return _altered(rows.changes)

    # Tracked items

    def choose_symptoms(self, keys: Collection[str]) -> Changes:
        """Ask for these symptoms from now on, and for no others; what was written stays.

        Raises:
            NotSavedError: Nothing was changed.
        """
        with self._step(tr("choice of symptoms")) as rows:
            for item in item_table.items(rows):
                if item.kind == "symptom":
                    item_table.put(rows, replace(item, hidden=item.key not in keys))
        return _altered(rows.changes)

    # Medicines and doses

    def add_medicine(
        self,
        medicine: Medicine,
        first_dose: DoseChange | None = None,
        plan: Sequence[PlanStep] = (),
    ) -> Changes:
        """Add a medicine, with its first dose and plan if they are known.

        Raises:
            RefusedError: No name, a name that is taken, or a dose in the future.
            NotSavedError: Nothing was changed.
        """
        self._check_name(medicine.name)
        with self._step(tr("new medicine")) as rows:
            medicine_table.put_medicine(rows, medicine)
            if first_dose is not None:
                check_written_day(first_dose.day, self.today())
                medicine_table.put_dose_change(rows, first_dose)
            for step in plan:
                medicine_table.put_plan_step(rows, step)
        return _altered(rows.changes)

    def edit_medicine(self, name: str, medicine: Medicine) -> Changes:
        """Change what is written about a medicine; a new name keeps its history.

        Raises:
            RefusedError: No name, or a name that is taken.
            NotSavedError: Nothing was changed.
        """
        if medicine.name != name:
            self._check_name(medicine.name, besides=name)
        with self._step(tr("medicine")) as rows:
            medicine_table.put_medicine(rows, medicine, name)
        return _altered(rows.changes)

    def remove_medicine(self, name: str) -> Changes:
        """Remove a medicine with its doses, plan and intakes; undo brings all back.

        Raises:
            NotSavedError: Nothing was changed.
        """
        with self._step(tr("removed medicine")) as rows:
            medicine_table.remove_medicine(rows, name)
        return _altered(rows.changes)

    def change_dose(self, change: DoseChange) -> Changes:
        """Write a new dose from one day on; days before it stay as they are.

        Raises:
            RefusedError: A day in the future, or a day that has a change already.
            NotSavedError: Nothing was changed.
        """
        self._check_change(change)
        with self._step(tr("dose")) as rows:
            medicine_table.put_dose_change(rows, change)
        return _altered(rows.changes)

    def correct_dose(self, medicine: str, day: date, change: DoseChange) -> Changes:
        """Replace the change that stands at `day`; the old one stays in the history.

        Raises:
            RefusedError: The new day is in the future, or another change stands there.
            NotSavedError: Nothing was changed.
        """
        change = replace(change, medicine=medicine)
        self._check_change(change, besides=day)
        with self._step(tr("corrected dose")) as rows:
            medicine_table.put_dose_change(rows, change, day)
        return _altered(rows.changes)

    def remove_dose(self, medicine: str, day: date) -> Changes:
        """Remove the change that stands at `day`; it stays in the history.

        Raises:
            NotSavedError: Nothing was changed.
        """
        with self._step(tr("removed dose")) as rows:
            medicine_table.remove_dose_change(rows, medicine, day)
        return _altered(rows.changes)

    def save_plan(self, medicine: str, steps: Sequence[PlanStep]) -> Changes:
        """Replace the steps of a plan that are not confirmed yet.

        Raises:
            NotSavedError: Nothing was changed.
        """
        kept = {step.id for step in steps}
        with self._step(tr("plan")) as rows:
            for old in medicine_table.plan(rows):
                if old.medicine == medicine and not old.confirmed and old.id not in kept:
                    medicine_table.remove_plan_step(rows, old.id or 0)
            for step in steps:
                medicine_table.put_plan_step(rows, replace(step, medicine=medicine))
        return _altered(rows.changes)

    def confirm_plan_step(self, step: PlanStep, change: DoseChange) -> Changes:
        """Turn a step of the plan into a dose change, as the person confirmed it.

        Raises:
            RefusedError: A day in the future, or a day that has a change already.
            NotSavedError: Nothing was changed.
        """
        self._check_change(change)
        with self._step(tr("confirmed step")) as rows:
            medicine_table.put_dose_change(rows, change)
            medicine_table.put_plan_step(rows, replace(step, confirmed=True))
        return _altered(rows.changes)

    def save_intake(self, intake: Intake) -> Changes:
        """Add an intake (id None), or replace the one with its id.

        Raises:
            RefusedError: A day in the future.
            NotSavedError: Nothing was changed.
        """
        check_written_day(intake.day, self.today())
        with self._step(tr("intake")) as rows:
            medicine_table.put_intake(rows, intake)
        return _altered(rows.changes)

    def remove_intake(self, intake: Intake) -> Changes:
        """Remove one intake.

        Raises:
            NotSavedError: Nothing was changed.
        """
        with self._step(tr("removed intake")) as rows:
            medicine_table.remove_intake(rows, intake.id or 0)
        return _altered(rows.changes)

    # Events

    def save_event(self, event: Event) -> Changes:
        """Add an event (id None), or replace the one with its id.

        Raises:
            NotSavedError: Nothing was changed.
        """
        with self._step(tr("event")) as rows:
            event_table.put(rows, event)
        return _altered(rows.changes)

    def remove_event(self, event: Event) -> Changes:
        """Remove one event.

        Raises:
            NotSavedError: Nothing was changed.
        """
        with self._step(tr("removed event")) as rows:
            event_table.remove(rows, event.id or 0)
        return _altered(rows.changes)

    # Whole journals

    def load(self, contents: JournalContents) -> None:
        """Write all of `contents` into a journal that is empty; not a step to undo.

        Raises:
            NotSavedError: Nothing was changed.
        """
        with self._store.transact(self.now(), keep_history=False) as rows:
            loading.load(rows, contents)

    def carry_out(self, plan: ImportPlan, keep_going: KeepGoing | None = None) -> Changes:
        """Write what an import would change, as one step that undo takes back as a whole.

        Args:
            plan: From `importing.plan_import`.
            keep_going: Told how far it is; a False answer takes everything back.

        Raises:
            BackupFailedError: The backup before it could not be made; nothing was changed.
            NotSavedError: Nothing was changed.
            ImportCancelledError: `keep_going` said so; nothing was changed.
        """
        if plan.values():
            self.backups.make()
        with self._step(tr("import")) as rows:
            for moment in plan.superseded:
                entry_table.remove_moment(rows, moment)
            if plan.app and plan.accepted:
                from fibrojournal.journal.origins import OriginNotes  # noqa: PLC0415 - as below

                notes = OriginNotes(rows, plan, self.now())
                loading.write(rows, plan.values(), keep_going, notes.note)
            else:
                loading.write(rows, plan.values(), keep_going)
        return _altered(rows.changes)

    def plan_import(
        self, source: Path, *, new_items: bool = False, replace_old: bool = False
    ) -> ImportPlan:
        """Read an export of ours and work out what importing it would do.

        Args:
            source: An exchange folder, one file of it, or a JSON export.
            new_items: Columns that are not known become items of 0 to 10.
            replace_old: Where a row contradicts the journal, the row wins.

        Raises:
            JournalError: The place cannot be read, or holds nothing of ours.
        """
        from fibrojournal.exchange.own_export import read_export  # noqa: PLC0415 - seldom needed
        from fibrojournal.journal import importing  # noqa: PLC0415 - seldom needed

        parsed = read_export(source, items=self.items(), today=self.today(), new_items=new_items)
        return importing.plan_import(parsed, self.contents(), replace_old=replace_old)

    def plan_foreign_import(
        self, file: ForeignFile, answers: ImportAnswers, *, replace_old: bool = False
    ) -> ImportPlan:
        """Work out what importing the file of another app would do.

        Args:
            file: From `exchange.foreign_file.read_foreign`.
            answers: What the person said that it means; see `exchange.map_file`.
            replace_old: Where a row contradicts the journal, the row wins.
        """
        from fibrojournal.journal import importing  # noqa: PLC0415 - seldom needed

        contents = self.contents()
        parsed = answers.parse(file, contents.items, contents.medicines, self.today())
        before = importing.Before(
            file.format, origin_table.moments_from(self._store.rows, file.format)
        )
        return importing.plan_import(parsed, contents, replace_old=replace_old, before=before)

    def origins_of(self, day: date) -> tuple[DayOrigin, ...]:
        """Return which files and rows a day's imported scores, note and moments came from."""
        return origin_table.origins_of_day(self._store.rows, day)

    def origins_of_intakes(self) -> dict[int, Origin]:
        """Return which files and rows intakes came from, by the number of the intake."""
        return origin_table.origins_of_intakes(self._store.rows)

    def export_to(self, target: Path, keep_going: KeepGoing | None = None) -> None:
        """Write everything, unencrypted, in the form that the name asks for.

        An earlier export of the same form is replaced.

        Args:
            target: FILE.json, FILE.sqlite (with the history), or a folder.
            keep_going: Told how much of how much is written (0 while the journal is read); when
                it answers False, nothing is left behind.

        Raises:
            JournalError: Something else is there already, or the place cannot be written to.
            ExportCancelledError: `keep_going` said so.
        """
        from fibrojournal.exchange.folder import write_folder  # noqa: PLC0415 - seldom needed
        from fibrojournal.exchange.json_file import write_json  # noqa: PLC0415 - seldom needed

        form = target.suffix.lower()
        if form == ".sqlite":
            self._store.export_plain(target, keep_going)
        elif form == ".json":
            write_json(self.contents(), target, keep_going)
        else:
            write_folder(self.contents(), target, keep_going)

    # Undo

    @property
    def undo_words(self) -> str:
        """What undo would do, such as "Undo score"; "" = nothing to undo."""
        step = self._undo.next_undo
        return "" if step is None else tr("Undo {step}").format(step=step.words)

    @property
    def redo_words(self) -> str:
        """What redo would do; "" = nothing to redo."""
        step = self._undo.next_redo
        return "" if step is None else tr("Redo {step}").format(step=step.words)

    def undo(self) -> Changes:
        """Take the newest step back.

        Raises:
            NotSavedError: Nothing was changed.
        """
        step = self._undo.next_undo
        if step is None:
            return Changes()
        changes = self._apply([change.inverse for change in reversed(step.rows)])
        self._undo.undone()
        return changes

    def redo(self) -> Changes:
        """Do the step undone last again.

        Raises:
            NotSavedError: Nothing was changed.
        """
        step = self._undo.next_redo
        if step is None:
            return Changes()
        changes = self._apply(step.rows)
        self._undo.redone()
        return changes

    # What is asked

    @cached_property
    def tracking(self) -> Tracking:
        """What is asked each day: own items, names, order, what is shown."""
        from fibrojournal.journal.tracking import Tracking  # noqa: PLC0415 - seldom needed

        return Tracking(self._store, self._step)

    # The next visit

    @cached_property
    def pain_maps(self) -> PainMaps:
        """Where it hurt, day by day."""
        from fibrojournal.journal.pain_maps import PainMaps  # noqa: PLC0415 - seldom needed

        return PainMaps(self._store, self._step, self.today)

    @cached_property
    def visit_preparation(self) -> VisitPreparation:
        """Questions for the next visit, and what the report says about the person."""
        from fibrojournal.journal.visit_preparation import (  # noqa: PLC0415 - seldom needed
            VisitPreparation,
        )

        return VisitPreparation(self._store, self._step)

    # What was deleted, and what was there before

    @cached_property
    def trash(self) -> Trash:
        """What was deleted in the last thirty days."""
        from fibrojournal.journal.trash import Trash  # noqa: PLC0415 - seldom needed

        return Trash(self._store, self._step, self._clock)

    @cached_property
    def day_finder(self) -> DayFinder:
        """Finds days by their words, scores and what happened."""
        from fibrojournal.journal.day_finder import DayFinder  # noqa: PLC0415 - a start needs none

        return DayFinder(self._store, self.today)

    @cached_property
    def day_versions(self) -> DayVersions:
        """What days said before they were changed."""
        from fibrojournal.journal.day_versions import DayVersions  # noqa: PLC0415 - as above

        return DayVersions(self._store, self._step, self._clock)

    @cached_property
    def erasing(self) -> Erasing:
        """Erases for good what no trash shall keep."""
        from fibrojournal.journal.erasing import Erasing  # noqa: PLC0415 - as above

        return Erasing(
            self._store,
            self._clock,
            undo=self._undo,
            trash=self.trash,
            backups=self.backups,
            folders=lambda: self.backup_folders,
        )

    # Backups and protection

    @cached_property
    def backups(self) -> Backups:
        """The backups, in whatever folders `backup_folders` names."""
        from fibrojournal.journal.backups import Backups  # noqa: PLC0415 - a start needs none

        return Backups(self._store, lambda: self.backup_folders, self._clock, self._undo.forget)

    @property
    def protection(self) -> Protection:
        """The passphrase and the recovery code."""
        from fibrojournal.journal.protection import Protection  # noqa: PLC0415 - seldom needed

        return Protection(self._store, self.backup_folders, self.backups.make)

    @property
    def everything(self) -> Everything:
        """All that belongs to this journal on this computer; close it before that is deleted."""
        from fibrojournal.journal.deleting import Everything  # noqa: PLC0415 - seldom needed

        return Everything(self.path, self._store.key.salt, self.backup_folders)

    # Inside

    def _entry(self, day: date) -> DayEntry:
        check_written_day(day, self.today())
        return self.day_entry(day) or DayEntry(day)

    def _recalled(self, entry: DayEntry) -> DayEntry:
        return replace(entry, recalled_after_days=(self.today() - entry.day).days)

    def _write_day(self, entry: DayEntry, words: str, joins: str = "") -> Changes:
        if entry == self._entry(entry.day):
            return Changes()
        with self._step(words, joins) as rows:
            entry_table.put_day(rows, replace(entry, written_at=self.now().replace(microsecond=0)))
        return _altered(rows.changes)

    def _check_name(self, name: str, besides: str | None = None) -> None:
        if not name.strip():
            raise RefusedError(
                tr("The medicine needs a name."), remedy=tr("Write it as it stands on the box.")
            )
        taken = {medicine.name.casefold() for medicine in self.medicines()}
        taken.discard((besides or "").casefold())
        if name.casefold() in taken:
            raise RefusedError(
                tr("There is already a medicine of this name."),
                remedy=tr("Change that one, or add the product to the name."),
            )

    def _check_change(self, change: DoseChange, besides: date | None = None) -> None:
        check_written_day(change.day, self.today())
        taken = {c.day for c in self.dose_changes() if c.medicine == change.medicine}
        if change.day in taken - {besides}:
            raise RefusedError(
                tr("There is already a change of this medicine on that day."),
                remedy=tr("Correct that one, or choose another day."),
            )

    @contextmanager
    def _step(self, words: str, joins: str = "") -> Iterator[Rows]:
        """Write in one transaction, and remember how to undo it."""
        now = self.now()
        with self._store.transact(now) as rows:
            yield rows
        if rows.changes:
            self._undo.add(Step(words, now, tuple(rows.changes), joins))

    def _apply(self, changes: Iterable[RowChange]) -> Changes:
        with self._store.transact(self.now()) as rows:
            for change in changes:
                rows.apply(change)
        return _altered(rows.changes)


def _altered(changes: Iterable[RowChange]) -> Changes:
    return Changes.in_tables(change.table for change in changes)
