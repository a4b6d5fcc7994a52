"""Questions a community asks itself: what its members say, and what follows."""

from handlers.table import Feature

FEATURE = Feature()
