"""The directory: what each entry says, and under which heading it stands."""

import pytest

from community.communities import State
from community.directory import NO_TEAMS, Entry, Page, Part, Teams
from community.pulse import Life
from handlers.blocks import directory as blocks
from handlers.blocks.parts import Message
from tests.some import community


def entry(number: int, part: Part = Part.OTHERS, *, kind: str = "", members: int = 3, teams: Teams = NO_TEAMS) -> Entry:
    state = State.RESTING if part is Part.RESTING else State.OPEN
    life = Life.RESTING if part is Part.RESTING else Life.ALIVE
    return Entry(community(number, topic=f"Topic {number}", state=state), part, kind, life, members, teams)


def page(*entries: Entry, words: str = "") -> Page:
    return Page(entries, words, 0, 1, len(entries))


def sections(message: Message) -> list[str]:
    return [block["text"]["text"] for block in message.blocks if block["type"] == "section"]


@pytest.mark.parametrize(("members", "is_told"), [(0, False), (1, False), (4, False), (5, True), (120, True)])
def test_a_number_of_members_is_told_from_five_on(members: int, is_told: bool) -> None:
    [_, told] = sections(blocks.listing(page(entry(1, members=members))))

    assert (f"{members} members" in told) is is_told


def test_each_part_has_its_heading_and_others_stand_by_their_kind_where_there_are_several() -> None:
    listed = blocks.listing(
        page(
            entry(1, Part.YOURS, kind="Test"),
            entry(2, kind="Test"),
            entry(3, kind="Test"),
            entry(4),
            entry(5, Part.RESTING),
        )
    )

    assert [text for text in sections(listed) if "·" not in text] == [
        "*Your communities*",
        "*You could join: Test*",
        "*You could join: more topics*",
        "*Resting, and anyone may wake them*",
    ]


def test_a_kind_of_which_there_is_one_community_only_has_no_heading_of_its_own() -> None:
    listed = blocks.listing(page(entry(1, kind="Test"), entry(2, kind="Scrum Masters"), entry(3)))

    assert [text for text in sections(listed) if "·" not in text] == ["*You could join*"]


def test_others_of_one_kind_need_no_kind() -> None:
    assert sections(blocks.listing(page(entry(1), entry(2))))[0] == "*You could join*"


def test_what_was_looked_for_is_one_list() -> None:
    found = blocks.listing(page(entry(1, Part.YOURS), entry(2, kind="Test"), words="topics"))

    assert [text for text in sections(found) if "·" not in text] == ["Found for “topics”"]


def test_where_a_community_meets_is_a_mention_so_that_slack_decides_who_may_read_its_name() -> None:
    [_, told] = sections(blocks.listing(page(entry(1))))

    assert told.startswith("*Topic 1* · <#C0COP>")
    assert "cop-topic-1" not in told


@pytest.mark.parametrize(
    ("teams", "expected"),
    [
        (Teams(), "🌿 alive"),
        (Teams((), has_more=True), "🌿 alive"),  # only small teams, which have no name here
        (Teams(("Heron",)), "🌿 alive · with team Heron"),
        (Teams(("Heron", "Wren")), "🌿 alive · with teams Heron and Wren"),
        (Teams(("Heron", "Kestrel", "Wren"), has_more=True), "🌿 alive · with teams Heron, Kestrel, Wren and others"),
    ],
)
def test_an_entry_says_which_teams_are_in_it_by_a_few_names(teams: Teams, expected: str) -> None:
    [_, told] = sections(blocks.listing(page(entry(1, teams=teams))))

    assert told.splitlines()[-1] == expected
