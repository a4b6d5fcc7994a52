"""The life of communities over the wire: rest, wake, merge, close, open again, and what somebody leaves behind."""

from datetime import datetime, timedelta

import pytest

from tests.story.acting import midweek, people_in, put_away, shown, start_community
from tests.story.living import Life, said, words

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def joined(told: Life, topic: str, *people: str) -> None:
    for person in people:
        await told.command(person, "general", f"/community join {topic}")


async def ask_to_close(told: Life, user: str, topic: str, **values: str) -> None:
    await told.command(user, "general", f"/community close {topic}")
    await told.fill_in(user, **values)
    await put_away(told, user)


async def test_a_community_rests_and_is_woken_by_somebody_who_joins_with_the_same_click(told: Life) -> None:
    channel = await start_community(told, "lea", "Lighthouses")

    assert "*Lighthouses* rests now" in said(await told.command("lea", channel, "/community rest"))
    refused = await told.command("ben", "general", "/community join lighthouses")
    assert "Anyone may wake it." in said(refused)
    await told.click("ben", "community.wake.join")

    assert "You are in *Lighthouses*." in said(await shown(told, "ben"))
    assert await people_in(told, channel) == {"lea", "ben"}
    assert "*Lighthouses* is awake again." in said((await told.posts(channel))[-1])


async def test_a_misspelt_name_rests_by_the_button_beside_it_and_is_woken_from_what_is_told_of_it(told: Life) -> None:
    channel = await start_community(told, "mia", "Windmills")
    # A community that is open is suggested; one that rests is found by its own name only.
    await told.command("mia", "general", "/community rest windmils")
    await told.click("mia", "community.rest")
    assert "rests now" in said(await shown(told, "mia"))

    about = await told.command("kofi", "general", "/community about windmills")
    assert "It rests in <#" in said(about)
    await told.click("kofi", "community.wake")

    assert "*Windmills* is awake again." in said((await told.posts(channel))[-1])
    assert "*Windmills* is awake, it meets in" in said(
        await told.command("kofi", "general", "/community wake windmills")
    )


async def test_a_misspelt_name_is_closed_by_the_button_beside_it(told: Life) -> None:
    await start_community(told, "arjun", "Watermills")
    await told.command("arjun", "general", "/community close watermils")
    await told.click("arjun", "community.close")
    await told.fill_in("arjun")
    await put_away(told, "arjun")

    assert "was closed" in said(await told.command("kofi", "general", "/community about watermills"))


async def test_two_communities_become_one_when_both_agree(told: Life) -> None:
    one, other = await start_community(told, "yuki", "Drums"), await start_community(told, "hana", "Percussion")
    await joined(told, "drums", "luis")
    ts = await told.say("yuki", one, "Tune the drum before the concert, not after it.")
    await told.react("luis", one, ts)

    await told.command("yuki", "general", "/community merge drums into percussion")
    await told.fill_in("yuki")
    await put_away(told, "yuki")
    [asked] = [post for post in await told.posts(one) if "become one" in said(post)]
    await told.click("luis", "agreement.yes", channel=one, ts=asked["ts"])
    [there] = [post for post in await told.posts(other) if "become one" in said(post)]
    await told.click("hana", "agreement.yes", channel=other, ts=there["ts"])

    assert "*Percussion*" in said(await told.command("noor", "general", "/community about drums"))
    assert "are one now, and meet here." in said((await told.posts(other))[-1])
    await told.click("luis", "community.leave", channel=one)
    assert "You have left *Percussion*" in said(await shown(told, "luis"))


async def test_the_other_community_is_picked_with_a_click_and_one_person_alone_merges_at_once(told: Life) -> None:
    await start_community(told, "oliver", "Fiddles")
    await start_community(told, "oliver", "Strings")

    await told.command("oliver", "general", "/community merge fiddles")
    await told.click("oliver", "merging.propose")
    await told.fill_in("oliver")

    assert "*Fiddles* goes on as *Strings*" in words(await told.view("oliver"))
    await put_away(told, "oliver")


async def test_a_community_closes_kindly_is_archived_as_all_agreed_and_is_there_again(told: Life) -> None:
    channel = await start_community(told, "priya", "Sundials")
    await joined(told, "sundials", "samuel")
    await ask_to_close(told, "priya", "sundials", channel="The channel may be archived")
    [question] = [post for post in await told.posts(channel) if "shall *Sundials* close?" in said(post)]

    await told.click("samuel", "agreement.no", channel=channel, ts=question["ts"])
    await told.click("samuel", "agreement.with_channel", channel=channel, ts=question["ts"])

    assert (await told.channel(channel))["is_archived"]
    assert "Thank you, all of you" in said((await told.posts(channel))[-2])
    assert "One step is left to you" in said(await told.command("samuel", "general", "/community reopen sundials"))
    await told.control.post("unarchive", channel=channel)
    await told.settle()
    assert "It meets in" in said(await told.command("maya", "general", "/community about sundials"))


async def test_one_person_alone_closes_it_at_once_and_opens_it_again_with_a_click(told: Life) -> None:
    channel = await start_community(told, "arjun", "Kites")

    await ask_to_close(told, "arjun", "kites")
    await told.click("arjun", "community.reopen", channel=channel)

    assert "*Kites* is open again." in said(await shown(told, "arjun"))


async def test_what_somebody_leaves_behind_is_looked_after_by_who_likes_to(told: Life) -> None:
    channel = await start_community(told, "divya", "Bridges")
    await joined(told, "bridges", "callum")
    ts = await told.say("callum", channel, "Inspect the bearings before the winter.")
    await told.react("divya", channel, ts)
    starts = await midweek(told)
    await told.command("callum", channel, "/meetup plan Bearings")
    await told.fill_in("callum", date=(starts + timedelta(days=9)).date().isoformat())
    await put_away(told, "callum")

    await told.control.post("deactivate", user="callum")
    await told.settle()
    offer = (await told.posts(channel))[-1]
    assert "what they learnt stays here" in said(offer)
    await told.click("divya", "departure.look_after", channel=channel, ts=offer["ts"])
    await told.click("divya", "departure.host", channel=channel, ts=offer["ts"])

    [now] = [post for post in await told.posts(channel) if post["ts"] == offer["ts"]]
    assert "looks after it" in said(now)
    assert "*Bearings* has a host again." in said(now)


async def test_quiet_communities_are_asked_what_would_suit_them_and_say_so_with_a_click(told: Life) -> None:
    said_then = {
        "Sledges": ("quiet.rest", "*Sledges* rests."),
        "Ponds": ("quiet.carry", "Would somebody like to carry *Ponds* for a while?"),
        "Hedges": ("quiet.meet", "somebody would like to meet once"),
        "Mills": ("quiet.close", "What would suit you?"),
    }
    channels = {topic: await start_community(told, "rafael", topic) for topic in said_then}
    now = datetime.fromisoformat((await told.control.state())["now"])
    monday = now + timedelta(days=7 * 7 - now.weekday())
    await told.move_clock(monday.replace(hour=13, minute=0, second=0).isoformat())

    for topic, (choice, _) in said_then.items():
        [question] = [post for post in await told.posts(channels[topic]) if "quiet here for six weeks" in said(post)]
        await told.click("rafael", choice, channel=channels[topic], ts=question["ts"])
    await put_away(told, "rafael")

    for topic, (_, after) in said_then.items():
        assert any(after in said(post) for post in await told.posts(channels[topic]))
