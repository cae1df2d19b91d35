"""Tries the packed bundle in a bare Debian: `sudo .venv/bin/python -m tests.bundle dist/*.tar.xz`.

Needs Linux, root, and what `apt-get install debootstrap xvfb openbox at-spi2-core python3-pyatspi
dbus-x11` brings. The first run fetches a small Debian from where apt has its packages from.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fibrojournal.storage.keys import derive_key, new_salt
from fibrojournal.storage.store import Store
from tests.bundle.bare_root import PACKAGES, BareRoot, missing_parts, place_of_packages
from tests.processes import ROOT
from tests.window import screen as windows

if TYPE_CHECKING:
    from collections.abc import Iterator

UNPACKED_MB: Final = 240
PACKED_MB: Final = 75

PAGES: Final = (
    *("today", "journal", "medicines", "timeline", "changes", "report", "learn", "settings"),
)
NETWORK_FILES: Final = (
    *("Qt6Network", "QtNetwork", "WebEngine", "WebSockets", "libssl", "libcurl", "_ssl."),
    *("libcups.so", "libgnutls", "_asyncio."),
)
NETWORK_MODULES: Final = {
    *("asyncio", "ftplib", "http", "imaplib", "poplib", "smtplib", "socketserver", "ssl"),
    *("telnetlib", "urllib.request", "webbrowser", "xmlrpc", "requests", "urllib3"),
}

DAYS: Final = "day,pain_average,fatigue,se_dizzy,note\n" + "".join(
    f"2026-{month:02}-{day:02},{(day + month) % 11},{day % 11},{day % 4},\n"
    for month in (7, 8, 9, 10)
    for day in range(1, 31)
)
DOSES: Final = "medicine,day,morning\ngabapentin,2026-08-01,300\ngabapentin,2026-09-15,600\n"


def main() -> None:
    """Say what is tried and what came of it; end with 1 at the first thing that is not so."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("packed", type=Path, help="what `python3 dev.py pack` made")
    options.add_argument("--root", type=Path, default=ROOT / "build" / "bare-root")
    options.add_argument("--release", default="bookworm", help="of Debian")
    options.add_argument("--mirror", help="without it, the one that apt has")
    chosen = options.parse_args()
    if missing := [*missing_parts(), *windows.missing_parts()]:
        sys.exit(f"needs {', '.join(missing)}")
    root = BareRoot(chosen.root.absolute())
    root.make(chosen.release, *([chosen.mirror] if chosen.mirror else place_of_packages()))
    say(root=f"the smallest {chosen.release}", added=" ".join(PACKAGES), python=python_in(root))
    bundle = root.unpack(chosen.packed)
    try_size(chosen.packed, bundle)
    try_contents(bundle)
    program = root.path(bundle / "fibrojournal")
    with tempfile.TemporaryDirectory() as shared:  # in /tmp, which the root sees too
        try_offscreen(root, program, Path(shared))
        try_window(root, program, Path(shared))


def say(**figures: object) -> None:
    """Print figures in one line."""
    print(", ".join(f"{name}: {value}" for name, value in figures.items()), flush=True)


def files_in(bundle: Path) -> Iterator[Path]:
    return (file for file in bundle.rglob("*") if file.is_file() and not file.is_symlink())


def modules_in(bundle: Path) -> set[str]:
    """Name the modules of Python in a bundle, those of the standard library too."""
    inside = bundle / "_internal"
    files = (file.relative_to(inside).with_suffix("") for file in inside.rglob("*.pyc"))
    return {file.as_posix().removesuffix("/__init__").replace("/", ".") for file in files}


def try_size(packed: Path, bundle: Path) -> None:
    """Weigh the bundle, packed and not."""
    packed_mb = packed.stat().st_size / 1e6
    unpacked_mb = sum(file.stat().st_size for file in files_in(bundle)) / 1e6
    say(packed_mb=f"{packed_mb:.1f}", unpacked_mb=f"{unpacked_mb:.1f}")
    assert packed_mb <= PACKED_MB
    assert unpacked_mb <= UNPACKED_MB


def try_contents(bundle: Path) -> None:
    """Look for what reaches into a network, and for the licences."""
    names = [str(file.relative_to(bundle)) for file in files_in(bundle)]
    reaching = [name for name in names if any(part in name for part in NETWORK_FILES)]
    reaching += sorted(NETWORK_MODULES.intersection(modules_in(bundle)))
    say(files=len(names), modules=len(modules_in(bundle)), of_a_network=reaching)
    assert reaching == []
    assert "fibrojournal.ui.main_window" in modules_in(bundle)
    texts = [name for name in names if "/licences/" in name]
    listed = (bundle / "_internal" / "licences" / "CONTENTS.txt").read_text(encoding="utf-8")
    assert {"sqlite-utils", "numpy", "Qt"} <= {line.split()[0] for line in listed.splitlines()[2:]}
    say(licence_texts=len(texts) - 1, parts=len(listed.splitlines()) - 2)


