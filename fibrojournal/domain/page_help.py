"""What F1 says on each page, read from `resources/help/pages.toml`; English, like the facts."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import Final

from fibrojournal.paths import resource

FILE: Final = "help/pages.toml"


@dataclass(frozen=True, slots=True)
class PageHelp:
    """A few lines about one page.

    Attributes:
        key: The page's name in the program.
        title: Title of the dialog.
        lines: A thought each.
    """

    key: str
    title: str
    lines: tuple[str, ...]


def load_page_help() -> dict[str, PageHelp]:
    """Read the help of every page, by its key."""
    table = tomllib.loads(resource(FILE).read_text(encoding="utf-8"))
    told = [PageHelp(row["key"], row["title"], tuple(row["lines"])) for row in table["pages"]]
    return {one.key: one for one in told}
