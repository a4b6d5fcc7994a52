"""`/community charter`: what a community agreed on for itself, read and edited by its members."""

from handlers.table import Feature

FEATURE = Feature()
