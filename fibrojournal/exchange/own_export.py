"""Reads what FibroJournal itself exported, in whichever form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fibrojournal.errors import RefusedError
from fibrojournal.exchange.csv_table import SIZE_LIMIT
from fibrojournal.exchange.folder import FILES, read_folder
from fibrojournal.exchange.json_reader import read_json
from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from fibrojournal.domain.tracked_items import TrackedItem
    from fibrojournal.exchange.parsed import Parsed


def read_export(
    place: Path, *, items: Sequence[TrackedItem], today: date, new_items: bool
) -> Parsed:
    """Read an exchange folder, a single file of one, or a JSON export.

    What is wrong inside the files never raises: it comes back as rejections.

    Args:
        place: Where it is.
        items: The items of the journal that it is meant for.
        today: Nothing that was lived is later.
        new_items: Make own 0-10 items of the columns in days.csv that are not known.

    Raises:
        RefusedError: There is no such place, or nothing there that we know.
    """
    if not place.is_file() or place.name in FILES:
        return read_folder(place, items=items, today=today, new_items=new_items)
    try:
        with place.open("rb") as stream:
            data = stream.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise RefusedError(
            tr("This file could not be opened."),
            remedy=tr("Check its name and the folder. Nothing was changed."),
        ) from error
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
        return read_json(data, place.name, items=items, today=today)
    return read_folder(place, items=items, today=today, new_items=new_items)
