"""Tests of the charts: artists, sentences, places."""

from __future__ import annotations