def python_in(root: BareRoot) -> str:
    found = [*root.folder.glob("usr/bin/python*"), *root.folder.glob("usr/lib/python*")]
    assert found == []
    return "none"


def try_offscreen(root: BareRoot, program: str, shared: Path) -> None:
    """Draw every page, and run the commands of the command line."""
    env = {"FIBROJOURNAL_HOME": f"{shared}/home", "QT_QPA_PLATFORM": "offscreen"}

    def run(*arguments: str | Path) -> str:
        return root.output(program, *map(str, arguments), env=env)

    say(version=run("--version").strip())
    run("--tour", shared / "tour")
    drawn = {file.name for file in (shared / "tour").iterdir()}
    expected = {f"{page}-{theme}.png" for page in PAGES for theme in ("light", "dark")}
    assert drawn == {*expected, "report.pdf"}
    assert min(file.stat().st_size for file in (shared / "tour").iterdir()) > 20_000
    fonts = [*(shared / "home" / "cache" / "matplotlib").glob("fontlist*.json")]
    assert len(fonts) == 1, "every start would look for all fonts anew"
    say(tour=f"{len(expected)} pictures and the report")

    (shared / "days.csv").write_text(DAYS, encoding="utf-8")
    (shared / "dose_changes.csv").write_text(DOSES, encoding="utf-8")
    (shared / "in").mkdir()
    for name in ("days.csv", "dose_changes.csv"):
        (shared / name).rename(shared / "in" / name)
    journal = shared / "diary.fibro"
    run("import", shared / "in", "--journal", journal)
    for name in ("report.pdf", "report.html"):
        run("report", "--journal", journal, "--to", shared / name)
    assert (shared / "report.pdf").read_bytes().startswith(b"%PDF-")
    assert "<img" in (shared / "report.html").read_text(encoding="utf-8")
    changes = json.loads(run("changes", "--journal", journal, "--json"))
    for name in ("out", "out.json", "out.sqlite"):
        run("export", "--journal", journal, "--to", shared / name)
    run("backup", "--journal", journal)
    run("check", "--journal", journal)
    protected = shared / "protected.fibro"
    Store.create(protected, derive_key("mole hill", new_salt(1))).close()
    (shared / "passphrase").write_text("mole hill")
    run("check", "--journal", protected, "--passphrase-file", shared / "passphrase")
    say(
        report="PDF and HTML",
        compared=len(changes),
        exported="folder, JSON, SQLite",
        check="sound",
        protected="opens",
    )


def try_window(root: BareRoot, program: str, shared: Path) -> None:
    """Write a day by the keyboard, as a screen reader hears it, and open the timeline."""
    journal = shared / "diary.fibro"
    with (shared / "log").open("w") as log, windows.virtual_screen(log) as screen:
        env = {**screen.env, "FIBROJOURNAL_HOME": f"{shared}/home"}
        command = root.command(program, "--journal", str(journal), env=env)
        with subprocess.Popen(command, stderr=log) as process:
            window = windows.Program(screen, process)
            try:
                window.hears(("frame", "FibroJournal", "active"))
                window.hears(("radio button", "Pain on average: 0, none", "focused"))
                window.hit("5", "Return", "1", "0", "Return", "s")
                window.hears(("label", "Saved*"))
                for page in (*PAGES, "timeline"):
                    window.press(("button", page.title()))
                    window.hears(("filler", page.title()))
                chart = window.hears(("filler", "Timeline", "focusable"))
                window.quit()
            finally:
                process.kill()
    logged = shared / "home" / "log" / "fibrojournal.log"
    assert not logged.exists(), logged.read_text(encoding="utf-8")  # nothing went wrong on the way
    root.output(program, "export", "--journal", str(journal), "--to", f"{shared}/written", env={})
    with (shared / "written" / "days.csv").open(encoding="utf-8", newline="") as file:
        day = next(row for row in csv.DictReader(file) if row["day"] == screen.today.isoformat())
    written = (day["pain_average"], day["pain_worst"], day["fatigue"])
    assert written == ("5", "10", "skipped")
    say(written_by_keyboard=", ".join(written), timeline=chart.description[:60])


if __name__ == "__main__":
    main()
