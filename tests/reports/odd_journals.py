"""Journals that are hard to print: empty, long, crowded, in other scripts.

Each is the same every time.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from fibrojournal.domain.contents import JournalContents
from fibrojournal.domain.entries import SKIPPED, DayEntry, Moment, Score
from fibrojournal.domain.events import CATEGORIES, Event
from fibrojournal.domain.medicines import Amounts, DoseChange, Intake, Medicine, PlanStep
from fibrojournal.domain.pain_areas import PainMap
from fibrojournal.domain.profile import Profile, Question
from fibrojournal.domain.scales import HOURS, KILOGRAMS
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from tests.builders import TODAY, day, make_item

if TYPE_CHECKING:
    from fibrojournal.domain.entries import MedicinesTaken
    from fibrojournal.domain.tracked_items import TrackedItem

HEBREW = "האם אפשר לחזור לפיזיותרפיה בחורף הזה?"
ARABIC = "هل يمكنني البدء بالعلاج الطبيعي مرة أخرى؟"
CHINESE = "今年冬天可以重新开始物理治疗吗"
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 4
_AMOUNTS = (0, 25, 100, 300, 600, 900, 1200, 1800)
_TAKEN: tuple[MedicinesTaken | None, ...] = (None, "as_planned", "different")
_AREAS = ("neck", "left_jaw", "lower_back", "abdomen")


class _Maker:
    """Makes one journal.

    Args:
        seed: The same seed makes the same journal.
        days: Days that it goes back.
    """

    def __init__(self, seed: int, days: int) -> None:
        self.chance = Random(seed)  # noqa: S311 - journals, not secrets
        self.days = days

    def some_day(self) -> date:
        return day(self.chance.randrange(self.days))

    def entries(self, items: tuple[TrackedItem, ...], share: float) -> tuple[DayEntry, ...]:
        made = []
        for back in range(self.days - 1, -1, -1):
            if self.chance.random() < share:
                scores = {
                    item.key: self.score(item) for item in items if self.chance.random() < share
                }
                note = "felt <b>odd</b> & tired" if self.chance.random() < 0.1 else ""
                taken = self.chance.choice(_TAKEN)
                made.append(DayEntry(day(back), scores, note=note, medicines_taken=taken))
        return tuple(made)

    def score(self, item: TrackedItem) -> Score:
        if self.chance.random() < 0.05:
            return SKIPPED
        if item.scale == HOURS:
            return self.chance.randrange(48) / 4
        if item.scale == KILOGRAMS:
            return round(70 + self.chance.gauss(0, 2), 1)
        return float(self.chance.randint(int(item.scale.low), int(min(item.scale.high, 10))))

    def medicines(self, names: list[str]) -> tuple[Medicine, ...]:
        return tuple(
            Medicine(name, strength="500 mg", as_needed=place % 4 == 3)
            for place, name in enumerate(names)
        )

    def changes(self, medicines: tuple[Medicine, ...], count: int) -> tuple[DoseChange, ...]:
        scheduled = [one.name for one in medicines if not one.as_needed]
        made = {}
        for _number in range(count if scheduled else 0):
            name, on = self.chance.choice(scheduled), self.some_day()
            amounts = Amounts(*(Decimal(self.chance.choice(_AMOUNTS)) for _time in range(4)))
            main = self.chance.choice((None, "pain_average", "fatigue"))
            every = self.chance.choice((1, 1, 1, 3))
            made[name, on] = DoseChange(name, on, amounts, every_days=every, main_item=main)
        order = {name: place for place, name in enumerate(scheduled)}
        return tuple(sorted(made.values(), key=lambda row: (order[row.medicine], row.day)))

    def intakes(self, medicines: tuple[Medicine, ...]) -> tuple[Intake, ...]:
        names = [one.name for one in medicines if one.as_needed]
        made = [
            Intake(
                name, self.some_day(), amount=self.chance.choice((None, Decimal(0), Decimal(1)))
            )
            for name in names
            for _number in range(min(self.days, 60) // 3)
        ]
        return tuple(sorted(made, key=lambda one: one.day))

    def events(self, count: int) -> tuple[Event, ...]:
        made = []
        for number in range(count):
            first = self.some_day()
            lasted = self.chance.choice((0, 0, 5, None))
            last = None if lasted is None else min(first + timedelta(days=lasted), TODAY)
            category = self.chance.choice(CATEGORIES)
            made.append(
                Event(f"event {number}", category, first, last, self.chance.random() < 0.2)
            )
        return tuple(sorted(made, key=lambda one: one.first_day))

    def moments(self) -> tuple[Moment, ...]:
        made = {}
        for _number in range(min(self.days, 40)):
            on, at = self.some_day(), time(self.chance.randrange(6, 23))
            item = self.chance.choice(("pain_average", "pain_worst", "fog"))
            made[on, at, item] = Moment(on, at, item, float(self.chance.randint(0, 10)))
        return tuple(sorted(made.values(), key=lambda one: (one.day, one.time)))

    def maps(self) -> tuple[PainMap, ...]:
        days = sorted({self.some_day() for _number in range(min(self.days, 20))})
        return tuple(
            PainMap(on, frozenset(self.chance.sample(_AREAS, self.chance.randrange(4))))
            for on in days
        )


def journal(  # noqa: PLR0913 - a test names only what is odd
    seed: int,
    *,
    days: int = 120,
    share: float = 0.85,
    medicines: list[str] | None = None,
    changes: int = 3,
    events: int = 4,
    questions: list[str] | None = None,
    items: tuple[TrackedItem, ...] = BUILT_IN_ITEMS,
    profile: Profile | None = None,
) -> JournalContents:
    """Make a journal at random."""
    maker = _Maker(seed, days)
    names = ["gabapentin", "duloxetine", "amitriptyline", "paracetamol"]
    taken = maker.medicines(names if medicines is None else medicines)
    texts = ["Why dizzy?", "What next?"] if questions is None else questions
    plan = (PlanStep(taken[0].name, day(-7), Amounts(night=Decimal(1500))),) if taken else ()
    return JournalContents(
        items=items,
        days=maker.entries(items, share),
        moments=maker.moments(),
        pain_maps=maker.maps(),
        medicines=taken,
        dose_changes=maker.changes(taken, changes),
        plan=plan,
        intakes=maker.intakes(taken),
        events=maker.events(events),
        questions=tuple(Question(text) for text in texts),
        profile=profile or Profile("Robin Example", 1979, "Migraine", "Dr Sample"),
    )


def odd_journals() -> dict[str, JournalContents]:
    """Return 20 journals by what is odd about them."""
    dozen = [f"medicine number {number}" for number in range(12)]
    wordy = " ".join(["Could it be that the tingling comes from the change of dose?"] * 20)
    own = tuple(
        replace(
            make_item(f"own_{number}", position=90 + number),
            own_name=f"My own item with rather a long name, number {number}",
        )
        for number in range(12)
    )
    meant = "cannot hold a kettle, nor walk as far as the corner shop"
    with_words = tuple(
        replace(item, anchors=tuple((float(number), meant) for number in range(4)))
        for item in BUILT_IN_ITEMS
    )
    long_name = "Hydroxychloroquine sulphate film-coated tablets of the second maker " * 3
    return {
        "empty": JournalContents(items=BUILT_IN_ITEMS),
        "one day": journal(1, days=1, changes=1, events=1),
        "a week": journal(2, days=7),
        "12 medicines": journal(3, medicines=dozen, changes=24),
        "12 medicines, 40 changes": journal(4, days=300, medicines=dozen, changes=40),
        "40 changes of one": journal(5, days=400, medicines=["gabapentin"], changes=40),
        "20 years": journal(6, days=7300, share=0.6, changes=60, events=80),
        "long names": journal(
            7, medicines=[long_name, LONG_WORD, "short"], profile=Profile(long_name, 1950)
        ),
        "long items": journal(8, items=(*BUILT_IN_ITEMS, *own)),
        "long questions": journal(9, questions=[wordy, LONG_WORD, "Short?", wordy]),
        "100 questions": journal(10, questions=[f"Question number {n}?" for n in range(1, 101)]),
        "right to left": journal(
            11,
            items=(replace(BUILT_IN_ITEMS[0], anchors=((7.0, HEBREW),)), *BUILT_IN_ITEMS[1:]),
            medicines=["גבפנטין", "باراسيتامول"],
            questions=[HEBREW, ARABIC],
            profile=Profile("رنا مثال", 1980),
        ),
        "Chinese": journal(12, medicines=["加巴喷丁", "度洛西汀"], questions=[CHINESE] * 4),
        "markup": journal(
            13, medicines=["<b>bold & co</b>"], questions=["<script>alert(1)</script>", "a < b?"]
        ),
        "no scores": replace(journal(14), days=(), moments=()),
        "few scores": journal(15, share=0.1),
        "no medicines": journal(16, medicines=[]),
        "no questions": journal(17, questions=[], profile=Profile()),
        "60 events": journal(18, events=60),
        "everything long": journal(
            19,
            days=500,
            medicines=[f"{name} {long_name}" for name in dozen],
            changes=40,
            questions=[wordy] * 40,
            items=(*with_words, *own),
            events=40,
        ),
    }
