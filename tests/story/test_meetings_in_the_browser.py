"""Meetups in a real browser against the real bot: planned, come to, reminded of, talked about and harvested."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Locator, Page, expect

from tests.sandbox.page.browser import chromium, messages, opened, say
from tests.story.acting import midweek, start_community
from tests.story.living import life

pytestmark = [pytest.mark.browser, pytest.mark.process]

# Where the pictures for the documents go when somebody wants new ones.
FOLDER = os.environ.get("YOKOTEN_MEETUP_PICTURES")
BERLIN = ZoneInfo("Europe/Berlin")  # where Lea is
TITLE = "Which pacts hurt?"
TOPICS = {
    "mia": "Who reads a red build at night?",
    "luis": "How do we delete contracts that nobody verifies any more?",
    "priya": "One broker for staging and production",
}
LEARNT = "A broken pact must name the provider's version, or nobody looks at it."


async def test_a_meetup_is_clicked_from_its_plan_to_what_was_learnt(new_sqlite: Callable[[], str]) -> None:
    async with life(new_sqlite()) as lived, chromium() as browser:
        channel = await start_community(lived, "lea", "Contract testing")
        starts = (await midweek(lived)).astimezone(BERLIN).replace(hour=15, minute=0, second=0) + timedelta(days=1)
        for user, topic in TOPICS.items():
            await lived.control.post("join", user=user, channel=channel)
            await lived.command(user, channel, f"/meetup topic {topic}")
        async with opened(browser, lived.sandbox.url, person="lea") as page:
            await _plan(page, channel, starts)
        async with opened(browser, lived.sandbox.url, person="mia") as page:
            await _room(page, channel).click()
            await _come(page)
            await _want_a_topic(page)
        await lived.click("luis", "meetup.come", channel=channel)
        await lived.move_clock((starts - timedelta(minutes=10)).isoformat())
        async with opened(browser, lived.sandbox.url, person="priya") as page:
            await _room(page, channel).click()
            await _come_when_reminded(page)
        await lived.move_clock((starts + timedelta(minutes=80)).isoformat())
        async with opened(browser, lived.sandbox.url, person="mia", size=(1180, 900)) as page:
            await _room(page, channel).click()
            await _harvest(page)


async def _plan(page: Page, channel: str, starts: datetime) -> None:
    await _room(page, channel).click()
    await say(page, f"/meetup plan {TITLE}")
    window = page.get_by_role("dialog", name="Plan a meetup")
    await window.get_by_label("Day").fill(f"{starts:%Y-%m-%d}")
    await window.get_by_label("Place or link").fill("Room Heron")
    await _picture(page, "plan")
    await window.get_by_role("button", name="Announce it").click()
    told = page.get_by_role("dialog", name="Yokoten")
    await expect(told).to_contain_text("the channel is reminded a day and 10 minutes before")
    await told.get_by_role("button", name="Close").last.click()


async def _come(page: Page) -> None:
    announced = _announced(page)
    await announced.get_by_role("button", name="I'm coming").click()
    await expect(announced).to_contain_text("1 is coming")
    await expect(page.locator("#main .ephemeral").last).to_contain_text(f"You are in: {TITLE}")


async def _want_a_topic(page: Page) -> None:
    await say(page, "/meetup topics")
    told = page.locator("#main .ephemeral").last
    await expect(told).to_contain_text("What Contract testing wants to talk about")
    await told.get_by_role("button", name="I want it too").first.click()
    await expect(told).to_contain_text("2 want it, you too")


async def _come_when_reminded(page: Page) -> None:
    reminded = messages(page, f"{TITLE} starts at").last
    await reminded.get_by_role("button", name="I'm coming").click()
    await expect(_announced(page)).to_contain_text("3 are coming")


async def _harvest(page: Page) -> None:
    await _announced(page).locator(".thread-summary").click()
    pane = page.locator("#pane")
    question = pane.locator(".message").filter(has_text="What did we learn?")
    await expect(question).to_contain_text("Which of these did you talk about?")
    await pane.locator("textarea").fill(LEARNT)
    await pane.locator("textarea").press("Enter")
    await pane.get_by_role("button", name="Keep it as a lesson").click()
    window = page.get_by_role("dialog", name="Capture a lesson")
    await expect(window.get_by_label("What we learnt")).to_have_value(LEARNT)
    await window.get_by_role("button", name="Keep it").click()
    await page.get_by_role("dialog", name="Lesson #1").get_by_role("button", name="Close").last.click()
    await expect(pane).to_contain_text("Learnt by Mia")
    await question.get_by_role("button", name="This one").first.click()
    await expect(pane.locator(".ephemeral").last).to_contain_text("is off the list")
    await _look(page)


def _announced(page: Page) -> Locator:
    return messages(page, "Planned by Lea").filter(has_text=TITLE).first


def _room(page: Page, name: str) -> Locator:
    return page.locator("#sidebar .entry").filter(has_text=name).first


async def _look(page: Page) -> None:
    """Make the picture for the documents as who comes back to it sees it."""
    if FOLDER:
        await page.evaluate("document.querySelectorAll('.ephemeral, .welcome').forEach(one => one.remove())")
        await _announced(page).scroll_into_view_if_needed()
        await page.locator("#pane .message").filter(has_text="What did we learn?").scroll_into_view_if_needed()
        await page.mouse.move(0, 0)
        await _picture(page, "meetup")


async def _picture(page: Page, name: str) -> None:
    if FOLDER:
        await page.screenshot(path=Path(FOLDER) / f"{name}.png")
