"""Everything that is Qt."""

from __future__ import annotations
