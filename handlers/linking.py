"""`/community link`: further channels of a community."""

from handlers.table import Feature

FEATURE = Feature()
