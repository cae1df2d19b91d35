"""README, CONTRIBUTING, the changelog and docs/ name what is there, and each page is found."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Final

import pytest

from fibrojournal import __version__, cli
from fibrojournal.app import DESKTOP_NAME
from fibrojournal.paths import resource
from tests.processes import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PAGES: Final = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
LINK: Final = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)")


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def anchors_of(page: Path) -> set[str]:
    """Return the names by which the headings of a page are linked."""
    headings = re.findall(r"^#+ (.+)$", text_of(page), re.MULTILINE)
    plain = [re.sub(r"[^\w\s-]", "", heading.lower()) for heading in headings]
    return {re.sub(r"\s", "-", heading.strip()) for heading in plain}


def shell_lines(page: Path) -> list[str]:
    """Return what a page shows to be typed, without the words behind it."""
    indented = re.findall(r"^ {4}(\S.*)$", text_of(page), re.MULTILINE)
    return [line.partition(" #")[0].strip() for line in indented]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    for place, anchor in LINK.findall(text_of(page)):
        target = (page.parent / place) if place else page
        assert target.exists(), place
        if anchor:
            assert anchor in anchors_of(target), f"{place}#{anchor}"


def test_every_page_of_docs_is_found_from_the_readme() -> None:
    linked = {place for place, _ in LINK.findall(text_of(ROOT / "README.md"))}
    docs = {f"docs/{page.name}" for page in ROOT.glob("docs/*.md")}
    assert docs <= linked


def test_every_picture_of_docs_is_shown_with_words_for_those_who_do_not_see_it() -> None:
    shown = dict(
        re.findall(r"!\[([^\]]+)\]\((docs/pictures/[^)]+)\)", text_of(ROOT / "README.md"))
    )
    drawn = {f"docs/pictures/{file.name}" for file in ROOT.glob("docs/pictures/*")}
    assert set(shown.values()) == drawn


def test_what_newcomers_ask_for_is_where_they_are_told_to_look() -> None:
    rows = re.findall(r"^\| (.+\?) \| (.+) \|$", text_of(ROOT / "CONTRIBUTING.md"), re.MULTILINE)
    assert len(rows) >= 10
    for question, answer in rows:
        first, *others = re.findall(r"`([^`]+)`", answer)
        place = ROOT / first
        assert place.exists(), question
        folder = place if place.is_dir() else place.parent
        for other in others:
            assert (folder / other).exists() or (ROOT / other).exists(), f"{question} {other}"


def test_every_step_of_dev_py_that_a_page_names_is_one() -> None:
    usage = subprocess.run(
        [sys.executable, ROOT / "dev.py"], capture_output=True, text=True, check=False
    ).stderr
    steps = set(re.findall(r"^  (\w+) ", usage, re.MULTILINE))
    assert {"run", "test"} <= steps
    for page in PAGES:
        assert set(re.findall(r"python3? dev\.py\s+(\w+)", text_of(page))) <= steps, page.name


def test_every_command_that_the_readme_shows_is_understood() -> None:
    commands = [line for line in shell_lines(ROOT / "README.md") if line.startswith("fibro")]
    assert len(commands) >= 5
    for command in commands:
        cli.parser().parse_args(shlex.split(command)[1:])  # else it would end the test


def test_the_version_is_the_newest_of_the_changelog_and_of_the_software_centres() -> None:
    (newest, *_) = re.findall(r"^## \[(\d\S*)\]", text_of(ROOT / "CHANGELOG.md"), re.MULTILINE)
    tree = ET.parse(resource(f"desktop/{DESKTOP_NAME}.metainfo.xml"))  # noqa: S314 - our own file
    release = tree.find("releases/release")
    assert release is not None
    assert (newest, release.get("version")) == (__version__, __version__)
