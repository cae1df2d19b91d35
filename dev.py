"""Set up, run, test and build FibroJournal: `python3 dev.py run | test | bench | build | ...`.

Standard library only, so that it works on a machine that has nothing but Python.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tomllib
import venv
from ctypes.util import find_library
from pathlib import Path

from fibrojournal import __version__

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
DIST = ROOT / "dist"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
USAGE = """usage: python3 dev.py COMMAND

  run [--demo] [...]   open FibroJournal (--demo: on the example journal);
                       without a display, draw every page into build/tour instead
  test                 lint, type check, check the layers and run all tests
  bench                measure starts, storage, charts and pages, as ratios
  build                make a folder that runs without Python, dist/FibroJournal
  pack                 pack that folder, with its checksum and the list of its contents
  wheel                make a wheel and a source archive, into dist
  texts                gather the texts for translators, compile what they translated
  pictures             draw the pictures in docs/pictures anew
  packages             name the packages of Debian that are missing
  setup                only make the .venv that the others use"""

# In the order in which tests/conftest.py puts them, file by file.
ON_ALL_CORES = ("-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder")

# What the Qt wheels leave to the system on Debian and Ubuntu: library -> package.
QT_LIBRARIES = {
    "GL": "libgl1",
    "EGL": "libegl1",
    "fontconfig": "libfontconfig1",
    "glib-2.0": "libglib2.0-0",
    "xkbcommon": "libxkbcommon0",
    "dbus-1": "libdbus-1-3",
}
WINDOW_LIBRARIES = {
    "xcb-cursor": "libxcb-cursor0",
    "xcb-icccm": "libxcb-icccm4",
    "xcb-image": "libxcb-image0",
    "xcb-keysyms": "libxcb-keysyms1",
    "xcb-randr": "libxcb-randr0",
    "xcb-render-util": "libxcb-render-util0",
    "xcb-shape": "libxcb-shape0",
    "xcb-shm": "libxcb-shm0",
    "xcb-sync": "libxcb-sync1",
    "xcb-xfixes": "libxcb-xfixes0",
    "xcb-xkb": "libxcb-xkb1",
    "X11-xcb": "libx11-xcb1",
    "xkbcommon-x11": "libxkbcommon-x11-0",
}


def run(*command: str | Path, env: dict[str, str] | None = None) -> None:
    """Run one step; end with its exit code when it fails."""
    code = subprocess.run([*map(str, command)], cwd=ROOT, check=False, env=env).returncode
    if code:
        sys.exit(code)


def missing_packages() -> list[str]:
    """Name the Debian packages that Qt or the virtual environment still needs."""
    libraries = QT_LIBRARIES | WINDOW_LIBRARIES
    packages = [package for name, package in libraries.items() if not find_library(name)]
    if not shutil.which("fc-list") and not Path("/usr/share/fonts/truetype").exists():
        packages.append("fonts-dejavu-core")
    try:
        import ensurepip  # noqa: F401, PLC0415 - only asks whether Debian left it out
    except ImportError:
        packages.append("python3-venv")
    return packages


def install_system_packages() -> None:
    """On Debian: install what is missing when root, else say which line installs it."""
    if not sys.platform.startswith("linux") or not shutil.which("apt-get"):
        return
    packages = missing_packages()
    if not packages:
        return
    line = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
    if os.geteuid() != 0:
        sys.exit(f"FibroJournal needs some system packages. Please run:\n  sudo {line}")
    print(f"installing system packages: {' '.join(packages)}", flush=True)
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    run("apt-get", "update", "-qq", env=env)
    run(*line.split(), "-qq", env=env)


def set_up() -> None:
    """Make or renew .venv from the hashed pins; a stamp tells that nothing changed."""
    pins = ROOT / "requirements.txt"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = hashlib.sha256(pins.read_bytes() + repr(project).encode())
    stamp = VENV / "set-up-from"
    if stamp.exists() and stamp.read_text() == f"{wanted.hexdigest()} {sys.version}":
        return
    install_system_packages()
    print("setting up .venv", flush=True)
    venv.create(VENV, clear=True, with_pip=not shutil.which("uv"))
    uv = shutil.which("uv")
    tool = (uv, "pip", "install", "--python", PYTHON) if uv else (PYTHON, "-m", "pip", "install")
    run(*tool, "--quiet", "--require-hashes", "-r", pins)
    run(*tool, "--quiet", "--no-deps", "--no-build-isolation", "-e", ROOT)
    stamp.write_text(f"{wanted.hexdigest()} {sys.version}")


def has_display() -> bool:
    """Tell whether a window could be shown."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_app(arguments: list[str]) -> None:
    """Open the app, or draw the tour where there is no display."""
    if has_display():
        run(PYTHON, "-m", "fibrojournal", *arguments)
        return
    tour = draw_tour()
    print(f"There is no display, so the pages were drawn into {tour.relative_to(ROOT)} instead.")


