"""`/meetup open-space`: from the marketplace to the harvest."""

from handlers.table import Feature

FEATURE = Feature()
