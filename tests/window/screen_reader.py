"""Operates a program as a screen reader does: through the accessibility bus and the keyboard.

It is run by the system's Python, which has pyatspi; so it stands alone and imports nothing of the
project. Requests come on standard input and answers go to standard output, one JSON object a line.

An element is named by the way to it: steps of a role and a name, each found beneath the one
before, the first in the program's windows. A name that ends in "*" only needs to begin so; a role
may be one of several with "|" between them, or "" for any; whatever follows are states that the
element must have. Only what is showing is found. Each request waits until its element is there,
or for its seconds.
"""

from __future__ import annotations

import json
import sys
import time
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

pyatspi = import_module("pyatspi")
BusError: Any = import_module("gi.repository.GLib").Error

PAUSE_S = 0.02
"""Seconds between two looks at the bus."""

BUS_TIMEOUT_MS = 10_000
"""How long a program may leave a single call unanswered: a loaded machine is no failure."""

ACTIVATE = ("Press", "Toggle", "ShowMenu")
"""What Qt calls the action that a screen reader does by itself."""

HIDDEN = "●"
"""What a field shows for each sign of a passphrase."""

KEYSYMS = {
    "BackSpace": 0xFF08,
    "Tab": 0xFF09,
    "Return": 0xFF0D,
    "Escape": 0xFF1B,
    "Delete": 0xFFFF,
    "Left": 0xFF51,
    "Up": 0xFF52,
    "Right": 0xFF53,
    "Down": 0xFF54,
    "F12": 0xFFC9,
}
"""Keys that type no sign; any other is named by the sign that it types."""

Node: TypeAlias = Any
"""An Accessible of pyatspi, which has no annotations."""

T = TypeVar("T")


def constants(prefix: str) -> dict[str, Any]:
    """Return pyatspi's constants by their spoken name; a push button is a button, as of late."""
    found = {name for name in dir(pyatspi) if name.startswith(prefix)}
    spoken = {name.removeprefix(prefix).lower().replace("_", " "): name for name in found}
    return {
        words.replace("push button", "button"): getattr(pyatspi, name)
        for words, name in spoken.items()
    }


ROLES = constants("ROLE_")
STATES = constants("STATE_")


class NotYetError(Exception):
    """What is waited for is not there so far."""


# What an element says of itself


def role_of(node: Node) -> str:
    """Return the role; "button" stands for "push button" here too."""
    return str(node.getRoleName()).replace("push button", "button")


def states_of(node: Node) -> set[str]:
    """Return the names of the states, such as "checked"."""
    return {pyatspi.stateToString(state) for state in node.getState().getStates()}


def text_of(node: Node) -> str:
    """Return what stands in a field."""
    text = node.queryText()
    return str(text.getText(0, text.characterCount))


def told(node: Node) -> dict[str, object]:
    """Return all that a screen reader says of one element."""
    kinds = {relation.getRelationType() for relation in node.getRelationSet()}
    return {
        "role": role_of(node),
        "name": node.name or "",
        "description": node.description or "",
        "states": sorted(states_of(node)),
        "labelled": pyatspi.RELATION_LABELLED_BY in kinds,
    }


# Finding


def program(pid: int) -> Node:
    """Return the program with this process id."""
    for found in pyatspi.Registry.getDesktop(0):
        if found is not None and found.get_process_id() == pid:
            node: Node = found
            return node
    raise NotYetError(f"The process {pid} is not on the accessibility bus.")


def shown_under(node: Node, role: str = "", states: Iterable[str] = ()) -> list[Node]:
    """Return what is showing beneath an element, in the order of the tree.

    Args:
        node: The element.
        role: One of several with "|" between them; "" = any.
        states: What each must have besides.
    """
    # One call for the whole tree: asking each element for its children takes a hundred times that.
    every = node.queryCollection()
    rule = every.createMatchRule(
        pyatspi.StateSet(*(STATES[state] for state in ("showing", *states))),
        every.MATCH_ALL,
        [],
        every.MATCH_ALL,
        [ROLES[one] for one in role.split("|") if one],
        every.MATCH_ANY if role else every.MATCH_ALL,
        [],
        every.MATCH_ALL,
        False,
    )
    # All of them (0), at any depth.
    found: list[Node] = every.getMatches(rule, every.SORT_ORDER_CANONICAL, 0, True)
    return found


def fits(node: Node, name: str) -> bool:
    """Tell whether an element has a name, or begins with what stands before the "*"."""
    own = node.name or ""
    return own.startswith(name[:-1]) if name.endswith("*") else own == name


