"""Communities that overlap are told about each other."""

from handlers.table import Feature

FEATURE = Feature()
