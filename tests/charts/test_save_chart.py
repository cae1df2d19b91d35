from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fibrojournal.charts.save_chart import save_chart
from fibrojournal.errors import NotSavedError, RefusedError
from tests.builders import day, make_dose_change, make_event, make_medicine
from tests.charts.timelines import every, make_chart, make_timeline

if TYPE_CHECKING:
    from pathlib import Path

    from fibrojournal.charts.timeline_chart import TimelineChart


def small_chart() -> TimelineChart:
    data = make_timeline(
        {"pain_average": every(30, 5)},
        medicines=[make_medicine()],
        dose_changes=[make_dose_change(day(9), 300, note="secret")],
        events=[make_event(day(8), day(8), category="visit", note="secret")],
    )
    return make_chart(data, width=720, height=420)


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_the_same_chart_gives_the_same_bytes(tmp_path: Path, ending: str) -> None:
    one, other = tmp_path / f"one.{ending}", tmp_path / f"other.{ending}"
    save_chart(small_chart().figure, one)
    save_chart(small_chart().figure, other)
    assert one.read_bytes() == other.read_bytes()


def test_no_date_no_program_and_no_note_is_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "timeline.svg"
    save_chart(small_chart().figure, file)
    text = file.read_text(encoding="utf-8")
    assert "secret" not in text
    assert "dc:date" not in text
    assert "Matplotlib" not in text


def test_a_png_is_opaque_and_fit_for_print(tmp_path: Path) -> None:
    from matplotlib.image import imread  # noqa: PLC0415 - only this test reads pictures

    file = tmp_path / "timeline.png"
    save_chart(small_chart().figure, file)
    pixels = imread(file)
    assert pixels.shape[:2] == (1260, 2160)
    assert float(pixels[..., 3].min()) == 1


def test_saving_leaves_the_chart_as_it_was(tmp_path: Path) -> None:
    chart = small_chart()
    before = chart.image()
    save_chart(chart.figure, tmp_path / "timeline.pdf")
    save_chart(chart.figure, tmp_path / "timeline.png")
    assert chart.image() == before


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError):
        save_chart(small_chart().figure, tmp_path / "timeline.bmp")


def test_a_place_that_is_not_there_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(NotSavedError):
        save_chart(small_chart().figure, tmp_path / "nowhere" / "timeline.png")
    assert list(tmp_path.glob("*.part")) == []