def draw_tour() -> Path:
    """Draw every page of the example journal, which needs no display; return the folder."""
    tour = ROOT / "build" / "tour"
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    run(PYTHON, "-m", "fibrojournal", "--tour", tour, env=env)
    return tour


def test() -> None:
    """Lint, types, layers, tests, coverage; the first failure ends it."""
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    run(BIN / "ruff", "format", "--check", ".")
    run(BIN / "ruff", "check", ".")
    run(BIN / "mypy")
    run(BIN / "lint-imports", "--no-cache")
    run(BIN / "coverage", "erase")
    run(BIN / "coverage", "run", "-m", "pytest", "-q", *ON_ALL_CORES, env=env)
    run(BIN / "coverage", "combine", "--quiet")
    run(BIN / "coverage", "report")
    core = "fibrojournal/domain/*,fibrojournal/storage/*,fibrojournal/exchange/*"
    run(BIN / "coverage", "report", f"--include={core}", "--fail-under=100")


def bench() -> None:
    """Measure; in the window that there is, or offscreen."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    if not has_display():
        env["QT_QPA_PLATFORM"] = "offscreen"
    run(PYTHON, "-m", "tests.benchmarks", env=env)


def build() -> None:
    """Make the folder that runs without Python, by build.spec."""
    run(BIN / "pyinstaller", "--noconfirm", "--log-level", "WARN", "build.spec")


def pack() -> None:
    """Pack what was built; write down what is in it, and the checksum by which it is known."""
    kinds = {"win32": ("windows", "zip"), "darwin": ("macos", "xztar")}
    system, kind = kinds.get(sys.platform, (sys.platform, "xztar"))
    folder = "FibroJournal.app" if system == "macos" else "FibroJournal"
    if not (DIST / folder).exists():
        sys.exit("There is nothing to pack so far. Please run:\n  python3 dev.py build")
    name = f"FibroJournal-{__version__}-{system}-{platform.machine().lower()}"
    packed = Path(shutil.make_archive(str(DIST / name), kind, DIST, folder))
    contents = DIST / f"{name}-contents.txt"
    shutil.copy(ROOT / "build" / "made" / "CONTENTS.txt", contents)
    sums = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n"
        for file in (packed, contents)
    ]
    (DIST / f"{name}.sha256").write_text("".join(sums), encoding="utf-8", newline="\n")
    print("".join(sums), end="")


def wheel() -> None:
    """Make a wheel and a source archive."""
    run(BIN / "hatchling", "build", "--directory", DIST)


def pictures() -> None:
    """Draw anew the pages whose pictures stand in docs/pictures."""
    tour = draw_tour()
    for file in (ROOT / "docs" / "pictures").glob("*.png"):
        shutil.copy(tour / file.name, file)


def texts() -> None:
    """Write the template for translators anew, and compile what they translated."""
    run(PYTHON, "-m", "tests.catalogue")


def main() -> None:
    """Do what the command line asks."""
    command, *arguments = sys.argv[1:] or ["help"]
    steps = {
        "test": test,
        "texts": texts,
        "pictures": pictures,
        "bench": bench,
        "build": build,
        "pack": pack,
        "wheel": wheel,
    }
    if command == "packages":
        print(*missing_packages())
        return
    if command not in {"run", "setup", *steps}:
        sys.exit(USAGE)
    set_up()
    if command == "run":
        open_app(arguments)
    elif command in steps:
        steps[command]()


if __name__ == "__main__":
    main()
