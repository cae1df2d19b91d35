"""Two composites of pain maps as a sentence and as table rows, with n beside every number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fibrojournal.domain.pain_areas import area_names
from fibrojournal.i18n import tr, trn

if TYPE_CHECKING:
    from fibrojournal.analysis.composites import Composite, TwoComposites
    from fibrojournal.i18n import Formatter

Row = tuple[str, ...]


def maps_sentence(both: TwoComposites, titles: tuple[str, str], formatter: Formatter) -> str:
    """Say how many days were mapped, and how many areas they had on average.

    Args:
        both: What is said.
        titles: What the two sides are called, such as "Before".
        formatter: Writes numbers.
    """
    said = [
        tr("{side}: {words}.").format(
            side=title[:1].upper() + title[1:], words=_side_words(one, formatter)
        )
        for title, one in zip(titles, (both.before, both.after), strict=True)
    ]
    return " ".join((*said, tr("The numbers on the body are percent of the mapped days.")))


def maps_table(both: TwoComposites) -> tuple[Row, tuple[Row, ...]]:
    """Return header and rows: every area that was marked on some day, before and after."""
    rows = tuple(
        (name, _count_words(both.before, area), _count_words(both.after, area))
        for area, name in area_names().items()
        if both.before.marked[area] or both.after.marked[area]
    )
    return (tr("Area"), tr("Days before"), tr("Days after")), rows


def mapped_words(one: Composite) -> str:
    """Return over how many days a composite lies: "7 mapped days"."""
    return trn("{n} mapped day", "{n} mapped days", one.mapped)


def _side_words(one: Composite, formatter: Formatter) -> str:
    if one.mean_areas is None:
        return tr("no day was mapped")
    return tr("{days}, on average {areas} of 19 areas").format(
        days=mapped_words(one), areas=formatter.number(one.mean_areas, 1)
    )


def _count_words(one: Composite, area: str) -> str:
    share = one.share(area)
    if share is None:
        return ""
    return tr("{marked} of {mapped} ({percent} %)").format(
        marked=one.marked[area], mapped=one.mapped, percent=round(share * 100)
    )
