"""Tests of the analysis, against plain loops and known numbers."""

from __future__ import annotations
