"""Keeps spreadsheets from running text as a formula, and gives the text back unchanged.

A line that starts like a formula, also after blanks, gets a leading `'`. So does a line that
starts with `'` itself: then every leading `'` in guarded text is ours and can be taken off.
"""

from __future__ import annotations

import re

_LINE_ENDS = r"\n\v\f\x1c-\x1e\x85\u2028\u2029"
_LINE_START = rf"(^|[{_LINE_ENDS}]|\r(?!\n))"
_AFTER_BLANKS = rf"[^\S\r{_LINE_ENDS}]*(?:[=+\-@'\t]|\r(?!\n))"
_TO_GUARD = re.compile(rf"^(?=\s*[=+\-@'\t\r])|{_LINE_START}(?={_AFTER_BLANKS})")
_GUARDED = re.compile(rf"{_LINE_START}'")


def guarded(text: str) -> str:
    """Return `text` in a form that a spreadsheet shows and never runs."""
    return _TO_GUARD.sub(r"\g<0>'", text)


def unguarded(text: str) -> str:
    """Return the text that `guarded` was given."""
    return _GUARDED.sub(r"\1", text)
