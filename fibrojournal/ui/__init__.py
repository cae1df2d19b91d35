"""Everything that is Qt."""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401 - what is taken back below comes with it

# PySide reads, and keeps, the source of every module that is imported after it, to learn whether
# that asks for `__feature__`. Nothing here does; without it a start needs less time and memory.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
