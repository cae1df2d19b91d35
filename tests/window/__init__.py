"""Tests that drive the real window from outside, as a screen reader does."""
