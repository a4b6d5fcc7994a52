"""The digest across all communities."""

from handlers.table import Feature

FEATURE = Feature()
