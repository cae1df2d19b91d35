"""Sends somebody through the window who looks, and tells what was found."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from fibrojournal.app.clock import now
from fibrojournal.journal.journal import Journal
from fibrojournal.storage.keys import derive_key, new_salt
from fibrojournal.storage.store import Store
from tests.faults.walk import Route, Walked
from tests.faults.walking import Grounds
from tests.ui.looks.greek import greek, greek_diary
from tests.ui.looks.looking import View
from tests.ui.looks.pseudo import CODE, bundle_with_pseudo

if TYPE_CHECKING:
    from pathlib import Path

WIDTH: Final = 1366
HEIGHT: Final = 768
TITLE_BAR: Final = 32
PASSPHRASE: Final = f"{greek('sparrow at dawn')}."
_SCREEN: Final = {
    "screens": [
        {
            "name": "small",
            "x": 0,
            "y": 0,
            "width": WIDTH,
            "height": HEIGHT,
            "logicalDpi": 96,
            "logicalBaseDpi": 96,
            "dpr": 1,
        }
    ]
}


@dataclass(frozen=True)
class Found:
    """What was seen on a walk; each finding is the key, and where it was the value.

    Attributes:
        cut: Texts that are cut off.
        out: Widgets that lie where nobody gets.
        foreign: Texts with a word or a digit in another language.
        joined: Texts that were put together of translated pieces.
        walked: Where the way led.
    """

    cut: dict[str, str]
    out: dict[str, str]
    foreign: dict[str, str]
    joined: dict[str, str]
    walked: Walked


def look_through(
    folder: Path, *, theme: str, percent: int, pseudo: bool, known: str = ""
) -> Found:
    """Walk through a protected journal on a small screen.

    Args:
        folder: Empty, for everything that is written.
        theme: "light", "dark" or "contrast".
        percent: Size of the text.
        pseudo: In the language that nobody speaks.
        known: What may stand in every language, as a pattern.
    """
    grounds = Grounds.laid_out_in(folder / "grounds")
    journal = grounds.data / "data" / "journal.fibro"
    opened = Journal(Store.create(journal, derive_key(PASSPHRASE, new_salt(1))), clock=now)
    opened.load(greek_diary(opened.today()))
    opened.close()
    config = grounds.data / "config"
    config.mkdir(exist_ok=True)
    settings = {
        "theme": theme,
        "text_percent": percent,
        "language": CODE if pseudo else "en",
        "window_size": [WIDTH, HEIGHT - TITLE_BAR],
    }
    (config / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    screen = folder / "screen.json"
    screen.write_text(json.dumps(_SCREEN), encoding="utf-8")
    bundle = folder / "bundle"
    if pseudo:
        bundle_with_pseudo(bundle)
    told, found = grounds.records / "told.json", grounds.records / "found.json"
    route = Route(
        arguments=(),
        words=f"{greek('words and a name')}.",
        passphrase=PASSPHRASE,
        given=str(grounds.given),
        exports=str(grounds.exports),
        told=str(told),
        is_brisk=True,
    )
    view = View(bundle=str(bundle) if pseudo else "", found=str(found), known=known)
    ended = subprocess.run(
        [
            *(sys.executable, "-X", "faulthandler", "-m", "tests.ui.looks.looking"),
            *(_packed(route), _packed(view)),
        ],
        cwd=grounds.working,
        env={
            "QT_QPA_PLATFORM": f"offscreen:configfile={screen}",
            "LC_ALL": "C.UTF-8",
            **grounds.environment,
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )
    told_wrong = f"{ended.returncode} {ended.stdout} {ended.stderr}"
    assert told_wrong == "0  ", told_wrong
    walked = Walked(**json.loads(told.read_text(encoding="utf-8")))
    return Found(**json.loads(found.read_text(encoding="utf-8")), walked=walked)


def _packed(value: Route | View) -> str:
    return json.dumps(asdict(value))
