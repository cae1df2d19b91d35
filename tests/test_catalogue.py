"""Every word that people read can be translated, and translators get all of them."""

from __future__ import annotations

import ast
import gettext
import io
import re
from typing import TYPE_CHECKING, Final

import pytest

from tests import catalogue
from tests.catalogue import ROOT, compiled, read_po, template, texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WORDS: Final = re.compile(r"[A-Za-z]{2,}[,.:]? [A-Za-z]{2,}|^[A-Z][a-z]{2,}$")
"""Two words with a blank between them, or one that begins like a sentence."""

NOT_FOR_PEOPLE: Final = {
    "ui": (
        r"h:mm ap|Hmm|d MMMM yyyy|dddd, d MMMM.*",  # patterns of times and dates
        r"(Ctrl|Alt|Shift)\+.*",  # keys, which Qt names in its own words
        r"(::|body)?[\w-]* ?\{.*|.*[{;] ?(border|margin|padding|font)[-:].*|<\w+ .*",  # looks
        r"Inter|Letter|Print|DayVersion|Trashed",  # a font, a paper, Qt's own word, types
        r" before restore \*|own journal",  # part of a file's name; the answer to a notice
    ),
    "charts": (
        r"Software|Creator|Producer|CreationDate|Date|Format|Type",  # fields in a picture's file
        r"None|<path .*|to come",
    ),
    "reports": (
        r"Letter|quiet short|<.*|body\{.*|@page.*",  # a paper, a class, HTML and its looks
        r'[^<>]*"?><.*|</.*|"> ?',  # pieces of HTML
    ),
    "app": (
        r"PrepareForSleep|ActiveChanged|Lock|VmRSS.*",  # what the system calls things
        r"Journal",  # the name of the program for those who want none that names it
    ),
    "domain": (
        r"an (event cannot end|amount must be).*",  # told to who writes code
        r"P[ds]|Z[slp]|C[cf]|.*gabapentin enacarbil.*",  # kinds of signs; names of medicines
    ),
}
"""Texts in a package, as patterns, that nobody reads or that are the same in every language."""

PARTS_WITH_TEXT: Final = ("ui", "charts", "reports", "app", "domain", "analysis")
FONTS: Final = "fibrojournal/charts/fonts.py"

TOLD_BY: Final = re.compile(r"\w+Error|Rejected|__init__")
"""What is called with a text for people, in the packages below."""


