"""`/community merge`: two communities that want to be one."""

from handlers.table import Feature

FEATURE = Feature()
