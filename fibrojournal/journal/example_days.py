"""What is written in the example journal: entries, notes, pain maps and intakes."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING

from fibrojournal.domain.entries import SKIPPED, Compared, DayEntry, MedicinesTaken, Score
from fibrojournal.domain.medicines import Intake
from fibrojournal.domain.pain_areas import PAIN_AREAS, PainMap
from fibrojournal.journal import example_notes as notes
from fibrojournal.journal import example_story as story
from fibrojournal.journal.example_course import Chance, Course, in_flare

if TYPE_CHECKING:
    from collections.abc import Mapping

_BLANK_DAY = 0.05
_FOGGY_DAY = 0.05
_FOGGY_IN_FLARE = 0.3
_ITEM_SKIPPED = 0.02
_ITEM_BLANK = 0.03
_NEVER_BLANK = frozenset({"pain_average", "se_dizzy", "se_sleepy", "se_nausea"})
_WRITTEN_NEXT_DAY = 0.05
_NOTE = 0.34
_TAKEN_DIFFERENT = 0.05
_TAKEN_NOT_SAID = 0.15
_PARACETAMOL = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.6, 0.7, 0.8)
"""Chance of an intake by the day's pain, 0 to 10."""
_TWO_TABLETS = 0.4
_EASY_PAIN = 3
_DROWSY = 3

_SUMMER_TIME_MONTHS = range(4, 11)
_SUNDAY = 6
_WEEK = 7
_FLARE_MAP_EVERY = 3

_USUAL_AREAS = (
    "lower_back",
    "neck",
    "left_shoulder",
    "right_shoulder",
    "left_hip",
    "right_hip",
    "upper_back",
    "right_upper_arm",
    "left_upper_leg",
    "right_upper_leg",
    "right_lower_arm",
    "left_upper_arm",
    "left_lower_leg",
    "right_lower_leg",
    "left_lower_arm",
    "left_jaw",
    "right_jaw",
    "chest",
    "abdomen",
)
"""The areas in the order in which they usually join in for this person."""
_AREA_SWAP = 3.0
_AREAS_AT_NO_PAIN = 1.0
_AREAS_A_POINT = 1.1
_MORE_AREAS_IN_FLARE = 3

_LAST_DRAWN_DAYS_BACK = 2
"""Yesterday and today are written out by hand, so that the first page shows what it can do."""

_YESTERDAY_SCORES: dict[str, Score] = {
    "pain_average": 5,
    "pain_worst": 8,
    "fatigue": 6,
    "sleep_quality": 5,
    "fog": 4,
    "sleep_hours": 6.25,
    "se_dizzy": 1,
    "se_sleepy": 1,
    "se_nausea": 0,
}
_TODAY_SCORES: dict[str, Score] = {
    "pain_average": 6,
    "pain_worst": 8,
    "fatigue": 7,
    "sleep_quality": SKIPPED,
    "se_dizzy": 1,
    "se_sleepy": 2,
}


@dataclass(frozen=True, slots=True)
class ExampleDays:
    """What the days of the example hold, each oldest first."""

    entries: tuple[DayEntry, ...]
    pain_maps: tuple[PainMap, ...]
    intakes: tuple[Intake, ...]


def example_days(today: date, seed: int) -> ExampleDays:
    """Write 430 days up to today; the same arguments give the same days."""
    chance = Chance(seed)
    diary = _Diary(today, chance, Course(today, chance))
    for days_back in range(story.FIRST_DAYS_BACK, _LAST_DRAWN_DAYS_BACK - 1, -1):
        diary.write(days_back)
    diary.write_last_two_days()
    return ExampleDays(tuple(diary.entries), tuple(diary.pain_maps), tuple(diary.intakes))


