"""A Debian with almost nothing in it, in a folder, and programs run there.

Programs see the folder as the whole system, and no network, not even this computer's own. They
share /tmp with the outside, for the sockets of a screen and of its buses lie there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PACKAGES: Final = ("libgl1", "libegl1", "fonts-dejavu-core")
"""All that is added to the smallest Debian; every desktop has them."""

DEBOOTSTRAP: Final = ("debootstrap", "--variant=minbase")

_INTO_THE_ROOT: Final = """
root=$1; shift
mount --bind /tmp "$root/tmp" && mount -t proc proc "$root/proc" && exec chroot "$root" "$@"
"""


def missing_parts() -> list[str]:
    """Name what this machine lacks for making and entering such a folder; [] = nothing."""
    missing = [tool for tool in ("debootstrap", "apt-get", "unshare") if not shutil.which(tool)]
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        missing.append("the rights of root on Linux")
    return missing


def place_of_packages() -> tuple[str, ...]:
    """Return where apt has Debian from on this machine; () = debootstrap knows by itself."""
    wanted = ("indextargets", "--format", "$(SITE) $(ORIGIN)", "Created-By: Packages")
    lines = [line.split(maxsplit=1) for line in _output("apt-get", *wanted).splitlines()]
    return tuple(site for site, origin in lines if origin == "Debian")[:1]


class BareRoot:
    """The folder; made once, and then kept for the next time.

    Attributes:
        folder: What programs in it see as the whole system.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._is_made = folder / "bare-root-is-made"

    def make(self, release: str, *mirror: str) -> None:
        """Fetch the smallest Debian and the packages, unless they are there."""
        if self._is_made.exists():
            return
        subprocess.run(
            [*DEBOOTSTRAP, release, str(self.folder), *mirror],
            check=True,
        )
        shutil.copy("/etc/resolv.conf", self.folder / "etc")
        install = (
            "chroot",
            str(self.folder),
            "apt-get",
            "install",
            "-y",
            "-qq",
            "--no-install-recommends",
            *PACKAGES,
        )
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(install, check=True, env=environment)
        self._is_made.touch()

    def unpack(self, packed: Path) -> Path:
        """Unpack a bundle into the root, in place of an earlier one; return its folder."""
        shutil.rmtree(self.folder / "opt", ignore_errors=True)
        shutil.unpack_archive(packed, self.folder / "opt", filter="tar")
        (bundle,) = (self.folder / "opt").iterdir()
        return bundle

    def path(self, file: Path) -> str:
        """Return how programs in the root call a file of it."""
        return f"/{file.relative_to(self.folder)}"

    def command(self, *command: str, env: Mapping[str, str]) -> list[str]:
        """Return a command that runs another one in the root; it keeps its process id."""
        variables = {"PATH": "/usr/bin:/bin", "HOME": "/root", **env}
        named = [f"{name}={value}" for name, value in variables.items()]
        enter = ["unshare", "--mount", "--net", "sh", "-c", _INTO_THE_ROOT, "sh"]
        return [*enter, str(self.folder), "env", "-i", *named, *command]

    def output(self, *command: str, env: Mapping[str, str] | None = None) -> str:
        """Run a command in the root to its end; return what it prints."""
        return _output(*self.command(*command, env=env or {}))


def _output(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout
