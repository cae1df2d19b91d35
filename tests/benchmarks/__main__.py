"""Runs every benchmark, each in a process of its own: `python -m tests.benchmarks`."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import subprocess
import sys
import time
from typing import Final

BENCHMARKS: Final = (
    "start",
    "storage",
    "first_chart",
    "timeline",
    "comparison",
    "journal_page",
    "growth",
    "event_loop",
    "bundle",
)


def main() -> None:
    """Print what is measured, on what, and the figures."""
    machine = (
        f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}"
    )
    shipped = ("PySide6_Essentials", "matplotlib", "sqlite-utils", "sqlcipher3")
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in shipped)
    print(f"{time.strftime('%Y-%m-%d')}: {platform.system()} on {machine}; {versions}")
    # Without a screen Qt says again and again what it cannot do there.
    env = os.environ | {"QT_LOGGING_RULES": "default.warning=false"}
    for name in BENCHMARKS:
        print(f"\n{name}", flush=True)
        subprocess.run([sys.executable, "-m", f"tests.benchmarks.{name}"], check=True, env=env)


if __name__ == "__main__":
    main()
