"""Where things live on disk: shipped resources, the journal, settings, caches, the log."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from typing import Final

from platformdirs import PlatformDirs

_NAME: Final = "FibroJournal"


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
    dirs = PlatformDirs(_NAME, appauthor=False)
    return Path(getattr(dirs, f"user_{kind}_dir"))


def default_journal() -> Path:
    """Return the file that is opened when none is named."""
    return _home("data") / "journal.fibro"


def backup_folder(journal: Path) -> Path:
    """Return the folder for the automatic backups of a journal.

    It lies among our own data, which is neither a documents folder nor a synced one. Each journal
    has its own, found by its place alone, so that it is found when the journal cannot be opened.
    """
    home = _home("data") / "backups"
    if journal.absolute() == default_journal().absolute():
        return home / journal.stem
    place = hashlib.sha256(str(journal.absolute()).encode("utf-8", "surrogateescape"))
    return home / f"{journal.stem}-{place.hexdigest()[:8]}"


def settings_file() -> Path:
    """Return the file with the choices of this computer; it holds no health data."""
    return _home("config") / "settings.json"


def cache_folder() -> Path:
    """Return the folder for what can be made again, such as matplotlib's font list."""
    return _home("cache")


def chart_cache() -> Path:
    """Return the folder that matplotlib keeps its list of fonts in; nobody else writes there."""
    return cache_folder() / "matplotlib"


def log_file() -> Path:
    """Return the log, which holds names of our own code and error types only."""
    return _home("log") / "fibrojournal.log"


def own_folders() -> tuple[Path, ...]:
    """Return the folders that we make by ourselves, each before the one that it lies in."""
    data = _home("data")
    ours = [chart_cache(), cache_folder(), log_file().parent, settings_file().parent]
    ours += [data / "backups", data]
    # Some systems put several of them into one more folder, which is called by our name.
    return (*ours, *{folder.parent for folder in ours if folder.parent.name == _NAME})
