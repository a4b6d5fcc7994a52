"""Meetups that come again: change one or all that follow, skip one."""

from handlers.table import Feature

FEATURE = Feature()
