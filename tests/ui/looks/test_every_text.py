"""Every text of every page and dialog has the room it needs, and is in the language around it.

The window is walked through on a screen of 1366 x 768, at 100 and at 200 %, in English and in a
language with longer words that begins its lines on the right. A theme changes colours only: its
outlines are as thick in each, in high contrast they are seen where fills are elsewhere. So one
walk in high contrast, with the largest text, stands for the others.

A walk takes a minute: every run takes the one with the most words to fit, `pytest -m looks` all.
"""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if os.name == "nt":
    pytest.skip("a walk asks for what Windows does not have", allow_module_level=True)

from tests.ui.looks.walked import look_through

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tests.ui.looks.walked import Found

pytestmark = pytest.mark.looks

IN_EVERY_LANGUAGE: Final = {
    r"(Ctrl|Alt|Shift)\+[^ )]+|Tab|F\d+": "keys, which are called so on the keyboard",
    r"\b(S|Space|Return|Esc|Del|Backspace|Pg(Up|Down)|Home|End)(?=, |$)": "as above",
    r"FibroJournal|\d+\.\d+\.\d+|A4|CSV": "names",
    r"\S*/\S*|\S+\.(fibro|csv|json|pdf|sqlite|html)": "places of files",
    r"([A-Z0-9] ?){4}([\s,-]+([A-Z0-9] ?){4})+": "recovery codes",
    r"zebrafinch.*|Ibuprofen|three|10mg|rad|vaguely ok|sad|mood|8/10 points|points|tired|day|given"
    r"|Sleep (Quality|Time)|7:30|03\.04\.2026|(2ćities )? ?skylines": "in imported files",
}
"""What may be shown without accents, and why."""

TYPED: Final = "AmountEdit", "QLineEdit on Field", "NoteEdit"
"""Fields that show what is typed as it is typed: any digits are read."""

SIDE_BY_SIDE: Final = "RichLine", "LearnText", "PagePicture", "QTextEdit", "QAbstractItemView"
"""What shows several items in a row with gaps between them, or paragraphs: no sentences."""

CUT_ON_PURPOSE: Final = {
    r"on DayList .* is shortened": "the first words of a day: a press opens it, all of it is said",
}
"""Texts that are cut off, as patterns, and why nothing is lost by that."""


@dataclass(frozen=True)
class Look:
    """How the window looks on a walk.

    Attributes:
        pseudo: In the language that nobody speaks; else in English.
        percent: Size of the text.
        theme: "light" or "contrast".
    """

    pseudo: bool
    percent: int
    theme: str = "light"

    def __str__(self) -> str:
        language = "pseudo" if self.pseudo else "english"
        return f"{language}-{self.percent}-{self.theme}"


IN_EVERY_RUN: Final = Look(pseudo=True, percent=200)

LOOKS: Final = (
    IN_EVERY_RUN,
    Look(pseudo=False, percent=200),
    Look(pseudo=False, percent=100),
    Look(pseudo=True, percent=100),
    Look(pseudo=False, percent=200, theme="contrast"),
)


@pytest.fixture(scope="module", params=LOOKS, ids=str)
def found(request: pytest.FixtureRequest) -> Found:
    """Walk once for all tests of a look."""
    look = request.param
    wanted = str(request.config.getoption("markexpr"))
    if look != IN_EVERY_RUN and ("looks" not in wanted or "not looks" in wanted):
        pytest.skip("`pytest -m looks` takes this walk")
    with tempfile.TemporaryDirectory(prefix="looks-") as folder:
        return look_through(
            Path(folder),
            theme=look.theme,
            percent=look.percent,
            pseudo=look.pseudo,
            known="|".join(IN_EVERY_LANGUAGE),
        )


def besides(found: Mapping[str, str], allowed: Iterable[str] = ()) -> str:
    """Return the findings in which nothing is found that is allowed, a line each."""
    left = {
        what: place
        for what, place in found.items()
        if not any(re.search(one, what) for one in allowed)
    }
    return "\n".join(f"{place}: {' '.join(what.split())}" for what, place in left.items())


def test_the_walk_leads_through_all_pages(found: Found) -> None:
    assert found.walked.errors == []
    assert len(found.walked.pages) == 8
    assert len(found.walked.dialogs) > 30
    assert "CrashDialog" in found.walked.dialogs


def test_no_text_is_cut_off(found: Found) -> None:
    assert besides(found.cut, CUT_ON_PURPOSE) == ""


def test_nothing_lies_where_nobody_gets(found: Found) -> None:
    assert besides(found.out) == ""


def test_every_word_and_digit_is_in_the_language(found: Found) -> None:
    assert besides(found.foreign, TYPED) == ""


def test_no_text_is_put_together_of_pieces(found: Found) -> None:
    assert besides(found.joined, SIDE_BY_SIDE) == ""
