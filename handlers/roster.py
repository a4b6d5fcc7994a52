"""The roster: who is certified in what, brought from a file by an admin."""

from handlers.table import Feature

FEATURE = Feature()
