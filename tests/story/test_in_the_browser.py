"""The first two minutes of somebody who has never seen it, clicked in a real browser against the real bot."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from tests.sandbox.page.browser import chromium, opened, say
from tests.story.living import life

pytestmark = [pytest.mark.browser, pytest.mark.process]

# Where the README's picture goes when somebody wants a new one.
PICTURE = os.environ.get("YOKOTEN_PICTURE")


async def test_a_newcomer_starts_a_community_captures_a_lesson_and_sees_a_digest(new_sqlite: Callable[[], str]) -> None:
    async with life(new_sqlite()) as lived, chromium() as browser, opened(browser, lived.sandbox.url) as page:
        await _start_a_community(page)
        await _capture_a_reply(page)
        await _see_it_in_the_thread(page)
        await _see_the_digest(page)
        await _find_it(page)
        await _open_the_home(page)


async def _start_a_community(page: Page) -> None:
    await say(page, "/community start Night trains")
    modal = page.get_by_role("dialog", name="Start a community")
    await modal.get_by_role("textbox", name="Purpose").fill("What we learn when the clocks change")
    await modal.get_by_role("button", name="Start").click()
    opened_now = page.get_by_role("dialog", name="It is open")
    await expect(opened_now).to_contain_text("you are its first member")
    await opened_now.get_by_role("button", name="Close").last.click()
    await _room(page, "cop-night-trains").click()
    await expect(page.locator("#main")).to_contain_text("Night trains meets here. Ben started it.")


async def _capture_a_reply(page: Page) -> None:
    await _room(page, "testing").click()
    question = page.locator("#main .message").filter(has_text="testing with real timetable data")
    await question.locator(".thread-summary").click()
    reply = page.locator("#pane .message").filter(has_text="Welcome to GTFS")
    await reply.hover()
    await reply.locator(".toolbar").get_by_role("button", name="React with bulb").click()


async def _see_it_in_the_thread(page: Page) -> None:
    card = page.locator("#pane .message").filter(has_text="Find it again with")
    await expect(card).to_contain_text("#1 Welcome to GTFS, where a day has as many hours as it needs")
    await expect(card).to_contain_text("Learnt by Luis")
    await expect(card.get_by_role("button", name="We'll try it")).to_be_visible()
    if PICTURE:
        await card.scroll_into_view_if_needed()
        await page.screenshot(path=Path(PICTURE))


async def _see_the_digest(page: Page) -> None:
    await page.locator("button.clock").click()
    await page.get_by_role("button", name="Next Monday 09:00").click()
    await _room(page, "cop-night-trains").click()
    digest = page.locator("#main .message").filter(has_text="Night trains, this week")
    await expect(digest).to_contain_text("Welcome to GTFS")


async def _find_it(page: Page) -> None:
    await say(page, "/lesson gtfs hours")
    found = page.locator("#main .ephemeral").last
    await expect(found).to_contain_text("Welcome to GTFS")
    await expect(found).to_contain_text("Only visible to you")


async def _open_the_home(page: Page) -> None:
    await page.locator("#sidebar .list.apps .entry").click()
    await expect(page.locator("#main")).to_contain_text("Night trains")
    await expect(page.locator("#main")).to_contain_text("Welcome to GTFS")


def _room(page: Page, name: str) -> Locator:
    return page.locator("#sidebar .entry").filter(has_text=name)