@dataclass(slots=True)
class _Diary:
    """The diary while it is written, oldest day first."""

    today: date
    chance: Chance
    course: Course
    entries: list[DayEntry] = field(default_factory=list)
    pain_maps: list[PainMap] = field(default_factory=list)
    intakes: list[Intake] = field(default_factory=list)
    _decks: dict[tuple[str, ...], deque[str]] = field(default_factory=dict)

    def write(self, days_back: int) -> None:
        """Write one day, or leave it blank."""
        if self._is_blank(days_back):
            return
        if days_back in story.UNSCORED_DAYS:
            self._add_entry(days_back, {}, self._note_from(notes.UNSCORED_NOTES), None)
            return
        full = self.course.scores(days_back)
        foggy = self._is_foggy(days_back)
        if foggy:
            scores: dict[str, Score] = {key: full[key] for key in ("pain_average", "fatigue")}
        else:
            scores = self._with_omissions(full, days_back)
            self._weigh(days_back, scores)
            self._map_pain(days_back, round(full["pain_average"]))
        taken = self._medicines_taken(days_back, foggy=foggy)
        self._add_entry(days_back, scores, self._note(days_back, full, foggy=foggy), taken)
        self._take_paracetamol(days_back, round(full["pain_average"]))

    def write_last_two_days(self) -> None:
        """Write yesterday in full and today in part."""
        self._add_entry(1, _YESTERDAY_SCORES, notes.YESTERDAY_NOTE)
        self._add_entry(0, _TODAY_SCORES, notes.TODAY_NOTE)

    def _is_blank(self, days_back: int) -> bool:
        if days_back == story.FIRST_DAYS_BACK or days_back in story.UNSCORED_DAYS:
            return False
        in_gap = any(days_back in gap for gap in story.GAPS)
        return in_gap or self.chance.draw("blank day", days_back) < _BLANK_DAY

    def _is_foggy(self, days_back: int) -> bool:
        if days_back in story.FLU:
            return True
        threshold = _FOGGY_IN_FLARE if in_flare(days_back) else _FOGGY_DAY
        return self.chance.draw("foggy day", days_back) < threshold

    def _with_omissions(self, full: Mapping[str, float], days_back: int) -> dict[str, Score]:
        """Return the scores with a few skipped or left blank.

        Average pain is always there, and a side effect is answered or skipped, never blank.
        """
        scores: dict[str, Score] = {}
        for item, value in full.items():
            draw = self.chance.draw(f"omission of {item}", days_back)
            if item != "pain_average" and draw < _ITEM_SKIPPED:
                scores[item] = SKIPPED
            elif item in _NEVER_BLANK or draw >= _ITEM_SKIPPED + _ITEM_BLANK:
                scores[item] = value
        return scores

    def _weigh(self, days_back: int, scores: dict[str, Score]) -> None:
        if self._day(days_back).weekday() == _SUNDAY:
            swing = 0.3 * self.chance.swing("weight", days_back)
            scores["weight_kg"] = round(story.true_level("weight_kg", days_back) + swing, 1)

    def _map_pain(self, days_back: int, pain: int) -> None:
        flare = in_flare(days_back)
        if days_back % (_FLARE_MAP_EVERY if flare else _WEEK):
            return
        count = round(_AREAS_AT_NO_PAIN + _AREAS_A_POINT * pain)
        count = min(count + (_MORE_AREAS_IN_FLARE if flare else 0), len(PAIN_AREAS))
        stream = self.chance.stream(f"areas {days_back}")
        shifted = {area: n + stream.gauss(0, _AREA_SWAP) for n, area in enumerate(_USUAL_AREAS)}
        areas = frozenset(sorted(shifted, key=lambda area: shifted[area])[:count])
        self.pain_maps.append(PainMap(self._day(days_back), areas))

    def _medicines_taken(self, days_back: int, *, foggy: bool) -> MedicinesTaken | None:
        draw = self.chance.draw("medicines taken", days_back)
        if not foggy and draw < _TAKEN_DIFFERENT:
            missed = Intake(
                story.GABAPENTIN,
                self._day(days_back),
                amount=Decimal(0),
                note="Forgot the one at night.",
            )
            self.intakes.append(missed)
            return "different"
        return None if foggy or draw > 1 - _TAKEN_NOT_SAID else "as_planned"

    def _take_paracetamol(self, days_back: int, pain: int) -> None:
        if self.chance.draw("paracetamol", days_back) >= _PARACETAMOL[pain]:
            return
        stream = self.chance.stream(f"intake {days_back}")
        tablets = 2 if stream.random() < _TWO_TABLETS else 1
        at = time(stream.randrange(8, 22), 5 * stream.randrange(12))
        day = self._day(days_back)
        self.intakes.append(Intake(story.PARACETAMOL, day, at, Decimal(500 * tablets)))

    def _note(self, days_back: int, full: Mapping[str, float], *, foggy: bool) -> str:
        if self.chance.draw("note", days_back) >= _NOTE:
            return ""
        return self._note_from(_kind_of_note(days_back, full, foggy=foggy))

    def _note_from(self, kind: tuple[str, ...]) -> str:
        """Draw a note from a shuffled deck: one comes again only when all have been used."""
        deck = self._decks.setdefault(kind, deque())
        if not deck:
            deck.extend(self.chance.stream("notes").sample(kind, len(kind)))
        return deck.popleft()

    def _add_entry(
        self,
        days_back: int,
        scores: Mapping[str, Score],
        note: str,
        taken: MedicinesTaken | None = "as_planned",
    ) -> None:
        next_day = days_back >= _LAST_DRAWN_DAYS_BACK and (
            self.chance.draw("written next day", days_back) < _WRITTEN_NEXT_DAY
        )
        foggy = set(scores) == {"pain_average", "fatigue"}
        self.entries.append(
            DayEntry(
                self._day(days_back),
                scores,
                note=note,
                medicines_taken=taken,
                compared_with_yesterday=self._compared(days_back) if foggy else None,
                written_at=self._written_at(days_back, next_day=next_day),
                recalled_after_days=1 if next_day else None,
            )
        )

    def _compared(self, days_back: int) -> Compared:
        """Compare with the day before as it was lived, whether or not it was written down."""
        if days_back == story.FIRST_DAYS_BACK:
            return "same"
        today, before = (self.course.scores(n)["pain_average"] for n in (days_back, days_back + 1))
        if today == before:
            return "same"
        return "better" if today < before else "worse"

    def _written_at(self, days_back: int, *, next_day: bool) -> datetime:
        """Return a moment in the evening, or in the next morning for a day written later.

        The local time is UTC+2 from April to October and UTC+1 otherwise: simple, and near
        enough to how clocks are set in much of Europe.
        """
        share = self.chance.draw("written at", days_back)
        minutes = int(share * 180) + (9 * 60 if next_day else 19 * 60 + 45)
        day = self._day(days_back) + timedelta(days=1 if next_day else 0)
        hours_east = 2 if day.month in _SUMMER_TIME_MONTHS else 1
        zone = timezone(timedelta(hours=hours_east))
        return datetime.combine(day, time(minutes // 60, minutes % 60), zone)

    def _day(self, days_back: int) -> date:
        return story.day_of(self.today, days_back)


def _kind_of_note(days_back: int, full: Mapping[str, float], *, foggy: bool) -> tuple[str, ...]:
    """Return the notes that suit such a day; the first that fits."""
    suited = (
        (days_back in story.FLU, notes.ILLNESS_NOTES),
        (foggy, notes.FOGGY_NOTES),
        (in_flare(days_back), notes.FLARE_NOTES),
        (full["se_dizzy"] + full["se_sleepy"] >= _DROWSY, notes.AFTER_INCREASE_NOTES),
        (full["pain_average"] <= _EASY_PAIN, notes.EASY_NOTES),
    )
    return next((kind for fits, kind in suited if fits), notes.USUAL_NOTES)
