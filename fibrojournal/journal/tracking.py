"""What is asked of the person: own items, names, order, what is shown, words for numbers.

Nothing here alters or removes a score: a new name keeps the history under it, and what is hidden
is not asked any more but stays in the journal.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from fibrojournal.domain.scales import DONE_WITH_HELP
from fibrojournal.domain.tracked_items import BUILT_IN_KEYS, key_from_name
from fibrojournal.errors import RefusedError
from fibrojournal.exchange.row_readers import KEY_LIMIT, RESERVED_KEYS
from fibrojournal.i18n import tr
from fibrojournal.journal.changes import Changes
from fibrojournal.storage import item_table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from fibrojournal.domain.tracked_items import TrackedItem
    from fibrojournal.journal.visit_preparation import StepMaker
    from fibrojournal.storage.rows import RowChange
    from fibrojournal.storage.store import Store

NAME_LIMIT: Final = 60
"""Most characters of an item's name; it has to fit beside its numbers."""

WORDS_LIMIT: Final = 80
"""Most characters of the words at one end, or for one number."""

ACTIVITIES: Final = 3
"""Most activities that are asked at a time."""


class Tracking:
    """Alters the list of what is asked; what it writes can be undone.

    Args:
        store: The open file.
        step: Makes a step that can be undone.
    """

    def __init__(self, store: Store, step: StepMaker) -> None:
        self._store = store
        self._step = step

    def items(self) -> tuple[TrackedItem, ...]:
        """Return every tracked item, hidden ones too, in their order."""
        return item_table.items(self._store.rows)

    def add(self, item: TrackedItem) -> Changes:
        """Add an own item at the end of the list; its key and place are given here.

        Raises:
            RefusedError: No name, a name that is taken, or words that are too long.
            NotSavedError: Nothing was changed.
        """
        items = self.items()
        name = (item.own_name or "").strip()
        if not name:
            raise RefusedError(tr("There is no name yet."), remedy=tr("Write a few words first."))
        key = _own_key(name, {other.key for other in items})
        place = 1 + max((other.position for other in items), default=-1)
        added = _trimmed(replace(item, key=key, own_name=name, position=place))
        _check_words(added, items)
        _check_activities([*items, added], (added,))
        return self._put((added,), tr("new item"))

    def change(self, item: TrackedItem) -> Changes:
        """Write other names and words for an item; kind, scale and place stay.

        Args:
            item: With the key of one that is there; own words None = the built-in ones.

        Raises:
            RefusedError: No name, a name that is taken, or words that are too long.
            NotSavedError: Nothing was changed.
        """
        items = self.items()
        (old,) = (other for other in items if other.key == item.key)
        changed = _trimmed(
            replace(
                old,
                own_name=item.own_name,
                own_low_words=item.own_low_words,
                own_high_words=item.own_high_words,
                better=item.better,
                anchors=item.anchors,
            )
        )
        if changed.own_name is None and item.key not in BUILT_IN_KEYS:
            raise RefusedError(tr("There is no name yet."), remedy=tr("Write a few words first."))
        _check_words(changed, items)
        return self._put((changed,), tr("item"))

    def exchange(self, key: str, other: str) -> Changes:
        """Let two items change places; all others keep theirs.

        Raises:
            NotSavedError: Nothing was changed.
        """
        order = list(self.items())
        keys = [item.key for item in order]
        first, second = keys.index(key), keys.index(other)
        order[first], order[second] = order[second], order[first]
        placed = (replace(item, position=position) for position, item in enumerate(order))
        return self._put(placed, tr("order"))

    def show(self, keys: Collection[str]) -> Changes:
        """Ask for items from now on.

        Raises:
            RefusedError: More activities than can be asked at a time.
            NotSavedError: Nothing was changed.
        """
        shown = self._with_hidden(keys, hidden=False)
        others = [item for item in self.items() if item.key not in keys]
        _check_activities([*others, *shown], shown)
        return self._put(shown, tr("shown"))

    def hide(self, keys: Collection[str]) -> Changes:
        """Ask for items no longer; what was written about them stays.

        Raises:
            NotSavedError: Nothing was changed.
        """
        return self._put(self._with_hidden(keys, hidden=True), tr("hidden"))

    def _with_hidden(self, keys: Collection[str], *, hidden: bool) -> list[TrackedItem]:
        return [replace(item, hidden=hidden) for item in self.items() if item.key in keys]

    def _put(self, items: Iterable[TrackedItem], words: str) -> Changes:
        with self._step(words) as rows:
            for item in items:
                item_table.put(rows, item)
        return _altered(rows.changes)


def _own_key(name: str, taken: Collection[str]) -> str:
    """Make a key that files can hold and that nothing else has."""
    base = key_from_name(key_from_name(name)[: KEY_LIMIT - 8]) or "item"
    forbidden = {*taken, *BUILT_IN_KEYS, *RESERVED_KEYS}
    key, number = base, 1
    while key in forbidden:
        number += 1
        key = f"{base}_{number}"
    return key


def _check_words(item: TrackedItem, items: Iterable[TrackedItem]) -> None:
    """Refuse a name that is taken, and words that are too long or say what no number says."""
    names = {other.name.casefold() for other in items if other.key != item.key}
    if item.name.casefold() in names:
        raise RefusedError(
            tr("There is already something of this name."),
            remedy=tr("Choose another name, or show that one again in the list."),
        )
    words = (item.own_low_words, item.own_high_words, *(said for _, said in item.anchors))
    for text, limit in ((item.name, NAME_LIMIT), *((said, WORDS_LIMIT) for said in words)):
        if len(text or "") > limit:
            raise RefusedError(
                tr("These words are too long to be saved."),
                remedy=tr("They may have up to {n} characters. Nothing was lost.").format(n=limit),
            )
    for number, _ in item.anchors:
        item.scale.check(number)


def _check_activities(items: Iterable[TrackedItem], wanted: Iterable[TrackedItem]) -> None:
    """Refuse a fourth activity; other things can be asked as many as anybody likes."""
    asked = sum(_is_asked_activity(item) for item in items)
    if asked > ACTIVITIES and any(map(_is_asked_activity, wanted)):
        raise RefusedError(
            tr("Three activities are asked already."),
            remedy=tr("Hide one of them first. What you wrote about it stays."),
        )


def _is_asked_activity(item: TrackedItem) -> bool:
    return item.kind == "activity" and item.scale == DONE_WITH_HELP and not item.hidden


def _trimmed(item: TrackedItem) -> TrackedItem:
    """Take blanks off the ends of all words; a name or number without words has none."""
    name = (item.own_name or "").strip() or None
    anchors = ((number, words.strip()) for number, words in item.anchors)
    return replace(
        item,
        own_name=name,
        own_low_words=_stripped(item.own_low_words),
        own_high_words=_stripped(item.own_high_words),
        anchors=tuple(sorted((number, words) for number, words in anchors if words)),
    )


def _stripped(words: str | None) -> str | None:
    return None if words is None else words.strip()


def _altered(changes: Iterable[RowChange]) -> Changes:
    return Changes.in_tables(change.table for change in changes)
