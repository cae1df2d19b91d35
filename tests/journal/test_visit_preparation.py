from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fibrojournal.domain.profile import Profile, Question
from fibrojournal.errors import RefusedError
from fibrojournal.journal.changes import Changes
from fibrojournal.journal.visit_preparation import QUESTION_LIMIT

if TYPE_CHECKING:
    from fibrojournal.journal.journal import Journal


def ask(journal: Journal, *texts: str) -> None:
    for text in texts:
        journal.visit_preparation.save_question(Question(text))


def texts(journal: Journal) -> list[str]:
    return [question.text for question in journal.visit_preparation.questions()]


def test_questions_stand_in_the_order_in_which_they_were_written(journal: Journal) -> None:
    ask(journal, "first?", "  second?\n", "third?")
    assert texts(journal) == ["first?", "second?", "third?"]
    assert not any(question.asked for question in journal.visit_preparation.questions())


def test_a_question_keeps_its_place_when_its_words_change(journal: Journal) -> None:
    ask(journal, "first?", "second?")
    first = journal.visit_preparation.questions()[0]
    altered = journal.visit_preparation.save_question(Question("better?", id=first.id))
    assert altered == Changes(others=True)
    assert texts(journal) == ["better?", "second?"]
    journal.undo()
    assert texts(journal) == ["first?", "second?"]


@pytest.mark.parametrize("text", ["", " \n ", "?" * (QUESTION_LIMIT + 1)])
def test_a_question_without_words_or_with_too_many_is_refused(journal: Journal, text: str) -> None:
    with pytest.raises(RefusedError):
        journal.visit_preparation.save_question(Question(text))
    assert texts(journal) == []


def test_a_removed_question_comes_back_by_undo_and_from_the_trash(journal: Journal) -> None:
    ask(journal, "first?", "second?", "third?")
    second = journal.visit_preparation.questions()[1]
    journal.visit_preparation.remove_question(second)
    assert texts(journal) == ["first?", "third?"]
    [trashed] = journal.trash.all()
    assert trashed.things == (second,)
    journal.undo()
    assert texts(journal) == ["first?", "second?", "third?"]
    journal.redo()
    journal.trash.bring_back(journal.trash.all()[0])
    assert texts(journal) == ["first?", "second?", "third?"]


def test_two_questions_change_places_with_all_that_is_known_of_them(journal: Journal) -> None:
    ask(journal, "first?", "second?", "third?")
    first, _second, third = journal.visit_preparation.questions()
    journal.visit_preparation.mark_asked([first])
    journal.visit_preparation.move_question(journal.visit_preparation.questions()[0], third)
    found = journal.visit_preparation.questions()
    assert [(one.text, one.asked) for one in found] == [
        ("third?", False),
        ("second?", False),
        ("first?", True),
    ]
    journal.undo()
    assert texts(journal) == ["first?", "second?", "third?"]


def test_what_was_asked_can_be_asked_again(journal: Journal) -> None:
    ask(journal, "first?", "second?")
    preparation = journal.visit_preparation
    preparation.mark_asked(preparation.questions())
    assert [question.asked for question in preparation.questions()] == [True, True]
    preparation.mark_asked(preparation.questions()[1:], asked=False)
    assert [question.asked for question in preparation.questions()] == [True, False]
    journal.undo()
    journal.undo()
    assert [question.asked for question in preparation.questions()] == [False, False]


def test_the_profile_is_kept_and_an_empty_one_leaves_nothing(journal: Journal) -> None:
    preparation = journal.visit_preparation
    assert preparation.profile() == Profile()
    person = Profile("Jo", 1980, "asthma", "Dr Lee, 555 0100")
    assert preparation.save_profile(person) == Changes(others=True)
    assert preparation.profile() == person
    preparation.save_profile(Profile())
    assert preparation.profile() == Profile()
    journal.undo()
    assert preparation.profile() == person


@pytest.mark.parametrize("year", [80, 1899, 2101])
def test_a_year_of_birth_that_cannot_be_is_refused(journal: Journal, year: int) -> None:
    with pytest.raises(RefusedError):
        journal.visit_preparation.save_profile(Profile(birth_year=year))


@pytest.mark.parametrize("year", [1900, 2100, None])
def test_every_other_year_of_birth_is_kept(journal: Journal, year: int | None) -> None:
    journal.visit_preparation.save_profile(Profile("Jo", year))
    assert journal.visit_preparation.profile().birth_year == year
