"""*I'm coming*, *Maybe*, *Not this time*, and who waits for a seat."""

from handlers.table import Feature

FEATURE = Feature()
