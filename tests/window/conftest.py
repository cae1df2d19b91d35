"""One virtual screen for all tests of this folder, where the machine can have one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.window.screen import INSTALLS, Screen, missing_parts, virtual_screen

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """Give a screen with a window manager, an accessibility bus and a screen reader."""
    if missing := missing_parts():
        pytest.skip(f"needs {', '.join(missing)}; on Debian: {INSTALLS}")
    log = tmp_path_factory.mktemp("screen") / "log"
    with log.open("w", encoding="utf-8") as out, virtual_screen(out) as made:
        yield made
