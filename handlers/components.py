"""`/community component`: components, the mentors who offer themselves, and what is asked of them."""

from handlers.table import Feature

FEATURE = Feature()
