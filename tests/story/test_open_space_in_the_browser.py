"""An Open Space in a real browser against the real bot: proposed, voted for, placed, drawn, begun and harvested."""

import os
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.sandbox.page.browser import chromium, opened
from tests.story.acting import midweek, put_away, start_community
from tests.story.living import Life, life

pytestmark = [pytest.mark.browser, pytest.mark.process]

# Where the pictures for the documents go when somebody wants new ones.
FOLDER = os.environ.get("YOKOTEN_OPEN_SPACE_PICTURES")
SESSIONS = {
    "ola": ("Tests that sleep", "Ours sleep for an hour in all. What do you wait for instead?"),
    "divya": ("Who watches the queue at night?", "Three teams do, each on its own"),
    "samuel": ("A release without a freeze", ""),
    "maya": ("How small is a small step?", "Show and try it together"),
    "hana": ("What we dropped from our checklist", ""),
}


async def test_an_open_space_is_clicked_from_its_marketplace_to_its_harvest(new_sqlite: Callable[[], str]) -> None:
    async with life(new_sqlite()) as lived, chromium() as browser:
        home = await start_community(lived, "priya", "Slow tests")
        starts = (await midweek(lived)).replace(hour=9) + timedelta(days=3)
        await lived.command("priya", home, "/meetup open-space")
        spaces = "Heron\nThe kitchen\nA call"
        await lived.fill_in(
            "priya", title="What slows us down?", date=f"{starts:%Y-%m-%d}", zone="UTC", spaces=spaces, time="09:00"
        )
        await put_away(lived, "priya")
        channel = f"open-space-{starts:%Y-%m-%d}-what-slows-us-down"
        for number, (user, (title, why)) in enumerate(SESSIONS.items()):
            await _bring(lived, user, channel, title, why, place=number if number < 4 else None)

        async with opened(browser, lived.sandbox.url, person="priya") as page:
            await _look_and_vote(page, home)
            await _propose(page)
            await _see_the_grid(page)
        await lived.move_clock((starts + timedelta(seconds=5)).isoformat())
        await lived.say(
            "ola", channel, "We learnt that a test must never sleep.", thread_ts=await _thread(lived, channel)
        )
        await lived.move_clock((starts + timedelta(minutes=46)).isoformat())
        async with opened(browser, lived.sandbox.url, person="ola") as page:
            await _see_what_begins(page, channel)
            await _harvest(page)


async def _bring(lived: Life, user: str, channel: str, title: str, why: str, *, place: int | None) -> None:
    [market] = [one for one in await lived.posts(channel) if "The marketplace of" in one["text"]]
    await lived.click(user, "open_space.propose", channel=channel, ts=market["ts"])
    await lived.fill_in(user, title=title, why=why)
    if place is not None:
        await lived.click(user, "open_space.placing", view_id=(await lived.view(user))["id"])
        await lived.fill_in(user, slot=str(place // 3), space=str(place % 3))
    await put_away(lived, user)


async def _thread(lived: Life, channel: str) -> str:
    posts = await lived.posts(channel)
    return str(next(one["ts"] for one in posts if "*Tests that sleep*: " in one["text"]))


async def _look_and_vote(page: Page, home: str) -> None:
    await page.locator("#sidebar .entry").filter(has_text=home).first.click()
    announced = page.locator("#main .message").filter(has_text="The marketplace is in")
    await announced.get_by_role("button", name="See the sessions").click()
    window = page.get_by_role("dialog")
    await expect(window).to_contain_text("A release without a freeze")
    await _picture(page, "marketplace")
    row = window.locator(".block").filter(has_text="A release without a freeze").last
    await row.get_by_role("button", name="I'm interested").click()
    await expect(window).to_contain_text("1 interested")


async def _propose(page: Page) -> None:
    window = page.get_by_role("dialog")
    await window.get_by_role("button", name="Propose a session").click()
    await window.get_by_label("What is it about?").fill("Builds in a minute")
    await window.get_by_role("button", name="Propose it").click()
    await expect(window).to_contain_text("Builds in a minute is in the marketplace")
    await window.get_by_role("button", name="Choose a place").first.click()
    await _picture(page, "placing")
    await window.get_by_role("button", name="Take it").click()
    await expect(window).to_contain_text("Builds in a minute has its place")


async def _see_the_grid(page: Page) -> None:
    window = page.get_by_role("dialog").last
    await window.get_by_role("button", name="The grid").click()
    await expect(page.get_by_role("dialog").last).to_contain_text("5 of 12 places are taken")
    await _picture(page, "grid-in-words")
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    await page.locator("#sidebar .list.apps .entry").click()
    await page.get_by_role("tab", name="Messages").click()
    drawn = page.locator("#main .message img").last
    # Drawn in a process that starts for the first picture.
    await expect(drawn).to_have_attribute("alt", re.compile("Tests that sleep in Heron"), timeout=20_000)
    await drawn.evaluate("image => image.decode()")
    await _picture(page, "grid")


async def _see_what_begins(page: Page, channel: str) -> None:
    await page.locator("#sidebar .entry").filter(has_text=channel).first.click()
    begins = page.locator("#main .message").filter(has_text="Go where you learn or contribute").last
    await expect(begins).to_contain_text("Tests that sleep in Heron, with Ola")
    await _picture(page, "slot-start")


async def _harvest(page: Page) -> None:
    await (
        page.locator("#main .message")
        .filter(has_text="Notes go into this thread")
        .filter(has_text="Tests that sleep")
        .get_by_role("button", name="Harvest it")
        .click()
    )
    window = page.get_by_role("dialog")
    await expect(window.get_by_label("What we learnt")).to_have_value("We learnt that a test must never sleep.")
    await _picture(page, "harvest")
    await window.get_by_role("button", name="Keep it").click()
    await expect(window).to_contain_text("Tests that sleep is kept")


async def _picture(page: Page, name: str) -> None:
    if FOLDER:
        await page.screenshot(path=Path(FOLDER) / f"{name}.png")
