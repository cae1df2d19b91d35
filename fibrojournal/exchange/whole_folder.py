"""Writing a folder whole: beside its place first, where the two then exchange their names.

No system changes two names at one moment. A kill in between leaves the old folder under a hidden
name, and the next writing puts it back first.
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


class WholeFolder:
    """Replaces a folder as a whole.

    Args:
        folder: Which; a link to it stays a link.
        names: Of the files that it may hold; with any other it keeps its place.
    """

    def __init__(self, folder: Path, names: Collection[str]) -> None:
        self._folder = Path(os.path.realpath(folder))
        self._names = {*names, *(f".{name}.part" for name in names)}
        self._draft = self._beside("new")
        self._aside = self._beside("old")

    def _beside(self, word: str) -> Path:
        return self._folder.parent / f".{self._folder.name}.fibrojournal-{word}"

    def clear_up(self) -> None:
        """End what was begun and killed: the folder that stood here is here again, alone.

        Raises:
            OSError: It could not be put back.
        """
        if self._aside.is_dir() and not self._folder.exists():
            self._aside.rename(self._folder)
        for left in (self._draft, self._aside):
            self._remove(left)

    def _remove(self, place: Path) -> None:
        """Remove a folder of ours; whatever else came to be in it stays."""
        with suppress(OSError):  # most often: it is not there
            for file in place.iterdir():
                if self._is_known(file):
                    file.unlink()
            place.rmdir()

    def _is_known(self, file: Path) -> bool:
        return file.name in self._names and not file.is_dir()

    def can_be_replaced(self) -> bool:
        """Tell whether another folder can take the place of the one that is there.

        It cannot where somebody's own files lie in it, where it is a disk or the working folder
        of whoever asked, and where nothing can be written beside it.
        """
        return (
            all(map(self._is_known, self._folder.iterdir()))
            and not self._folder.is_mount()
            and not Path.cwd().is_relative_to(self._folder)
            and os.access(self._folder.parent, os.W_OK)
            and not (self._draft.exists() or self._aside.exists())
        )

    @contextmanager
    def replaced(self) -> Iterator[Path]:
        """Give an empty folder that takes the place of the old one after the block.

        If the block fails, the old one stays. Who may see the old one may see the new one.

        Raises:
            OSError: No room or no permission.
        """
        try:
            self._draft.mkdir(mode=0o700)
            shutil.copymode(self._folder, self._draft)
            yield self._draft
            self._folder.rename(self._aside)
            self._draft.rename(self._folder)
        finally:
            self.clear_up()
