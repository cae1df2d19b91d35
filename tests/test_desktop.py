from __future__ import annotations

import configparser
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Final

import pytest
from PIL import Image

from fibrojournal import paths
from fibrojournal.app import DESKTOP_NAME

FOLDER: Final = paths.resource("desktop")
ENTRY: Final = FOLDER / f"{DESKTOP_NAME}.desktop"
METAINFO: Final = FOLDER / f"{DESKTOP_NAME}.metainfo.xml"


def validated(program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    if not (found := shutil.which(program)):
        pytest.skip(f"{program} is not installed here")
    return subprocess.run(
        [found, *map(str, arguments)], capture_output=True, text=True, check=False
    )


def test_desktops_accept_the_entry() -> None:
    done = validated("desktop-file-validate", ENTRY)
    assert (done.returncode, done.stdout) == (0, "")


def test_software_centres_accept_the_description() -> None:
    done = validated("appstreamcli", "validate", "--no-net", METAINFO)
    assert done.returncode == 0, done.stdout


def test_the_entry_starts_the_program_under_the_name_that_windows_have() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(ENTRY)
    assert entry["Desktop Entry"]["Exec"] == "fibrojournal"
    assert entry["Desktop Entry"]["Icon"] == DESKTOP_NAME
    tree = ET.parse(METAINFO)  # noqa: S314 - our own file
    assert tree.findtext("id") == DESKTOP_NAME
    assert tree.findtext("launchable") == ENTRY.name


def test_the_description_says_the_intended_purpose() -> None:
    tree = ET.parse(METAINFO)  # noqa: S314 - as above
    said = " ".join((tree.findtext("description/p") or "").split())
    readme = Path(__file__).parent.parent.joinpath("README.md").read_text(encoding="utf-8")
    assert said
    assert said in " ".join(readme.split())


@pytest.mark.parametrize("size", [16, 24, 32, 48, 64, 128, 256, 512])
def test_the_icon_is_there_in_every_size(size: int) -> None:
    with Image.open(FOLDER / f"fibrojournal-{size}.png") as picture:
        assert picture.size == (size, size)
        assert picture.getpixel((0, 0)) == (0, 0, 0, 0)  # the corners are round
        assert picture.getpixel((size // 2, size // 16 + 1))[3] > 200  # type: ignore[index]


@pytest.mark.parametrize(("name", "largest"), [("ico", 256), ("icns", 1024)])
def test_windows_and_macos_have_icons_of_their_own_form(name: str, largest: int) -> None:
    with Image.open(FOLDER / f"fibrojournal.{name}") as picture:
        assert max(width for width, *_ in picture.info["sizes"]) in {largest, largest // 2}
