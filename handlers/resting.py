"""Resting, waking and closing: what a quiet community is asked, and what it answers."""

from handlers.table import Feature

FEATURE = Feature()
