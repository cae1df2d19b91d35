"""A kill before any step of a change of the protection leaves the old state or the new one."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.journal.killed_at_each_step import CHANGES, NEW
from tests.journal.protected_journals import RIGHT
from tests.processes import run_python

if TYPE_CHECKING:
    from pathlib import Path

EVERY = 6
"""A normal run takes each sixth step; the marker `faults` takes them all."""

OUTCOMES: dict[str, tuple[tuple[str, list[str]], tuple[str, list[str]]]] = {
    "set": (("none", []), (NEW, [])),
    "change": ((RIGHT, ["old"]), (NEW, ["old"])),
    "recover": ((RIGHT, ["old"]), (NEW, ["old"])),
    "remove": ((RIGHT, ["old"]), ("none", [])),
    "first code": ((RIGHT, []), (RIGHT, ["new"])),
    "another code": ((RIGHT, ["old"]), (RIGHT, ["new"])),
    "remove code": ((RIGHT, ["old"]), (RIGHT, [])),
}
"""What opens the journal before and after each change: a passphrase, and codes."""


@pytest.mark.faults
@pytest.mark.skipif(sys.platform == "win32", reason="this system cannot fork")
@pytest.mark.parametrize("change", CHANGES)
def test_a_kill_before_any_step_leaves_the_old_state_or_the_new_one(
    request: pytest.FixtureRequest, tmp_path: Path, change: str
) -> None:
    is_full = request.config.getoption("-m") == "faults"
    every, first = (1, 0) if is_full else (EVERY, list(CHANGES).index(change) % EVERY)
    ran = run_python(
        "-m", "tests.journal.killed_at_each_step", str(tmp_path), change, str(every), str(first)
    )
    assert ran.returncode == 0, ran.stderr
    rounds: list[dict[str, Any]] = [json.loads(line) for line in ran.stdout.splitlines()]
    old, new = OUTCOMES[change]
    assert not rounds[-1]["killed"]
    assert len(rounds) > (2 if is_full else 1)
    is_new = False
    for found in rounds:
        (opened_by,) = found["passphrases"]
        assert (opened_by, found["codes"]) in (old, new), found
        # Once a kill has left the new state, no later one leaves the old.
        assert not is_new or (opened_by, found["codes"]) == new, found
        is_new = (opened_by, found["codes"]) == new
        # A code that was in force on both sides opens at any moment, also before the start.
        if old[1] == new[1]:
            assert found["codes before the start"] == new[1], found
        assert found["useless slots"] == [], found
        assert found["left over"] == [], found
        if opened_by != "none":
            assert found["backups"] == ["locked"], found
        if opened_by == NEW and old[1]:
            assert found["backups of the passphrase before"] == 0, found
    assert is_new
