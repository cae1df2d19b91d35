"""Rows of `tracked_item`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from fibrojournal.domain.scales import SCALES
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS, Better, Kind, TrackedItem

if TYPE_CHECKING:
    from fibrojournal.storage.rows import Row, Rows


def items(rows: Rows) -> tuple[TrackedItem, ...]:
    """Return every tracked item, hidden ones too, in their order."""
    return tuple(item_value(row) for row in rows.find("tracked_item", order="position, key"))


def item(rows: Rows, key: str) -> TrackedItem:
    """Return the tracked item of a key, which must be there."""
    (row,) = rows.find("tracked_item", "key = ?", (key,))
    return item_value(row)


def put(rows: Rows, item: TrackedItem) -> None:
    """Insert or replace the item of this key."""
    rows.put(
        "tracked_item",
        {
            "key": item.key,
            "kind": item.kind,
            "scale": item.scale.key,
            "better": item.better,
            "own_name": item.own_name,
            "own_low_words": item.own_low_words,
            "own_high_words": item.own_high_words,
            "position": item.position,
            "hidden": int(item.hidden),
            "anchors": json.dumps([list(anchor) for anchor in item.anchors]),
        },
    )


def missing_built_ins(rows: Rows) -> tuple[TrackedItem, ...]:
    """Return the built-in items that the journal does not have yet."""
    there = {item.key for item in items(rows)}
    return tuple(item for item in BUILT_IN_ITEMS if item.key not in there)


def item_value(row: Row) -> TrackedItem:
    """Read one row, also one of the history."""
    anchors = json.loads(str(row["anchors"]))
    return TrackedItem(
        key=str(row["key"]),
        kind=cast("Kind", row["kind"]),
        scale=SCALES[str(row["scale"])],
        better=cast("Better", row["better"]),
        own_name=cast("str | None", row["own_name"]),
        own_low_words=cast("str | None", row["own_low_words"]),
        own_high_words=cast("str | None", row["own_high_words"]),
        position=cast("int", row["position"]),
        hidden=bool(row["hidden"]),
        anchors=tuple((float(value), words) for value, words in anchors),
    )
