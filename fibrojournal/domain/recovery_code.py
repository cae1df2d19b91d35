"""The recovery code: 24 letters and digits on paper that open a journal without its passphrase.

Codes look like `ABCD-EFGH-JKLM-NPQR-STUV-WXYZ`. They use 32 signs, of which none looks like
another in print (there is no 0, 1, I or O), and the last one is a check character: one wrong sign,
or two that changed places, is noticed before a code is tried. The 23 others are random, 115 bits,
which nobody can guess.

The check character makes the sum of the signs' values, each times a power of x, vanish in the
field of 32 elements (polynomials over 0 and 1 modulo x^5 + x^2 + 1).
"""

from __future__ import annotations

import secrets
import unicodedata
from typing import Final

from fibrojournal.errors import JournalError
from fibrojournal.i18n import tr, trn

SIGNS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH: Final = 24
GROUP: Final = 4

_BETWEEN: Final = frozenset({"Pd", "Zs", "Zl", "Zp", "Cc", "Cf"})
"""Unicode categories of hyphens, blanks and what has no shape, as people paste them."""

_MODULUS: Final = 0b100101


class MistypedCodeError(JournalError):
    """What was typed is no recovery code at all: a slip of the keys or of the pen."""

    def __init__(self, message: str) -> None:
        super().__init__(
            message, remedy=tr("Look at it again, sign by sign. Small letters are fine.")
        )


def new_code() -> str:
    """Make a code by chance, in groups of four."""
    signs = "".join(secrets.choice(SIGNS) for _ in range(LENGTH - 1))
    return in_groups(signs + check_sign(signs))


def in_groups(signs: str) -> str:
    """Write a code as it is printed: groups of four with hyphens between."""
    return "-".join(signs[start : start + GROUP] for start in range(0, len(signs), GROUP))


def check_sign(signs: str) -> str:
    """Return the last sign of a code that begins with `signs`."""
    return SIGNS[_times_x(_remainder(signs))]


def signs_of(typed: str) -> str:
    """Return the 24 signs of a code as somebody typed it.

    Small letters, blanks and any hyphens, or none, are as good as the printed form.

    Raises:
        MistypedCodeError: It cannot be a code: a sign that no code has, too few or too many, or
            the check character does not fit.
    """
    signs = "".join(
        sign.upper() if sign.isascii() else sign
        for sign in unicodedata.normalize("NFKC", typed)
        if unicodedata.category(sign) not in _BETWEEN
    )
    if foreign := next((sign for sign in signs if sign not in SIGNS), ""):
        raise MistypedCodeError(
            tr("No recovery code has the sign “{sign}”. There is no 0, 1, I or O in it.").format(
                sign=foreign
            )
        )
    if len(signs) != LENGTH:
        raise MistypedCodeError(
            trn(
                "A recovery code has 24 letters and digits; this is one.",
                "A recovery code has 24 letters and digits; these are {n}.",
                len(signs),
            )
        )
    if _remainder(signs):
        raise MistypedCodeError(tr("One of these letters or digits is not right."))
    return signs


def is_same(code: str, typed: str) -> bool:
    """Tell whether somebody typed `code`; a mistyped one is simply not the same."""
    try:
        return signs_of(typed) == signs_of(code)
    except MistypedCodeError:
        return False


def _remainder(signs: str) -> int:
    """Return the weighted sum of the values, the last sign counting once; 0 for a whole code."""
    total = 0
    for sign in signs:
        total = _times_x(total) ^ SIGNS.index(sign)
    return total


def _times_x(element: int) -> int:
    doubled = element << 1
    return doubled ^ _MODULUS if doubled >= len(SIGNS) else doubled
