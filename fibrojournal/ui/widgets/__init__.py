"""Controls of our own, which know no journal."""

from __future__ import annotations
