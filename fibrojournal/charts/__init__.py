"""Results in, matplotlib figures and sentences out."""

from __future__ import annotations
