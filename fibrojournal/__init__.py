"""A private, offline diary of symptoms and doses for people living with fibromyalgia."""

from __future__ import annotations

__version__ = "1.0.0"
