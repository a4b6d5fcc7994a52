"""Spread over the wire: tried, adopted, adapted, left for now, shared, visited, and shown wherever it stands."""

from typing import Any

import pytest

from tests.story.acting import number_of, put_away, shown, start_community
from tests.story.living import Life, said, words

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def learnt(told: Life, text: str, *, by: str = "ben", team: str = "Kestrel") -> dict[str, Any]:
    """Let somebody of a team learn something in #general and give its card."""
    await told.command(by, "general", f"/community team {team}")
    ts = await told.say(by, "general", text)
    await told.react(by, "general", ts)
    [card] = [post for post in await told.posts("general") if post.get("thread_ts") == ts]
    return card


async def card_now(told: Life, card: dict[str, Any]) -> str:
    """Give what the card says now."""
    [found] = [post for post in await told.posts("general") if post["ts"] == card["ts"]]
    return said(found)


async def test_a_team_tries_adopts_and_adapts_a_lesson_and_the_card_follows(told: Life) -> None:
    card = await learnt(told, "Publish the petrel contract before you deploy, or Friday is gone.")
    number = number_of(card)
    await told.command("mia", "general", "/community team Heron")

    await told.click("mia", "spread.try", channel="general", ts=card["ts"])
    assert "Heron tries it" in await card_now(told, card)
    await told.click("mia", "spread.adopted")
    assert "Adopted by Heron" in await card_now(told, card)
    await told.click("mia", "spread.adapted")
    await told.fill_in("mia", words="nightly only")
    await put_away(told, "mia")

    now = await card_now(told, card)
    assert "Adapted by Heron (nightly only)" in now
    assert "Mia" not in now
    assert "Adapted by Heron (nightly only)" in said(await told.command("ola", "general", f"/lesson {number}"))


async def test_an_adapted_lesson_becomes_one_of_the_teams_own(told: Life) -> None:
    card = await learnt(told, "Run the fulmar smoke test after each deploy and roll back by itself.")
    await told.command("kofi", "general", "/community team Wren")
    await told.click("kofi", "spread.try", channel="general", ts=card["ts"])

    await told.click("kofi", "spread.adapted")
    await told.fill_in("kofi", words="We only warn, since our rollback loses bookings.", as_lesson=["yes"])
    assert f"It builds on *#{number_of(card)} " in words(await told.view("kofi"))
    await told.fill_in("kofi", title="Warn after a fulmar smoke test")
    await put_away(told, "kofi")

    found = said(await told.command("ola", "general", "/lesson warn fulmar"))
    assert "Warn after a fulmar smoke test" in found


async def test_not_now_is_an_answer_and_stands_on_no_card(told: Life) -> None:
    card = await learnt(told, "Rotate the guillemot keys every quarter, with the team that uses them.")
    await told.command("ines", "general", "/community team Lark")
    await told.click("ines", "spread.try", channel="general", ts=card["ts"])

    await told.click("ines", "spread.not_now")
    await told.fill_in("ines", words="We have no keys yet.")

    assert "Team Lark leaves" in words(await told.view("ines"))
    assert "Lark" not in await card_now(told, card)
    await put_away(told, "ines")


async def test_a_reaction_answers_too_and_taken_off_soon_it_is_taken_back(told: Life) -> None:
    card = await learnt(told, "Let the dotterel queue drain before you restart the workers.")
    await told.command("tala", "general", "/community team Merlin")

    await told.react("tala", "general", card["thread_ts"], name="white_check_mark")
    assert "Adopted by Merlin" in await card_now(told, card)
    assert "Team Merlin uses" in said(await shown(told, "tala"))

    await told.react("tala", "general", card["thread_ts"], name="white_check_mark", remove=True)
    assert "Merlin" not in await card_now(told, card)


async def test_a_lesson_is_shared_where_it_fits_and_answered_there(told: Life) -> None:
    channel = await start_community(told, "lea", "Ptarmigan builds")
    await told.control.post("join", user="oliver", channel=channel)
    card = await learnt(told, "Cache the ptarmigan builds by lock file, never by date.")

    await told.command("samuel", "general", f"/lesson share {number_of(card)}")
    window = words(await told.view("samuel"))
    assert "Ptarmigan builds" in window
    assert "its topic says Ptarmigan and builds" in window
    await told.fill_in("samuel", fits=["Ptarmigan builds"], words="This is your cache, isn't it?")
    assert "is on its way to *Ptarmigan builds*" in words(await told.view("samuel"))
    await put_away(told, "samuel")

    [post] = [one for one in await told.posts(channel) if "may help here" in said(one)]
    assert "Learnt by Ben (team Kestrel)" in said(post)
    assert "This is your cache" in said(post)
    await told.command("oliver", "general", "/community team Curlew")
    await told.click("oliver", "spread.adopted", channel=channel, ts=post["ts"])
    [answered] = [one for one in await told.posts(channel) if one["ts"] == post["ts"]]
    assert "Adopted by Curlew." in said(answered)
    assert "Adopted by Curlew" in await card_now(told, card)


async def test_the_share_button_says_where_it_stands_already(told: Life) -> None:
    channel = await start_community(told, "divya", "Razorbill alarms")
    card = await learnt(told, "Name the razorbill alarms after what a passenger notices.")
    await told.click("divya", "spread.share", channel="general", ts=card["ts"])
    await told.fill_in("divya", fits=["Razorbill alarms"])
    await put_away(told, "divya")

    await told.click("divya", "spread.share", channel="general", ts=card["ts"])

    assert "It was shared to Razorbill alarms before" in words(await told.view("divya"))
    assert len([one for one in await told.posts(channel) if "may help here" in said(one)]) == 1
    await put_away(told, "divya")


async def test_who_wants_to_see_is_introduced_to_who_learnt_it(told: Life) -> None:
    channel = await start_community(told, "hana", "Goldeneye")
    card = await learnt(told, "Show the goldeneye dashboards in the hallway, not in a wiki.")
    await told.command("hana", "general", f"/lesson share {number_of(card)}")
    await told.fill_in("hana", fits=["Goldeneye"])
    await put_away(told, "hana")
    [post] = [one for one in await told.posts(channel) if "may help here" in said(one)]

    await told.click("hana", "spread.go_see", channel=channel, ts=post["ts"])

    assert "I am opening a conversation for you with Ben" in said(await shown(told, "hana"))
    state = await told.control.state()
    both = {told.user_id(state, "hana"), told.user_id(state, "ben"), told.bot_user_id}
    [talk] = [one for one in state["channels"] if set(one["members"]) == both]
    assert "would like to see" in said(talk["messages"][-1])
