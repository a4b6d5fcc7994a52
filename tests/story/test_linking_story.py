"""Further channels over the wire: linked, used, made the home, unlinked; and neighbours that hear of each other."""

import pytest

from tests.story.acting import buttons, put_away, shown, start_community
from tests.story.living import Life, said, words

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def test_a_channel_that_is_linked_stands_for_the_community_and_can_become_its_home(told: Life) -> None:
    home = await start_community(told, "ewa", "Signal boxes")

    asked = await told.command("ewa", "random", "/community link")
    await told.click("ewa", "linking.link")

    assert "Which of your communities shall" in said(asked)
    assert "belongs to *Signal boxes* now." in said(await shown(told, "ewa"))
    assert "Ewa linked this channel to *Signal boxes*" in said((await told.posts("random"))[-1])
    assert "*Signal boxes*" in said(await told.command("kofi", "random", "/community about"))
    again = await told.command("ewa", "random", "/community link signal boxes")
    assert buttons(again)["Meet there instead"] == "linking.meet"
    await told.click("ewa", "linking.meet")
    assert "*Signal boxes* meets in" in said((await told.posts(home))[-1])

    await told.control.post("join", user="kofi", channel=home)
    unlinked = await told.command("kofi", home, "/community unlink")

    assert "no longer belongs to *Signal boxes*" in said(unlinked)
    await told.command("ewa", home, "/community link signal boxes")
    post = (await told.posts(home))[-1]
    await told.click("kofi", "linking.unlink", channel=home, ts=post["ts"])
    assert "no longer belongs to *Signal boxes*" in said(await shown(told, "kofi"))


async def test_who_starts_what_is_there_already_sees_it_and_both_hear_of_each_other_once(told: Life) -> None:
    first = await start_community(told, "ola", "Platform edges")
    await told.command("ines", "general", "/community start Edges of platforms")
    assert "*Close to this*" in words(await told.view("ines"))
    await told.fill_in("ines")
    await put_away(told, "ines")

    assert "*Edges of platforms* seems to care for much the same" in said((await told.posts(first))[-1])
    assert "*Platform edges* seems to care for much the same" in said((await told.posts("cop-edges-of-platforms"))[-1])
