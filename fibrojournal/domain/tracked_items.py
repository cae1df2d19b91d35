"""The things a person follows: symptoms, side effects, measures.

Names and words at both ends of the built-in items stand here once and are translated when they
are shown. Own words of the person, where there are any, win over them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

from fibrojournal.domain.scales import (
    DONE,
    HOURS,
    KILOGRAMS,
    NUMERIC_RATING,
    PERCENT,
    SEVERITY,
    Scale,
)
from fibrojournal.i18n import tr

Kind = Literal["symptom", "side_effect", "function", "measure", "activity"]
Better = Literal["lower", "higher", "neither"]

KINDS: tuple[Kind, ...] = get_args(Kind)
BETTER: tuple[Better, ...] = get_args(Better)


@dataclass(frozen=True, slots=True)
class TrackedItem:
    """One thing that is written down day by day.

    Attributes:
        key: Stable name in files; renaming an item keeps it.
        kind: Where it stands on the page and in charts.
        scale: The values that it can take.
        better: Which direction is the better one.
        own_name: The person's own name for it; None = the built-in name.
        own_low_words: Own words at the low end; None = the built-in words.
        own_high_words: Own words at the high end; None = the built-in words.
        position: Order on the page, from 0.
        hidden: Not asked for any more; what was written stays.
        anchors: What single numbers mean to this person, as (value, words), by value.
    """

    key: str
    kind: Kind
    scale: Scale
    better: Better = "lower"
    own_name: str | None = None
    own_low_words: str | None = None
    own_high_words: str | None = None
    position: int = 0
    hidden: bool = False
    anchors: tuple[tuple[float, str], ...] = ()

    @property
    def name(self) -> str:
        """The name to show, such as "Pain on average"."""
        return self.own_name if self.own_name is not None else self._word("name") or self.key

    @property
    def short_name(self) -> str:
        """The name in sentences and at line ends, such as "Pain"."""
        return self.own_name if self.own_name is not None else self._word("short") or self.name

    @property
    def hint(self) -> str:
        """Words under the name that say what is meant; "" for none."""
        return self._word("hint")

    @property
    def low_words(self) -> str:
        """Words at the low end of the scale; "" for none."""
        return self._word("low") if self.own_low_words is None else self.own_low_words

    @property
    def high_words(self) -> str:
        """Words at the high end of the scale; "" for none."""
        return self._word("high") if self.own_high_words is None else self.own_high_words

    def anchor(self, value: float) -> str:
        """Return the person's own words for one number; "" where there are none."""
        return dict(self.anchors).get(value, "")

    def _word(self, part: str) -> str:
        text = getattr(_WORDS.get(self.key, _NO_WORDS), part)
        return tr(text) if text else ""


@dataclass(frozen=True, slots=True)
class _Words:
    """English source texts of a built-in item; "" where there is none."""

    name: str = ""
    short: str = ""
    hint: str = ""
    low: str = "none"
    high: str = "worst imaginable"


_NO_WORDS = _Words(low="", high="")

