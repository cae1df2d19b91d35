from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fibrojournal.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

CHOSEN = Settings(
    theme="dark",
    text_percent=150,
    language="nb",
    journal="/home/ann/journal.fibro",
    day_turns_at=0,
    weight_unit="lb",
    first_weekday="saturday",
    least_difference=1.5,
    idle_minutes=0,
    hide_key="Pause",
    neutral_name=True,
    second_backup_folder="/media/stick",
    cloud_told="/home/ann/journal.fibro",
    reminds=True,
    reminder_at="07:30",
    reminded="2026-11-04  2026-11-11",
    emergency_number="112",
    help_number="116 123",
    window_size=(1200, 800),
)


def test_choices_come_back_as_they_were(tmp_path: Path) -> None:
    file = tmp_path / "config" / "settings.json"
    CHOSEN.save(file)
    assert Settings.load(file) == CHOSEN
    Settings().save(file)
    assert Settings.load(file) == Settings()
    assert [found.name for found in file.parent.iterdir()] == ["settings.json"]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"7", b"\xff\xfe", b'{"theme": "dark"'])
def test_a_file_that_is_broken_gives_the_defaults(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(content)
    assert Settings.load(file) == Settings()


def test_a_file_that_is_missing_or_a_folder_gives_the_defaults(tmp_path: Path) -> None:
    assert Settings.load(tmp_path / "settings.json") == Settings()
    assert Settings.load(tmp_path) == Settings()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("emergency_number", "my doctor"),
        ("help_number", "1" * 25),
        ("first_weekday", "friday"),
        ("least_difference", 0.7),
        ("theme", "purple"),
        ("theme", None),
        ("text_percent", 99),
        ("text_percent", 201),
        ("text_percent", 1e9),
        ("text_percent", True),
        ("day_turns_at", -1),
        ("day_turns_at", 13),
        ("day_turns_at", "4"),
        ("weight_unit", "stone"),
        ("reminds", 1),
        ("reminder_at", "20:01"),
        ("reminder_at", "soon"),
        ("reminded", 7),
        ("hide_key", "A"),
        ("hide_key", ""),
        ("language", 7),
        ("journal", ["a"]),
        ("window_size", [1]),
        ("window_size", [1, 2, 3]),
        ("window_size", ["wide", "high"]),
        ("window_size", [-1, 100]),
        ("window_size", 100),
        ("window_size", None),
    ],
)
def test_an_odd_value_gives_its_default_and_leaves_the_others(
    tmp_path: Path, key: str, value: object
) -> None:
    file = tmp_path / "settings.json"
    CHOSEN.save(file)
    content = json.loads(file.read_text(encoding="utf-8")) | {key: value}
    file.write_text(json.dumps(content), encoding="utf-8")
    loaded = Settings.load(file)
    for field in fields(Settings):
        expected = Settings() if field.name == key else CHOSEN
        assert getattr(loaded, field.name) == getattr(expected, field.name)


def test_a_setting_of_another_version_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"theme": "contrast", "sounds": true}', encoding="utf-8")
    assert Settings.load(file) == Settings(theme="contrast")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=5,
)


@settings(deadline=None, max_examples=60)
@given(
    content=st.dictionaries(
        st.sampled_from([field.name for field in fields(Settings)]) | st.text(max_size=5), JSON
    )
)
def test_no_file_makes_loading_fail(
    tmp_path_factory: pytest.TempPathFactory, content: dict[str, object]
) -> None:
    file = tmp_path_factory.mktemp("settings") / "settings.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    loaded = Settings.load(file)
    loaded.save(file)
    assert Settings.load(file) == loaded
