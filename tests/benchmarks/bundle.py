"""How long a start of the bundle takes beside a start from source.

Run as `python -m tests.benchmarks.bundle [ROUNDS]`, after `python3 dev.py build`.
Both are started anew in every round, in turn, on the display there is, with one empty journal.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Final

from tests.benchmarks.figures import Beside, show
from tests.benchmarks.long_diary import main as write_long_diary
from tests.benchmarks.start import BYTECODE, timed
from tests.processes import ROOT

PROGRAMS: Final = {
    "linux": ROOT / "dist" / "FibroJournal" / "fibrojournal",
    "win32": ROOT / "dist" / "FibroJournal" / "FibroJournal.exe",
    "darwin": ROOT / "dist" / "FibroJournal.app" / "Contents" / "MacOS" / "FibroJournal",
}


def main() -> None:
    """Print the medians, and their ratios to those from source."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    program = PROGRAMS[sys.platform]
    if not program.exists():
        print("There is no bundle here; `python3 dev.py build` makes one.")
        return
    commands = {"source": (sys.executable, "-m", "fibrojournal"), "bundle": (str(program),)}
    figures: dict[tuple[str, str], list[float]] = {}
    with tempfile.TemporaryDirectory() as home:
        env = {key: value for key, value in os.environ.items() if key != BYTECODE}
        env["FIBROJOURNAL_HOME"] = home
        journal = Path(home, "empty.fibro")
        sys.argv = ["long_diary", str(journal), "0"]
        write_long_diary()
        for number in range(rounds + 1):
            for name, command in commands.items():
                arguments = ("--journal", str(journal), "--time-start")
                whole, printed = timed(*command, *arguments, env=env)
                times = json.loads(printed)
                if number:  # the first round fills the caches of the disk
                    figures.setdefault((name, "painted"), []).append(times["painted_ms"])
                    figures.setdefault((name, "usable"), []).append(times["usable_ms"])
                    figures.setdefault((name, "whole process"), []).append(whole)
    middle = {key: statistics.median(values) for key, values in figures.items()}
    for (name, what), value in middle.items():
        source = Beside("source", middle["source", what])
        limit = 1.1 if (name, what) == ("bundle", "painted") else None
        show(f"{name}: {what}", value, beside=source, limit=limit)
    held = (file for file in program.parent.rglob("*") if file.is_file() and not file.is_symlink())
    show("bundle, unpacked", sum(file.stat().st_size for file in held) / 1e6, "MB", limit=240)
    for packed in program.parents[1].glob("*.tar.xz"):
        show("bundle, packed", packed.stat().st_size / 1e6, "MB", limit=75)


if __name__ == "__main__":
    main()
