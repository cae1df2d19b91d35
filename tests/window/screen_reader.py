"""Operates a program as a screen reader does: through the accessibility bus and the keyboard.

It is run by the system's Python, which has pyatspi; so it stands alone and imports nothing of the
project. Requests come on standard input and answers go to standard output, one JSON object a line.

An element is named by the way to it: steps of a role and a name, each found beneath the one
before, the first in the program's windows. A name that ends in "*" only needs to begin so, the
role "" is any, and whatever follows are states that the element must have, or with "!" must not.
Only what is showing is found. Each request waits until its element is there, or for its seconds.
"""

from __future__ import annotations

import json
import sys
import time
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pyatspi = import_module("pyatspi")
BusError: Any = import_module("gi.repository.GLib").Error

PAUSE_S = 0.02
"""Seconds between two looks at the bus."""

BUS_TIMEOUT_MS = 10_000
"""How long a program may leave a single call unanswered: a loaded machine is no failure."""

ACTIVATE = ("Press", "Toggle", "ShowMenu")
"""What Qt calls the action that a screen reader does by itself."""

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
}
"""Keys that type no sign; any other is named by the sign that it types."""

T = TypeVar("T")


Node: TypeAlias = Any
"""An Accessible of pyatspi, which has no annotations."""


class NotYetError(Exception):
    """What is waited for is not there so far."""


# What an element says of itself


def role_of(node: Node) -> str:
    """Return the role; newer versions of the bus call a push button a button."""
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


def shown_children(node: Node) -> list[Node]:
    """Return what is showing directly beneath an element."""
    return [child for child in node if child is not None and "showing" in states_of(child)]


def shown_under(node: Node) -> Iterator[Node]:
    """Yield everything that is showing beneath an element, in the order of the tree."""
    for child in shown_children(node):
        yield child
        yield from shown_under(child)


def nearest(node: Node, step: list[str]) -> Node | None:
    """Return what fits a step and lies least deep beneath an element; None = nothing."""
    level = [node]
    while level:
        level = [child for parent in level for child in shown_children(parent)]
        for child in level:
            if fits(child, *step):
                return child
    return None


def fits(node: Node, role: str, name: str, *states: str) -> bool:
    """Tell whether an element is what a step asks for."""
    own = node.name or ""
    if not (own.startswith(name[:-1]) if name.endswith("*") else own == name):
        return False
    if role not in ("", role_of(node)):
        return False
    has = states_of(node)
    return all((state[1:] not in has) if state[0] == "!" else (state in has) for state in states)


def element(pid: int, way: list[list[str]]) -> Node:
    """Follow a way from the program to what is showing at its end."""
    here = program(pid)
    for step in way:
        found = nearest(here, step)
        if found is None:
            raise NotYetError(f"Nothing is showing as {step}, on the way {way}.")
        here = found
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
            if (held := text_of(field)) != self.text:
                raise NotYetError(f"{self.way} holds {held!r}.")

        waited_for(look, self.seconds)

    def do_hit(self) -> None:
        """Hit keys, which go to wherever the keyboard is."""
        for key in self.keys:
            hit(key)

    def _found(self) -> Node:
        return waited_for(lambda: element(self.pid, self.way), self.seconds)


def main() -> None:
    """Answer until standard input ends."""
    import_module("gi.repository.Atspi").set_timeout(BUS_TIMEOUT_MS, BUS_TIMEOUT_MS)
    for line in sys.stdin:
        request = Request(json.loads(line))
        try:
            reply = {"value": request.answer()}
        except (NotYetError, BusError, NotImplementedError) as error:
            reply = {"why": f"{type(error).__name__}: {error}"}
        sys.stdout.write(json.dumps(reply) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
