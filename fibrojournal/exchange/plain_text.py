"""Text of other apps without their formatting."""

from __future__ import annotations

import html
import re
from typing import Final

_LINE_BREAK: Final = re.compile(r"<(?:br\s*/?|/p|/div|/li)>", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[a-z][a-z0-9]{0,9}(?:\s[^<>]{0,500})?/?>", re.IGNORECASE)


def without_tags(text: str) -> str:
    """Return the words of a note that holds HTML; what is no tag stays as it is."""
    lines = html.unescape(_TAG.sub("", _LINE_BREAK.sub("\n", text))).splitlines()
    return "\n".join(line.strip() for line in lines).strip()
