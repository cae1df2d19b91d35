"""The texts for translators: gathered from the code, written as a template, compiled.

Run as a program (`python3 dev.py texts`), it writes `resources/locale/fibrojournal.pot` anew, and
for each translation `<code>.po` beside it what the program reads.
"""

from __future__ import annotations

import ast
import json
import re
import struct
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT: Final = Path(__file__).parent.parent
FOLDER: Final = ROOT / "resources" / "locale"
TEMPLATE: Final = FOLDER / "fibrojournal.pot"
FACTS: Final = ROOT / "resources" / "learn" / "facts.toml"
HELP: Final = ROOT / "resources" / "help" / "pages.toml"
_TEXTS_OF_FACTS: Final = frozenset({"title", "text", "short", "heading", "words"})

_HEADER: Final = (
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    "Language: \n"
    "Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;\n"
)
_TAKES_TEXT: Final = {"tr": 1, "trn": 2}
"""How many of the first arguments of a function are texts."""


def texts() -> dict[str, str]:
    """Return every text that can be translated, and its plural; "" = it has none."""
    found: dict[str, str] = {}
    for file in sorted((ROOT / "fibrojournal").rglob("*.py")):
        for singular, plural in _texts_of(ast.parse(file.read_text(encoding="utf-8"))):
            found[singular] = plural or found.get(singular, "")
    for file in (FACTS, HELP):
        facts = tomllib.loads(file.read_text(encoding="utf-8"))
        found |= dict.fromkeys(_texts_of_facts(facts), "")
    return dict(sorted(found.items()))


def _texts_of(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield the texts that `tr`, `trn` and the words of built-in items hold."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name == "_Words":
            yield from ((text, "") for text in _constants(node) if text != ast.get_docstring(node))
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        if node.func.id == "_Words":
            yield from ((text, "") for text in _constants(node))
        elif count := _TAKES_TEXT.get(node.func.id):
            said = [text for part in node.args[:count] for text in _constants(part)]
            if count == 1:
                yield from ((text, "") for text in said)
            elif len(said) == count:
                yield said[0], said[1]


def _constants(node: ast.AST) -> list[str]:
    return [
        part.value
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value
    ]


def _texts_of_facts(value: object) -> Iterator[str]:
    """Yield what the Learn page, "Get help now" and F1 say, and who a source is by."""
    if isinstance(value, list):
        for part in value:
            yield from _texts_of_facts(part)
    elif isinstance(value, dict):
        for key, part in value.items():
            if isinstance(part, str) and key in _TEXTS_OF_FACTS:
                yield part
            elif key in ("signs", "lines"):
                yield from part
            else:
                yield from _texts_of_facts(part)


def template(found: Mapping[str, str]) -> str:
    """Write the template: no lines of the code in it, so that it changes only as texts do."""
    blocks = [f'msgid ""\nmsgstr ""\n{_quoted(_HEADER)}']
    for singular, plural in found.items():
        placeholders = "#, python-brace-format\n" if re.search(r"\{\w+\}", singular) else ""
        if plural:
            ends = 'msgstr[0] ""\nmsgstr[1] ""'
            middle = f"msgid {_quoted(singular)}\nmsgid_plural {_quoted(plural)}\n{ends}"
        else:
            middle = f'msgid {_quoted(singular)}\nmsgstr ""'
        blocks.append(placeholders + middle)
    return "\n\n".join(blocks) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def read_po(po: str) -> dict[str, str]:
    """Read what was translated; singular and plural forms stand together, parted by NUL."""
    catalogue: dict[str, str] = {}
    for block in re.split(r"\n\s*\n", po):
        if re.search(r"^#,.*\bfuzzy\b", block, re.MULTILINE):
            continue
        said: dict[str, str] = {}
        name = ""
        for line in block.splitlines():
            if match := re.match(r'(msg\w+(?:\[\d\])?)?\s*(".*")\s*$', line):
                name = match[1] or name
                said[name] = said.get(name, "") + json.loads(match[2])
        forms = [said[name] for name in sorted(said) if name.startswith("msgstr")]
        key = "\0".join(said[name] for name in ("msgid", "msgid_plural") if name in said)
        if forms and all(forms):
            catalogue[key] = "\0".join(forms)
    return catalogue


def compiled(catalogue: Mapping[str, str]) -> bytes:
    """Return a compiled catalogue, as msgfmt would write it."""
    pairs = [(key.encode(), catalogue[key].encode()) for key in sorted(catalogue)]
    keys_at = 28
    values_at = keys_at + 8 * len(pairs)
    at = values_at + 8 * len(pairs)
    strings, tables = b"", [b"", b""]
    for place in (0, 1):
        for pair in pairs:
            tables[place] += struct.pack("<2I", len(pair[place]), at + len(strings))
            strings += pair[place] + b"\0"
    header = struct.pack("<7I", 0x950412DE, 0, len(pairs), keys_at, values_at, 0, 0)
    return header + tables[0] + tables[1] + strings


def place_of(code: str, folder: Path = FOLDER) -> Path:
    """Return where the compiled catalogue of a language lies."""
    return folder / code / "LC_MESSAGES" / "fibrojournal.mo"


def main() -> None:
    """Write the template and compile the translations."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_text(template(texts()), encoding="utf-8", newline="\n")
    for file in FOLDER.glob("*.po"):
        place = place_of(file.stem)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(compiled(read_po(file.read_text(encoding="utf-8"))))


if __name__ == "__main__":
    main()
