"""One item before and after one change, in words: averages, the reading, the short form.

    comparison_sentence(comparison, change, formatter, ...) -> the sentences under the picture
    entry_words(comparison, formatter) -> "1.2 lower (0.6 to 1.9)", "about the same", ...

Words describe the entries, never the medicine: "lower" and "higher" are said plainly and neither
is called good. A range, a percentage or a reading is only said where the result holds one.
Numbers have one decimal; the number of scored days stands beside every average.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from fibrojournal.analysis.comparison import LEAST_SCORED, LEAST_SPREAD_DAYS
from fibrojournal.domain.dose_words import day_words
from fibrojournal.domain.scales import HOURS, KILOGRAMS, POUNDS
from fibrojournal.i18n import tr, trn

if TYPE_CHECKING:
    from datetime import date

    from fibrojournal.analysis.comparison import Comparison, Range, Window
    from fibrojournal.analysis.windows import Change
    from fibrojournal.domain.tracked_items import TrackedItem
    from fibrojournal.i18n import Formatter

_WEEK = 7
_TENTHS = 10
SHOWN_ZERO = 0.05
"""Below this, a number with one decimal is 0.0."""


def comparison_sentence(
    comparison: Comparison, change: Change, formatter: Formatter, *, mid: float | None, today: date
) -> str:
    """Say everything that may be said of one item, in a few short sentences.

    Args:
        comparison: The result.
        change: The change that it belongs to.
        formatter: Writes days and numbers.
        mid: Smallest difference that matters, in the item's unit; None = none is agreed on.
        today: For the year of days that are still to come.
    """
    said = [
        *averages_words(comparison, change, formatter),
        *_reading_words(comparison, change, formatter, mid, today),
    ]
    return " ".join(sentence for sentence in said if sentence)


def averages_words(comparison: Comparison, change: Change, formatter: Formatter) -> list[str]:
    """Say both averages with their scored days; of a side without one, how few are scored."""
    item, before, after = comparison.item, comparison.before, comparison.after
    so_far = comparison.reading == "not_yet"
    left_out = _left_out_words(after, _settling_words(change))
    if before.mean is not None and after.mean is not None:
        words = tr("{item} averaged {before} and {after}.").format(
            item=item.short_name,
            before=_before_words(before, amount_words(item, before.mean, formatter)),
            after=_after_words(
                after, amount_words(item, after.mean, formatter), left_out, so_far=so_far
            ),
        )
        return [words]
    said = []
    averaged = tr("{item} averaged {mean}.")
    if before.mean is not None:
        mean = _before_words(before, amount_words(item, before.mean, formatter))
        said.append(averaged.format(item=item.short_name, mean=mean))
    elif before.days and comparison.reading != "too_few":
        said.append(
            _few_words(before, tr("{item}: {scored} of the {days} days before scored."), item)
        )
    if after.mean is not None:
        mean = amount_words(item, after.mean, formatter)
        mean = _after_words(after, mean, left_out, so_far=so_far)
        said.append(averaged.format(item=item.short_name, mean=mean))
    elif after.days and comparison.reading != "too_few":
        pattern = (
            tr("{item}: {scored} of the {days} days after so far scored.")
            if so_far
            else tr("{item}: {scored} of the {days} days after scored.")
        )
        said.append(_few_words(after, pattern, item))
    return said


def waiting_words(
    comparison: Comparison, change: Change, today: date, formatter: Formatter
) -> str:
    """Say what comes next: "Settling in until 9 November", "Reading on 3 December", or ""."""
    if today < change.settled_day:
        last = change.settled_day.fromordinal(change.settled_day.toordinal() - 1)
        return tr("Settling in until {day}").format(day=day_words(last, today, formatter))
    if comparison.next_look is None:
        return ""
    return tr("Reading on {day}").format(day=day_words(comparison.next_look, today, formatter))


def entry_words(comparison: Comparison, formatter: Formatter) -> str:
    """Say the reading in a few words, as it stands in a table."""
    match comparison.reading:
        case "not_yet":
            return tr("not yet")
        case "too_few":
            return tr("too few days")
        case "about_the_same":
            return tr("about the same")
        case "cannot_tell":
            return tr("cannot tell") if comparison.next_look is None else tr("cannot tell yet")
        case "no_reading" | "different" | "slightly_different":
            return _short_difference_words(comparison, formatter)


def range_words(item: TrackedItem, likely: Range, formatter: Formatter) -> str:
    """Say both ends of a range: "0.9 to 2.7 lower", "1.2 lower to 0.8 higher"."""
    if not excludes_zero(likely):
        return tr("{low} to {high}").format(
            low=difference_words(item, likely.low, formatter),
            high=difference_words(item, likely.high, formatter),
        )
    near, far = _near_and_far(item, likely, formatter)
    if near is None:
        pattern = tr("up to {far} higher") if likely.low >= 0 else tr("up to {far} lower")
        return pattern.format(far=far)
    pattern = tr("{near} to {far} higher") if likely.low >= 0 else tr("{near} to {far} lower")
    return pattern.format(near=near, far=far)


def excludes_zero(likely: Range) -> bool:
    """Tell whether both ends of a range lie on one side of 0."""
    return likely.low > 0 or likely.high < 0


def amount_words(item: TrackedItem, amount: float, formatter: Formatter) -> str:
    """Write an amount with one decimal in the item's unit: "1.2", "0.6 hours", "1.4 kg"."""
    number = formatter.number(amount, 1)
    if item.scale == HOURS:
        return tr("{number} hours").format(number=number)
    if item.scale == KILOGRAMS:
        return tr("{number} kg").format(number=number)
    if item.scale == POUNDS:
        return tr("{number} lb").format(number=number)
    return number


