"""How the days of the example journal truly were, written down or not.

Each kind of chance draws from a stream of its own, one draw a day, so that what is left blank
never shifts what is written on other days. Only the weekday depends on today's date.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from fibrojournal.journal import example_story as story

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

CARRY_OVER = 0.4
"""Share of a day's swing that is still there on the next day (autoregression of order 1)."""

_PAIN_SD = 1.3
_OWN_SD = {"fatigue": 1.0, "sleep_quality": 1.3, "fog": 1.1}
_PAIN_SHARE = {"fatigue": 0.5, "sleep_quality": 0.3, "fog": 0.3}
"""How much of the day's pain swing shows in the other symptoms."""
_FLARE_BUMP = {"pain_average": 2.6, "fatigue": 1.5, "sleep_quality": 1.2, "fog": 1.0}
_FLARE_RAMP_DAYS = 3
_WEEKDAY_SWING = (0.15, 0.1, 0.0, 0.0, 0.05, -0.15, -0.15)
"""Monday to Sunday, in points."""

_SIDE_EFFECTS: dict[str, tuple[float, float, float, tuple[int, ...]]] = {
    "se_dizzy": (0.1, 1.4, 0.5, story.GABAPENTIN_INCREASES),
    "se_sleepy": (0.4, 1.3, 0.5, story.GABAPENTIN_INCREASES),
    "se_nausea": (0.0, 1.2, 0.3, story.DULOXETINE_INCREASES),
}
"""Usual level, rise after an increase, spread (all in points of 0-3), days of the increases."""
_SIDE_EFFECT_RISE_DAYS = 3
_SIDE_EFFECT_FULL_DAYS = 11
_SIDE_EFFECT_DAYS = 22
_FOG_FROM_SLEEPY = 0.4
_HALF_POINT = 0.5


class Chance:
    """Seeded chance: one independent stream for each thing that is left to it."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._streams: dict[str, random.Random] = {}
        self._swings: dict[str, tuple[float, ...]] = {}

    def stream(self, name: str) -> random.Random:
        """Return the stream of that name, as far as it has been drawn from."""
        if name not in self._streams:
            stream = random.Random(f"{self._seed} {name}")  # noqa: S311 - a story, not a secret
            self._streams[name] = stream
        return self._streams[name]

    def draw(self, name: str, days_back: int) -> float:
        """Return the number in 0..1 of that name and day."""
        if name not in self._swings:
            stream = self.stream(name)
            self._swings[name] = tuple(stream.random() for _ in range(story.LENGTH_DAYS))
        return self._swings[name][story.FIRST_DAYS_BACK - days_back]

    def swing(self, name: str, days_back: int) -> float:
        """Return that day's swing, with spread 1 and part of it carried over from day to day."""
        key = f"swing of {name}"
        if key not in self._swings:
            stream = self.stream(key)
            fresh = (1 - CARRY_OVER**2) ** 0.5
            values = [stream.gauss(0, 1)]
            for _ in range(story.LENGTH_DAYS - 1):
                values.append(CARRY_OVER * values[-1] + fresh * stream.gauss(0, 1))
            self._swings[key] = tuple(values)
        return self._swings[key][story.FIRST_DAYS_BACK - days_back]


class Course:
    """The scores of every day as a full entry would hold them."""

    def __init__(self, today: date, chance: Chance) -> None:
        self._today = today
        self._chance = chance

    def scores(self, days_back: int) -> dict[str, float]:
        """Return every score of a fully written day."""
        pain_swing = _PAIN_SD * self._chance.swing("pain", days_back)
        weekday = story.day_of(self._today, days_back).weekday()
        levels = {"pain_average": pain_swing + _WEEKDAY_SWING[weekday]}
        for item, own_sd in _OWN_SD.items():
            own = own_sd * self._chance.swing(item, days_back)
            levels[item] = _PAIN_SHARE[item] * pain_swing + own
        flare = _flare_share(days_back)
        for item in levels:
            levels[item] += story.true_level(item, days_back) + flare * _FLARE_BUMP[item]
        sleepy = _after_increase(days_back, story.GABAPENTIN_INCREASES)
        levels["fog"] += _FOG_FROM_SLEEPY * sleepy

        scores: dict[str, float] = {item: _whole(level, 10) for item, level in levels.items()}
        peak = 1 + int(2.6 * self._chance.draw("peak", days_back))
        scores["pain_worst"] = min(10, scores["pain_average"] + peak)
        scores["sleep_hours"] = self._sleep_hours(days_back, levels["sleep_quality"])
        for item in _SIDE_EFFECTS:
            scores[item] = self._side_effect(item, days_back)
        return scores

    def _sleep_hours(self, days_back: int, badness: float) -> float:
        hours = 8.2 - 0.3 * badness + 0.5 * self._chance.swing("sleep hours", days_back)
        return round(min(max(hours, 3), 10) * 4) / 4

    def _side_effect(self, item: str, days_back: int) -> int:
        usual, rise, spread, increases = _SIDE_EFFECTS[item]
        level = usual + rise * _after_increase(days_back, increases)
        return _whole(level + spread * self._chance.swing(item, days_back), 3)


def in_flare(days_back: int) -> bool:
    """Tell whether the day lies in one of the flares."""
    return any(days_back in flare for flare in story.FLARES)


def _flare_share(days_back: int) -> float:
    """Return how far a flare is up, 0..1: it comes and goes over a few days."""
    for flare in story.FLARES:
        if days_back in flare:
            inside = 1 + min(flare.first - days_back, days_back - flare.last)
            return min(1, inside / _FLARE_RAMP_DAYS)
    return 0


def _after_increase(days_back: int, increases: Iterable[int]) -> float:
    """Return how much of a side effect's rise is there, 0..1: up in days, gone in 3 weeks."""
    return max((_rise(start - days_back) for start in increases), default=0)


def _rise(days_since: int) -> float:
    if not 0 <= days_since < _SIDE_EFFECT_DAYS:
        return 0
    up = (days_since + 1) / _SIDE_EFFECT_RISE_DAYS
    down = (_SIDE_EFFECT_DAYS - days_since) / (_SIDE_EFFECT_DAYS - _SIDE_EFFECT_FULL_DAYS)
    return min(up, 1, down)


def _whole(level: float, highest: int) -> int:
    """Round to a score on the scale 0..highest, halves upwards."""
    return min(max(int(level + _HALF_POINT), 0), highest)
