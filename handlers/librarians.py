"""`/community librarian`: volunteers who tag, merge and highlight lessons."""

from handlers.table import Feature

FEATURE = Feature()
