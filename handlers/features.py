"""All features in one table."""

from handlers.table import merge

TABLE = merge()
