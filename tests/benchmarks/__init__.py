"""Measurements, run by hand: `python -m tests.benchmarks.NAME`. Only ratios carry over."""

from __future__ import annotations
