"""Proposals over the wire: a community proposes, and each team says what it makes of it."""

import pytest

from tests.story.acting import number_of, put_away, shown, start_community
from tests.story.living import Life, said, words

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def test_a_community_proposes_and_every_team_speaks_for_itself(told: Life) -> None:
    channel = await start_community(told, "lea", "Skylark reviews")
    await told.control.post("join", user="ben", channel=channel)
    for name, team in (("lea", "Lapwing"), ("ben", "Redshank")):
        await told.command(name, "general", f"/community team {team}")
    ts = await told.say("ben", channel, "Review skylark changes in pairs, within an hour.")
    await told.react("ben", channel, ts)
    [card] = [post for post in await told.posts(channel) if post.get("thread_ts") == ts]
    await told.command("lea", channel, f"/lesson {number_of(card)}")

    await told.click("lea", "lesson.menu", value="Propose it to teams")
    await told.fill_in("lea", words="It took the fear out of Mondays.")
    assert "*Skylark reviews* proposes" in words(await told.view("lea"))
    await put_away(told, "lea")

    [proposal] = [post for post in await told.posts(channel) if "proposes to teams" in said(post)]
    assert "Teams represented in this community: Lapwing and Redshank." in said(proposal)
    await told.click("ben", "proposal.say", channel=channel, ts=proposal["ts"])
    await told.fill_in("ben", words="We do so since March.")
    await put_away(told, "ben")
    [now] = [post for post in await told.posts(channel) if post["ts"] == proposal["ts"]]
    assert "*Redshank* says:" in said(now)
    assert "We do so since March." in said(now)


async def test_what_many_teams_say_is_read_in_pages(told: Life) -> None:
    channel = await start_community(told, "maya", "Plover")
    await told.command("maya", channel, "/lesson add Plover pairs")
    await told.fill_in("maya", learnt="Pair on the scary part.")
    await put_away(told, "maya")
    number = said(await told.command("maya", channel, "/lesson plover pairs")).split("#")[1].split()[0]
    await told.command("maya", channel, f"/lesson propose {number}")
    await told.fill_in("maya", words="Let us pair.")
    await put_away(told, "maya")
    [proposal] = [post for post in await told.posts(channel) if "proposes to teams" in said(post)]

    # Names unlike each other, so that none is taken for a slip in another.
    flocks = ("Owl", "Petrel", "Auk", "Swift", "Bittern", "Jackdaw", "Gannet", "Moorhen", "Firecrest")
    speakers = ("arjun", "mia", "kofi", "ines", "tala", "hana", "divya", "rafael", "priya")
    for turn, (name, flock) in enumerate(zip(speakers, flocks, strict=True)):
        await told.command(name, "general", f"/community team {flock}")
        await told.control.post("join", user=name, channel=channel)
        await told.click(name, "proposal.say", channel=channel, ts=proposal["ts"])
        await told.fill_in(name, words=f"Answer {turn} of ours.")
        await put_away(told, name)

    await told.click("ben", "proposal.read", channel=channel, ts=proposal["ts"])
    assert "page 1 of 2" in said(await shown(told, "ben"))
    assert "Answer 0 of ours." in said(await shown(told, "ben"))
    await told.click("ben", "proposal.read.on")
    assert "Answer 8 of ours." in said(await shown(told, "ben"))
    await told.click("ben", "proposal.read.back")
    assert "page 1 of 2" in said(await shown(told, "ben"))
