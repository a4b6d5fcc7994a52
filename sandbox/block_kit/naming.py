"""Gives blocks and elements the ids that the app left out, as Slack does."""

from typing import Any

from sandbox.ids import Ids

# These take no part in interactions, so they carry no action id.
_SILENT = frozenset({"image", "plain_text", "mrkdwn"})
_HOLDERS = frozenset({"actions", "section", "input", "context_actions"})


def with_ids(view: dict[str, Any], ids: Ids) -> dict[str, Any]:
    """Give the view with a `block_id` on every block and an `action_id` on every element."""
    return view | {"blocks": with_ids_in_blocks(view["blocks"], ids)}


def with_ids_in_blocks(blocks: list[dict[str, Any]], ids: Ids) -> list[dict[str, Any]]:
    """Give the blocks with a `block_id` on every block and an `action_id` on every element; the given ones stay."""
    return [_named(block, ids) for block in blocks]


def _named(block: dict[str, Any], ids: Ids) -> dict[str, Any]:
    named = {"block_id": ids.letters(5)} | block
    if block["type"] not in _HOLDERS:
        return named
    for part in ("element", "accessory"):
        if isinstance(block.get(part), dict):
            named[part] = _acting(block[part], ids)
    if isinstance(block.get("elements"), list):
        named["elements"] = [_acting(element, ids) for element in block["elements"]]
    return named


def _acting(element: dict[str, Any], ids: Ids) -> dict[str, Any]:
    return element if element["type"] in _SILENT else {"action_id": ids.letters(5)} | element
