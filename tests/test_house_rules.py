"""Rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, get_args

import pytest

from fibrojournal.analysis.cautions import Caution
from fibrojournal.analysis.comparison import Reading
from fibrojournal.domain.tracked_items import BUILT_IN_ITEMS
from fibrojournal.exchange.columns import COLUMNS
from tests.processes import run_python

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "fibrojournal"


class Module(NamedTuple):
    """One module of ours, read."""

    name: str
    tree: ast.Module

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))


def _name(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = [
    Module(_name(file), ast.parse(file.read_text(encoding="utf-8")))
    for file in sorted(SOURCE.rglob("*.py"))
]

WITH_QT = ("fibrojournal.ui", "fibrojournal.app")

NETWORK = {
    *("socket", "ssl", "http", "urllib", "ftplib", "smtplib", "asyncio", "xmlrpc"),
    *("socketserver", "imaplib", "poplib", "telnetlib", "nntplib", "requests", "httpx"),
    *("aiohttp", "urllib3", "websockets", "webbrowser"),
    *("PySide6.QtNetwork", "PySide6.QtWebSockets", "PySide6.QtWebEngineWidgets"),
}

NEVER = re.compile(
    r"\b(effective\w*|ineffective\w*|works|worked|working|helps|helped|helping|causes?|caused"
    r"|causing|responders?|because|significan\w+|p-values?|diagnos\w*|monitor\w*|manage\w*"
    r"|treat\w*|streaks?|fail\w*|should|missed|risks?)\b",
    re.IGNORECASE,
)
"""Words that the program never says of a medicine or to a person."""

PURPOSE = (
    "FibroJournal is a private diary. You write down how you feel and what medicines you were "
    "prescribed, look back at your own notes, and print them for a conversation with your care "
    "team. It gives no medical advice, does not diagnose, and does not tell you what to take. It "
    "is not a medical device and must not be used to decide on a dose."
)
LOWERING = (
    "Please do not stop {medicine} suddenly. Its label says to reduce it gradually, over at least "
    "one week, as agreed with your prescriber."
)
LOWERING_OTHERS = "Please talk to your prescriber before you lower or stop a medicine."
COMPARISON = (
    "These are averages of your own entries. They cannot show why something changed: flares come "
    "and go, other things change too, and hopes play a part. Talk about any change with your "
    "prescriber before you make it."
)
FOOTER = (
    "Self-recorded by the patient with FibroJournal. Blank days are left blank. Not a clinical "
    "assessment."
)

FIXED_TEXTS = {
    PURPOSE,
    LOWERING,
    LOWERING_OTHERS,
    COMPARISON,
    "These are averages of the patient's own entries. They cannot show why something changed.",
    FOOTER,
    "FibroJournal cannot see or judge your entries. It cannot call anyone.",
    (
        "Do not stop taking gabapentin without first talking to your healthcare provider. "
        "Stopping suddenly can cause serious problems."
    ),
    "other treatment",  # a category of events, not a word about a medicine
}
"""Sentences whose words were weighed one by one; they are shown as they stand here."""

WIDGETS_WITH_TEXT = {
    *("QLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QGroupBox"),
    *("QAction", "QMessageBox", "QMenu", "addAction", "addMenu", "addTab", "setText"),
    *("setToolTip", "setStatusTip", "setWindowTitle", "setPlaceholderText", "setTitle"),
    *("setAccessibleName", "setAccessibleDescription", "setInformativeText"),
}


def imports(module: Module) -> set[str]:
    """Name everything that a module imports, wherever in it."""
    found = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def is_within(name: str, packages: set[str]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def function_name(call: ast.Call) -> str:
    """Return the last part of what is called: `setText` for `label.setText(...)`."""
    target = call.func
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")


def texts_in(nodes: list[ast.expr]) -> list[str]:
    return [
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def spoken(module: Module) -> list[str]:
    """Return the English of everything that a module says to people."""
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef) and node.name == "_Words":
            defaults = [part.value for part in node.body if isinstance(part, ast.AnnAssign)]
            found += texts_in([default for default in defaults if default is not None])
    for call in module.calls():
        if function_name(call) in ("tr", "trn", "_Words"):
            found += texts_in([*call.args, *(keyword.value for keyword in call.keywords)])
    return found


CATALOGUE = [(module.name, text) for module in MODULES for text in spoken(module) if text]


def test_everything_below_the_window_runs_without_qt() -> None:
    names = [module.name for module in MODULES if not module.name.startswith(WITH_QT)]
    assert len(names) > 50
    code = f"import sys; sys.modules['PySide6'] = None\nimport {', '.join(names)}"
    result = run_python("-W", "error", "-c", code)
    assert (result.returncode, result.stderr) == (0, "")


def test_no_lambda_or_partial_is_connected_to_a_signal() -> None:
    # Such a connection keeps its widget alive for ever.
    for module in MODULES:
        for call in module.calls():
            if function_name(call) == "connect" and module.name.startswith(WITH_QT):
                (target, *_) = call.args
                is_partial = isinstance(target, ast.Call) and function_name(target) == "partial"
                assert not is_partial, f"{module.name}:{call.lineno}"
                assert not isinstance(target, ast.Lambda), f"{module.name}:{call.lineno}"


def test_no_module_can_reach_a_network() -> None:
    for module in MODULES:
        found = {name for name in imports(module) if is_within(name, NETWORK)}
        assert not found, module.name


def test_only_the_driver_knows_sqlite() -> None:
    knowing = {
        module.name
        for module in MODULES
        if any(is_within(n, {"sqlite3", "sqlite_utils", "sqlcipher3"}) for n in imports(module))
    }
    assert knowing == {"fibrojournal.storage.driver"}


def test_only_the_formatter_names_months_and_days_of_the_week() -> None:
    names = {"dayName", "monthName", "standaloneDayName", "standaloneMonthName"}
    assert {
        module.name
        for module in MODULES
        for call in module.calls()
        if isinstance(call.func, ast.Attribute) and call.func.attr in names
    } == {"fibrojournal.ui.formatter"}


def test_every_module_says_what_lives_there() -> None:
    for module in MODULES:
        words = ast.get_docstring(module.tree)
        assert words, module.name
        assert words.splitlines()[0].endswith("."), module.name


def test_no_module_is_named_for_being_leftovers() -> None:
    leftovers = {"utils", "util", "misc", "common", "helpers", "helper", "core", "manager"}
    for module in MODULES:
        assert not leftovers.intersection(module.name.split(".")), module.name


def test_there_are_texts_to_look_at() -> None:
    texts = {text for _, text in CATALOGUE}
    assert len(texts) > 200
    assert {"Fatigue", "worst imaginable", PURPOSE, LOWERING, LOWERING_OTHERS} <= texts


@pytest.mark.parametrize(
    "text",
    [
        "gabapentin is working",
        "this helped you",
        "Because of the change",
        "a significant difference",
        "You missed two days",
        "p-value",
        "It treats pain",
        "a streak of 7 days",
        "you should rest",
        "Diagnosis",
    ],
)
def test_the_list_of_words_finds_what_must_not_be_said(text: str) -> None:
    assert NEVER.search(text)


def test_no_text_says_what_must_never_be_said() -> None:
    said = [
        f"{module}: {text}"
        for module, text in CATALOGUE
        if NEVER.search(text) and text not in FIXED_TEXTS
    ]
    assert said == []


def test_no_name_in_a_file_says_it_either() -> None:
    # Columns, JSON fields, readings, cautions, items: what scripts and spreadsheets show.
    names = {column.name for columns in COLUMNS.values() for column in columns}
    names |= {item.key for item in BUILT_IN_ITEMS} | {*get_args(Reading), *get_args(Caution)}
    names |= {
        key.value
        for module in MODULES
        if module.name == "fibrojournal.analysis.change_records"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    }
    assert {"better_day_chance", "cannot_tell", "drift", "dose_changes", "se_dizzy"} <= (
        names | COLUMNS.keys()
    )
    assert [name for name in names if NEVER.search(name.replace("_", " "))] == []


def test_the_fixed_texts_are_said_word_for_word() -> None:
    said = {text for _, text in CATALOGUE}
    assert {PURPOSE, LOWERING, LOWERING_OTHERS, COMPARISON} <= said


def test_no_text_raises_its_voice() -> None:
    assert [text for _, text in CATALOGUE if "!" in text] == []


def test_every_placeholder_of_a_text_has_a_name() -> None:
    # Translators move placeholders around, and must see what each one is.
    for module, text in CATALOGUE:
        plain = text.replace("{{", "{").replace("}}", "}")
        for placeholder in re.findall(r"\{(.*?)\}", plain):
            assert placeholder.isidentifier(), f"{module}: {text}"


def test_a_text_is_translated_before_its_placeholders_are_filled() -> None:
    for module in MODULES:
        for call in module.calls():
            if function_name(call) in ("tr", "trn"):
                filled = [
                    argument
                    for argument in call.args[:2]
                    if isinstance(argument, ast.JoinedStr | ast.BinOp | ast.Call)
                ]
                assert not filled, f"{module.name}:{call.lineno}"


def test_what_a_widget_shows_can_be_translated() -> None:
    for module in MODULES:
        if not module.name.startswith(WITH_QT):
            continue
        for call in module.calls():
            if function_name(call) in WIDGETS_WITH_TEXT:
                bare = [text for text in texts_in(call.args) if re.search("[a-z]{2}", text)]
                bare = [text for text in bare if text != "FibroJournal"]
                assert not bare, f"{module.name}:{call.lineno}: {bare}"