_WORDS: dict[str, _Words] = {
    "pain_average": _Words("Pain on average", "Pain"),
    "pain_worst": _Words("Worst pain"),
    "fatigue": _Words("Fatigue"),
    "sleep_quality": _Words(
        "Sleep quality last night",
        "Sleep quality",
        "0 best, 10 worst",
        low="best possible",
        high="worst possible",
    ),
    "fog": _Words("Fog", hint="memory, words, focus"),
    "anxiety": _Words("Anxiety"),
    "low_mood": _Words("Low mood"),
    "stiffness": _Words("Stiffness"),
    "sleep_hours": _Words("Hours slept", hint="last night", low="", high=""),
    "weight_kg": _Words("Weight", hint="once a week is enough", low="", high=""),
    "se_dizzy": _Words("Dizzy", high="severe"),
    "se_sleepy": _Words("Sleepy or tired", "Sleepy, tired", "from the medicine", high="severe"),
    "se_foggy": _Words("Foggy or slowed", "Foggy, slowed", "thinking", high="severe"),
    "se_swelling": _Words("Swelling", hint="ankles, hands, feet", high="severe"),
    "se_mood": _Words("Mood change", high="severe"),
    "se_vision": _Words("Blurred vision", high="severe"),
    "se_dry_mouth": _Words("Dry mouth", high="severe"),
    "se_nausea": _Words("Nausea", high="severe"),
    "se_unsteady": _Words("Unsteady or fell", "Unsteady", high="severe"),
    "period": _Words("Period", low="", high=""),
    "fiqr_total": _Words(
        "FIQR total from your clinic (0-100)", "FIQR total (0-100)", low="", high=""
    ),
    "peg_pain": _Words("Weekly: pain on average"),
    "peg_enjoyment": _Words(
        "Weekly: interference with enjoying life", low="not at all", high="completely"
    ),
    "peg_activity": _Words(
        "Weekly: interference with general activity", low="not at all", high="completely"
    ),
    "sss_fatigue": _Words("Monthly: fatigue", high="severe"),
    "sss_unrefreshed": _Words("Monthly: waking unrefreshed", high="severe"),
    "sss_thinking": _Words("Monthly: thinking or memory trouble", high="severe"),
    "sss_headaches": _Words("Monthly: headaches", low="", high=""),
    "sss_belly": _Words("Monthly: pain or cramps in the lower belly", low="", high=""),
    "sss_depression": _Words("Monthly: depression", low="", high=""),
}


_OFF_AT_FIRST: dict[str, tuple[Kind, Scale, Better]] = {
    "period": ("measure", DONE, "neither"),
    "fiqr_total": ("measure", PERCENT, "lower"),
    "peg_pain": ("function", NUMERIC_RATING, "lower"),
    "peg_enjoyment": ("function", NUMERIC_RATING, "lower"),
    "peg_activity": ("function", NUMERIC_RATING, "lower"),
    "sss_fatigue": ("function", SEVERITY, "lower"),
    "sss_unrefreshed": ("function", SEVERITY, "lower"),
    "sss_thinking": ("function", SEVERITY, "lower"),
    "sss_headaches": ("function", DONE, "lower"),
    "sss_belly": ("function", DONE, "lower"),
    "sss_depression": ("function", DONE, "lower"),
}
"""Later than the others; nothing of them is asked before somebody wants it."""


def _built_in() -> tuple[TrackedItem, ...]:
    shown_at_first = {"pain_average", "pain_worst", "fatigue", "sleep_quality", "fog"}
    items = []
    for position, key in enumerate(_WORDS):
        if key.startswith("se_"):
            item = TrackedItem(key, "side_effect", SEVERITY, position=position)
        elif key == "sleep_hours":
            item = TrackedItem(key, "measure", HOURS, "higher", position=position)
        elif key == "weight_kg":
            item = TrackedItem(key, "measure", KILOGRAMS, "neither", position=position)
        elif key in _OFF_AT_FIRST:
            kind, scale, better = _OFF_AT_FIRST[key]
            item = TrackedItem(key, kind, scale, better, position=position, hidden=True)
        else:
            hidden = key not in shown_at_first
            item = TrackedItem(key, "symptom", NUMERIC_RATING, position=position, hidden=hidden)
        items.append(item)
    return tuple(items)


BUILT_IN_ITEMS = _built_in()
"""Every new journal starts with these; five symptoms are on at first."""

FOGGY_DAY_KEYS = ("pain_average", "fatigue", "sleep_quality")
"""The few questions of a foggy day, in their order; one that is hidden is left out."""

BUILT_IN_KEYS = frozenset(_WORDS)
"""Items of these keys have a name of their own; all others have the name that they were given."""


def key_from_name(name: str) -> str:
    """Make an item's key from a column's name: lower case, underscores between words."""
    return re.sub(r"\W+", "_", name.strip().lower()).strip("_")
