"""Questions asked in a window of their own; each hands its answer over by signal."""

from __future__ import annotations
