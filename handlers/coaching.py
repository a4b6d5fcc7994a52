"""Coaches: they see how communities are, never how people are, and can offer help."""

from handlers.table import Feature

FEATURE = Feature()
