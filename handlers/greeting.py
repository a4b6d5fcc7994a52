"""Greeting: who joins a community is told privately who is here, what was learnt, and one first thing to do."""

from handlers.table import Feature

FEATURE = Feature()
