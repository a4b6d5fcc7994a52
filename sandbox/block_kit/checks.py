"""The whole check of a message's blocks and of a view: structure first, then the rules."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from sandbox.block_kit import charts, limits, rules
from sandbox.block_kit.structure import Structure, problem
from sandbox.models import SlackError


@cache
def _structure(file: str) -> Structure:
    return Structure(file, newer_blocks=[charts.BLOCK])


def check_blocks(blocks: list[dict[str, Any]]) -> None:
    """Refuse a message's blocks that Slack refuses: `invalid_blocks`, or `msg_blocks_too_long`."""
    _refuse_if("invalid_blocks", problems_of_blocks(blocks))
    if text_length(blocks) > limits.TEXT_A_MESSAGE:
        raise SlackError("msg_blocks_too_long")


def check_view(view: dict[str, Any], *, kind: str) -> None:
    """Refuse a modal or a Home that Slack refuses: `invalid_arguments`, with what is wrong."""
    _refuse_if("invalid_arguments", problems_of_view(view, kind=kind))


def check_attachments(attachments: list[dict[str, Any]]) -> None:
    """Refuse attachments Slack refuses; blocks in them count as blocks do."""
    if len(attachments) > limits.ATTACHMENTS_A_MESSAGE:
        raise SlackError("too_many_attachments")
    for index, attachment in enumerate(attachments):
        blocks = attachment.get("blocks", [])
        found = list(_structure("chat.postMessage").problems("MessageAttachment", attachment, f"/attachments/{index}"))
        _refuse_if("invalid_attachments", found or problems_of_blocks(blocks, f"/attachments/{index}/blocks"))


def problems_of_blocks(blocks: list[dict[str, Any]], pointer: str = "/blocks") -> list[str]:
    """Give what is wrong with a message's blocks, in Slack's words; nothing if Slack takes them."""
    found = list(_block_problems(blocks, pointer, most=limits.BLOCKS_A_MESSAGE))
    found += [
        problem(f"unsupported type: {kind}", where)
        for kind, where in _types(blocks, pointer)
        if kind in limits.ONLY_IN_MODALS
    ]
    if sum(kind == "data_visualization" for kind, _ in _types(blocks, pointer)) > charts.CHARTS_A_MESSAGE:
        found.append(problem(f"no more than {charts.CHARTS_A_MESSAGE} charts allowed", pointer))
    return found


def problems_of_view(view: dict[str, Any], *, kind: str) -> list[str]:
    """Give what is wrong with a `modal` or a `home`, in Slack's words; nothing if Slack takes it."""
    if view.get("type") != kind:
        return [problem(f"must be a {kind} view", "/view/type")]
    structure = _structure("modal" if kind == "modal" else "home")
    outside = {name: value for name, value in view.items() if name != "blocks"}
    found = list(structure.problems("ModalView" if kind == "modal" else "HomeView", outside | {"blocks": []}, "/view"))
    if "blocks" not in view:
        found.append(problem("missing required field: blocks", "/view"))
    if found:
        return found
    blocks = view["blocks"]
    found += list(_block_problems(blocks, "/view/blocks", most=limits.BLOCKS_A_VIEW))
    found += list(rules.problems(outside, "/view"))
    if isinstance(blocks, list):
        found += list(_surface_problems(view, kind))
    return found


def _surface_problems(view: dict[str, Any], kind: str) -> Iterator[str]:
    for block_type, where in _types(view["blocks"], "/view/blocks"):
        if block_type in limits.NOT_IN_VIEWS or (kind == "home" and block_type in limits.ONLY_IN_MODALS):
            yield problem(f"unsupported type: {block_type}", where)
    inputs = [block for block in view["blocks"] if isinstance(block, dict) and block.get("type") == "input"]
    # docs.slack.dev/reference/views/modal-views: "submit is required when an input block is within the blocks array".
    if kind == "modal" and inputs and "submit" not in view:
        yield problem("must define `submit` to use an `input` block in modals", "/view")
    focused = [block for block in inputs if block.get("element", {}).get("focus_on_load")]
    if len(focused) > 1:
        yield problem("only one element can have the focus", "/view/blocks")


def _block_problems(blocks: object, pointer: str, *, most: int) -> Iterator[str]:
    if not isinstance(blocks, list):
        yield problem("must provide an array", pointer)
        return
    if len(blocks) > most:
        yield problem(f"no more than {most} items allowed", pointer)
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        here = f"{pointer}/{index}"
        wrong = list(_structure("modal").problems("KnownBlock", block, here))
        yield from wrong
        if wrong:
            continue
        yield from rules.problems(block, here)
        block_id = block.get("block_id")
        if block_id and block_id in seen:
            yield problem(f"block_id `{block_id}` already exists", f"{here}/block_id")
        seen.add(block_id or "")


def _types(part: object, pointer: str) -> Iterator[tuple[str, str]]:
    """Give every `type` in blocks and their elements, with its place."""
    if isinstance(part, list):
        for index, item in enumerate(part):
            yield from _types(item, f"{pointer}/{index}")
    elif isinstance(part, dict):
        if isinstance(part.get("type"), str):
            yield part["type"], f"{pointer}/type"
        for name in ("element", "elements", "accessory"):
            yield from _types(part.get(name), f"{pointer}/{name}")


def text_length(part: object) -> int:
    """Give the characters of all texts in blocks together."""
    if isinstance(part, list):
        return sum(text_length(item) for item in part)
    if isinstance(part, dict):
        return sum(len(v) if k == "text" and isinstance(v, str) else text_length(v) for k, v in part.items())
    return 0


def _refuse_if(code: str, found: list[str]) -> None:
    if found:
        messages = [f"[ERROR] {message}" for message in found]
        raise SlackError(code, errors=found, response_metadata={"messages": messages})
