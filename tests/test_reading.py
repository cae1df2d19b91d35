"""What the program says can be read in fog, and says nothing that is not for a diary to say."""

from __future__ import annotations

import re
from typing import Final

import pytest

from fibrojournal.domain.facts import load_get_help, load_topics
from tests.catalogue import texts
from tests.reading_grade import reading_grade, sentences, syllables, words
from tests.test_house_rules import FIXED_TEXTS, NEVER

SAID: Final = tuple(text for pair in texts().items() for text in pair if text)
PLACEHOLDER: Final = re.compile(r"\{\w+\}")
HELP: Final = load_get_help()
FIXED: Final = FIXED_TEXTS | {
    HELP.heading,
    *(step.words for step in HELP.steps),
    *(sign for step in HELP.steps for sign in step.signs),
}
"""Sentences that were weighed one by one, those of "Get help now" among them."""
FACTS: Final = frozenset(
    paragraph.text.strip()
    for topic in load_topics()
    for section in topic.sections
    for paragraph in section.paragraphs
)
"""What the Learn page tells of what others have found."""
LICENCES: Final = "FibroJournal is free software"
"""How the text begins that is a list of names."""

COUNSEL: Final = re.compile(
    r"\b(recommend\w*|advi[cs]\w*|ought|you (must|need to|have to)|warn\w*|danger\w*|alarm\w*"
    r"|alert\w*|urgent\w*|abnormal\w*|criteri\w*|predict\w*|forecast\w*|overdue|congrat\w*"
    r"|well done|goals?|targets?|optimal\w*|maximum|overdos\w*|validated|improv\w*|worsen\w*"
    r"|success\w*|suffer\w*|cures?|cured|unhealthy|disciplin\w*|lazy|guilt\w*)\b",
    re.IGNORECASE,
)
"""Words of somebody who counsels, names an illness, raises an alarm, or praises and blames."""
HARDEST: Final = 10.0
"""Grade of a text by itself; of one with 20 words or more, since few words tell little."""
LONGEST: Final = 28
"""Words in a sentence."""


def test_there_are_texts_to_read() -> None:
    assert len(SAID) > 1500
    assert len(FACTS) > 50
    assert set(SAID) >= FACTS | {HELP.heading}


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *(("pain", 1), ("medicine", 3), ("average", 3), ("changed", 1), ("placebo", 3)),
        *(("scores", 1), ("difference", 3), ("before", 2), ("fibromyalgia", 6), ("0.65", 2)),
        *(("settled", 2), ("sides", 1), ("the", 1), ("people", 2), ("differed", 2)),
        *(("noted", 2), ("ranges", 2), ("trial", 2), ("day", 1), ("chance", 1), ("table", 2)),
        *(("filled", 1), ("being", 2), ("earlier", 3), ("usual", 3), ("quality", 3)),
        *(("something", 2), ("everything", 3), ("timeline", 2), ("previous", 3), ("period", 3)),
        *(
            ("PDF", 3),
            ("mg", 2),
            ("gabapentin", 4),
            ("yesterday\N{RIGHT SINGLE QUOTATION MARK}s", 3),
            ("passphrase", 2),
        ),
    ],
)
def test_syllables_are_counted_as_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


def test_words_and_sentences_are_counted_as_read() -> None:
    text = "You wrote 7.5 hours. Is that so?\nNo: it isn't"
    assert sentences(text) == ["You wrote 7.5 hours", " Is that so", "No", " it isn't"]
    assert words(text) == ["You", "wrote", "7.5", "hours", "Is", "that", "so", "No", "it", "isn't"]


def test_the_grade_is_that_of_the_formula() -> None:
    # 9 words, 2 sentences, 9 syllables: 0.39 * 4.5 + 11.8 - 15.59
    assert reading_grade(["The cat sat on the mat. It was", "warm"]) == pytest.approx(-2.62)
    hard = "Pharmacological discontinuation necessitates individualised multidisciplinary care."
    assert reading_grade([hard]) > 20


def test_no_text_is_hard_by_itself() -> None:
    own = [text for text in SAID if text not in FIXED and not text.startswith(LICENCES)]
    read = [PLACEHOLDER.sub("7", text) for text in own]
    long = [text for text in read if len(words(text)) >= 20]
    assert len(long) > 100
    assert [text for text in long if reading_grade([text]) > HARDEST] == []


def test_no_sentence_is_long() -> None:
    own = [PLACEHOLDER.sub("7", text) for text in SAID if text not in FIXED]
    said = [part for text in own for part in sentences(text)]
    assert [part for part in said if len(words(part)) > LONGEST] == []


def test_no_text_says_what_must_never_be_said() -> None:
    assert [text for text in SAID if NEVER.search(text) and text not in FIXED] == []


@pytest.mark.parametrize(
    "text",
    ["We recommend rest", "Warning: 8 is high", "You meet criteria", "Well done", "your target"],
)
def test_counsel_is_found(text: str) -> None:
    assert COUNSEL.search(text)


def test_no_text_counsels_alarms_or_praises() -> None:
    assert [text for text in SAID if COUNSEL.search(text) and text not in FIXED | FACTS] == []
