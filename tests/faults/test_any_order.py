"""Whatever is done in whatever order, the journal holds what a plain diary would hold.

Writing, taking back, locking, protecting, backing up and restoring follow each other by chance, on
a real file, through the use cases. After each step the journal is compared with plain
dictionaries.
"""

from __future__ import annotations

import tempfile
import unicodedata
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from fibrojournal.domain.days import journal_day
from fibrojournal.domain.entries import MEDICINES_TAKEN, SKIPPED
from fibrojournal.domain.recovery_code import in_groups
from fibrojournal.errors import RefusedError, WrongPassphraseError
from fibrojournal.journal.journal import Journal
from fibrojournal.journal.protection import ProtectionReport
from fibrojournal.journal.unlocking import (
    NoSlotError,
    WrongCodeError,
    unlock,
    unlock_with_code,
)
from fibrojournal.storage.store import Store
from tests.builders import make_dose_change, make_event, make_intake, make_medicine
from tests.conftest import StandingClock
from tests.faults.plain_diary import Diary, Steps, in_journal

if TYPE_CHECKING:
    from collections.abc import Callable

    from fibrojournal.domain.entries import MedicinesTaken, Score
    from fibrojournal.domain.events import Event
    from fibrojournal.journal.changes import Changes
    from fibrojournal.journal.erasing import Erasure
    from tests.faults.conftest import Tell

pytestmark = pytest.mark.faults

STEPS_AT_ONCE: Final = 50

DERIVATIONS: Final = (4, 8)
"""How many keys are made of passphrases and codes in these steps, normally and in the full set."""

AGO = st.integers(-1, 4)
"""Days ago; one of them lies in the future."""
ITEMS = st.sampled_from(["pain_average", "fatigue", "fog"])
SCORES = st.none() | st.just(SKIPPED) | st.integers(0, 10).map(float)
NAMES = st.sampled_from(["gabapentin", "Gabapentin", "ibuprofen", " "])
MG = st.sampled_from([0.0, 0.5, 300.0, 600.0])
WORDS = st.sampled_from(["", "one", "two", "x' \N{SNOWMAN}\n\N{ZERO WIDTH JOINER}z"])


PASSPHRASES = st.sampled_from(["x", 'it\'s "so"; --', "b\u00e4r", "ba\u0308r", " \N{SNOWMAN} "])
"""Two of them are one passphrase, written on two keyboards."""


def same(passphrase: str) -> str:
    """Return the one form of a passphrase that can be written in several."""
    return unicodedata.normalize("NFKC", passphrase)


