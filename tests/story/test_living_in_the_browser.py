"""A community's life in a real browser: formed from a template, found, cared for, felt, rested and woken."""

from collections.abc import Callable

import pytest
from playwright.async_api import Locator, Page, expect

from tests.sandbox.page.browser import chromium, opened, say
from tests.story.living import Life, life

pytestmark = [pytest.mark.browser, pytest.mark.process]

CHANNEL = "cop-timetable-tests"


async def test_a_community_forms_is_found_cared_for_felt_rested_and_woken(new_sqlite: Callable[[], str]) -> None:
    async with life(new_sqlite()) as lived, chromium() as browser:
        async with opened(browser, lived.sandbox.url, person="ben") as page:
            await _start_from_a_template(page)
        async with opened(browser, lived.sandbox.url, person="mia") as page:
            await _find_it_at_home_and_be_greeted(page)
            await _step_up(page)
        async with opened(browser, lived.sandbox.url, person="ben") as page:
            await _support(page)
            await _feel_the_pulse(page)
            await _let_it_rest(page)
        async with opened(browser, lived.sandbox.url, person="lea") as page:
            await _wake_it(lived, page)


async def _start_from_a_template(page: Page) -> None:
    await say(page, "/community start Timetable tests")
    form = page.get_by_role("dialog", name="Start a community")
    await form.get_by_role("combobox").first.click()
    await page.get_by_role("option", name="Test", exact=True).click()
    await expect(form.get_by_role("textbox", name="For whom")).not_to_have_value("")
    await form.get_by_role("button", name="Start").click()
    done = page.get_by_role("dialog", name="It is open")
    await done.get_by_role("button", name="Close").last.click()
    await _room(page, CHANNEL).click()
    await page.locator("#main").get_by_text("Canvas", exact=True).click()
    await expect(page.locator("body")).to_contain_text(
        "Everyone in a feature team who writes, automates or explores tests"
    )


async def _find_it_at_home_and_be_greeted(page: Page) -> None:
    await page.locator("#sidebar .list.apps .entry").click()
    await page.get_by_role("button", name="Discover", exact=True).click()
    field = page.get_by_placeholder("A topic, a component, a team")
    await field.fill("timetabel")
    await field.press("Enter")
    # It was listed before the search too; a click while the Home changes falls between two of them.
    await expect(page.locator("#main").get_by_role("button", name="Show all", exact=True)).to_be_visible()
    await expect(page.locator("#main")).to_contain_text("Timetable tests")
    await page.locator("#main").get_by_role("button", name="Join", exact=True).click()
    greeting = page.get_by_role("dialog", name="Yokoten")
    await expect(greeting).to_contain_text("Timetable tests")
    await greeting.get_by_role("button", name="Close").last.click()


async def _step_up(page: Page) -> None:
    await _room(page, CHANNEL).click()
    await say(page, "/community step-up")
    await expect(page.locator("#main .message").filter(has_text="Mia would like to")).to_be_visible()


async def _support(page: Page) -> None:
    await _room(page, CHANNEL).click()
    card = page.locator("#main .message").filter(has_text="Mia would like to")
    await card.get_by_role("button", name="I support this").click()
    await expect(card).to_contain_text("Supported by members.")


async def _feel_the_pulse(page: Page) -> None:
    await say(page, "/community pulse")
    told = page.locator("#main .ephemeral").last
    await expect(told).to_contain_text("fewer than 5 people")


async def _let_it_rest(page: Page) -> None:
    await say(page, "/community rest")
    await expect(page.locator("#main .ephemeral").last).to_contain_text("rests now")


async def _wake_it(lived: Life, page: Page) -> None:
    await page.locator("#sidebar .list.apps .entry").click()
    await page.get_by_role("button", name="Discover", exact=True).click()
    await page.locator("#main").get_by_role("button", name="Wake it").first.click()
    await expect(page.get_by_role("dialog", name="Yokoten")).to_contain_text("is awake")
    await lived.settle()
    assert any("is awake again" in str(post) for post in await lived.posts(CHANNEL))


def _room(page: Page, name: str) -> Locator:
    return page.locator("#sidebar .entry").filter(has_text=name)
