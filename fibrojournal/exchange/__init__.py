"""Files in and out: pure parsing to and from domain values, one file per format."""

from __future__ import annotations
