"""Texts that were drawn are kept for speed, until the journal that they come from is locked."""

from __future__ import annotations

import gc
import secrets

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from fibrojournal.charts.fonts import shortened, text_width
from fibrojournal.charts.label import Label, Lettering, forget_texts


def draw(words: str) -> None:
    figure = Figure((4, 1))
    FigureCanvasAgg(figure)
    figure.add_artist(Label(0.1, 0.5, words, Lettering(13, 400, "normal", "#000000", "#FFFFFF")))
    figure.canvas.draw()
    text_width(words)
    shortened(words, 60)


def holders(words: str) -> list[str]:
    """Name the kinds of objects that hold a text with `words` in it."""
    gc.collect()
    found = []
    for holder in gc.get_objects():
        texts = [held for held in gc.get_referents(holder) if isinstance(held, str)]
        if words in "\n".join(texts):
            found.append(type(holder).__name__)
    return found


def test_no_text_that_was_drawn_is_held_after_it_is_to_be_forgotten() -> None:
    words = f"quillwort {secrets.token_hex(4)}"
    draw(words)
    assert holders(words) != []
    forget_texts()
    assert holders(words) == []
