"""Builders of timelines, for the tests of charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.text import Text

from fibrojournal.charts.sheet import ChartSize
from fibrojournal.charts.style import load_palette
from fibrojournal.charts.timeline_chart import TimelineChart
from fibrojournal.charts.timeline_data import TimelineData, TimelineSource, timeline_data
from fibrojournal.domain.entries import ItemScores
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from fibrojournal.i18n import EnglishFormatter
from tests.builders import TODAY, day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from matplotlib.artist import Artist

    from fibrojournal.analysis.series import Values
    from fibrojournal.charts.style import ThemeName
    from fibrojournal.domain.events import Event
    from fibrojournal.domain.medicines import DoseChange, Medicine, PlanStep

FORMATTER = EnglishFormatter()
ITEMS = {item.key: item for item in BUILT_IN_ITEMS}


def make_scores(key: str, scores: Mapping[int, float]) -> ItemScores:
    """Build the scores of an item from days ago to value."""
    ago = sorted(scores, reverse=True)
    days = tuple(day(one).toordinal() for one in ago)
    return ItemScores(key, days, tuple(float(scores[one]) for one in ago), (False,) * len(ago))


def make_timeline(  # noqa: PLR0913 - each a part of a timeline, all but one named
    scores: Mapping[str, Mapping[int, float]] | None = None,
    *,
    medicines: Sequence[Medicine] = (),
    dose_changes: Sequence[DoseChange] = (),
    plan: Sequence[PlanStep] = (),
    events: Sequence[Event] = (),
    first_day: date | None = None,
    recalled: Mapping[date, int] | None = None,
) -> TimelineData:
    """Build a timeline whose items are given as key to (days ago to value)."""
    chosen = [(ITEMS[key], make_scores(key, own)) for key, own in (scores or {}).items()]
    return timeline_data(
        TimelineSource(
            TODAY, chosen, medicines, dose_changes, plan, events, first_day, recalled or {}
        )
    )


def make_chart(
    data: TimelineData, *, width: float = 1008, height: float = 600, theme: ThemeName = "light"
) -> TimelineChart:
    return TimelineChart(data, ChartSize(width, height), load_palette(theme), FORMATTER)


def every(days: int, value: float, *, since: int = 0) -> dict[int, float]:
    """Return one value for each of so many days, the last of them `since` days ago."""
    return {since + ago: value for ago in range(days)}


def parts(chart: TimelineChart, name: str) -> list[Artist]:
    """Return the visible artists of a chart named so, or of a kind: "mean:fatigue", "mean"."""
    named = [(artist.get_gid() or "", artist) for artist in chart.figure.artists]
    return [
        artist
        for gid, artist in named
        if artist.get_visible() and (gid == name or gid.startswith(f"{name}:"))
    ]


def points(chart: TimelineChart, name: str) -> tuple[Values, Values]:
    """Return days and values of the one line of that name."""
    (line,) = parts(chart, name)
    assert isinstance(line, Line2D)
    xs, ys = line.get_xdata(orig=True), line.get_ydata(orig=True)
    return np.asarray(xs, dtype=np.float64), np.asarray(ys, dtype=np.float64)


def words(chart: TimelineChart, name: str) -> list[str]:
    """Return the texts of that name, in the order in which they were written."""
    return [text.get_text() for text in parts(chart, name) if isinstance(text, Text)]
