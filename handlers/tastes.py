"""*More like this* and *less like this* in digests."""

from handlers.table import Feature

FEATURE = Feature()
