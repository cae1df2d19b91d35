"""The journal is opened as docs/journal-file.md says, without a line of ours."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from fibrojournal.domain.recovery_code import new_code, signs_of
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from fibrojournal.storage.keys import derive_key, new_salt
from fibrojournal.storage.recovery_slot import MARK, slot_of, write_slot
from fibrojournal.storage.store import Store

_PAGE = Path(__file__).parents[2] / "docs" / "journal-file.md"

ITEMS = (len(BUILT_IN_ITEMS),)
"""What a count of the items in a new journal gives."""


@pytest.fixture(scope="module")
def by_hand() -> dict[str, Any]:
    """Give what the page's own Python defines."""
    (code,) = re.findall(r"```python\n(.*?)```", _PAGE.read_text(encoding="utf-8"), re.DOTALL)
    defined: dict[str, Any] = {}
    exec(code, defined)  # noqa: S102 - our own page
    return defined


@pytest.mark.parametrize("passphrase", ["three quiet herons", "it's “x” é 🙂", "e\u0301"])
def test_a_passphrase_opens_the_journal_as_the_page_says(
    by_hand: dict[str, Any], tmp_path: Path, passphrase: str
) -> None:
    path = tmp_path / "journal.fibro"
    Store.create(path, derive_key(passphrase, new_salt(1))).close()
    with closing(by_hand["open_journal"](str(path), passphrase)) as journal:
        assert journal.execute("SELECT count(*) FROM tracked_item").fetchone() == ITEMS


def test_a_recovery_code_opens_the_journal_as_the_page_says(
    by_hand: dict[str, Any], tmp_path: Path
) -> None:
    path, code = tmp_path / "journal.fibro", new_code()
    key = derive_key("forgotten", new_salt(1))
    slot = slot_of(path, key.salt)
    Store.create(path, key).close()
    write_slot(slot, key, derive_key(signs_of(code), new_salt(1, MARK)))
    with closing(by_hand["open_by_code"](str(path), str(slot), code.lower())) as journal:
        assert journal.execute("SELECT count(*) FROM tracked_item").fetchone() == ITEMS
