"""What the window says is saved is there after the process was killed.

Four journals are written in five rounds each. A round writes a dose, the scores of a day and a
note; as soon as the window says that the note is saved, the process is killed. The next start
is asked for everything, and goes on with the next round. A normal run writes one journal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import pytest

from fibrojournal.domain.entries import SKIPPED
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from fibrojournal.journal.journal import Journal
from fibrojournal.storage.store import Store
from tests.builders import make_amounts

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from fibrojournal.domain.entries import Score
    from fibrojournal.domain.medicines import Amounts
    from fibrojournal.domain.tracked_items import TrackedItem
    from tests.window.screen import Program, Screen

pytestmark = [pytest.mark.window, pytest.mark.faults]

JOURNALS: Final = 4
ROUNDS: Final = 5
"""Rounds per journal."""

ITEMS: Final = tuple(
    item
    for item in BUILT_IN_ITEMS
    if item.key in {"pain_average", "pain_worst", "fatigue", "sleep_quality", "fog"}
)
FIRST_DOSE: Final = make_amounts(night=100)
"""What is written when the medicine is added."""


@dataclass(frozen=True, slots=True)
class Round:
    """What one round writes.

    Attributes:
        number: From 0, over all journals.
        today: The day on which everything is written.
    """

    number: int
    today: date

    @property
    def place(self) -> int:
        """Which round of its journal it is, from 0."""
        return self.number % ROUNDS

    @property
    def day(self) -> date:
        """The day that is scored: today in a journal's first round, then a day earlier each."""
        return self.today - timedelta(days=self.place)

    @property
    def scores(self) -> dict[str, Score]:
        """One item 0, one 10, one skipped, one left blank, and which is which goes round."""
        values: list[Score | None] = [0.0, 10.0, SKIPPED, None, float(self.number % 9 + 1)]
        turned = values[self.place :] + values[: self.place]
        pairs = zip(ITEMS, turned, strict=True)
        return {item.key: value for item, value in pairs if value is not None}

    @property
    def note(self) -> str:
        """Two lines with more than plain letters."""
        return f"Round {self.number}: slept till ½ 8, café\nthen “so-so”; 5 < 6 & 7"

    @property
    def dose_day(self) -> date:
        """The first day of the dose that is written; in a journal's last round, today."""
        return self.today - timedelta(days=4 * (ROUNDS - 1 - self.place))

    @property
    def amounts(self) -> Amounts:
        """The amounts of that dose."""
        return make_amounts(morning=300, evening=10 * (self.number + 1), night=600)


def test_what_is_said_to_be_saved_is_there_after_every_kill(
    screen: Screen, tmp_path: Path, rounds: Callable[[int], int]
) -> None:
    whole = 0
    journals = rounds(JOURNALS)
    for journal in range(journals):
        path = tmp_path / f"{journal}.fibro"
        written = [Round(journal * ROUNDS + place, screen.today) for place in range(ROUNDS)]
        arguments = (tmp_path / "home", "--journal", str(path))
        before: Round | None = None
        for this in written:
            with screen.program(*arguments) as program:
                if before is None:
                    program.press(("button", "Make a new journal here"))
                    program.press(("dialog", "Welcome"), ("button", "Skip all"))
                    add_medicine(program, this)
                else:
                    assert_is_heard(program, before)
                    whole += 1
                write_dose(program, this)
                write_day(program, this)
                program.kill()
            before = this
        with screen.program(*arguments) as program:
            assert_is_heard(program, written[-1])
            whole += 1
            program.kill()
        assert_is_in_the_file(path, written)
    assert whole == journals * ROUNDS


# Writing


def add_medicine(program: Program, this: Round) -> None:
    dialog = ("dialog", "Add medicine")
    program.hears(("panel", "How was today?"))
    program.press(("button", "Medicines"))
    program.press(("button", "Add medicine"))
    program.write("gabapentin", dialog, ("text", "Name"))
    first_day = spoken_date(first_dose_day(this))
    program.write(first_day, dialog, ("spin button", "From which day, or about"))
    program.write("100", dialog, ("text", "First amount, night"))
    program.press(dialog, ("button", "Save"))
    program.misses(dialog)


