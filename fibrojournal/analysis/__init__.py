"""Pure functions from domain values to results: no storage, no drawing."""

from __future__ import annotations
