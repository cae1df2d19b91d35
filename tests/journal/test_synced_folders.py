"""Where a journal lies is known by the names of folders and by what services leave in them."""

from __future__ import annotations

from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from fibrojournal.journal.synced_folders import is_conflicted_copy, syncing_service

LINUX = (
    ("/home/ann/Dropbox/journal.fibro", "Dropbox"),
    ("/home/ann/Dropbox (Personal)/health/journal.fibro", "Dropbox"),
    ("/home/ann/Nextcloud/journal.fibro", "Nextcloud"),
    ("/home/ann/Nextcloud2/journal.fibro", "Nextcloud"),
    ("/home/ann/ownCloud/Documents/journal.fibro", "ownCloud"),
    ("/home/ann/OneDrive/journal.fibro", "OneDrive"),
    ("/home/ann/pCloudDrive/journal.fibro", "pCloud"),
    ("/home/ann/GoogleDrive/journal.fibro", "Google Drive"),
    ("/home/ann/Syncthing/journal.fibro", "Syncthing"),
    ("/home/ann/MEGAsync/journal.fibro", "MEGA"),
    ("/home/ann/SynologyDrive/journal.fibro", "Synology Drive"),
    ("/home/ann/Yandex.Disk/journal.fibro", "Yandex Disk"),
    ("/home/ann/Resilio Sync/journal.fibro", "Resilio Sync"),
    ("/home/ann/Seafile/My Library/journal.fibro", "Seafile"),
    ("/home/ann/Documents/journal.fibro", ""),
    ("/home/ann/.local/share/FibroJournal/journal.fibro", ""),
    ("/home/ann/dropboxes I like/journal.fibro", ""),
    ("/home/ann/box/journal.fibro", ""),
    ("/home/ann/omega/journal.fibro", ""),
    ("/media/ann/STICK/Dropbox.fibro", ""),
    ("/journal.fibro", ""),
)
MACOS = (
    (
        "/Users/ann/Library/Mobile Documents/com~apple~CloudDocs/journal.fibro",
        "iCloud Drive",
    ),
    ("/Users/ann/Library/CloudStorage/OneDrive-Personal/journal.fibro", "OneDrive"),
    ("/Users/ann/Library/CloudStorage/Dropbox/journal.fibro", "Dropbox"),
    (
        "/Users/ann/Library/CloudStorage/GoogleDrive-ann@example.org/My Drive/journal.fibro",
        "Google Drive",
    ),
    ("/Users/ann/Library/CloudStorage/Box-Box/journal.fibro", "Box"),
    ("/Users/ann/Library/CloudStorage/ProtonDrive-ann/journal.fibro", "Proton Drive"),
    ("/Users/ann/Library/CloudStorage/Somebody-ann/journal.fibro", "Somebody"),
    ("/Users/ann/iCloud Drive/journal.fibro", "iCloud Drive"),
    ("/Users/ann/Library/Application Support/FibroJournal/journal.fibro", ""),
    ("/Volumes/STICK/journal.fibro", ""),
)
WINDOWS = (
    (r"C:\Users\ann\OneDrive\journal.fibro", "OneDrive"),
    (r"C:\Users\ann\OneDrive - Example Ltd\Documents\journal.fibro", "OneDrive"),
    (r"C:\Users\ann\Dropbox\journal.fibro", "Dropbox"),
    (r"C:\Users\ann\iCloudDrive\journal.fibro", "iCloud Drive"),
    (r"G:\My Drive\journal.fibro", "Google Drive"),
    (r"C:\Users\ann\Google Drive\journal.fibro", "Google Drive"),
    (r"P:\pCloud Drive\journal.fibro", "pCloud"),
    (r"C:\Users\ann\Nextcloud\journal.fibro", "Nextcloud"),
    (r"C:\Users\ann\Box Sync\journal.fibro", "Box"),
    (r"C:\Users\ann\AppData\Local\FibroJournal\journal.fibro", ""),
    (r"E:\journal.fibro", ""),
    (r"\\server\share\journal.fibro", ""),
)


def nothing(_place: PurePath) -> bool:
    return False


@pytest.mark.parametrize(
    ("place", "service"),
    [
        *((PurePosixPath(text), service) for text, service in LINUX + MACOS),
        *((PureWindowsPath(text), service) for text, service in WINDOWS),
    ],
    ids=str,
)
def test_a_synced_folder_is_known_by_its_name(place: PurePath, service: str) -> None:
    assert syncing_service(place, nothing) == service


@pytest.mark.parametrize(
    ("marker", "service"),
    [
        (".stfolder", "Syncthing"),
        (".dropbox.cache", "Dropbox"),
        (".nextcloudsync.log", "Nextcloud"),
        (".SynologyWorkingDirectory", "Synology Drive"),
    ],
)
def test_a_synced_folder_is_known_by_what_lies_in_it(
    tmp_path: Path, marker: str, service: str
) -> None:
    journal = tmp_path / "diary" / "2026" / "journal.fibro"
    journal.parent.mkdir(parents=True)
    assert syncing_service(journal) == ""
    (tmp_path / "diary" / marker).mkdir()
    assert syncing_service(journal) == service


@pytest.mark.parametrize(
    "name",
    [
        "journal (Ann's conflicted copy 2026-11-04).fibro",
        "journal (conflicted copy 2026-11-04 214200).fibro",
        "journal_conflicted-copy.fibro",
        "journal.sync-conflict-20261104-214200-ABCDEFG.fibro",
        "journal (Case Conflict).fibro",
        "journal (In Konflikt stehende Kopie von Ann 2026-11-04).fibro",
        "journal (Copie en conflit de Ann 2026-11-04).fibro",
    ],
)
def test_a_conflicted_copy_says_so_in_its_name(name: str) -> None:
    assert is_conflicted_copy(name)


@pytest.mark.parametrize(
    "name", ["journal.fibro", "journal 2.fibro", "copy of journal.fibro", "conflict at work.fibro"]
)
def test_other_names_say_nothing_of_the_kind(name: str) -> None:
    assert not is_conflicted_copy(name)
