"""`/community follow`: feeds and calendars of the wider network."""

from handlers.table import Feature

FEATURE = Feature()
