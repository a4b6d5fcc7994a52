"""Meetups in calendars: one as a file, a community or a person by a secret address."""

from handlers.table import Feature

FEATURE = Feature()
