"""All features in one table."""

from handlers import channels, communities, help, home, starting  # noqa: A004  # "help" is the feature's word
from handlers.table import merge

TABLE = merge(
    communities.FEATURE,
    starting.FEATURE,
    channels.FEATURE,
    home.FEATURE,
    help.FEATURE,
)
