"""`/community step-up`: coordinators step up, are supported, and step back."""

from handlers.table import Feature

FEATURE = Feature()
