"""Facts for the Learn page, read from the one file that holds them: `resources/learn/facts.toml`.

A topic has sections, a section has paragraphs, and a paragraph names the sources of what it
states. The same file holds "Get help now". All texts are English; whoever shows them translates
them.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from fibrojournal.paths import resource

if TYPE_CHECKING:
    from collections.abc import Mapping

Confidence = Literal["A", "B", "A/B", "own", "method", ""]

FILE: Final = "learn/facts.toml"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read.

    Attributes:
        short: Short form, such as "Heapy and others".
        year: Year in which it came out; 0 = what was read bore none.
    """

    short: str
    year: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A few sentences.

    Attributes:
        text: The sentences.
        sources: Where they were read; () = they say what FibroJournal does, or what follows from
            the words before.
        confidence: "A" read in the primary text or its abstract, "B" in a secondary copy, "A/B"
            some of each, "own" measured by this project, "method" the source of a formula; "" =
            no sources.
    """

    text: str
    sources: tuple[Source, ...] = ()
    confidence: Confidence = ""


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading; `key` names it in the program."""

    key: str
    title: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """Sections that belong together; `key` names it in the program."""

    key: str
    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class HelpStep:
    """What to do, and when; `key` names it in the program.

    Attributes:
        key: "emergency", "crisis", "contact" or "tell".
        words: What to do.
        signs: When, or for whom, as a list beneath the words; () = the words say it.
    """

    key: str
    words: str
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GetHelp:
    """What "Get help now" says: the same for everybody, whatever is written in a journal."""

    heading: str
    steps: tuple[HelpStep, ...]


def load_get_help() -> GetHelp:
    """Read what "Get help now" says."""
    table = tomllib.loads(resource(FILE).read_text(encoding="utf-8"))["get_help"]
    return GetHelp(
        table["heading"],
        tuple(
            HelpStep(step["key"], step["words"].strip(), tuple(step.get("signs", ())))
            for step in table["steps"]
        ),
    )


def load_topics() -> tuple[Topic, ...]:
    """Read all topics, in the order in which they are shown."""
    return topics_from(resource(FILE).read_text(encoding="utf-8"))


def topics_from(text: str) -> tuple[Topic, ...]:
    """Read topics from TOML.

    Raises:
        KeyError: A part is not there, or a source is named that is not listed.
    """
    table = tomllib.loads(text)
    sources = {key: Source(**row) for key, row in table.get("sources", {}).items()}
    return tuple(
        Topic(
            topic["key"],
            topic["title"],
            tuple(
                Section(
                    section["key"],
                    section["title"],
                    tuple(_paragraph(row, sources) for row in section["paragraphs"]),
                )
                for section in topic["sections"]
            ),
        )
        for topic in table["topics"]
    )


def _paragraph(row: Mapping[str, Any], sources: Mapping[str, Source]) -> Paragraph:
    return Paragraph(
        row["text"].strip(),
        tuple(sources[key] for key in row.get("sources", ())),
        row.get("confidence", ""),
    )