def mean_words(mean: float | None, formatter: Formatter) -> str:
    """Write an average without its unit, with one decimal; "" = there is none."""
    return "" if mean is None else formatter.number(mean, 1)


def points_words(item: TrackedItem, points: float, formatter: Formatter) -> str:
    """Write a difference that matters: "1 point", "0.3 points", "0.5 hours"."""
    number = formatter.number(points)
    if item.scale == HOURS:
        return tr("{number} hours").format(number=number)
    if points == 1:
        return tr("1 point")
    return tr("{number} points").format(number=number)


def times_in_ten(chance: float) -> int:
    """Return a chance (0..1) as so many times in 10."""
    return round(chance * _TENTHS)


def better_day_words(comparison: Comparison) -> str:
    """Say how often a day after was better than a day before; "" where that is not known."""
    if comparison.better_day_chance is None:
        return ""
    times = times_in_ten(comparison.better_day_chance)
    if times == _TENTHS:
        return tr("Nearly every day after was better than a day before.")
    if times == 0:
        return tr("Hardly any day after was better than a day before.")
    return trn(
        "A day after was better than a day before about {n} time in 10.",
        "A day after was better than a day before about {n} times in 10.",
        times,
    )


def _reading_words(
    comparison: Comparison, change: Change, formatter: Formatter, mid: float | None, today: date
) -> list[str]:
    match comparison.reading:
        case "not_yet":
            return _not_yet_words(comparison, change, today, formatter)
        case "too_few":
            return [_too_few_words(comparison)]
        case "no_reading":
            return [_with_range_words(comparison, formatter)]
        case "different" | "slightly_different":
            return _different_words(comparison, formatter, mid)
        case "about_the_same":
            words = tr("About the same: any difference is likely smaller than {points}.")
            return [words.format(points=points_words(comparison.item, mid or 0, formatter))]
        case "cannot_tell":
            return _cannot_tell_words(comparison, today, formatter)


def _not_yet_words(
    comparison: Comparison, change: Change, today: date, formatter: Formatter
) -> list[str]:
    said = [waiting_words(comparison, change, today, formatter)]
    if today < change.settled_day and comparison.next_look is not None:
        day = day_words(comparison.next_look, today, formatter)
        said.append(tr("Reading on {day}").format(day=day))
    return [tr("{sentence}.").format(sentence=words) for words in said if words]


