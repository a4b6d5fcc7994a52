"""Whether Slack would take these blocks: structure, lengths, counts and ids, refused in Slack's own words."""

from sandbox.block_kit.checks import check_attachments, check_blocks, check_view, problems_of_blocks, problems_of_view
from sandbox.block_kit.naming import with_ids, with_ids_in_blocks

__all__ = [
    "check_attachments",
    "check_blocks",
    "check_view",
    "problems_of_blocks",
    "problems_of_view",
    "with_ids",
    "with_ids_in_blocks",
]
