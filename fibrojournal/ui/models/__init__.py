"""Qt table models over domain values."""

from __future__ import annotations
