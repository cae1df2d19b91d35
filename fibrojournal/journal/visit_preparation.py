"""What is got ready for the next visit: questions, and a few words about the person."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from fibrojournal.errors import RefusedError
from fibrojournal.i18n import tr
from fibrojournal.journal.changes import Changes
from fibrojournal.storage import profile_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager
    from typing import TypeAlias

    from fibrojournal.domain.profile import Profile, Question
    from fibrojournal.storage.rows import RowChange, Rows
    from fibrojournal.storage.store import Store

    StepMaker: TypeAlias = Callable[[str], AbstractContextManager[Rows]]
    """Carries out one step that can be undone; takes its words."""

QUESTION_LIMIT: Final = 1000
"""Most characters of a question; page 1 has to hold several."""

BIRTH_YEARS: Final = (1900, 2100)
"""First and last year of birth that can be written down."""


class VisitPreparation:
    """Keeps questions and profile; what it writes can be undone.

    Args:
        store: The open file.
        step: Makes a step that can be undone.
    """

    def __init__(self, store: Store, step: StepMaker) -> None:
        self._store = store
        self._step = step

    # Questions

    def questions(self) -> tuple[Question, ...]:
        """Return all questions in their order, those that have been asked too."""
        return profile_table.questions(self._store.rows)

    def save_question(self, question: Question) -> Changes:
        """Add a question at the end (id None), or replace the one with its id.

        Raises:
            RefusedError: No words, or too many.
            NotSavedError: Nothing was changed.
        """
        text = question.text.strip()
        if not text:
            raise RefusedError(
                tr("There is no question yet."), remedy=tr("Write a few words first.")
            )
        if len(text) > QUESTION_LIMIT:
            raise RefusedError(
                tr("This question is too long to be saved."),
                remedy=tr("It may have up to {n} characters. Nothing was lost.").format(
                    n=QUESTION_LIMIT
                ),
            )
        with self._step(tr("question")) as rows:
            profile_table.put_question(rows, replace(question, text=text))
        return _altered(rows.changes)

    def remove_question(self, question: Question) -> Changes:
        """Remove one question; it can be brought back from the trash.

        Raises:
            NotSavedError: Nothing was changed.
        """
        with self._step(tr("removed question")) as rows:
            profile_table.remove_question(rows, question)
        return _altered(rows.changes)

    def move_question(self, question: Question, other: Question) -> Changes:
        """Let two questions change places.

        Raises:
            NotSavedError: Nothing was changed.
        """
        with self._step(tr("order of questions")) as rows:
            profile_table.put_question(rows, replace(question, id=other.id))
            profile_table.put_question(rows, replace(other, id=question.id))
        return _altered(rows.changes)

    def mark_asked(self, questions: Iterable[Question], *, asked: bool = True) -> Changes:
        """Write whether questions have been asked; what was asked is not in the next report.

        Raises:
            NotSavedError: Nothing was changed.
        """
        with self._step(tr("asked") if asked else tr("to ask again")) as rows:
            for question in questions:
                profile_table.put_question(rows, replace(question, asked=asked))
        return _altered(rows.changes)

    # The person

    def profile(self) -> Profile:
        """Return what the person wrote about themselves; empty fields where nothing."""
        return profile_table.profile(self._store.rows)

    def save_profile(self, profile: Profile) -> Changes:
        """Replace what the person wrote about themselves; an empty one leaves nothing.

        Raises:
            RefusedError: A year of birth that cannot be.
            NotSavedError: Nothing was changed.
        """
        first, last = BIRTH_YEARS
        if profile.birth_year is not None and not first <= profile.birth_year <= last:
            raise RefusedError(
                tr("This year of birth cannot be saved."),
                remedy=tr("Write it with four digits, or leave it blank."),
            )
        with self._step(tr("about you")) as rows:
            profile_table.put_profile(rows, profile)
        return _altered(rows.changes)


def _altered(changes: Iterable[RowChange]) -> Changes:
    return Changes.in_tables(change.table for change in changes)