def _different_words(comparison: Comparison, formatter: Formatter, mid: float | None) -> list[str]:
    said = [_with_range_words(comparison, formatter)]
    if comparison.reading == "slightly_different" and mid is not None:
        points = points_words(comparison.item, mid, formatter)
        said.append(tr("That is less than {points}.").format(points=points))
    return [*said, better_day_words(comparison)]


def _with_range_words(comparison: Comparison, formatter: Formatter) -> str:
    """Say the difference with its range: "That is 1.8 lower (likely between 0.9 and ...)."."""
    item, likely = comparison.item, comparison.range
    if comparison.difference is None or likely is None:
        return ""
    if not excludes_zero(likely):
        return tr("The difference could be anywhere from {low} to {high}.").format(
            low=difference_words(item, likely.low, formatter),
            high=difference_words(item, likely.high, formatter),
        )
    amount = amount_words(item, abs(comparison.difference), formatter)
    near, far = _near_and_far(item, likely, formatter)
    lower = comparison.difference < 0
    if near is None:
        pattern = (
            tr("That is {amount} lower (likely up to {far} lower).")
            if lower
            else tr("That is {amount} higher (likely up to {far} higher).")
        )
    else:
        pattern = (
            tr("That is {amount} lower (likely between {near} and {far} lower).")
            if lower
            else tr("That is {amount} higher (likely between {near} and {far} higher).")
        )
    return pattern.format(amount=amount, near=near, far=far)


def _short_difference_words(comparison: Comparison, formatter: Formatter) -> str:
    """Write "0.9 higher (0.3 to 1.5)"; without a range there is nothing to say."""
    item, likely = comparison.item, comparison.range
    if comparison.difference is None or likely is None:
        return tr("averages only")
    amount = difference_words(item, comparison.difference, formatter)
    if not excludes_zero(likely):
        ends = range_words(item, likely, formatter)
    else:
        low, high = sorted((abs(likely.low), abs(likely.high)))
        ends = tr("{low} to {high}").format(
            low=formatter.number(low, 1), high=formatter.number(high, 1)
        )
        if low < SHOWN_ZERO:
            ends = tr("up to {far}").format(far=formatter.number(high, 1))
    return tr("{difference} ({range})").format(difference=amount, range=ends)


def _cannot_tell_words(comparison: Comparison, today: date, formatter: Formatter) -> list[str]:
    item, likely = comparison.item, comparison.range
    said = []
    if likely is not None:
        pattern = tr(
            "Too variable to tell: the difference could be anywhere from {low} to {high}."
        )
        low, high = (difference_words(item, end, formatter) for end in (likely.low, likely.high))
        said.append(pattern.format(low=low, high=high))
    if comparison.next_look is None:
        said.append(
            tr("This was the second and last look.")
            if comparison.look == 2  # noqa: PLR2004 - the second of two looks
            else tr("The next change of medicine came too early for a second look.")
        )
        return said
    if comparison.days_needed is None:
        said.append(tr("More days cannot settle this one."))
    else:
        weeks = ceil((comparison.days_needed - comparison.after.scored) / _WEEK)
        said.append(
            trn(
                "About {n} more week of scores would help.",
                "About {n} more weeks of scores would help.",
                max(weeks, 1),
            )
        )
    day = day_words(comparison.next_look, today, formatter)
    said.append(tr("Second and last look on {day}.").format(day=day))
    return said


def _too_few_words(comparison: Comparison) -> str:
    """Say what was missing for a reading: days, scored days, or their spread."""
    before, after = comparison.before, comparison.after
    if before.days == 0:
        return tr("There are no days before the change to compare with.")
    if after.days == 0:
        return tr("There are no days after the change to compare with.")
    few_before, few_after = (side.scored < LEAST_SCORED for side in (before, after))
    if few_before and few_after:
        pattern = tr(
            "Only {before} scored days before the change and {after} after; {needed} are needed "
            "on each side."
        )
        return pattern.format(before=before.scored, after=after.scored, needed=LEAST_SCORED)
    if few_before:
        words = trn(
            "Only {n} scored day before the change; {{needed}} are needed.",
            "Only {n} scored days before the change; {{needed}} are needed.",
            before.scored,
        )
        none = tr("No scored day before the change; {needed} are needed.")
        return (words if before.scored else none).format(needed=LEAST_SCORED)
    if few_after:
        words = trn(
            "Only {n} scored day after the change; {{needed}} are needed.",
            "Only {n} scored days after the change; {{needed}} are needed.",
            after.scored,
        )
        none = tr("No scored day after the change; {needed} are needed.")
        return (words if after.scored else none).format(needed=LEAST_SCORED)
    return _thin_words(before, after)


