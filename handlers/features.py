"""All features in one table."""

from handlers import channels, communities, digest, finding, home, lessons, meetups, messages, planning, rooms, starting
from handlers import help as help_  # "help" is the feature's word, and Python's
from handlers.table import merge

TABLE = merge(
    communities.FEATURE,
    starting.FEATURE,
    channels.FEATURE,
    rooms.FEATURE,
    home.FEATURE,
    lessons.FEATURE,
    finding.FEATURE,
    digest.FEATURE,
    meetups.FEATURE,
    messages.FEATURE,
    planning.FEATURE,
    help_.FEATURE,
)