class AnyOrder(RuleBasedStateMachine):
    """Uses a journal and a plain diary side by side."""

    steps: ClassVar[int] = 0
    most_derivations: ClassVar[int] = DERIVATIONS[0]

    def __init__(self) -> None:
        super().__init__()
        type(self).steps -= 1  # the first look is at a journal in which nothing was done
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name, "journal.fibro")
        self.folders: tuple[Path, ...] = (Path(self.folder.name, "backups"),)
        self.saved: dict[int, Diary] = {}
        self.trash: dict[int, Diary] = {}
        self.clock = StandingClock()
        self.kept = Steps()
        self.passphrase: str | None = None
        self.code: str | None = None
        self.earlier_codes: list[str] = []
        self.derivations = 0
        self.journal: Journal | None = self.begin(Store.create(self.path))

    def teardown(self) -> None:
        if self.journal is not None:
            self.journal.close()
        self.folder.cleanup()

    def begin(self, store: Store) -> Journal:
        return Journal(store, clock=self.clock, backup_folders=self.folders)

    # What is known

    @property
    def open(self) -> Journal:
        assert self.journal is not None
        return self.journal

    @property
    def diary(self) -> Diary:
        return self.kept.diary

    def today(self) -> date:
        return journal_day(self.clock())

    def day(self, ago: int) -> date:
        return date.fromordinal(self.today().toordinal() - ago)

    def write(
        self,
        use_case: Callable[[], Changes],
        write: Callable[[Diary], object],
        *,
        refused: bool = False,
        joins: str = "",
    ) -> None:
        """Do something in the journal and in the diary.

        Args:
            use_case: What is done in the journal.
            write: The same in the diary.
            refused: It must be refused, and change nothing.
            joins: See `Step`.
        """
        if refused:
            with pytest.raises(RefusedError):
                use_case()
        else:
            use_case()
            self.kept.take(write, self.clock(), joins)

    @invariant()
    def the_journal_holds_what_the_diary_holds(self) -> None:
        type(self).steps += 1
        if self.journal is not None:
            assert in_journal(self.journal) == self.diary.plain
            assert bool(self.journal.undo_words) == bool(self.kept.done)
            assert bool(self.journal.redo_words) == bool(self.kept.undone)
            assert self.journal.protection.is_protected == (self.passphrase is not None)
            assert self.journal.protection.has_recovery_code == (self.code is not None)

    def may_derive(self, times: int) -> bool:
        return self.derivations + times <= self.most_derivations

    # Time

    @rule(minutes=st.sampled_from([1, 9, 11, 24 * 60, 40 * 24 * 60]))
    def time_passes(self, minutes: int) -> None:
        self.clock.advance(minutes=minutes)

    @rule(days=st.sampled_from([1, 2, 365]))
    def the_clock_is_set_back(self, days: int) -> None:
        self.clock.advance(days=-days)

    # Days

    @precondition(lambda self: self.journal)
    @rule(ago=AGO, item=ITEMS, score=SCORES)
    def set_score(self, ago: int, item: str, score: Score | None) -> None:
        day = self.day(ago)
        scores = {**self.diary.days.get(day, {"scores": {}})["scores"]}
        scores.pop(item, None)
        if score is not None:
            scores[item] = score
        self.write(
            lambda: self.open.set_score(day, item, score),
            lambda diary: diary.write_day(day, self.clock(), "scores", scores),
            refused=ago < 0,
        )

    @precondition(lambda self: self.journal)
    @rule(ago=AGO, text=WORDS)
    def set_note(self, ago: int, text: str) -> None:
        day = self.day(ago)
        self.write(
            lambda: self.open.set_note(day, text),
            lambda diary: diary.write_day(day, self.clock(), "note", text),
            refused=ago < 0,
            joins=f"note {day}",
        )

    @precondition(lambda self: self.journal)
    @rule(ago=AGO, taken=st.none() | st.sampled_from(MEDICINES_TAKEN))
    def set_medicines_taken(self, ago: int, taken: MedicinesTaken | None) -> None:
        day = self.day(ago)
        self.write(
            lambda: self.open.set_medicines_taken(day, taken),
            lambda diary: diary.write_day(day, self.clock(), "taken", taken),
            refused=ago < 0,
        )

    # Medicines

    def is_taken(self, name: str, besides: str = "") -> bool:
        taken = {known.casefold() for known in self.diary.names} - {besides.casefold()}
        return not name.strip() or name.casefold() in taken

    def draw_medicine(self, data: st.DataObject) -> tuple[int, str]:
        number = data.draw(st.sampled_from([*self.diary.medicines]))
        return number, self.diary.medicines[number][0]

    @precondition(lambda self: self.journal)
    @rule(name=NAMES, reason=WORDS, dose=st.none() | st.tuples(AGO, MG))
    def add_medicine(self, name: str, reason: str, dose: tuple[int, float] | None) -> None:
        number, first = self.steps, None
        if dose is not None:
            first = make_dose_change(self.day(dose[0]), dose[1], medicine=name)

        def write(diary: Diary) -> None:
            diary.medicines[number] = (name, reason)
            if first is not None:
                diary.doses[number, first.day] = (float(first.amounts.night), "")

        self.write(
            lambda: self.open.add_medicine(make_medicine(name, reason=reason), first),
            write,
            refused=self.is_taken(name) or (dose is not None and dose[0] < 0),
        )

    @precondition(lambda self: self.journal and self.diary.medicines)
    @rule(data=st.data(), name=NAMES, reason=WORDS)
    def edit_medicine(self, data: st.DataObject, name: str, reason: str) -> None:
        number, old = self.draw_medicine(data)
        self.write(
            lambda: self.open.edit_medicine(old, make_medicine(name, reason=reason)),
            lambda diary: diary.medicines.__setitem__(number, (name, reason)),
            refused=name != old and self.is_taken(name, old),
        )

    @precondition(lambda self: self.journal and self.diary.medicines)
    @rule(data=st.data())
    def remove_medicine(self, data: st.DataObject) -> None:
        number, name = self.draw_medicine(data)
        self.throw_away(
            lambda: self.open.remove_medicine(name), self.diary.without(medicine=number)
        )

    @precondition(lambda self: self.journal and self.diary.medicines)
    @rule(data=st.data(), ago=AGO, mg=MG, note=WORDS)
    def change_dose(self, data: st.DataObject, ago: int, mg: float, note: str) -> None:
        number, name = self.draw_medicine(data)
        change = make_dose_change(self.day(ago), mg, medicine=name, note=note)
        self.write(
            lambda: self.open.change_dose(change),
            lambda diary: diary.doses.__setitem__((number, change.day), (mg, note)),
            refused=ago < 0 or (number, change.day) in self.diary.doses,
        )

    @precondition(lambda self: self.journal and self.diary.doses)
    @rule(data=st.data(), ago=AGO, mg=MG, note=WORDS)
    def correct_dose(self, data: st.DataObject, ago: int, mg: float, note: str) -> None:
        number, day = data.draw(st.sampled_from([*self.diary.doses]))
        name = self.diary.medicines[number][0]
        change = make_dose_change(self.day(ago), mg, medicine=name, note=note)

        def write(diary: Diary) -> None:
            del diary.doses[number, day]
            diary.doses[number, change.day] = (mg, note)

        self.write(
            lambda: self.open.correct_dose(name, day, change),
            write,
            refused=ago < 0 or (change.day != day and (number, change.day) in self.diary.doses),
        )

    @precondition(lambda self: self.journal and self.diary.doses)
    @rule(data=st.data())
    def remove_dose(self, data: st.DataObject) -> None:
        number, day = data.draw(st.sampled_from([*self.diary.doses]))
        self.write(
            lambda: self.open.remove_dose(self.diary.medicines[number][0], day),
            lambda diary: diary.doses.__delitem__((number, day)),
        )

    @precondition(lambda self: self.journal and self.diary.medicines)
    @rule(data=st.data(), ago=AGO, note=WORDS)
    def note_intake(self, data: st.DataObject, ago: int, note: str) -> None:
        number, name = self.draw_medicine(data)
        intake = make_intake(self.day(ago), None, medicine=name, note=note)
        self.write(
            lambda: self.open.save_intake(intake),
            lambda diary: diary.intakes.__setitem__(self.steps, (number, intake.day, note)),
            refused=ago < 0,
        )

    @precondition(lambda self: self.journal and self.diary.intakes)
    @rule(data=st.data())
    def remove_intake(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from([*self.diary.intakes]))
        medicine, *rest = self.diary.intakes[number]
        wanted = [self.diary.medicines[medicine][0], *rest]
        intake = next(
            taken
            for taken in self.open.intakes()
            if [taken.medicine, taken.day, taken.note] == wanted
        )
        self.write(
            lambda: self.open.remove_intake(intake),
            lambda diary: diary.intakes.__delitem__(number),
        )

    # Events

    @precondition(lambda self: self.journal)
    @rule(
        data=st.data(),
        title=WORDS,
        first=AGO,
        length=st.none() | st.integers(0, 3),
        leave_out=st.booleans(),
        is_new=st.booleans(),
    )
    def save_event(
        self,
        data: st.DataObject,
        title: str,
        first: int,
        length: int | None,
        leave_out: bool,  # noqa: FBT001 - drawn
        is_new: bool,  # noqa: FBT001 - drawn
    ) -> None:
        last = None if length is None else self.day(first - length)
        number, row = self.steps, None
        if self.diary.events and not is_new:
            number = data.draw(st.sampled_from([*self.diary.events]))
            row = self.event(number).id
        note = f"{title} {number}"  # by which it is found again
        event = make_event(self.day(first), last, title=title, leave_out=leave_out, note=note)
        values = (title, event.first_day, last, leave_out, note)
        self.write(
            lambda: self.open.save_event(replace(event, id=row)),
            lambda diary: diary.events.__setitem__(number, values),
        )

    @precondition(lambda self: self.journal and self.diary.events)
    @rule(data=st.data())
    def remove_event(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from([*self.diary.events]))
        event = self.event(number)
        self.throw_away(lambda: self.open.remove_event(event), self.diary.without(event=number))

    def event(self, number: int) -> Event:
        (found,) = (e for e in self.open.events() if e.note == self.diary.events[number][-1])
        return found

    # Trash

    @precondition(lambda self: self.journal and self.diary.days)
    @rule(data=st.data())
    def remove_day(self, data: st.DataObject) -> None:
        day = data.draw(st.sampled_from([*self.diary.days]))
        self.throw_away(lambda: self.open.remove_day(day), self.diary.without(day=day))

    def throw_away(self, use_case: Callable[[], Changes], less: Diary) -> None:
        """Remove something, and remember what is in the trash since then."""
        gone = self.diary.less(less)
        self.write(use_case, lambda diary: vars(diary).update(vars(deepcopy(less))))
        (number, *_) = (trashed.number for trashed in self.open.trash.all())
        self.trash[number] = gone

    @precondition(lambda self: self.journal and self.trash)
    @rule(data=st.data())
    def bring_back(self, data: st.DataObject) -> None:
        there = [trashed for trashed in self.open.trash.all() if trashed.number in self.trash]
        if not there:
            return
        trashed = data.draw(st.sampled_from(there))
        gone = self.trash[trashed.number]
        if gone.days.keys() & self.diary.days.keys():
            return  # a day that was written again is filled, which has tests of its own
        if gone.medicines.keys() & self.diary.medicines.keys():
            return  # as is what belongs to a medicine that is there again
        self.write(
            lambda: self.open.trash.bring_back(trashed),
            lambda diary: diary.add(gone),
            refused=any(self.is_taken(name) for name in gone.names),
        )

    @precondition(lambda self: self.journal and self.diary.days)
    @rule(data=st.data())
    def erase_day(self, data: st.DataObject) -> None:
        day = data.draw(st.sampled_from([*self.diary.days]))
        self.erase(self.open.erasing.of_day(day), f"note {day}", day=day)

    @precondition(lambda self: self.journal and self.diary.medicines)
    @rule(data=st.data())
    def erase_medicine(self, data: st.DataObject) -> None:
        number, name = self.draw_medicine(data)
        self.erase(self.open.erasing.of_medicine(name), medicine=number)

    @precondition(lambda self: self.journal and self.diary.events)
    @rule(data=st.data())
    def erase_event(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from([*self.diary.events]))
        self.erase(self.open.erasing.of_event(self.event(number)), event=number)

    def erase(self, erasure: Erasure, joins: str = "", **what: Any) -> None:
        assert self.open.erasing.erase(erasure)
        self.kept.erase(joins, **what)
        self.trash = {number: gone.without(**what) for number, gone in self.trash.items()}

    # Undo

    @precondition(lambda self: self.journal and self.kept.done)
    @rule()
    def undo(self) -> None:
        assert self.open.undo()
        self.kept.undo()

    @precondition(lambda self: self.journal and self.kept.undone)
    @rule()
    def redo(self) -> None:
        assert self.open.redo()
        self.kept.redo()

    # Protection

    @precondition(lambda self: self.journal and self.may_derive(3))
    @rule(new=PASSPHRASES, is_right=st.booleans())
    def set_passphrase(self, new: str, is_right: bool) -> None:  # noqa: FBT001 - drawn
        self.derivations += 1 if self.passphrase is None else 2
        current = self.passphrase if is_right else "no"
        if self.passphrase is not None and not is_right:
            with pytest.raises(WrongPassphraseError):
                self.open.protection.set_passphrase(new, current=current, step=1)
            return
        report = self.open.protection.set_passphrase(new, current=current, step=1)
        assert report == ProtectionReport()
        self.passphrase = same(new)
        self.remember_backups()

    @precondition(lambda self: self.journal and self.passphrase and self.may_derive(1))
    @rule(is_right=st.booleans())
    def remove_passphrase(self, is_right: bool) -> None:  # noqa: FBT001 - drawn
        self.derivations += 1
        if not is_right:
            with pytest.raises(WrongPassphraseError):
                self.open.protection.remove_passphrase("no")
            return
        assert self.passphrase is not None
        assert self.open.protection.remove_passphrase(self.passphrase) == ProtectionReport()
        self.passphrase = None
        self.remember_backups()
        self.no_code_any_more()

    @precondition(lambda self: self.journal and self.passphrase and self.may_derive(2))
    @rule(is_right=st.booleans())
    def make_recovery_code(self, is_right: bool) -> None:  # noqa: FBT001 - drawn
        self.derivations += 1
        code = self.open.protection.new_recovery_code()
        typed = code.lower().replace("-", " ") if is_right else in_groups("A" * 24)
        assert self.open.protection.confirm_recovery_code(code, typed) == is_right
        if is_right:
            self.no_code_any_more()
            self.code = code

    @precondition(lambda self: self.journal and self.code)
    @rule()
    def remove_recovery_code(self) -> None:
        assert self.open.protection.remove_recovery_code() == ()
        self.no_code_any_more()

    # Backups

    def remember_backups(self) -> None:
        """Take note of the backups that have been made by themselves since the last look."""
        for backup in self.open.backups.all():
            self.saved.setdefault(backup.number, deepcopy(self.diary))

    @precondition(lambda self: self.journal)
    @rule(even_if_unchanged=st.booleans())
    def back_up(self, even_if_unchanged: bool) -> None:  # noqa: FBT001 - drawn
        before = max(self.saved, default=0)
        made = self.open.backups.make(even_if_unchanged=even_if_unchanged)
        if made is None:
            assert not even_if_unchanged
            assert self.saved[before] == self.diary
        else:
            assert made.number == before + 1
            assert made.days == len(self.diary.days)
        self.remember_backups()

    @precondition(lambda self: self.journal and self.saved)
    @rule(data=st.data(), is_looked_at=st.booleans())
    def restore(self, data: st.DataObject, is_looked_at: bool) -> None:  # noqa: FBT001 - drawn
        backups = self.open.backups
        backup = data.draw(st.sampled_from(backups.all()))
        then = self.saved[backup.number]
        if is_looked_at:
            preview = backups.preview(backup.path)
            assert set(preview.days_only_here) == {*self.diary.days} - {*then.days}
            assert set(preview.days_only_in_backup) == {*then.days} - {*self.diary.days}
            assert preview.is_same == (then.timeless == self.diary.timeless)
        assert backups.restore(backup.path)
        self.remember_backups()  # one of the present state was made, if there was none
        self.kept.forget()
        self.kept.diary = deepcopy(then)
        self.trash.clear()  # that of the backup has come along

    @precondition(lambda self: self.journal and self.saved)
    @rule()
    def rehearse(self) -> None:
        newest = self.open.backups.rehearse()
        assert newest.number == max(self.saved)
        assert newest.days == len(self.saved[newest.number].days)

    def no_code_any_more(self) -> None:
        if self.code is not None:
            self.earlier_codes.append(self.code)
        self.code = None

    # Opening and closing

    @precondition(lambda self: self.journal and (not self.passphrase or self.may_derive(2)))
    @rule()
    def lock(self) -> None:
        self.derivations += 1 if self.passphrase else 0  # to open it again
        self.open.close()
        self.journal = None
        self.kept.forget()

    @precondition(lambda self: not self.journal)
    @rule()
    def unlock(self) -> None:
        self.journal = self.begin(unlock(self.path, self.passphrase, self.folders))
        assert self.journal.problems() == ()

    @precondition(lambda self: not self.journal and self.passphrase and self.may_derive(1))
    @rule()
    def unlock_with_a_wrong_passphrase(self) -> None:
        self.derivations += 1
        with pytest.raises(WrongPassphraseError):
            unlock(self.path, "no", self.folders)

    @precondition(lambda self: not self.journal and self.code)
    @rule(new=PASSPHRASES)
    def unlock_with_the_code(self, new: str) -> None:
        assert self.code is not None
        self.journal = self.begin(unlock_with_code(self.path, self.code, self.folders))
        if self.may_derive(2):
            self.derivations += 2
            self.open.protection.set_passphrase(new, recovery_code=self.code, step=1)
            self.passphrase = same(new)
            self.remember_backups()

    @precondition(lambda self: not self.journal and self.earlier_codes and self.may_derive(1))
    @rule()
    def unlock_with_an_earlier_code(self) -> None:
        self.derivations += 1
        with pytest.raises((WrongCodeError, NoSlotError)):
            unlock_with_code(self.path, self.earlier_codes[-1], self.folders)


def test_the_journal_is_what_a_plain_diary_would_be_after_any_steps(
    rounds: Callable[[int], int], seed: int, tell: Tell
) -> None:
    AnyOrder.steps = 0
    wanted = rounds(10_000)
    AnyOrder.most_derivations = DERIVATIONS[wanted == 10_000]
    while AnyOrder.steps < wanted:
        run_state_machine_as_test(
            seeded(seed + AnyOrder.steps)(AnyOrder),
            settings=settings(
                max_examples=max(1, (wanted - AnyOrder.steps) // STEPS_AT_ONCE),
                stateful_step_count=STEPS_AT_ONCE,
                deadline=None,
                database=None,
                phases=[Phase.generate],  # to shrink what was found takes many minutes
                suppress_health_check=list(HealthCheck),
            ),
        )
    tell("any order", steps=AnyOrder.steps, differences=0)
