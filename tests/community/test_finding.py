"""What is typed to look for lessons: any of it can be read, and what it means is looked up."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community import finding
from community.communities import Aim, NewCommunity
from community.finding import Chosen, Filter, NotKnown, Reading, Sought, Typed, free_text, take_apart, write
from community.lessons import Kind
from community.people import NameShown
from community.teams import NewTeam
from storage.database import Database
from storage.stores import Stores
from tests.some import NOW

COMMUNITY = NewCommunity(
    "contract-testing", "Contract testing", "", Aim.BOTH, "cop-contract-testing", "C0CONTRACT", False, "U1", NOW, "UTC"
)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", Typed()),
        ("flaky tests", Typed("flaky tests")),
        ('"cache key" docker', Typed("docker", ("cache key",))),
        ("“cache key” »lock file« „drei Wörter“", Typed("", ("cache key", "lock file", "drei Wörter"))),
        ("docker -compose", Typed("docker", without=("compose",))),
        ('docker -"compose file"', Typed("docker", without=("compose file",))),
        ("in:testing x", Typed("x", filters=((Filter.COMMUNITY, "testing"),))),
        ("in:#C0CONTRACT by:@U0BEN", Typed(filters=((Filter.COMMUNITY, "#C0CONTRACT"), (Filter.AUTHOR, "@U0BEN")))),
        ("in: #testing x", Typed("x", filters=((Filter.COMMUNITY, "#testing"),))),
        ('team:"Red Kite"', Typed(filters=((Filter.TEAM, "Red Kite"),))),
        ("TEAM:kestrel Kind:tool", Typed(filters=((Filter.TEAM, "kestrel"), (Filter.KIND, "tool")))),
        ("from:@U0BEN", Typed(filters=((Filter.AUTHOR, "@U0BEN"),))),
        ("tag:a tag:b", Typed(filters=((Filter.TAG, "a"), (Filter.TAG, "b")))),
        ("since:2026-01", Typed(filters=((Filter.SINCE, "2026-01"),))),
        # What only looks like it.
        ("log in: production", Typed("log in: production")),
        ("in: kind:", Typed("in: kind:")),
        ("std::vector http://in:80 origin:x", Typed("std::vector http://in:80 origin:x")),
        ("pre-commit --no-verify - -- c++ it's", Typed("pre-commit --no-verify - -- c++ it's")),
        ('say "', Typed('say "')),
        ('""', Typed()),
        ("tag:# by:@", Typed("tag:# by:@")),
        # Only unwanted words would find nothing at all.
        ("-rf", Typed("rf")),
        ("-rf kind:tool", Typed(without=("rf",), filters=((Filter.KIND, "tool"),))),
    ],
)
def test_what_was_typed_is_taken_apart(typed: str, expected: Typed) -> None:
    assert take_apart(typed) == expected


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from('"-:#@ \n“”')), max_size=200))
def test_any_input_can_be_taken_apart_and_is_the_same_when_it_is_typed_again(text: str) -> None:
    typed = take_apart(text)

    assert take_apart(free_text(typed)) == replace(typed, filters=())


def test_ten_thousand_characters_are_taken_apart_at_once() -> None:
    assert len(take_apart('in:"' * 2_500).filters) <= finding.MOST_PARTS
    assert len(take_apart("-a " * 3_000 + "b").without) <= finding.MOST_PARTS


def test_what_is_chosen_is_written_as_it_would_be_typed() -> None:
    chosen = Chosen(
        words='"cache key" docker',
        community="contract-testing",
        team="kestrel",
        kind=Kind.DEFINITION_OF_DONE,
        author_id="U0BEN",
        tags=["ci", "flaky"],
        since=date(2026, 1, 15),
    )

    assert write(chosen) == (
        '"cache key" docker in:contract-testing team:kestrel kind:definition-of-done by:@U0BEN '
        "tag:ci tag:flaky since:2026-01-15"
    )
    assert write(Chosen()) == ""


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("pact", {"words": "pact"}),
        ('pact "lock file" -nightly', {"words": "pact", "phrases": ("lock file",), "without": ("nightly",)}),
        ("in:contract-testing", {"community_id": 1}),
        ("in:#C0CONTRACT", {"community_id": 1}),
        ("in:#cop-contract-testing", {"community_id": 1}),
        ('in:"Contract Testing"', {"community_id": 1}),
        ("team:kestrel", {"team_id": 1}),
        ("team:KESTREL", {"team_id": 1}),
        ('team:"Team Kestrel"', {"team_id": 1}),
        ("kind:tool", {"kind": Kind.TOOL}),
        ("kind:Failures", {"kind": Kind.FAILURE}),
        ("kind:dod", {"kind": Kind.DEFINITION_OF_DONE}),
        ("by:@U0BEN", {"author_id": "U0BEN"}),
        ("by:me", {"author_id": "U0LEA"}),
        ("tag:CI tag:#flaky-tests", {"tags": ("ci", "flaky-tests")}),
        ("since:2026", {"since": date(2026, 1, 1)}),
        ("since:2026-3", {"since": date(2026, 3, 1)}),
        ("since:2026-02-28", {"since": date(2026, 2, 28)}),
        ("kind:tool kind:visit", {"kind": Kind.VISIT}),
        ("x in:contract-testing team:kestrel", {"words": "x", "community_id": 1, "team_id": 1}),
    ],
)
async def test_filters_are_understood(sqlite_database: Database, typed: str, expected: dict[str, Any]) -> None:
    reading = await _read(sqlite_database, typed)

    assert reading.sought == Sought(**expected)
    assert reading.not_known == ()
    assert not reading.is_hidden


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("pact team:kestrl", NotKnown(Filter.TEAM, "kestrl", ("Kestrel",))),
        ("pact in:contract-tests", NotKnown(Filter.COMMUNITY, "contract-tests", ("Contract testing",))),
        ("pact in:#C0NOWHERE", NotKnown(Filter.COMMUNITY, "#C0NOWHERE")),
        ("pact kind:tols", NotKnown(Filter.KIND, "tols", ("tool",))),
        ("pact by:ben", NotKnown(Filter.AUTHOR, "ben")),
        ("pact since:soon", NotKnown(Filter.SINCE, "soon")),
        ("pact since:2026-02-30", NotKnown(Filter.SINCE, "2026-02-30")),
        ("pact since:0000", NotKnown(Filter.SINCE, "0000")),
        ("pact tag:***", NotKnown(Filter.TAG, "***")),
        ('pact team:"…"', NotKnown(Filter.TEAM, "…")),
    ],
)
async def test_what_is_not_known_is_left_out_and_said_and_the_rest_is_looked_for(
    sqlite_database: Database, typed: str, expected: NotKnown
) -> None:
    reading = await _read(sqlite_database, typed)

    assert reading.sought == Sought(words="pact")
    assert reading.not_known == (expected,)


async def test_who_wants_no_name_there_is_not_found_by_it_but_by_themselves(sqlite_database: Database) -> None:
    def never(stores: Stores) -> None:
        stores.people.choose_name_shown("U0LEA", NameShown.NEVER, now=NOW)

    assert (await _read(sqlite_database, "by:@U0LEA", user_id="U0BEN", first=never)).is_hidden
    assert not (await _read(sqlite_database, "by:@U0LEA", user_id="U0LEA")).is_hidden


async def _read(
    database: Database, typed: str, *, user_id: str = "U0LEA", first: Callable[[Stores], None] = lambda _: None
) -> Reading:
    def prepare(stores: Stores) -> None:
        if stores.communities.get(1) is None:
            stores.communities.add(COMMUNITY)
            stores.teams.add(NewTeam("kestrel", "Kestrel", "U1", NOW))
        first(stores)

    await database.write("T1", prepare)
    return await database.read("T1", lambda stores: finding.read(typed, stores, user_id=user_id))
