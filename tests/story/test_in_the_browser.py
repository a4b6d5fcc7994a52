"""What people click, in a real browser against the real bot: a newcomer's first minutes, and a lesson's way."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from tests.sandbox.page.browser import chromium, opened, say
from tests.story.acting import start_community
from tests.story.living import Life, life

pytestmark = [pytest.mark.browser, pytest.mark.process]

# Where the README's pictures go when somebody wants new ones.
PICTURE = os.environ.get("YOKOTEN_PICTURE")
TRAVELS_PICTURE = os.environ.get("YOKOTEN_TRAVELS_PICTURE")


async def test_a_newcomer_starts_a_community_captures_a_lesson_and_sees_a_digest(new_sqlite: Callable[[], str]) -> None:
    async with life(new_sqlite()) as lived, chromium() as browser, opened(browser, lived.sandbox.url) as page:
        await _start_a_community(page)
        await _capture_a_reply(page)
        await _see_it_in_the_thread(page)
        await _see_the_digest(page)
        await _find_it(page)
        await _open_the_home(page)


OLDER = "Warm the build cache on the main branch only, or every branch evicts the cache of the others."
NEWER = "Our builds were slow because each branch evicted the build cache. Now only the main branch warms it."
TEAMS = {
    "Heron": ("rafael", "mia", "tomasz", "yuki", "ines"),
    "Wren": ("priya", "noor", "callum", "samuel", "ewa"),
    "Swift": ("luis", "mei", "ola", "kofi", "hana"),
}


async def test_a_lesson_is_captured_recognised_shared_adapted_and_seen_to_travel(new_sqlite: Callable[[], str]) -> None:
    async with life(new_sqlite(), MEANING="on") as lived, chromium() as browser:
        for team, people in TEAMS.items():
            for person in people:
                await lived.command(person, "general", f"/community team {team}")
        channel = await start_community(lived, "luis", "Faster builds")
        await lived.say("rafael", "build-and-deploy", OLDER)
        await lived.say("priya", "build-and-deploy", NEWER)
        async with opened(browser, lived.sandbox.url, person="rafael") as page:
            await _capture(page, OLDER)
        async with opened(browser, lived.sandbox.url, person="priya") as page:
            await _capture(page, NEWER)
            await _is_shown_the_older_one(lived, page)
            await _share(page, "Faster builds")
        async with opened(browser, lived.sandbox.url, person="luis") as page:
            await _adapt(page, channel)
            await _see_how_far_it_went(page)


async def _capture(page: Page, text: str) -> None:
    await _room(page, "build-and-deploy").click()
    said = page.locator("#main .message").filter(has_text=text)
    await said.hover()
    await said.locator(".toolbar").get_by_role("button", name="React with bulb").click()
    await expect(said.locator(".thread-summary")).to_be_visible()


async def _is_shown_the_older_one(lived: Life, page: Page) -> None:
    await lived.control.post("clock", advance_seconds=60)
    await lived.settle()
    await page.locator("#sidebar .list.apps .entry").click()
    await page.get_by_role("tab", name="Messages").click()
    hint = page.locator("#main .message").filter(has_text="sounds close to what somebody learnt before")
    await expect(hint).to_contain_text("#1 Warm the build cache")
    await expect(hint).to_contain_text("Learnt by Rafael (team Heron)")
    await hint.get_by_role("button", name="Same, we adopt it").click()
    await expect(hint).to_contain_text("Wren uses it")


async def _share(page: Page, community: str) -> None:
    await _room(page, "general").click()
    await say(page, "/lesson share 1")
    window = page.get_by_role("dialog", name="Share #1")
    await window.get_by_role("checkbox", name=community).check()
    await window.get_by_role("button", name="Share it").click()
    done = page.get_by_role("dialog", name="Yokoten")
    await expect(done).to_contain_text(f"is on its way to {community}")
    await done.get_by_role("button", name="Close").last.click()


async def _adapt(page: Page, channel: str) -> None:
    await _room(page, channel).click()
    shared = page.locator("#main .message").filter(has_text="A lesson that may help here")
    await expect(shared).to_contain_text("Adopted by Wren")
    await shared.get_by_role("button", name="Adapted").click()
    window = page.get_by_role("dialog", name="Adapted #1")
    await window.get_by_role("textbox", name="How did you adapt it?").fill("nightly only")
    await window.get_by_role("button", name="Tell the others").click()
    await page.get_by_role("dialog", name="Yokoten").get_by_role("button", name="Close").last.click()
    await expect(shared).to_contain_text("adapted by Swift")
    await expect(shared).to_contain_text("nightly only")


async def _see_how_far_it_went(page: Page) -> None:
    await _room(page, "general").click()
    await say(page, "/lesson travels 1")
    told = page.locator("#main .ephemeral").last
    await expect(told).to_contain_text("Learnt by team Heron")
    await expect(told).to_contain_text("Swift")
    await page.locator("#sidebar .list.apps .entry").click()
    await page.get_by_role("tab", name="Messages").click()
    picture = page.locator("#main .message img[alt*='Heron']")
    # Drawn in a process that starts for the first picture.
    await expect(picture).to_be_visible(timeout=20_000)
    assert await picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 300
    if TRAVELS_PICTURE:
        await page.screenshot(path=Path(TRAVELS_PICTURE))


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
    await page.get_by_role("button", name="Lessons", exact=True).click()
    await expect(page.locator("#main")).to_contain_text("Welcome to GTFS")


def _room(page: Page, name: str) -> Locator:
    return page.locator("#sidebar .entry").filter(has_text=name)
