"""About the person and the next visit; everything is optional."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """For the visit report only.

    Attributes:
        name: "" = not given.
        birth_year: None = not given.
        conditions: Other conditions in own words; "" = not given.
        care_team: Names and numbers in own words; "" = not given.
    """

    name: str = ""
    birth_year: int | None = None
    conditions: str = ""
    care_team: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question for the next visit.

    Attributes:
        text: In own words.
        asked: Whether it has been asked.
        id: Row in the file; None = not stored yet.
    """

    text: str
    asked: bool = False
    id: int | None = None
