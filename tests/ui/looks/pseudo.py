"""A language that nobody speaks, made of our own words, to see which of them cannot be translated.

Every word has accents, every text is at least 40 % longer and stands in brackets, and lines begin
on the right: the language has the code of Arabic, so that Qt speaks its own words and writes days
and numbers as it does for people there.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import cycle
from typing import TYPE_CHECKING, Final

from tests.catalogue import ROOT, compiled, place_of, texts

if TYPE_CHECKING:
    from pathlib import Path

CODE: Final = "ar"
OPENS: Final = "«"
CLOSES: Final = "»"
LONGER: Final = 1.4
_HEADER: Final = (
    "Content-Type: text/plain; charset=UTF-8\n"
    f"Language: {CODE}\n"
    "Plural-Forms: nplurals=2; plural=(n != 1);\n"
)
_KEPT: Final = re.compile(r"(\{[^{}]*\})")
_END: Final = re.compile(r"([.!?…:]*)(\s*)$")
_ACCENTS: Final = (0x301, 0x302, 0x327, 0x30C)
_LAST_OF_MOST_FONTS: Final = 0x17F
_DIGITS: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_PADDING: Final = ("one", "two", "three", "nine", "ten", "under", "again")


def accented(text: str) -> str:
    """Put an accent on letters outside of placeholders: on all that most fonts have with one."""
    parts = _KEPT.split(text)
    return "".join(part if place % 2 else _accented(part) for place, part in enumerate(parts))


def _accented(text: str) -> str:
    return "".join(_on_letter(sign) for sign in text.translate(_DIGITS))


@cache
def _on_letter(sign: str) -> str:
    if not (sign.isascii() and sign.isalpha()):
        return sign
    both = (unicodedata.normalize("NFC", sign + chr(accent)) for accent in _ACCENTS)
    made = (letter for letter in both if len(letter) == 1)
    return next((letter for letter in made if ord(letter) <= _LAST_OF_MOST_FONTS), sign)


def pseudo(text: str) -> str:
    """Return a text as the language says it.

    A text of one or two words gets a longer word, a longer text more words.
    """
    shown = _KEPT.sub("xx", text)
    missing = round(len(shown) * (LONGER - 1) + 0.5) - len(OPENS + CLOSES)
    gap = " " if len(shown.split()) > 2 else ""
    more = ""
    for word in cycle(_PADDING):
        if len(more) >= missing:
            break
        more += gap + word
    ends = _END.search(text)
    assert ends is not None
    body = accented(text[: ends.start()])
    return f"{OPENS}{body}{accented(more[: max(missing, 0)])}{ends[1]}{CLOSES}{ends[2]}"


def pseudo_catalogue() -> bytes:
    """Return the language, compiled."""
    said = {"": _HEADER}
    for singular, plural in texts().items():
        if plural:
            said[f"{singular}\0{plural}"] = f"{pseudo(singular)}\0{pseudo(plural)}"
        else:
            said[singular] = pseudo(singular)
    return compiled(said)


def bundle_with_pseudo(folder: Path) -> None:
    """Lay out what the program ships with, and this language, as a bundle has them."""
    resources = folder / "resources"
    resources.mkdir(parents=True)
    for shipped in (ROOT / "resources").iterdir():
        if shipped.name != "locale":
            (resources / shipped.name).symlink_to(shipped)
    place = place_of(CODE, resources / "locale")
    place.parent.mkdir(parents=True)
    place.write_bytes(pseudo_catalogue())