def element(pid: int, way: list[list[str]]) -> Node:
    """Follow a way from the program to what is showing at its end."""
    here = program(pid)
    for role, name, *states in way:
        found = (node for node in shown_under(here, role, states) if fits(node, name))
        here = next(found, None)
        if here is None:
            step = [role, name, *states]
            raise NotYetError(f"Nothing is showing as {step}, on the way {way}.")
    return here


def waited_for(look: Callable[[], T], seconds: float) -> T:
    """Look again and again until there is an answer.

    Raises:
        NotYetError: There was none in time.
    """
    until = time.monotonic() + seconds
    while True:
        try:
            return look()
        except (NotYetError, BusError) as error:  # what was just there may have gone meanwhile
            if time.monotonic() > until:
                raise NotYetError(str(error)) from error
        time.sleep(PAUSE_S)


# Operating. What changes something is done once; only finding and checking are repeated.


def activate(node: Node) -> None:
    """Do what a screen reader does when the person activates an element.

    Raises:
        NotYetError: Nothing can be done with it.
    """
    action = node.queryAction()
    names = [action.getName(number) for number in range(action.nActions)]
    for wanted in ACTIVATE:
        if wanted in names:
            action.doAction(names.index(wanted))
            return
    raise NotYetError(f"{node.name} offers only {names}.")


def hit(key: str) -> None:
    """Press a key of the keyboard and let it go."""
    keysym = KEYSYMS.get(key) or ord(key)
    pyatspi.Registry.generateKeyboardEvent(keysym, None, pyatspi.KEY_SYM)


class Request:
    """One line of standard input.

    Args:
        fields: `do` names a method of this class, `pid` the program; `way`, `seconds`, `text` and
            `keys` as the method needs them.
    """

    def __init__(self, fields: dict[str, Any]) -> None:
        self.do = str(fields["do"])
        self.pid = int(fields["pid"])
        self.way: list[list[str]] = fields.get("way", [])
        self.seconds = float(fields.get("seconds", 0))
        self.text = str(fields.get("text", ""))
        self.keys: list[str] = fields.get("keys", [])

    def answer(self) -> object:
        """Do what is asked for and return what is to be told."""
        return getattr(self, f"do_{self.do}")()

    def do_tell(self) -> object:
        """Tell of the element."""
        return waited_for(lambda: told(element(self.pid, self.way)), self.seconds)

    def do_tell_all(self) -> object:
        """Tell of everything that is showing beneath the element."""

        def look() -> list[dict[str, object]]:
            return [told(node) for node in shown_under(element(self.pid, self.way))]

        return waited_for(look, self.seconds)

    def do_text(self) -> object:
        """Tell what stands in the field."""
        return waited_for(lambda: text_of(element(self.pid, self.way)), self.seconds)

    def do_miss(self) -> None:
        """Wait until the element is not there any more."""

        def look() -> None:
            try:
                element(self.pid, self.way)
            except NotYetError:
                return
            raise NotYetError(f"{self.way} is still showing.")

        waited_for(look, self.seconds)

    def do_press(self) -> None:
        """Activate the element."""
        activate(self._found())

    def do_focus(self) -> None:
        """Move the keyboard to the element."""
        self._found().queryComponent().grabFocus()
        *before, last = self.way
        waited_for(lambda: element(self.pid, [*before, [*last, "focused"]]), self.seconds)

    def do_write(self) -> None:
        """Put the text into the field, in place of what stands there."""
        field = self._found()
        field.queryEditableText().setTextContents(self.text)

        def look() -> None:
            held = text_of(field)
            if held != self.text and held != HIDDEN * len(self.text):
                raise NotYetError(f"{self.way} holds {held!r}.")

        waited_for(look, self.seconds)

    def do_hit(self) -> None:
        """Hit keys, which go to wherever the keyboard is."""
        for key in self.keys:
            hit(key)

    def _found(self) -> Node:
        return waited_for(lambda: element(self.pid, self.way), self.seconds)


def overview(pid: int) -> str:
    """Tell what is showing instead, for whoever reads why a test failed."""
    try:
        names = [node.name for node in shown_under(program(pid)) if node.name]
    except (NotYetError, BusError) as error:
        return f"({error})"
    return f"Showing are: {'; '.join(names)}"


def main() -> None:
    """Answer until standard input ends."""
    import_module("gi.repository.Atspi").set_timeout(BUS_TIMEOUT_MS, BUS_TIMEOUT_MS)
    for line in sys.stdin:
        request = Request(json.loads(line))
        try:
            reply = {"value": request.answer()}
        except (NotYetError, BusError, NotImplementedError) as error:
            reply = {"why": f"{type(error).__name__}: {error} {overview(request.pid)}"}
        sys.stdout.write(json.dumps(reply) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
