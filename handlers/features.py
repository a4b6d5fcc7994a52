"""All features in one table."""

from handlers import (
    asking,
    channels,
    communities,
    digest,
    finding,
    home,
    lessons,
    meetups,
    messages,
    planning,
    reactions,
    relearning,
    rooms,
    spread,
    starting,
    teams,
)
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
    relearning.FEATURE,
    asking.FEATURE,
    digest.FEATURE,
    meetups.FEATURE,
    messages.FEATURE,
    planning.FEATURE,
    reactions.FEATURE,
    spread.FEATURE,
    teams.FEATURE,
    help_.FEATURE,
)
