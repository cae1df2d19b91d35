"""Recognises folders that a program copies to other computers, and the copies it leaves behind.

Such a program may copy a journal in the middle of a save, or bring back an older one. Backups may
lie there, since they are written once and never again; the journal itself is safer elsewhere.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from fibrojournal.errors import JournalError
from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable

_BY_FOLDER: Final = (
    ("OneDrive", r"onedrive( ?- ?.+)?|skydrive"),
    ("Dropbox", r"dropbox( ?[(-].+)?"),
    ("iCloud Drive", r"icloud ?drive|com~apple~clouddocs|mobile documents"),
    ("Google Drive", r"google ?drive( ?[(-].+)?|googledrive-.+|my drive"),
    ("Nextcloud", r"nextcloud\d*( ?[(-].+)?"),
    ("ownCloud", r"owncloud\d*( ?[(-].+)?"),
    ("pCloud", r"pcloud( ?drive| ?sync)?|pclouddrive"),
    ("Box", r"box( sync|-box)"),
    ("MEGA", r"mega(sync)?( downloads)?"),
    ("Proton Drive", r"proton ?drive(-.+)?"),
    ("Tresorit", r"tresorit( drive)?|my tresors"),
    ("SpiderOak", r"spideroak( hive)?"),
    ("Seafile", r"seafile|seadrive"),
    ("Syncthing", r"syncthing"),
    ("Resilio Sync", r"resilio ?sync"),
    ("Synology Drive", r"synology ?drive|cloudstation"),
    ("Yandex Disk", r"yandex\.?disk"),
)
"""Service to the names that its folder has, in lower case, as patterns."""

_BY_MARKER: Final = (
    ("Syncthing", ".stfolder"),
    ("Dropbox", ".dropbox"),
    ("Dropbox", ".dropbox.cache"),
    ("Nextcloud", ".nextcloudsync.log"),
    ("ownCloud", ".owncloudsync.log"),
    ("Resilio Sync", ".sync/ID"),
    ("Seafile", ".seafile-data"),
    ("Synology Drive", ".SynologyWorkingDirectory"),
    ("Google Drive", ".tmp.drivedownload"),
    ("MEGA", ".megaignore"),
)
"""Service to what it leaves in the folder that it keeps the same everywhere."""

_CLOUD_STORAGE: Final = "cloudstorage"
"""Where macOS puts what belongs to another company's service: ~/Library/CloudStorage."""

_CONFLICTED: Final = (
    "conflicted copy",
    "conflicted-copy",
    "conflicted_copy",
    "sync-conflict-",
    "case conflict",
    "(conflict",
    "in konflikt stehende kopie",
    "konfliktkopie",
    "copie en conflit",
    "copia en conflicto",
    "copia in conflitto",
)
"""What Dropbox, Nextcloud, ownCloud and Syncthing write into the name of the second version."""


class ConflictedCopyError(JournalError):
    """The file is the second version that a program made which found two.

    Args:
        name: Of the file.
    """

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("“{name}” may not be your newest journal.").format(name=name),
            remedy=tr(
                "Its name says that a sync program made it when the journal was written to on two "
                "computers. Each of the two may hold days that the other does not. Nothing was "
                "changed."
            ),
        )


def syncing_service(file: PurePath, has_marker: Callable[[PurePath], bool] | None = None) -> str:
    """Name the service that copies a file's folder elsewhere; "" = none that is known.

    Args:
        file: Whole path of the journal.
        has_marker: Tells whether a file or folder is there; None = ask the disk.
    """
    folders = file.parent
    names = [part.lower() for part in folders.parts]
    for place, name in enumerate(names):
        if place and names[place - 1] == _CLOUD_STORAGE:
            return _service_of(name) or folders.parts[place].partition("-")[0]
        if service := _service_of(name):
            return service
    exists = _is_there if has_marker is None else has_marker
    for folder in (folders, *folders.parents):
        for service, marker in _BY_MARKER:
            if exists(folder / marker):
                return service
    return ""


def is_conflicted_copy(name: str) -> bool:
    """Tell whether a file's name says that a sync program made it of two versions."""
    name = name.lower()
    return any(mark in name for mark in _CONFLICTED)


def _service_of(name: str) -> str:
    return next((service for service, names in _BY_FOLDER if re.fullmatch(names, name)), "")


def _is_there(place: PurePath) -> bool:
    try:
        return Path(place).exists()
    except OSError:
        return False
