import re
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from community.communities import State
from community.components import GoneComponent
from community.lessons import Kind
from handlers.answers import Errors, Replace
from handlers.features import TABLE
from handlers.payloads import pack
from storage.database import Database
from tests.handlers.acting import opened, shown, typed
from tests.handlers.blocks import surfaces_components
from tests.handlers.mentored import described, ledger_of, mentoring
from tests.handlers.room import Room
from tests.handlers.spreading import element, in_team, learnt, view, words


@pytest.fixture
async def room(sqlite_database: Database) -> AsyncIterator[Room]:
    async with ledger_of(sqlite_database) as made:
        yield made


async def labels(room: Room) -> list[str]:
    return [component.label for component in await room.read(lambda stores: stores.components.all())]


async def test_anybody_adds_a_component_and_sees_it(room: Room) -> None:
    window = await room.click("caro", "component.add", "Till")
    assert element(window, "label")["initial_value"] == "Till"

    told = words(
        await room.submit(
            "caro", "component.edit", label=" Till ", about="Where one pays", link="https://git.example/t"
        )
    )

    assert "*Till* is among the components now." in told
    assert "Where one pays" in told
    assert "'url': 'https://git.example/t'" in told
    assert "Nobody mentors it at the moment" in told
    assert await labels(room) == ["Ledger", "Till"]


async def test_a_component_tells_the_community_that_cares_about_it(room: Room) -> None:
    told = shown(await typed(room, "caro", "/community component ledger"))

    assert f"*Ledger* · cared about by *Bird watching* in <#{room.channel('birds').id}>" in told


async def test_the_community_that_goes_on_after_a_merge_cares_about_it(room: Room) -> None:
    nest = await opened(room, "Nest building", channel="general", by="caro")
    await described(room, "Till", community=str(nest.id))
    await room.write(lambda stores: stores.communities.update(replace(nest, state=State.CLOSED, merged_into=1)))

    told = shown(await typed(room, "ben", "/community component till"))

    assert "cared about by *Bird watching*" in told
    assert "health.write" in told


async def test_a_community_that_rests_is_not_spoken_to(room: Room) -> None:
    birds = await room.read(lambda stores: stores.communities.get(1))
    assert birds is not None
    await room.write(lambda stores: stores.communities.update(replace(birds, state=State.RESTING)))

    told = words(await room.click("caro", "mentoring.teach", 1))

    assert "no community looks after it, so nobody was asked" in told
    assert "cared about" not in shown(await typed(room, "caro", "/community component ledger"))


async def test_one_name_is_one_component_however_it_is_written(room: Room) -> None:
    answer = await room.submit("caro", "component.edit", label="LEDGER", about="Another")

    assert isinstance(answer, Errors)
    assert answer.by_block == {"label": "“Ledger” is among the components already. Nothing was changed."}
    assert await labels(room) == ["Ledger"]


@pytest.mark.parametrize(
    ("given", "beside"),
    [({"label": "🐦"}, "label"), ({"label": "Till", "link": "javascript:alert(1)"}, "link")],
)
async def test_what_can_not_be_kept_is_said_beside_its_field(room: Room, given: dict[str, str], beside: str) -> None:
    answer = await room.submit("caro", "component.edit", **given)

    assert isinstance(answer, Errors)
    assert list(answer.by_block) == [beside]
    assert await labels(room) == ["Ledger"]


async def test_a_mistyped_name_is_asked_about_and_an_unknown_one_can_be_added(room: Room) -> None:
    near = shown(await typed(room, "caro", "/community component ledgr"))
    unknown = shown(await typed(room, "caro", "/community component Warehouse"))

    assert "I know no component “ledgr”, so nothing was changed. Did you mean *Ledger*?" in near
    assert "component.show" in near
    assert "Would you like to add it?" in unknown
    assert "'text': 'Add Warehouse'" in unknown
    assert await labels(room) == ["Ledger"]


async def test_anybody_edits_and_what_it_said_before_is_kept(room: Room) -> None:
    window = await room.click("caro", "component.edit", 1)
    assert element(window, "about")["initial_value"] == "The books of the shop"
    assert element(window, "community")["initial_option"]["text"]["text"] == "Bird watching"
    metadata = view(window)["private_metadata"]

    told = words(await room.submit("caro", "component.edit", metadata, label="General ledger", about="All books"))

    assert "*General ledger* says so now. What it said before is kept." in told
    before = words(await room.click("ben", "component.versions", 1))
    assert "*Ledger*, as Ana put it" in before
    assert "The books of the shop" in before
    await room.click("ana", "privacy.never")
    assert "*Ledger*, as somebody put it" in words(await room.click("ben", "component.versions", 1))
    kept = await room.read(lambda stores: stores.components.get(1))
    assert kept is not None
    assert (kept.changed_by, kept.added_by) == (room.person("caro"), room.person("ana"))
    assert kept.community_id is None
    assert "is among" in words(await room.submit("ben", "component.edit", label="Ledger"))  # the old name is free


async def test_saying_the_same_again_keeps_no_version(room: Room) -> None:
    await room.submit(
        "ben", "component.edit", pack(component_id=1), label="Ledger", about="The books of the shop", community="1"
    )

    assert await room.read(lambda stores: stores.components.versions(1)) == []


async def test_an_edit_takes_no_other_components_name(room: Room) -> None:
    till = await described(room, "Till")

    answer = await room.submit("ana", "component.edit", pack(component_id=till.id), label="ledger")

    assert isinstance(answer, Errors)
    assert await labels(room) == ["Ledger", "Till"]


