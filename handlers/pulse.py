"""`/community pulse`: how a community is, told to itself."""

from handlers.table import Feature

FEATURE = Feature()