def _thin_words(before: Window, after: Window) -> str:
    for side, pattern in (
        (
            before,
            tr("Only {scored} of the {days} days before are scored; at least half are needed."),
        ),
        (
            after,
            tr("Only {scored} of the {days} days after are scored; at least half are needed."),
        ),
    ):
        if side.scored * 2 < side.days:
            return pattern.format(scored=side.scored, days=side.days)
    return tr(
        "The scored days on one side lie too close together; they must span {days} days."
    ).format(days=LEAST_SPREAD_DAYS)


def _before_words(window: Window, mean: str) -> str:
    words = trn(
        "{{mean}} in the {n} day before ({{scored}} scored{{left_out}})",
        "{{mean}} in the {n} days before ({{scored}} scored{{left_out}})",
        window.days,
    )
    return _filled(words, window, mean, _left_out_words(window, ""))


def _after_words(window: Window, mean: str, left_out: str, *, so_far: bool) -> str:
    if so_far:
        words = trn(
            "{{mean}} in the {n} day after so far ({{scored}} scored{{left_out}})",
            "{{mean}} in the {n} days after so far ({{scored}} scored{{left_out}})",
            window.days,
        )
    else:
        words = trn(
            "{{mean}} in the {n} day after ({{scored}} scored{{left_out}})",
            "{{mean}} in the {n} days after ({{scored}} scored{{left_out}})",
            window.days,
        )
    return _filled(words, window, mean, left_out)


def _filled(words: str, window: Window, mean: str, left_out: str) -> str:
    return words.format(
        mean=mean,
        scored=window.scored,
        left_out=tr("; {days} left out").format(days=left_out) if left_out else "",
    )


def _few_words(window: Window, pattern: str, item: TrackedItem) -> str:
    return pattern.format(item=item.short_name, scored=window.scored, days=window.days)


def _settling_words(change: Change) -> str:
    """Say which days around the change are not used: "7 settling-in days"; "" = none."""
    unused = (change.settled_day - change.first_day).days
    if unused == 0:
        return ""
    if change.first_day == change.last_day:
        return trn("{n} settling-in day", "{n} settling-in days", unused)
    return trn(
        "{n} day of changing and settling in", "{n} days of changing and settling in", unused
    )


def _left_out_words(window: Window, settling: str) -> str:
    """Add the days of the window itself that were left out."""
    span = max((window.last_day - window.first_day).days + 1, 0)
    others = max(span - window.days, 0)
    if others == 0:
        return settling
    if not settling:
        return trn("{n} day", "{n} days", others)
    more = trn("{n} other day", "{n} other days", others)
    return tr("{settling} and {others}").format(settling=settling, others=more)


def difference_words(item: TrackedItem, end: float, formatter: Formatter) -> str:
    """Say one end of a range, or a difference: "1.2 lower", "0.8 higher", "no difference"."""
    if abs(end) < SHOWN_ZERO:
        return tr("no difference")
    amount = amount_words(item, abs(end), formatter)
    pattern = tr("{amount} lower") if end < 0 else tr("{amount} higher")
    return pattern.format(amount=amount)


def _near_and_far(
    item: TrackedItem, likely: Range, formatter: Formatter
) -> tuple[str | None, str]:
    """Write the ends of a range on one side of 0; the nearer is None where it is shown as 0."""
    near, far = sorted((abs(likely.low), abs(likely.high)))
    words = amount_words(item, far, formatter)
    return (None if near < SHOWN_ZERO else formatter.number(near, 1)), words
