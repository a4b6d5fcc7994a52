"""What a community publishes under a secret address, off until switched on."""

from handlers.table import Feature

FEATURE = Feature()
