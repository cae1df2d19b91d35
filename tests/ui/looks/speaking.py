"""Which words and numbers of a window are not in the language around them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QMenu

from tests.ui.looks.painted import own_text, painted
from tests.ui.looks.pseudo import CLOSES, OPENS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PySide6.QtWidgets import QWidget

NEVER_ACCENTED: Final = frozenset("bfmpqvxBFMPQVX")
"""Letters that stay as they are in a translated text."""
WORD: Final = re.compile(r"[^\W\d_]+")
ENDS: Final = ".!?:…"
"""Signs that a whole sentence ends with."""
DIGIT: Final = re.compile(r"[0-9]")


def texts_of(widget: QWidget) -> Iterator[str]:
    """Yield what a widget paints, and what is said of it to those who hear or point at it."""
    yield own_text(widget) or " ".join(one.text for one in painted(widget))
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    yield widget.toolTip()
    if widget.isWindow():
        yield widget.windowTitle()
    if isinstance(widget, QMenu):
        yield from (action.text().replace("&", "") for action in widget.actions())


def foreign(texts: Iterable[str], known: re.Pattern[str]) -> list[str]:
    """Return the texts that hold a word without accents, or a digit as it is written in English.

    Args:
        texts: What is shown.
        known: What may stand in any language.
    """
    found = []
    for text in texts:
        rest = known.sub(" ", text)
        if DIGIT.search(rest) or any(_is_ours(word) for word in WORD.findall(rest)):
            found.append(text)
    return found


def _is_ours(word: str) -> bool:
    return word.isascii() and not set(word) <= NEVER_ACCENTED


def joints(text: str) -> list[str]:
    """Return what stands between two translated texts that were put together outside of them.

    Whole sentences may follow each other, and so may lines.
    """
    found, depth, begun = [], 0, None
    for place, sign in enumerate(text):
        if sign == OPENS:
            if depth == 0 and begun is not None:
                between, before = text[begun:place], text[:begun].rstrip(CLOSES)
                if "\n" not in between and not (between.isspace() and before[-1] in ENDS):
                    found.append(between)
            depth += 1
        elif sign == CLOSES:
            depth -= 1
            begun = place + 1
    return found
