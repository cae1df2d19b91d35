"""Published single-case series with values by another program, where they are at hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

FILE = Path(__file__).parents[2].parent / "shared" / "data" / "nap_cases.json"

needs_published_series = pytest.mark.skipif(
    not FILE.exists(), reason="the published series are not beside this checkout"
)


def published_series() -> list[dict[str, Any]]:
    """Return the series; none where the file is missing."""
    if not FILE.exists():
        return []
    cases: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))["cases"]
    return cases


def name_of(case: dict[str, Any]) -> str:
    return str(case["name"])
