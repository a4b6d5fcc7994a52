"""All features in one table."""

from handlers import channels, communities, digest, help, home, lessons, meetups, planning, starting  # noqa: A004  # "help" is the feature's word
from handlers.table import merge

TABLE = merge(
    communities.FEATURE,
    starting.FEATURE,
    channels.FEATURE,
    home.FEATURE,
    lessons.FEATURE,
    digest.FEATURE,
    meetups.FEATURE,
    planning.FEATURE,
    help.FEATURE,
)
