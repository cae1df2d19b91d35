"""Where things live on disk: shipped resources, the journal, settings, caches, the log."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from platformdirs import PlatformDirs


def resource(relative: str) -> Path:
    """Find a shipped file, whether run from source, a wheel or a bundle."""
    package = Path(__file__).parent
    if bundle := getattr(sys, "_MEIPASS", None):
        return Path(bundle, "resources", relative)
    installed = package / "_resources" / relative
    return installed if installed.exists() else package.parent / "resources" / relative


def _home(kind: str) -> Path:
    """Return one of our own folders; FIBROJOURNAL_HOME puts all of them into one place."""
    if own := os.environ.get("FIBROJOURNAL_HOME"):
        return Path(own, kind)
    dirs = PlatformDirs("FibroJournal", appauthor=False)
    return Path(getattr(dirs, f"user_{kind}_dir"))


def default_journal() -> Path:
    """Return the file that is opened when none is named."""
    return _home("data") / "journal.fibro"


def settings_file() -> Path:
    """Return the file with the choices of this computer; it holds no health data."""
    return _home("config") / "settings.json"


def cache_folder() -> Path:
    """Return the folder for what can be made again, such as matplotlib's font list."""
    return _home("cache")


def log_file() -> Path:
    """Return the log, which holds names of our own code and error types only."""
    return _home("log") / "fibrojournal.log"
