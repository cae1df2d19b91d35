"""The package against the same rules in plain loops (`naive_comparison`), field by field."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest

from fibrojournal.analysis.change_report import ChangeReport, change_reports
from tests.analysis import naive_comparison
from tests.analysis.diaries import FIRST_DAY, Diary, calm_diary, changes_source, random_diary

DIARIES = 200
CALM_DIARIES = 60
DAYS = 260


@cache
def case(seed: int) -> tuple[Diary, date, float]:
    """Return a diary, the day on which it is read, and the smallest difference that matters."""
    chance = random.Random(seed)  # noqa: S311 - a diary is no secret
    mid = chance.choice([1.0, 1.0, 0.5, 3.0])
    if seed < DIARIES:
        today = FIRST_DAY + timedelta(days=chance.choice([DAYS, chance.randrange(60, DAYS)]))
        return random_diary(seed, DAYS), today, mid
    return calm_diary(seed), FIRST_DAY + timedelta(days=chance.choice([90, 100, 139])), mid


@cache
def package_reports(seed: int) -> tuple[ChangeReport, ...]:
    diary, today, mid = case(seed)
    return change_reports(changes_source(diary, mid), today=today)


def differences(ours: Any, naive: Any, where: str) -> list[str]:
    """Name every field of ours in which two results differ; floats may differ by 1e-9."""
    if is_dataclass(ours) and naive is not None and type(ours) is not type(naive):
        parts = [
            (f"{where}.{one.name}", getattr(ours, one.name), getattr(naive, one.name))
            for one in fields(ours)
        ]
    elif isinstance(ours, tuple) and len(ours) == len(naive):
        parts = [
            (f"{where}[{place}]", mine, theirs)
            for place, (mine, theirs) in enumerate(zip(ours, naive, strict=True))
        ]
    elif isinstance(ours, float) and naive is not None:
        near = ours == pytest.approx(naive, rel=1e-9, abs=1e-9)
        return [] if near else [f"{where}: {ours}, naive {naive}"]
    else:
        return [] if ours == naive else [f"{where}: {ours}, naive {naive}"]
    return [line for name, mine, theirs in parts for line in differences(mine, theirs, name)]


@pytest.mark.parametrize("seed", range(DIARIES + CALM_DIARIES))
def test_every_field_of_every_comparison_is_that_of_the_plain_loops(seed: int) -> None:
    diary, today, mid = case(seed)
    naive = naive_comparison.Reader(diary, today, mid).reports()
    assert differences(package_reports(seed), naive, "reports") == []


def test_the_diaries_meet_every_rule_that_they_are_to_try() -> None:
    met: Counter[str] = Counter()
    for seed in range(DIARIES + CALM_DIARIES):
        for report in package_reports(seed):
            met["left out"] += report.left_out_days > 0
            met["titration"] += any(len(part.steps) > 1 for part in report.change.parts)
            met["joint of three"] += len(report.change.parts) > 2
            for one in report.comparisons:
                met[one.reading] += 1
                met[f"look {one.look}"] += 1
                met["days needed"] += one.days_needed is not None
                met["second look ahead"] += one.look == 1 and one.next_look is not None
                met["main at 97 %"] += one.range is not None and one.range.confidence == 0.97
                met["at an end"] += one.better_day_chance in {0.0, 1.0}
                met.update(one.cautions)
    wanted = {
        *("left out", "titration", "joint of three", "look 0", "look 1", "look 2", "days needed"),
        *("second look ahead", "main at 97 %", "at an end", "different", "slightly_different"),
        *("about_the_same", "cannot_tell", "too_few", "not_yet", "no_reading", "drift"),
        *("bad_spell", "other_changes", "different_intake", "few_days", "weekday_mix", "joint"),
        "recent",
    }
    assert {name for name in wanted if met[name] < 5} == set()
