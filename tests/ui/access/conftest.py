"""The walk with open eyes takes minutes, and is asked for by its marker."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "faults" in str(config.getoption("markexpr")):
        return
    here = Path(__file__).parent
    left_out = [item for item in items if item.path.parent == here]
    items[:] = [item for item in items if item.path.parent != here]
    config.hook.pytest_deselected(items=left_out)
