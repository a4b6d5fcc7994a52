"""Settings of a workspace, chosen by its admins in the App Home."""

from handlers.table import Feature

FEATURE = Feature()
