"""Other processes for tests: one that runs some Python to its end, one that holds a journal."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent

_OPEN = """
import sys
from pathlib import Path
from fibrojournal.errors import JournalError
from fibrojournal.storage.store import Store
try:
    store = Store.open(Path(sys.argv[1]))
except JournalError as error:
    print(type(error).__name__, flush=True)
else:
    print("open", flush=True)
    sys.stdin.read()
"""


def run_python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python from the project's folder until it ends, with some variables set."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
    )


@contextmanager
def opened_elsewhere(path: Path) -> Iterator[str]:
    """Let another process open a journal and hold it; give "open" or the name of its error."""
    with subprocess.Popen(
        [sys.executable, "-c", _OPEN, str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.kill()
