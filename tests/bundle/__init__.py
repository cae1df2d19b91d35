"""Proof that what `python3 dev.py build` makes runs where there is nothing: `-m tests.bundle`."""

from __future__ import annotations
