"""The list of communities: whose, how many, which page."""

import pytest

from handlers.blocks import communities as blocks
from handlers.blocks.communities import Listing
from handlers.blocks.parts import Message
from tests.some import community


def sections(message: Message) -> list[str]:
    return [block["text"]["text"] for block in message.blocks if block["type"] == "section"]


@pytest.mark.parametrize(("members", "is_told"), [(0, False), (1, False), (4, False), (5, True), (120, True)])
def test_a_number_of_members_is_told_from_five_on(members: int, is_told: bool) -> None:
    listed = blocks.listing(Listing(yours=[], others=[community(1)], members={1: members}))

    assert (f"{members} members" in sections(listed)[1]) is is_told


def test_each_part_of_the_list_has_its_heading_on_each_page() -> None:
    yours = [community(number, topic=f"Yours {number}") for number in range(1, 14)]
    others = [community(number, topic=f"Other {number}") for number in range(14, 16)]

    first = blocks.listing(Listing(yours, others, members={}, page=0))
    second = blocks.listing(Listing(yours, others, members={}, page=1))

    assert [text for text in sections(first) if "·" not in text] == ["*Your communities*"]
    assert [text for text in sections(second) if "·" not in text] == ["*Your communities*", "*You could join*"]


def test_where_a_community_meets_is_a_mention_so_that_slack_decides_who_may_read_its_name() -> None:
    [_, entry] = sections(blocks.listing(Listing(yours=[community(1)], others=[], members={})))

    assert entry.startswith("*Contract testing* · <#C0COP>")
    assert "cop-contract-testing" not in entry
