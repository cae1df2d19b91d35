"""Undo and redo anywhere in a random use of the journal, against what it held at each step."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from fibrojournal.domain.entries import COMPARED, MEDICINES_TAKEN, SKIPPED, DayEntry
from fibrojournal.domain.events import CATEGORIES
from fibrojournal.domain.pain_areas import PainMap
from fibrojournal.errors import RefusedError
from fibrojournal.exchange.parsed import Parsed, ParsedFile, ParsedRow
from fibrojournal.journal.changes import Changes
from fibrojournal.journal.importing import plan_import
from fibrojournal.journal.journal import Journal
from fibrojournal.storage.store import Store
from tests.builders import (
    day,
    make_dose_change,
    make_event,
    make_intake,
    make_item,
    make_medicine,
    make_plan_step,
)
from tests.conftest import StandingClock

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from fibrojournal.domain.entries import MedicinesTaken, Score
    from fibrojournal.domain.events import Category
    from fibrojournal.exchange.parsed import Row

DAYS = st.integers(-1, 4).map(day)  # one of them lies in the future
ITEMS = st.sampled_from(["pain_average", "fatigue", "fog"])
SCORES = st.just(SKIPPED) | st.integers(0, 10).map(float)
NAMES = st.sampled_from(["gabapentin", "Gabapentin", "ibuprofen", " "])
MG = st.sampled_from([0.0, 0.5, 300.0, 600.0])
WORDS = st.sampled_from(["", "one", "two"])


def entries() -> st.SearchStrategy[DayEntry]:
    return st.builds(
        DayEntry,
        st.integers(0, 4).map(day),
        st.dictionaries(ITEMS, SCORES, max_size=2),
        WORDS,
        st.none() | st.sampled_from(MEDICINES_TAKEN),
        st.none() | st.sampled_from(COMPARED),
    )


class UndoAnywhere(RuleBasedStateMachine):
    """Carries out use cases and keeps what the journal held after each."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name, "journal.fibro")
        self.clock = StandingClock()
        self.journal = Journal(Store.create(self.path), clock=self.clock)
        self.states = [self.journal.contents()]
        self.position = 0

    def teardown(self) -> None:
        self.journal.close()
        self.folder.cleanup()

    def use(self, use_case: Callable[..., Changes], *arguments: object) -> None:
        self.clock.advance(minutes=11)  # nothing joins the step before it
        try:
            changes = use_case(*arguments)
        except RefusedError:
            changes = Changes()
        if changes:
            del self.states[self.position + 1 :]
            self.states.append(self.journal.contents())
            self.position += 1

    @property
    def known(self) -> list[str]:
        return [medicine.name for medicine in self.journal.medicines()]

    @invariant()
    def the_journal_holds_what_it_held_at_this_step(self) -> None:
        assert self.journal.contents() == self.states[self.position]

    @invariant()
    def there_are_words_for_each_step_that_can_be_undone(self) -> None:
        assert bool(self.journal.undo_words) == (self.position > 0)
        assert bool(self.journal.redo_words) == (self.position < len(self.states) - 1)

    # Undo

    @precondition(lambda self: self.position > 0)
    @rule(times=st.integers(1, 3))
    def undo(self, times: int) -> None:
        for _ in range(min(times, self.position)):
            assert self.journal.undo()
            self.position -= 1
            assert self.journal.contents() == self.states[self.position]

    @precondition(lambda self: self.position < len(self.states) - 1)
    @rule(times=st.integers(1, 3))
    def redo(self, times: int) -> None:
        for _ in range(min(times, len(self.states) - 1 - self.position)):
            assert self.journal.redo()
            self.position += 1
            assert self.journal.contents() == self.states[self.position]

    @precondition(lambda self: self.position == 0)
    @rule()
    def undo_with_nothing_to_undo(self) -> None:
        assert not self.journal.undo()

    @precondition(lambda self: self.position > 3)
    @rule()
    def open_it_again(self) -> None:
        self.journal.close()
        self.journal = Journal(Store.open(self.path), clock=self.clock)
        self.states = [self.states[self.position]]
        self.position = 0
        assert self.journal.problems() == ()

    # Days

    @rule(on=DAYS, item=ITEMS, score=st.none() | SCORES)
    def set_score(self, on: date, item: str, score: Score | None) -> None:
        self.use(self.journal.set_score, on, item, score)

    @rule(on=DAYS, text=WORDS)
    def set_note(self, on: date, text: str) -> None:
        self.use(self.journal.set_note, on, text)

    @rule(on=DAYS, taken=st.none() | st.sampled_from(MEDICINES_TAKEN))
    def set_medicines_taken(self, on: date, taken: MedicinesTaken | None) -> None:
        self.use(self.journal.set_medicines_taken, on, taken)

    # Medicines

    @rule(name=NAMES, mg=MG, on=DAYS, doses=st.booleans())
    def add_medicine(self, name: str, mg: float, on: date, doses: bool) -> None:  # noqa: FBT001 - drawn
        medicine = make_medicine(name)
        if doses:
            first, plan = make_dose_change(on, mg, medicine=name), make_plan_step(medicine=name)
            self.use(self.journal.add_medicine, medicine, first, [plan])
        else:
            self.use(self.journal.add_medicine, medicine)

    @precondition(lambda self: self.known)
    @rule(data=st.data(), name=NAMES, reason=WORDS)
    def edit_medicine(self, data: st.DataObject, name: str, reason: str) -> None:
        old = data.draw(st.sampled_from(self.known))
        self.use(self.journal.edit_medicine, old, make_medicine(name, reason=reason))

    @precondition(lambda self: self.known)
    @rule(data=st.data())
    def remove_medicine(self, data: st.DataObject) -> None:
        self.use(self.journal.remove_medicine, data.draw(st.sampled_from(self.known)))

    @precondition(lambda self: self.known)
    @rule(data=st.data(), on=DAYS, mg=MG)
    def change_dose(self, data: st.DataObject, on: date, mg: float) -> None:
        name = data.draw(st.sampled_from(self.known))
        self.use(self.journal.change_dose, make_dose_change(on, mg, medicine=name))

    @precondition(lambda self: self.journal.dose_changes())
    @rule(data=st.data(), on=DAYS, mg=MG)
    def correct_dose(self, data: st.DataObject, on: date, mg: float) -> None:
        old = data.draw(st.sampled_from(self.journal.dose_changes()))
        new = make_dose_change(on, mg, medicine=old.medicine)
        self.use(self.journal.correct_dose, old.medicine, old.day, new)

    @precondition(lambda self: self.journal.dose_changes())
    @rule(data=st.data())
    def remove_dose(self, data: st.DataObject) -> None:
        old = data.draw(st.sampled_from(self.journal.dose_changes()))
        self.use(self.journal.remove_dose, old.medicine, old.day)

    @precondition(lambda self: self.known)
    @rule(data=st.data(), on=DAYS, mg=MG, words=WORDS)
    def save_plan(self, data: st.DataObject, on: date, mg: float, words: str) -> None:
        name = data.draw(st.sampled_from(self.known))
        steps = [step for step in self.journal.plan() if step.medicine == name]
        kept = data.draw(st.lists(st.sampled_from(steps), unique=True)) if steps else []
        new = make_plan_step(on, mg, medicine=name, words=words)
        open_steps = [replace(step, words=words) for step in kept if not step.confirmed]
        self.use(self.journal.save_plan, name, [*open_steps, new])

    @precondition(lambda self: self.journal.plan())
    @rule(data=st.data())
    def confirm_plan_step(self, data: st.DataObject) -> None:
        step = data.draw(st.sampled_from(self.journal.plan()))
        change = make_dose_change(step.day, medicine=step.medicine)
        self.use(self.journal.confirm_plan_step, step, change)

    @precondition(lambda self: self.known)
    @rule(data=st.data(), on=DAYS, amount=st.none() | MG, note=WORDS)
    def save_intake(self, data: st.DataObject, on: date, amount: float | None, note: str) -> None:
        name = data.draw(st.sampled_from(self.known))
        numbers = st.none() | st.sampled_from([*self.journal.intakes(), None])
        old = data.draw(numbers)
        intake = make_intake(on, amount, medicine=name, note=note)
        self.use(self.journal.save_intake, replace(intake, id=old.id if old else None))

    @precondition(lambda self: self.journal.intakes())
    @rule(data=st.data())
    def remove_intake(self, data: st.DataObject) -> None:
        self.use(self.journal.remove_intake, data.draw(st.sampled_from(self.journal.intakes())))

    # Events

    @rule(data=st.data(), on=DAYS, category=st.sampled_from(CATEGORIES), title=WORDS)
    def save_event(self, data: st.DataObject, on: date, category: Category, title: str) -> None:
        old = data.draw(st.sampled_from([*self.journal.events(), None]))
        event = make_event(on, title=title, category=category)
        self.use(self.journal.save_event, replace(event, id=old.id if old else None))

    @precondition(lambda self: self.journal.events())
    @rule(data=st.data())
    def remove_event(self, data: st.DataObject) -> None:
        self.use(self.journal.remove_event, data.draw(st.sampled_from(self.journal.events())))

    # Imports

    @rule(entry=entries(), on=DAYS, name=NAMES, replace_old=st.booleans())
    def carry_out(self, entry: DayEntry, on: date, name: str, replace_old: bool) -> None:  # noqa: FBT001 - drawn
        values: list[Row] = [
            make_item("jaw"),
            entry,
            PainMap(on, frozenset({"neck"})),
            make_event(on),
        ]
        if name.strip():
            values.append(make_dose_change(on, medicine=name))
        rows = tuple(ParsedRow(row, value) for row, value in enumerate(values, start=2))
        parsed = Parsed((ParsedFile("any.csv", len(rows), rows, ()),))
        plan = plan_import(parsed, self.journal.contents(), replace_old=replace_old)
        self.use(self.journal.carry_out, plan)


TestUndoAnywhere = UndoAnywhere.TestCase
TestUndoAnywhere.settings = settings(deadline=None, max_examples=25, stateful_step_count=30)
