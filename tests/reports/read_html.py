"""Reads a report's HTML back: its headings, sentences and tables, in their order."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_TEXTS = ("h1", "h2", "h3", "p", "li", "title")


@dataclass
class Table:
    """A table of numbers."""

    headers: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    scopes: list[str] = field(default_factory=list)


class ReportHtml(HTMLParser):
    """A report as a reader finds it.

    Attributes:
        texts: Tag and words of every heading, paragraph and list item.
        tables: The tables of numbers; those that only put parts side by side are not here.
        addresses: Everything that could be loaded.
        pictures: The words that stand for each picture.
        lang: Language of the page.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[tuple[str, str]] = []
        self.tables: list[Table] = []
        self.addresses: list[str] = []
        self.pictures: list[str] = []
        self.lang = ""
        self._open: list[str] = []
        self._in_figures = False
        self._in_head = False
        self._words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.addresses += [given[name] for name in ("src", "href", "srcset") if name in given]
        if tag == "html":
            self.lang = given["lang"]
        if tag == "img":
            self.pictures.append(given["alt"])
        if tag == "br":
            self._words += " "
        if tag == "table" and given.get("class") == "figures":
            self._in_figures = True
            self.tables.append(Table())
        if self._in_figures:
            self._start_in_figures(tag, given)
        elif tag in _TEXTS:
            self._words = ""

    def _start_in_figures(self, tag: str, given: dict[str, str]) -> None:
        self._in_head = tag == "thead" or (self._in_head and tag != "tbody")
        if tag == "tr" and not self._in_head:
            self.tables[-1].rows.append([])
        if tag in {"th", "td"}:
            self._words = ""
        if tag == "th":
            self.tables[-1].scopes.append(given["scope"])

    def handle_data(self, data: str) -> None:
        self._words += data

    def handle_endtag(self, tag: str) -> None:
        words = " ".join(self._words.replace("\u2068", "").replace("\u2069", "").split())
        if self._in_figures and tag in {"th", "td"}:
            table = self.tables[-1]
            (table.headers if self._in_head else table.rows[-1]).append(words)
        elif tag == "table":
            self._in_figures = False
        elif not self._in_figures and tag in _TEXTS:
            self.texts.append((tag, words))
            self._words = ""

    def table(self, first_header: str) -> Table | None:
        return next((one for one in self.tables if one.headers[0] == first_header), None)

    def after(self, title: str) -> list[str]:
        """Return what stands between a heading and the next one."""
        places = [place for place, (tag, words) in enumerate(self.texts) if words == title]
        found = []
        for tag, words in self.texts[places[0] + 1 :] if places else ():
            if tag.startswith("h"):
                break
            found.append(words)
        return found

    @property
    def words(self) -> str:
        return "\n".join(words for _tag, words in self.texts)