def literals(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield lines and texts of a module that no `tr` takes, without docstrings and annotations."""
    passed = {
        id(part) for node in ast.walk(tree) for whole in _apart(node) for part in ast.walk(whole)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in passed
        ):
            yield node.lineno, node.value


def _apart(node: ast.AST) -> list[ast.AST]:
    """Return the parts of a statement in which texts are translated, or are types or docs."""
    match node:
        case ast.Call(func=ast.Name(id="tr" | "trn" | "cast" | "_Words" | "TypeVar")):
            return [node]
        case ast.Expr(value=ast.Constant()) | ast.ClassDef(name="_Words"):
            return [node]
        case ast.AnnAssign(annotation=kind) | ast.arg(annotation=ast.expr() as kind):
            return [kind]
        case ast.FunctionDef(returns=ast.expr() as kind) | ast.Subscript(slice=kind):
            return [kind]
        case _:
            return []


def told(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the texts that errors and reports of an import are made with."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and TOLD_BY.fullmatch(_called(node)):
            yield from literals(node)


def _called(call: ast.Call) -> str:
    target = call.func
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")


def read(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("part", PARTS_WITH_TEXT)
def test_what_people_read_is_translated(part: str) -> None:
    allowed = re.compile("|".join(NOT_FOR_PEOPLE.get(part, ("(?!)",))), re.DOTALL)
    bare = [
        f"{file.relative_to(ROOT)}:{line}: {text}"
        for file in sorted((ROOT / "fibrojournal" / part).rglob("*.py"))
        if file.relative_to(ROOT).as_posix() != FONTS
        for line, text in literals(read(file))
        if WORDS.search(text) and not allowed.fullmatch(text)
    ]
    assert bare == []


def test_what_the_command_line_says_is_translated() -> None:
    for name in ("cli", "__main__", "settings", "errors"):
        bare = [text for _, text in literals(read(ROOT / "fibrojournal" / f"{name}.py"))]
        bare = [text for text in bare if re.search("[a-z]{2} [a-z]{2}", text)]
        assert bare == [], name


@pytest.mark.parametrize("part", ["journal", "exchange", "storage"])
def test_what_errors_say_is_translated(part: str) -> None:
    bare = [
        f"{file.relative_to(ROOT)}:{line}: {text}"
        for file in sorted((ROOT / "fibrojournal" / part).rglob("*.py"))
        for line, text in told(read(file))
        if WORDS.search(text) and not text.startswith('{"')  # an example
    ]
    assert bare == []


@pytest.mark.parametrize("text", ["Save", "too few days", "Nothing was changed.", "Saved: all"])
def test_words_are_told_from_names(text: str) -> None:
    assert WORDS.search(text)
    assert list(literals(ast.parse(f"QLabel({text!r})")))
    assert not list(literals(ast.parse(f"QLabel(tr({text!r}))")))


def test_no_text_is_translated_before_the_language_is_known() -> None:
    """A text of a module itself would stay in the language in which it was imported."""
    for file in sorted((ROOT / "fibrojournal").rglob("*.py")):
        found = _spoken_on_import(read(file))
        assert not found, f"{file.relative_to(ROOT)}:{found}"


def _spoken_on_import(node: ast.AST) -> list[int]:
    found = []
    for part in ast.iter_child_nodes(node):
        if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef):
            for default in (*part.args.defaults, *part.args.kw_defaults):
                if default is not None:
                    found += _spoken_on_import(ast.Expr(default))
        elif not isinstance(part, ast.Lambda):
            if isinstance(part, ast.Call) and _called(part) in ("tr", "trn"):
                found.append(part.lineno)
            found += _spoken_on_import(part)
    return found


def test_the_template_for_translators_is_up_to_date() -> None:
    """`python3 dev.py texts` brings it up to date."""
    assert catalogue.TEMPLATE.read_text(encoding="utf-8") == template(texts())


def test_every_translation_is_compiled() -> None:
    for file in catalogue.FOLDER.glob("*.po"):
        expected = compiled(read_po(file.read_text(encoding="utf-8")))
        assert catalogue.place_of(file.stem).read_bytes() == expected


def test_the_learn_page_and_the_items_are_in_the_template() -> None:
    found = texts()
    assert {"Sleep quality last night", "worst imaginable", "What a score stands for"} <= set(
        found
    )
    assert found["Import {n} row"] == "Import {n} rows"


PO: Final = r"""
# Somebody's words.
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

#, python-brace-format
msgid "{n} \"day\""
msgid_plural "{n} "
"\"days\""
msgstr[0] "{n} »dag«"
msgstr[1] "{n} »dager«"

#, fuzzy
msgid "Fog"
msgstr "Mist"

msgid "Pain"
msgstr ""
"""


def test_a_translation_is_read_without_what_is_unsure_or_empty() -> None:
    spoken = gettext.GNUTranslations(io.BytesIO(compiled(read_po(PO))))
    assert spoken.ngettext('{n} "day"', '{n} "days"', 1) == "{n} »dag«"
    assert spoken.ngettext('{n} "day"', '{n} "days"', 2) == "{n} »dager«"
    assert (spoken.gettext("Fog"), spoken.gettext("Pain")) == ("Fog", "Pain")


def test_the_template_can_be_read_as_a_translation_of_nothing() -> None:
    assert list(read_po(template(texts()))) == [""]
