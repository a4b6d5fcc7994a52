"""`/community me`: what a person says of themselves, shows and hides."""

from handlers.table import Feature

FEATURE = Feature()
