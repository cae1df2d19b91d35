from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from matplotlib.text import Text

from fibrojournal.charts.dose_staircase_chart import (
    DoseHistory,
    DoseStaircaseChart,
    dose_staircase,
)
from fibrojournal.charts.sheet import ChartSize
from fibrojournal.charts.style import ThemeName, load_palette
from tests.builders import TODAY, day, make_dose_change, make_plan_step
from tests.charts.timelines import FORMATTER

if TYPE_CHECKING:
    from fibrojournal.domain.medicines import DoseChange, PlanStep


def staircase(
    changes: list[DoseChange], plan: list[PlanStep] | None = None, theme: ThemeName = "light"
) -> DoseStaircaseChart:
    history = DoseHistory(changes, plan or [], TODAY)
    return dose_staircase(history, ChartSize(400, 120), load_palette(theme), FORMATTER)


def texts(chart: DoseStaircaseChart) -> list[str]:
    return [artist.get_text() for artist in chart.figure.artists if isinstance(artist, Text)]


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_steps_amounts_plan_and_months_are_written(theme: ThemeName) -> None:
    steps = [(400, 300), (300, 600), (200, 900), (1, 1200)]
    chart = staircase(
        [make_dose_change(day(ago), mg) for ago, mg in steps],
        [make_plan_step(TODAY + timedelta(days=20), 1500)],
        theme,
    )
    assert {"300", "600", "900", "1,200", "plan 1,500", "Jan 2026"} <= set(texts(chart))


def test_a_medicine_started_a_week_ago_has_its_day() -> None:
    chart = staircase([make_dose_change(day(7), 30)])
    assert "30" in texts(chart)


def test_a_medicine_without_doses_is_an_empty_sheet() -> None:
    chart = staircase([], [make_plan_step(TODAY + timedelta(days=3), 300)])
    assert texts(chart) == []
    assert chart.image().width == 400
