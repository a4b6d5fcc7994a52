"""All features in one table."""

from handlers import channels, communities, help, home, lessons, starting  # noqa: A004  # "help" is the feature's word
from handlers.table import merge

TABLE = merge(
    communities.FEATURE,
    starting.FEATURE,
    channels.FEATURE,
    home.FEATURE,
    lessons.FEATURE,
    help.FEATURE,
)
