"""Reminders of meetups: in the channel or by direct message, as each person chose."""

from handlers.table import Feature

FEATURE = Feature()
