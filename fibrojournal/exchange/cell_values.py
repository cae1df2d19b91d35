"""One cell's text to a value and back. Numbers have dots, days are ISO days, in any language.

Every function that reads is given text without blanks around it, and raises `RefusedError` with
a sentence for the person whose file it is.
"""

from __future__ import annotations

import json
import math
import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from fibrojournal.domain.days import FIRST_DAY, check_written_day
from fibrojournal.domain.entries import SKIPPED, Score, Skipped
from fibrojournal.domain.medicines import amount
from fibrojournal.errors import RefusedError
from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fibrojournal.domain.scales import Scale

T = TypeVar("T")

Value: TypeAlias = (
    "str | bool | int | float | Decimal | date | time | datetime | Skipped"
    " | Mapping[str, str] | None"
)
"""What a cell can hold; None = not recorded. A mapping is an item's anchors, number to words."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}(:[0-9]{2})?")
_NUMBER = re.compile(r"-?([0-9]+(\.[0-9]+)?|\.[0-9]+)")
_WHOLE = re.compile(r"-?[0-9]{1,9}")
_ONLY_QUOTES = re.compile('"*')
_LARGEST_OFFSET = timedelta(hours=14)
_LAST_YEAR = 9998
"""Moments stay a year away from the end of the calendar, so that any offset can be added."""


def number_text(value: float | Decimal) -> str:
    """Write a number in its shortest exact form, without an exponent: 7, 0.25, 0.00001."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    text = f"{exact:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.removeprefix("-") if value == 0 else text


def value_text(value: Value) -> str:
    """Write one value; "" for one that was not recorded."""
    match value:
        case None:
            text = ""
        case str():
            text = value
        case bool():
            text = "yes" if value else "no"
        case int() | float() | Decimal():
            text = number_text(value)
        case time():
            text = value.isoformat("seconds" if value.second else "minutes")
        case date():
            text = value.isoformat()
        case Skipped():
            text = value.value
        case _:
            text = json.dumps(dict(value), ensure_ascii=False, separators=(",", ":"))
    return text


def own_words_text(words: str | None) -> str:
    r"""Write own words so that none at all ("") and not given (None) stay two things.

    Not given is a blank cell. Words of nothing but quotation marks, "" among them, are written
    with two more.
    """
    if words is None:
        return ""
    return f'""{words}' if _ONLY_QUOTES.fullmatch(words) else words


def own_words(text: str) -> str | None:
    """Read what `own_words_text` wrote."""
    if not text:
        return None
    return text.removeprefix('""') if _ONLY_QUOTES.fullmatch(text) else text


def plain_day(text: str) -> date:
    """Read a day that may lie in the future, such as 2026-11-04."""
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise RefusedError(
            tr("This is not a day."), remedy=tr("Write it as year, month, day: 2026-11-04.")
        )
    check_written_day(day, today=date.max)
    return day


def written_day(today: date) -> Callable[[str], date]:
    """Return a reader of days up to today."""

    def read(text: str) -> date:
        day = plain_day(text)
        check_written_day(day, today)
        return day

    return read


def clock_time(text: str) -> time:
    """Read a local time, such as 21:30 or 21:30:15."""
    try:
        clock = time.fromisoformat(text) if _TIME.fullmatch(text) else None
    except ValueError:
        clock = None
    if clock is None:
        raise RefusedError(
            tr("This is not a time."), remedy=tr("Write it as hours and minutes: 21:30.")
        )
    return clock


def moment(text: str) -> datetime:
    """Read a moment with its offset from UTC, such as 2026-11-04T21:30:00+01:00."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or not _has_usual_offset(at) or not FIRST_DAY.year <= at.year <= _LAST_YEAR:
        raise RefusedError(
            tr("This is not a moment with its time zone."),
            remedy=tr("Write it as 2026-11-04T21:30:00+01:00."),
        )
    return at


def _has_usual_offset(at: datetime) -> bool:
    """Tell whether the offset is one that clocks have: whole minutes, at most 14 hours."""
    offset = at.utcoffset()
    return (
        offset is not None
        and abs(offset) <= _LARGEST_OFFSET
        and offset % timedelta(minutes=1) == timedelta()
    )


def whole_number(low: int, high: int) -> Callable[[str], int]:
    """Return a reader of whole numbers from `low` to `high`."""

    def read(text: str) -> int:
        number = int(text) if _WHOLE.fullmatch(text) else None
        if number is None or not low <= number <= high:
            raise RefusedError(
                tr("This does not fit here."),
                remedy=tr("It must be a whole number from {low} to {high}.").format(
                    low=low, high=high
                ),
            )
        return number

    return read


def number_on(scale: Scale) -> Callable[[str], float]:
    """Return a reader of numbers on `scale`."""

    def read(text: str) -> float:
        _check_dots(text)
        # The scale refuses what is not a number, and says what it holds instead.
        value = scale.check(float(text) if _NUMBER.fullmatch(text) else math.nan)
        return value + 0.0  # -0 is 0

    return read


def score_on(scale: Scale) -> Callable[[str], Score]:
    """Return a reader of scores: a number on `scale`, or the word skipped."""
    number = number_on(scale)

    def read(text: str) -> Score:
        return SKIPPED if text == SKIPPED.value else number(text)

    return read


def dot_amount(text: str) -> Decimal:
    """Read an amount of a medicine, with a dot before the decimals."""
    _check_dots(text)
    return amount(text)


def _check_dots(text: str) -> None:
    if "," in text:
        raise RefusedError(
            tr("This number has a comma."), remedy=tr("Write decimals with a dot: 7.5.")
        )


def one_of(choices: Mapping[str, T]) -> Callable[[str], T]:
    """Return a reader of the words in `choices`."""

    def read(text: str) -> T:
        if text not in choices:
            raise RefusedError(
                tr("This word is not known here."),
                remedy=tr("It must be one of these: {words}.").format(words=", ".join(choices)),
            )
        return choices[text]

    return read


YES_NO = {"yes": True, "no": False, "true": True, "false": False, "1": True, "0": False}


def yes_or_no(text: str) -> bool:
    """Read yes or no; true, false, 1 and 0 are understood too."""
    answer = YES_NO.get(text.lower())
    if answer is None:
        raise RefusedError(tr("This word is not known here."), remedy=tr("It must be yes or no."))
    return answer


def anchors_on(scale: Scale) -> Callable[[str], tuple[tuple[float, str], ...]]:
    """Return a reader of anchors: a JSON object, numbers on `scale` to words."""
    number = number_on(scale)

    def read(text: str) -> tuple[tuple[float, str], ...]:
        try:
            pairs = json.loads(text, object_pairs_hook=_Pairs)
        except (ValueError, RecursionError):
            pairs = None
        if not isinstance(pairs, _Pairs) or not all(_is_words(words) for _, words in pairs):
            raise _not_anchors()
        anchors = {number(value): words for value, words in pairs}
        if len(anchors) < len(pairs):
            raise _not_anchors()
        return tuple(sorted(anchors.items()))

    return read


class _Pairs(list[tuple[str, str]]):
    """A JSON object as it was written, with names that stand there twice."""


def _is_words(words: object) -> bool:
    """Tell whether `words` is text that a file can hold; JSON can spell text that none can."""
    return isinstance(words, str) and not re.search("[\0\ud800-\udfff]", words)


def _not_anchors() -> RefusedError:
    return RefusedError(
        tr("These are not anchors."),
        remedy=tr("Write each number once, with its words: {example}.").format(
            example='{"7":"cannot hold a kettle"}'
        ),
    )
