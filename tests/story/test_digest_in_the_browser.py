"""A digest in a real browser: *We'll try it* reaches the lesson's card, and one click pauses the digest."""

import os
from collections.abc import Callable
from datetime import timedelta
from typing import Literal

import pytest
from playwright.async_api import Page, expect

from tests.sandbox.page.browser import DESK, PHONE, chromium, messages, opened
from tests.story.acting import midweek, start_community
from tests.story.living import Life, life

pytestmark = [pytest.mark.browser, pytest.mark.process]

CHANNEL = "cop-night-trains"
LESSON = "Wash the sleeping cars by day."
# Where pictures of the digest go when somebody wants to look at it: its beginning, such as "/tmp/digest".
PICTURE = os.environ.get("YOKOTEN_DIGEST_PICTURE")


async def test_what_a_digest_brings_is_tried_and_the_digest_is_paused(new_sqlite: Callable[[], str]) -> None:
    async with life(new_sqlite()) as lived, chromium() as browser:
        await _let_a_digest_come(lived)
        path = f"/archives/{(await lived.channel(CHANNEL))['id']}"
        if PICTURE:
            looks: tuple[tuple[Literal["light", "dark"], tuple[int, int], str], ...] = (
                ("light", DESK, "light"),
                ("dark", DESK, "dark"),
                ("light", PHONE, "narrow"),
            )
            for scheme, size, name in looks:
                async with opened(browser, lived.sandbox.url, path, person="lea", size=size, scheme=scheme) as page:
                    await _look(page)
                    await page.screenshot(path=f"{PICTURE}-{name}.png")
        async with opened(browser, lived.sandbox.url, path, person="lea") as page:
            await _look(page)
            await page.locator("#main").get_by_role("button", name="We'll try it").click()
            await expect(page.locator("#main .ephemeral").last).to_contain_text("Siskin")
            await _pause(page)
        card = (await lived.posts("general"))[-1]
        assert "Siskin tries it" in str(card["blocks"])


async def _let_a_digest_come(lived: Life) -> None:
    wednesday = await midweek(lived)
    await start_community(lived, "lea", "Night trains")
    await lived.command("lea", "general", "/community team Siskin")
    await lived.command("ben", "general", "/community team Kestrel")
    ts = await lived.say("ben", "general", LESSON)
    await lived.react("ben", "general", ts)
    await lived.move_clock((wednesday + timedelta(days=5)).isoformat())


async def _look(page: Page) -> None:
    await expect(messages(page, "Night trains, ").last).to_contain_text("From elsewhere")


async def _pause(page: Page) -> None:
    await page.locator("#main").get_by_role("button", name="Not for us now").click()
    await page.get_by_role("dialog", name="Pause this digest?").get_by_role("button", name="Pause it").click()
    told = page.locator("#main .ephemeral").last
    await expect(told).to_contain_text("without your name")
    await told.get_by_role("button", name="Bring it back").click()
    await expect(page.locator("#main .ephemeral").last).to_contain_text("comes again every Monday")
