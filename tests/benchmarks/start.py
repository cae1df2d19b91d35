"""How long a start takes beside an empty window of Qt.

Run as `python -m tests.benchmarks.start [ROUNDS]`.
Both are started anew in every round, in turn, on the display there is (Xvfb or a real one). The
bare window is a QMainWindow that ends at its first paint.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.figures import Beside, show
from tests.benchmarks.long_diary import main as write_long_diary

BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        QTimer.singleShot(0, QApplication.quit)
app = QApplication(sys.argv)
window = Window()
window.resize(1280, 800)
window.show()
app.exec()
"""
BYTECODE = "PYTHONDONTWRITEBYTECODE"
LIMITS = {"painted": 1.15, "usable": 2.0, "MB": 90}


def timed(*command: str, env: dict[str, str]) -> tuple[float, str]:
    """Run a command; return its wall time in ms and what it printed."""
    began = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=env)
    return (time.perf_counter() - began) * 1000, done.stdout


def main() -> None:
    """Print the medians and their ratios to the bare window."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as home:
        env = {key: value for key, value in os.environ.items() if key != BYTECODE}
        env["FIBROJOURNAL_HOME"] = home
        journals = {"empty": Path(home, "1.fibro"), "20 years": Path(home, "20.fibro")}
        for name, years in (("empty", "0"), ("20 years", "20")):
            sys.argv = ["long_diary", str(journals[name]), years]
            write_long_diary()
        figures: dict[str, list[float]] = {}
        for number in range(rounds + 1):
            bare, _ = timed(sys.executable, "-c", BARE, env=env)
            if number:
                figures.setdefault("bare window", []).append(bare)
            for name, file in journals.items():
                command = (sys.executable, "-m", "fibrojournal", "--journal", str(file))
                whole, printed = timed(*command, "--time-start", env=env)
                if number:
                    times = json.loads(printed)
                    figures.setdefault(f"{name}: painted", []).append(times["painted_ms"])
                    figures.setdefault(f"{name}: usable", []).append(times["usable_ms"])
                    figures.setdefault(f"{name}: whole process", []).append(whole)
                    figures.setdefault(f"{name}: MB", []).append(times["rss_mb"])
    base = Beside("bare", statistics.median(figures.pop("bare window")))
    show("bare window, whole process", base.value)
    for name, values in figures.items():
        kind = name.rpartition(": ")[2]
        middle = statistics.median(values)
        if kind == "MB":
            show(f"{name} before the first chart", middle, "MB", limit=LIMITS[kind])
        else:
            show(name, middle, beside=base, limit=LIMITS.get(kind))


if __name__ == "__main__":
    main()
