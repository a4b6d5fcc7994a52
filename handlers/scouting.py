"""`I visited team …`, and invitations to observe a team."""

from handlers.table import Feature

FEATURE = Feature()
