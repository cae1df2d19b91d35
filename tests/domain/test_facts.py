from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest

from fibrojournal.domain.facts import (
    Confidence,
    Paragraph,
    Section,
    Source,
    load_get_help,
    load_topics,
    topics_from,
)
from tests.reading_grade import HIGHEST_GRADE, reading_grade, sentences
from tests.test_house_rules import FIXED_TEXTS, NEVER

ROOT = Path(__file__).parent.parent.parent
EVIDENCE = (ROOT / "docs" / "evidence.md").read_text(encoding="utf-8")

TOPICS = load_topics()
SECTIONS = [section for topic in TOPICS for section in topic.sections]
PARAGRAPHS = [paragraph for section in SECTIONS for paragraph in section.paragraphs]
TEXTS = [
    *(topic.title for topic in TOPICS),
    *(section.title for section in SECTIONS),
    *(paragraph.text for paragraph in PARAGRAPHS),
]

SMALL = """
[sources]
brown_1999 = { short = "Brown", year = 1999 }

[[topics]]
key = "birds"
title = "Birds"

[[topics.sections]]
key = "song"
title = "Song"

[[topics.sections.paragraphs]]
text = "Birds sing."
sources = ["brown_1999"]
confidence = "A"

[[topics.sections.paragraphs]]
text = "So listen."
"""


def whole_text(section: Section) -> str:
    """Join what was written here; a fixed text stands as it does."""
    written = [one.text for one in section.paragraphs if one.text not in FIXED_TEXTS]
    return " ".join(written)


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.key)
def test_every_section_can_be_read_at_school_year_eight(section: Section) -> None:
    assert reading_grade([whole_text(section)]) <= HIGHEST_GRADE


def test_no_sentence_is_long() -> None:
    said = [sentence for text in TEXTS for sentence in sentences(text)]
    assert [sentence for sentence in said if len(sentence.split()) > 28] == []


def test_no_fact_says_what_must_never_be_said() -> None:
    assert [text for text in TEXTS if NEVER.search(text) and text not in FIXED_TEXTS] == []


def test_no_fact_raises_its_voice_or_holds_a_placeholder() -> None:
    assert [text for text in TEXTS if re.search("[!{}]", text)] == []


def test_every_source_has_a_confidence_and_every_confidence_a_source() -> None:
    for paragraph in PARAGRAPHS:
        assert bool(paragraph.sources) == bool(paragraph.confidence), paragraph.text
        assert paragraph.confidence in get_args(Confidence)


def test_a_finding_in_percent_or_of_a_hundred_names_its_source() -> None:
    # "50 % means no difference" explains a number; a 95 % range is a rule of ours.
    finding = re.compile(r"\bof 100\b|\d %(?! (range|means))")
    rules = {
        p.text for section in SECTIONS if section.key == "main_item" for p in section.paragraphs
    }
    found = [p for p in PARAGRAPHS if finding.search(p.text) and p.text not in rules]
    assert len(found) >= 6
    assert [p.text for p in found if not p.sources] == []


def test_every_source_stands_in_the_evidence_with_its_confidence() -> None:
    rows = [line for line in EVIDENCE.splitlines() if line.startswith("|")]
    for section in SECTIONS:
        for paragraph in section.paragraphs:
            for source in paragraph.sources:
                assert [
                    row
                    for row in rows
                    if section.title in row
                    and f"{source.short}, {source.year or 'no year given'}" in row
                    and row.endswith(f"| {paragraph.confidence} |")
                ], f"{section.key}: {source}"


def test_keys_name_one_topic_and_one_section_each() -> None:
    keys = [*(topic.key for topic in TOPICS), *(section.key for section in SECTIONS)]
    assert len(set(keys)) == len(keys)
    assert all(key.isidentifier() for key in keys)


def test_reading_the_charts_is_explained() -> None:
    [reading] = [topic for topic in TOPICS if topic.key == "reading"]
    asked = {"cannot_tell", "bad_spell", "placebo", "fixed_looks", "side_effects"}
    asked |= {"missing_days", "usual_swing", "better_day_chance", "likely_between"}
    assert asked <= {section.key for section in reading.sections}


def test_get_help_now_stands_word_for_word() -> None:
    told = load_get_help()
    said = [" ".join((step.words, "; ".join(step.signs))).strip() for step in told.steps]
    assert (told.heading, *said) == GET_HELP


GET_HELP = (
    "FibroJournal cannot see or judge your entries. It cannot call anyone.",
    (
        "Call your emergency number now (112 EU, 911 US/Canada, 999 UK, 000 Australia; you can "
        "set your own): trouble breathing, slow or shallow breathing; very hard to wake; blue or "
        "grey lips, skin or fingers; sudden swelling of face, lips, tongue or throat; a seizure; "
        "chest pain; fainting and not waking; sudden weakness of face or arm, or trouble speaking"
    ),
    (
        "Thoughts of suicide or self-harm: your emergency number or a crisis line now (US/Canada "
        "988; UK and Ireland Samaritans 116 123; a line that you can set), or someone you trust."
    ),
    (
        "Contact your doctor or pharmacist today: new or worse depression, anxiety, panic, "
        "agitation, aggression or unusual behaviour; rash with fever or swollen glands; new "
        "confusion or hallucinations; new swelling of the legs; falls; several missed doses, or "
        "wanting to stop"
    ),
    (
        "Tell every prescriber if you take opioids, sleeping or anxiety medicines or "
        "antihistamines, or drink alcohol; or have lung or kidney disease, are pregnant, or are "
        "over 65"
    ),
)


def test_gabapentin_is_explained_with_its_limits() -> None:
    [topic] = [topic for topic in TOPICS if topic.key == "gabapentin"]
    text = " ".join(whole_text(section) for section in topic.sections)
    for said in ("not a cure", "not approved", "150 people", "wider plan", "over at least 1 week"):
        assert said in text


def test_a_topic_is_read_with_its_sources() -> None:
    [topic] = topics_from(SMALL)
    assert (topic.key, topic.title) == ("birds", "Birds")
    assert topic.sections == (
        Section(
            "song",
            "Song",
            (
                Paragraph("Birds sing.", (Source("Brown", 1999),), "A"),
                Paragraph("So listen."),
            ),
        ),
    )


def test_a_source_that_is_not_listed_is_refused() -> None:
    with pytest.raises(KeyError):
        topics_from(SMALL.replace('["brown_1999"]', '["green_2001"]'))


def test_every_listed_source_is_used() -> None:
    used = {source for paragraph in PARAGRAPHS for source in paragraph.sources}
    text = (ROOT / "resources" / "learn" / "facts.toml").read_text(encoding="utf-8")
    listed = re.findall(r'^\w+ = \{ short = "(.+)", year = (\d+) \}$', text, re.MULTILINE)
    assert {Source(short, int(year)) for short, year in listed} == used


def test_paragraphs_are_short() -> None:
    assert max(len(paragraph.text.split()) for paragraph in PARAGRAPHS) <= 75
    assert all(one.text != other.text for one, other in pairwise(PARAGRAPHS))
