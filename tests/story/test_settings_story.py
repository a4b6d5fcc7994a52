"""Settings for everybody over the wire: an admin chooses another emoji, and it captures from then on."""

import pytest

from tests.story.acting import put_away
from tests.story.living import Life, said, words

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


async def test_an_admin_chooses_the_emoji_that_captures(told: Life) -> None:
    await told.command("samuel", "general", "/community settings")
    await told.click("samuel", "settings.change")
    await told.fill_in("samuel", emoji="bulb thumbsup tada")
    assert "Saved." in words(await told.view("samuel"))
    await put_away(told, "samuel")

    for_all = await told.command("ben", "general", "/community settings")

    assert ":bulb: or :thumbsup: or :tada: on a message captures a lesson" in said(for_all)


async def test_who_is_no_admin_is_told_who_could_change_it(told: Life) -> None:
    answer = await told.command("ben", "general", "/community settings")

    assert "Admins of this workspace can change it" in said(answer)
