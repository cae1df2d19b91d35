"""Rows of `profile` and `question`: what only the visit report shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from fibrojournal.domain.profile import Profile, Question

if TYPE_CHECKING:
    from fibrojournal.storage.rows import Row, Rows


def profile(rows: Rows) -> Profile:
    """Return what the person wrote about themselves; empty fields where nothing."""
    found = rows.find("profile")
    if not found:
        return Profile()
    return profile_value(found[0])


def profile_value(row: Row) -> Profile:
    """Read the row, also one of the history."""
    return Profile(
        name=str(row["name"]),
        birth_year=cast("int | None", row["birth_year"]),
        conditions=str(row["conditions"]),
        care_team=str(row["care_team"]),
    )


def put_profile(rows: Rows, person: Profile) -> None:
    """Replace the profile; an empty one leaves no row."""
    if person == Profile():
        for row in rows.find("profile"):
            rows.remove("profile", row)
        return
    rows.put(
        "profile",
        {
            "id": 1,
            "name": person.name,
            "birth_year": person.birth_year,
            "conditions": person.conditions,
            "care_team": person.care_team,
        },
    )


def questions(rows: Rows) -> tuple[Question, ...]:
    """Return the questions in the order in which they were written."""
    return tuple(question_value(row) for row in rows.find("question", order="id"))


def question_value(row: Row) -> Question:
    """Read one row, also one of the history."""
    return Question(str(row["text"]), asked=bool(row["asked"]), id=cast("int", row["id"]))


def put_question(rows: Rows, question: Question) -> None:
    """Insert a question (id None), or replace the one with its id."""
    rows.put(
        "question",
        {"id": question.id, "text": question.text, "asked": int(question.asked)},
    )


def remove_question(rows: Rows, question: Question) -> None:
    """Delete a question, if it is still there."""
    rows.remove("question", {"id": question.id})
