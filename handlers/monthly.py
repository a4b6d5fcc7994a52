"""*How far did it travel?*, once a month."""

from handlers.table import Feature

FEATURE = Feature()
