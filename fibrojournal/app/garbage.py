"""What Python's search for garbage passes over: what was made to stay until the end.

Looking through all that the program consists of takes longer than the window may be kept waiting.
"""

from __future__ import annotations

import gc

_holds_entries = False
"""Whether something of a journal may have been put aside; the search is one for the process."""


def put_aside(*, with_entries: bool) -> None:
    """Leave out of the search what there is now.

    Args:
        with_entries: A journal is open, and what shows it is put aside with the rest.
    """
    global _holds_entries  # noqa: PLW0603 - as the search itself
    _holds_entries = _holds_entries or with_entries
    gc.freeze()


def sweep() -> None:
    """Free what a closed journal has left, and put aside what stays."""
    global _holds_entries  # noqa: PLW0603 - as above
    if _holds_entries:
        gc.unfreeze()
        _holds_entries = False
    gc.collect()
    put_aside(with_entries=False)
