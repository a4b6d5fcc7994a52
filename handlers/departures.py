"""Departures: what a person leaves behind is offered to the communities they belong to."""

from handlers.table import Feature

FEATURE = Feature()
