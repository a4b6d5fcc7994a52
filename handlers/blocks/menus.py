"""Menus of more than Slack's hundred options: in groups of a hundred."""

from collections.abc import Sequence

from handlers.blocks.parts import Block, plain

_GROUP = 100  # docs.slack.dev/reference/block-kit/composition-objects/option-group-object, and as many groups
# An option takes up to 400 bytes and a view holds 250 kB.
MOST = 500


def fill(menu: Block, options: Sequence[Block]) -> Block:
    """Give the menu with these options, in their order; what is beyond 500 is left out."""
    offered = options[:MOST]
    if len(offered) <= _GROUP:
        return menu | {"options": list(offered)}
    groups = [offered[start : start + _GROUP] for start in range(0, len(offered), _GROUP)]
    return menu | {"option_groups": [{"label": _span(group), "options": list(group)} for group in groups]}


def _span(group: Sequence[Block]) -> Block:
    """Give a group's first and last name; a label holds 75 characters."""
    first, last = (str(group[end]["text"]["text"])[:30] for end in (0, -1))
    return plain(f"{first} – {last}", 75)
