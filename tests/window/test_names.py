"""Whatever can be operated has a name that a screen reader can say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from fibrojournal.settings import Settings
from fibrojournal.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tests.window.screen import Heard, Program, Screen, Step

pytestmark = pytest.mark.window

PAGES: Final = (
    "Today",
    "Journal",
    "Medicines",
    "Timeline",
    "Changes",
    "Report",
    "Learn",
    "Settings",
)

EXAMPLE_DIALOGS: Final = {
    "Today": ("Choose a day", "Add as-needed medicine", "Add an event"),
    "Journal": ("Trash",),
    "Medicines": (
        "Add medicine",
        "History of gabapentin",
        "Change dose of gabapentin",
        "History of paracetamol",
        "Note an intake of paracetamol",
    ),
    "Timeline": ("Events", "Save picture"),
    "Report": ("Save as PDF…", "Name and care team…"),
    "Settings": (
        "Add your own…",
        "What this does not protect against",
        "Show what was deleted in the last 30 days",
    ),
}
"""Page to the buttons on it that open a dialog, in the example journal."""

EMPTY_DIALOGS: Final = {
    "Today": ("Add an event",),
    "Medicines": ("Add medicine",),
    "Settings": (
        "Set a passphrase…",
        "Show the steps to another computer",
        "Delete all that FibroJournal keeps here",
    ),
}
"""The same in a journal in which nothing is written."""

FIRST_PAGES: Final = (
    "Welcome",
    "Who may read it?",
    "What do you want to write down?",
    "Your medicines",
)
"""Names of what a new journal begins with."""

MENU: Final = (
    "Edit medicine",
    "The prescriber's plan",
    "Supply",
    "Change dose",
    "FibroJournal",
    "Erase for good",
)
"""Titles of what the items of a medicine's menu open, in their order."""


def test_everything_has_a_name_in_the_example_journal(screen: Screen, tmp_path: Path) -> None:
    with screen.program(tmp_path / "home", "--demo") as program:
        nameless = nameless_in_pages(program, EXAMPLE_DIALOGS)
        program.press(("button", "Timeline"))
        program.press(("check box", "Table"))
        program.hears(("layered pane", ""), ("table", "*"))
        nameless += nameless_in(program, ("frame", "FibroJournal"))
        program.press(("button", "Journal"))
        program.press(("layered pane", ""), ("", "Days as: Year"))
        nameless += nameless_in(program, ("frame", "FibroJournal"))
        program.press(("layered pane", ""), ("", "Table"))
        program.hears(("layered pane", ""), ("table", "Year as a table"))
        nameless += nameless_in(program, ("frame", "FibroJournal"))
        program.press(("button", "Today"))
        program.press(("check box", "Foggy day"))
        program.hears(("layered pane", ""), ("button", "Done"))
        nameless += nameless_in(program, ("frame", "FibroJournal"))
        program.press(("button", "Medicines"))
        for place, title in enumerate(MENU, start=1):
            program.press(("button", "More about gabapentin"))
            # Qt keeps what pops up, such as a menu, out of the tree; so its keys are used.
            program.hit(*["Down"] * place, "Return")
            nameless += nameless_in_opened(program, title)
    assert nameless == []


def test_everything_has_a_name_in_an_empty_journal(screen: Screen, tmp_path: Path) -> None:
    path = tmp_path / "journal.fibro"
    Store.create(path).close()
    reminded = Settings(reminds=True, reminder_at="04:00")  # when the day turns, so always
    reminded.save(tmp_path / "home" / "config" / "settings.json")
    with screen.program(tmp_path / "home", "--journal", str(path)) as program:
        program.hears(("frame", "FibroJournal"), ("label", "Today is still blank."))
        nameless = nameless_in_pages(program, EMPTY_DIALOGS)
        program.press(("layered pane", ""), ("button", "Symptoms*"))
        program.press(("layered pane", ""), ("button", "Change Fatigue"))
        nameless += nameless_in_opened(program, "Change what you write down")
        program.press(("button", "Today"))
        program.press(("layered pane", ""), ("button", "Mark on a body"))
        program.hears(("layered pane", ""), ("", "Left jaw"))
        nameless += nameless_in(program, ("frame", "FibroJournal"))
        program.press(("layered pane", ""), ("button", "Show as a list"))
        program.hears(("layered pane", ""), ("check box", "Left jaw"))
        nameless += nameless_in(program, ("frame", "FibroJournal"))
        program.press(("button", "Get help now"))
        nameless += nameless_in_opened(program)
    assert nameless == []


def test_everything_has_a_name_in_the_first_minute(screen: Screen, tmp_path: Path) -> None:
    nameless = []
    with screen.program(tmp_path / "home") as program:
        for page in FIRST_PAGES:
            nameless += nameless_in(program, ("dialog", page, "active"))
            if page != FIRST_PAGES[-1]:
                program.press(("dialog", page), ("button", "Next"))
    assert nameless == []


def nameless_in_pages(program: Program, dialogs: Mapping[str, Sequence[str]]) -> list[str]:
    found = []
    for page in PAGES:
        program.press(("button", page))
        program.hears(("layered pane", ""), ("", page))
        found += nameless_in(program, ("frame", "FibroJournal"))
        for button in dialogs.get(page, ()):
            program.press(("layered pane", ""), ("button", button))
            found += nameless_in_opened(program)
    return found


def nameless_in_opened(program: Program, title: str = "*") -> list[str]:
    """Return what is nameless in the dialog or question that has opened, and close that."""
    opened = ("dialog|alert", title, "active")
    found = nameless_in(program, opened)
    program.hit("Escape")
    program.misses(opened)
    return found


def nameless_in(program: Program, window: Step) -> list[str]:
    """Return the elements that can be operated and have no name."""
    here = program.hears(window)
    operable = [one for one in program.hears_all(window) if "focusable" in one.states]
    assert operable, f"Nothing can be operated in {here.name}."
    return [f"{one.role} in {here.name}" for one in operable if is_nameless(one)]


def is_nameless(one: Heard) -> bool:
    if one.role == "combo box":  # the bus has its value as its name
        return not (one.is_labelled or one.description)
    return not one.name.strip() and one.role != "table cell"  # a blank cell is just blank
