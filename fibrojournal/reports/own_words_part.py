"""What single numbers mean to the person, in their own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fibrojournal.i18n import set_apart, tr

if TYPE_CHECKING:
    from fibrojournal.reports.report_facts import ReportFacts


def own_words(facts: ReportFacts) -> tuple[str, ...]:
    """Return a line for each item that has scores and own words for any of its numbers."""
    pattern = tr("{number} = {words}")
    return tuple(
        tr("{item}: {meanings}.").format(
            item=item.short_name,
            meanings=set_apart(
                pattern.format(number=facts.formatter.number(number), words=words)
                for number, words in item.anchors
            ),
        )
        for item in facts.items
        if item.anchors
    )
