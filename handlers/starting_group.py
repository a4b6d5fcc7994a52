"""The starting group of a new community: who may care, invited and never added."""

from handlers.table import Feature

FEATURE = Feature()
