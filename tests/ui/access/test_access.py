"""Everything that can be seen and operated, seen and operated as by somebody in need of it.

A normal run walks once, in the light theme, and looks at a few of each kind;
`pytest -m faults tests/ui/access` walks through everything in every theme, at 100 and at 200 %.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest

from fibrojournal.ui.theme import apply_theme
from tests.reading_grade import HIGHEST_GRADE, reading_grade, words
from tests.test_house_rules import FIXED_TEXTS
from tests.test_reading import LICENCES
from tests.ui.access.gates import Findings
from tests.ui.access.tour import tour

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

pytestmark = pytest.mark.faults

SHORT: Final = ("light", 100, True)
LOOKS: Final = [
    (theme, percent, False) for theme in ("light", "dark", "contrast") for percent in (100, 200)
]
"""Theme, size of the text, and whether there is little time."""
ENOUGH: Final = 20
"""Words from which on a grade tells something."""
DATE: Final = re.compile(r"\w+, \d+ \w+ \d{4}")
"""A day alone, such as "Sunday, 1 November 2026": nobody can say it in easier words."""
OTHERS: Final = ("GetHelpDialog", "QFileDialog")
"""What is said by the words of others."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    wanted = str(metafunc.config.getoption("markexpr"))
    is_full_set = "faults" in wanted and "not faults" not in wanted
    looks = LOOKS if is_full_set else [SHORT]
    names = [f"{theme} {percent}" for theme, percent, _ in looks]
    metafunc.parametrize("found", looks, ids=names, indirect=True, scope="module")


@pytest.fixture(scope="module")
def found(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[Findings]:
    """Walk through everything in one look, with open eyes."""
    theme, percent, is_short = request.param
    findings = Findings()
    folder = tmp_path_factory.mktemp("tour")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIBROJOURNAL_HOME", str(folder / "home"))
        walked = tour(folder / "grounds", theme, percent, findings.look, is_short=is_short)
    assert walked.errors == []
    yield findings
    apply_theme(qapp, "light", 100)


def test_everything_was_seen(found: Findings) -> None:
    places = {place.split()[0] for place in found.texts}
    assert len(places) > 35
    assert found.looked_at["looked at"] > 1000
    assert found.looked_at["rings"] > 250
    assert found.looked_at["chains"] > 60


def test_everything_is_large_enough_to_be_pressed(found: Findings) -> None:
    assert found.small == []


def test_tab_and_arrows_lead_everywhere(found: Findings) -> None:
    assert found.unreached == []


def test_tab_goes_the_way_of_the_eye(found: Findings) -> None:
    assert found.astray == []


def test_whatever_has_the_keyboard_has_a_ring(found: Findings) -> None:
    assert found.ringless == []


def test_every_text_stands_out_from_what_it_stands_on(found: Findings) -> None:
    assert found.faint_texts == []


def test_every_edge_and_picture_stands_out(found: Findings) -> None:
    assert found.faint_graphics == []


def test_charts_tell_what_they_show(found: Findings) -> None:
    assert found.mute_charts == []


def test_each_page_and_dialog_can_be_read_at_school_year_eight(found: Findings) -> None:
    hard = {}
    for place, said in found.texts.items():
        own = [text for text in said if text not in FIXED_TEXTS]
        own = [text for text in own if not (text.startswith(LICENCES) or DATE.fullmatch(text))]
        running = [text for text in own if re.search(r"[.:?]\s*$", text)]
        for texts in (own, running):
            is_own = len(words(" ".join(texts))) >= ENOUGH and not place.startswith(OTHERS)
            if is_own and (grade := reading_grade(texts)) > HIGHEST_GRADE:
                hard[place] = round(grade, 1)
    assert hard == {}