def write_dose(program: Program, this: Round) -> None:
    dialog = ("dialog", "Change dose")
    program.press(("button", "Medicines"))
    program.press(("button", "Change dose of gabapentin"))
    if this.dose_day != this.today:
        program.write(spoken_date(this.dose_day), dialog, ("spin button", "From which day"))
    for time, part in zip(
        ("morning", "noon", "evening", "night"), this.amounts.parts, strict=True
    ):
        if part:
            program.write(str(part), dialog, ("text", f"Amount, {time}"))
    program.press(dialog, ("button", "Save"))
    program.misses(dialog)


def write_day(program: Program, this: Round) -> None:
    """Score the day and write its note, until the window says that this is saved too."""
    program.press(("button", "Today"))
    leaf_back(program, this, first=min(this.day + timedelta(days=1), this.today))
    for item in ITEMS:
        score = this.scores.get(item.key)
        if score is SKIPPED:
            program.press(("panel", item.name), ("button", f"Skip {item.name}"))
        elif score is not None:
            program.press(("panel", item.name), ("radio button", spoken_score(item, score)))
    program.write(this.note, ("panel", "Note"), ("text", "Note"))
    program.hears(("label", "Saved*"))


def leaf_back(program: Program, this: Round, *, first: date) -> None:
    """Leaf from the day that is shown back to the day of the round."""
    for days in range((first - this.day).days + 1):
        if days:
            program.press(("button", "Previous day"))
        program.hears(("label", spoken_day(first - timedelta(days=days), this.today)))


# Finding it again


def assert_is_heard(program: Program, written: Round) -> None:
    program.hears(("panel", "How was today?"))
    leaf_back(program, written, first=written.today)
    rows = program.hears_all(("panel", "How was *"))
    checked = {one.name for one in rows if "checked" in one.states}
    scored = [(item, written.scores.get(item.key)) for item in ITEMS]
    assert checked == {spoken_score(item, score) for item, score in scored if score is not None}
    blank = {f"Skip {item.name}" for item, score in scored if score is None}
    assert {one.name for one in rows if one.name.startswith("Skip ")} == blank
    assert program.text(("panel", "Note"), ("text", "Note")) == written.note
    program.press(("button", "Medicines"))
    program.hears(("panel", "gabapentin"), ("label", spoken_dose(written)))


def assert_is_in_the_file(path: Path, rounds: list[Round]) -> None:
    with Store.open(path) as store:
        contents = Journal(
            store, clock=lambda: datetime(2026, 11, 4, 21, 42, tzinfo=UTC)
        ).contents()
        assert store.problems() == ()
    days = {entry.day: (entry.scores, entry.note) for entry in contents.days}
    assert days == {this.day: (this.scores, this.note) for this in rounds}
    assert [medicine.name for medicine in contents.medicines] == ["gabapentin"]
    doses = {(change.day, change.amounts) for change in contents.dose_changes}
    first = (first_dose_day(rounds[0]), FIRST_DOSE)
    assert doses == {first, *((this.dose_day, this.amounts) for this in rounds)}


# In words


def first_dose_day(this: Round) -> date:
    return this.today - timedelta(days=40)


def spoken_score(item: TrackedItem, score: Score) -> str:
    if score is SKIPPED:
        return f"{item.name}: skipped"
    words = {0.0: f", {item.low_words}", 10.0: f", {item.high_words}"}.get(score, "")
    return f"{item.name}: {score:.0f}{words}"


def spoken_dose(this: Round) -> str:
    schedule = "-".join(str(part) for part in this.amounts.parts)
    since = f"{this.dose_day.day} {this.dose_day:%B}"
    year = "" if this.dose_day.year == this.today.year else f" {this.dose_day.year}"
    return f"{schedule} mg = {this.amounts.total:,} mg a day since {since}{year}"


def spoken_day(day: date, today: date) -> str:
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day:%A}, {day.day} {day:%B}{year}"


def spoken_date(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
