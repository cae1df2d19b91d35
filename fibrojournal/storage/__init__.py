"""The only room that knows SQLite: one file, its schema, and one module per kind of row."""

from __future__ import annotations
