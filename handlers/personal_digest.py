"""The digest by direct message of who asked for one."""

from handlers.table import Feature

FEATURE = Feature()
