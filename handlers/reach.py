"""`/community reach`: which teams have members in which community."""

from handlers.table import Feature

FEATURE = Feature()