async def test_a_community_that_is_not_there_is_linked_to_nothing(room: Room) -> None:
    till = await described(room, "Till", community="999")

    assert till.community_id is None


async def test_a_component_that_is_no_longer_here_is_only_marked_and_comes_back_as_it_was(room: Room) -> None:
    await mentoring(room, "ben", "closing a month")

    told = await room.click("caro", "component.retire", 1)

    assert isinstance(told, Replace)
    assert "*Ledger* is marked as no longer here." in words(told)
    listed = shown(await typed(room, "ana", "/community components"))
    assert "No longer here: Ledger." in listed
    assert "is no longer here, since" in shown(await typed(room, "ana", "/community component ledger"))
    for action_id in ("component.edit", "mentor.offer", "mentoring.teach", "health.write"):
        with pytest.raises(GoneComponent, match="“Ledger” is marked as no longer here, so nothing was changed"):
            await room.click("ana", action_id, 1)
    back = words(await room.click("ana", "component.return", 1))
    assert "*Ledger* is here again, as it was." in back
    assert "Ben: closing a month" in back


async def test_a_name_of_one_that_is_no_longer_here_is_not_given_twice(room: Room) -> None:
    await room.click("caro", "component.retire", 1)

    answer = await room.submit("ana", "component.edit", label="Ledger")

    assert isinstance(answer, Errors)
    assert "marked as no longer here, and anybody can bring it back" in answer.by_block["label"]


async def test_the_list_says_who_teaches_and_is_searched_by_all_words(room: Room) -> None:
    await described(room, "Till", about="Where one pays")
    await mentoring(room, "ben", "closing a month")

    everything = shown(await typed(room, "ana", "/community components"))
    by_what_is_taught = shown(await typed(room, "ana", "/community components MONTH ledger"))
    nothing = shown(await typed(room, "ana", "/community components bakery"))

    assert "*Ledger* · The books of the shop\\nMentored by Ben alone: room for one more." in everything
    assert "*Till* · Where one pays\\n🪑 Nobody mentors it at the moment." in everything
    assert "*Ledger*" in by_what_is_taught
    assert "Till" not in by_what_is_taught
    assert "No component says “bakery”. Would you like to add one?" in nothing
    assert shown(await typed(room, "ana", "/community component")) == everything


async def test_a_long_list_comes_in_pages_that_keep_the_words(room: Room) -> None:
    for number in range(10, 20):
        await described(room, f"Part {number}")

    first = words(await typed(room, "ana", "/community components part"))
    value = re.search(r"'component.page.on', 'value': '([^']*)'", first)
    assert value is not None
    second = words(await room.click("ana", "component.page.on", value[1]))

    assert "*Part 17*" in first
    assert "*Part 18*" not in first
    assert "*Part 18*" in second
    assert "Page 2 of 2" in second
    assert "Ledger" not in second
    assert "*Part 10*" in words(await room.click("ana", "component.page.back", "0 part"))


async def test_an_empty_list_invites(room: Room) -> None:
    await room.write(lambda stores: stores.connection.exec_driver_sql("DELETE FROM component"))

    told = words(await room.click("ana", "component.list"))

    assert "No component has been added yet." in told


async def test_lessons_about_a_component_are_shown_to_who_may_see_them(room: Room) -> None:
    await learnt(room, "The ledger closes at midnight in Lisbon.")
    await learnt(room, "Ledger backups take an hour.")
    await learnt(room, "Tills have drawers.")

    async def put(number: int, **more: Any) -> None:
        lesson = await room.lesson(number)
        assert lesson is not None
        await room.write(lambda stores: stores.lessons.update(replace(lesson, kind=Kind.COMPONENT, **more)))

    await put(1)
    await put(2, closed_in=room.channel("nest").id)
    await put(3, tags=("ledger",))

    to_ana = shown(await typed(room, "ana", "/community component ledger"))
    to_caro = shown(await typed(room, "caro", "/community component ledger"))

    assert [f"*#{number} " in to_ana for number in (1, 2, 3)] == [True, True, True]
    assert [f"*#{number} " in to_caro for number in (1, 2, 3)] == [True, False, True]


async def test_mentors_stand_there_with_their_team_as_plain_text(room: Room) -> None:
    await in_team(room, "ben", "Kestrel")
    await mentoring(room, "ben", "closing *a* month")

    told = shown(await typed(room, "caro", "/community component Ledger"))

    assert "Ben (team Kestrel): closing" in told
    assert f"<@{room.person('ben')}>" not in told


GATES = re.compile(
    r"approv|\bmerge|\bgate|sign.?off|permission|allow(ed)? to|must\b|require|owner|assign|mandatory|reject|guardian",
    re.IGNORECASE,
)


def test_nothing_here_can_be_passed_or_held_up_by_a_mentor() -> None:
    prefixes = ("component.", "mentor.", "mentoring.", "health.")
    names = [
        name
        for names in (TABLE.actions, TABLE.views, TABLE.closed, TABLE.shortcuts, TABLE.sent, TABLE.refused)
        for name in names
        if name.startswith(prefixes)
    ]
    rounds = [name for name in TABLE.rounds if name in {"mentors", "mentoring"}]
    shown_words = [str(surface.render("Ledger")) for surface in surfaces_components.SURFACES]

    assert len(names) > 30
    assert len(shown_words) > 60
    found = [gate[0] for text in (*names, *rounds, *shown_words) for gate in [GATES.search(text)] if gate]
    assert found == []


def test_the_words_that_would_be_a_gate_are_found() -> None:
    assert [bool(GATES.search(text)) for text in ("Approve it", "Merge now", "a gate", "I'd like to mentor")] == [
        True,
        True,
        True,
        False,
    ]
