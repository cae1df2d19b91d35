from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from fibrojournal.exchange.columns import COLUMNS
from fibrojournal.exchange.csv_table import csv_bytes
from fibrojournal.exchange.folder import read_folder
from tests.exchange.strategies import TEXTS

TODAY = date(2026, 11, 22)

CELLS = st.one_of(
    TEXTS,
    st.from_regex(r"[0-9]{4}-[01][0-9]-[0-3][0-9](T[0-2][0-9]:[0-5][0-9][+-][0-9]{2}:00)?"),
    st.sampled_from(["g", "fatigue", "neck", "visit", "skipped", "1e999", "٣", "9" * 50, "{}"]),
    st.integers(-1, 11).map(str),
)


@settings(deadline=None, max_examples=150)
@given(table=st.sampled_from(sorted(COLUMNS)), data=st.data(), damage=st.binary(max_size=3))
def test_every_row_is_kept_or_refused_and_nothing_raises(
    table: str, data: st.DataObject, damage: bytes
) -> None:
    header = [column.name for column in COLUMNS[table]]
    row = st.lists(CELLS, min_size=len(header), max_size=len(header))
    content = csv_bytes([header, *data.draw(st.lists(row, max_size=3))])
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"{table}.csv").write_bytes(content + damage)
        parsed = read_folder(Path(folder), items=BUILT_IN_ITEMS, today=TODAY, new_items=True)
    (file,) = parsed.files
    kept, refused = {row.row for row in file.rows}, {bad.row for bad in file.rejected}
    assert not kept & refused
    if 0 not in refused and table != "pain_areas":  # a map is one value over several rows
        assert len(kept) <= file.read <= len(kept | refused)
