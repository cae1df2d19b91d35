from __future__ import annotations

import pytest

from fibrojournal.domain.page_help import PageHelp, load_page_help
from fibrojournal.ui.main_window import page_kinds
from tests.reading_grade import HIGHEST_GRADE, reading_grade
from tests.test_house_rules import NEVER

HELP = load_page_help()


def test_every_page_has_its_help() -> None:
    assert set(HELP) == {kind.key for kind in page_kinds()}


@pytest.mark.parametrize("told", HELP.values(), ids=lambda told: told.key)
def test_help_is_short_and_plain(told: PageHelp) -> None:
    text = " ".join(told.lines)
    assert reading_grade(told.lines) <= HIGHEST_GRADE
    assert len(text.split()) <= 120
    assert not NEVER.search(text)
    assert "!" not in text
