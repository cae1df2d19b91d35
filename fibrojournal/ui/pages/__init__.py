"""The pages of the window; pages do not know each other."""

from __future__ import annotations
