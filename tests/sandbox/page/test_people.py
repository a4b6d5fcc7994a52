"""Whom one acts as, the clock, and the raw traffic."""

import pytest
from playwright.async_api import Browser, Page, expect

from tests.sandbox.page.browser import composer, messages, opened, say
from tests.sandbox.page.conftest import Place

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_one_becomes_someone_else_and_sees_what_they_see(page: Page) -> None:
    await expect(page.locator("#sidebar .entry", has_text="kestrel-retro")).to_be_visible()
    await page.locator(".acting").click()
    await page.get_by_role("searchbox", name="Find a person").fill("osprey new york")
    await page.locator(".person-row", has_text="Jordan").click()

    await expect(page.locator(".acting")).to_contain_text("Jordan")
    await expect(page.locator("#sidebar .entry", has_text="kestrel-retro")).to_have_count(0)
    await expect(page.locator(".clock-face")).to_have_text("Thu 26 Mar, 10:00")
    await say(page, "Hello from Osprey")
    await expect(messages(page, "Hello from Osprey").locator(".author")).to_have_text("Jordan")


async def test_each_tab_is_a_person_of_its_own(browser: Browser, page: Page, place: Place) -> None:
    async with opened(browser, place.url, person="lea") as hers:
        await say(hers, "From Lea")
        await expect(messages(page, "From Lea")).to_be_visible()
        await say(page, "From Ben")
        await expect(messages(hers, "From Ben")).to_be_visible()
        await hers.reload()
        await expect(hers.locator(".acting")).to_contain_text("Lea")


async def test_a_private_channel_is_hidden_from_who_is_not_in_it(browser: Browser, place: Place) -> None:
    path = place.room("kestrel-retro")

    async with opened(browser, place.url, path, person="lea") as hers:
        await expect(hers.get_by_role("heading", name="Nothing to see here")).to_be_visible()
        await expect(hers.locator("body")).not_to_contain_text("kestrel-retro")


async def test_the_clock_jumps_to_next_monday_nine_in_ones_own_zone(page: Page) -> None:
    await expect(page.locator(".clock-face")).to_have_text("Thu 26 Mar, 15:00")
    await page.locator("button.clock").click()
    await page.get_by_role("button", name="Next Monday 09:00").click()

    await expect(page.locator(".clock-face")).to_have_text("Mon 30 Mar, 09:00")
    await say(page, "A new week")
    await expect(page.get_by_role("separator", name="Today")).to_be_visible()


@pytest.mark.parametrize(("jump", "shown"), [("+1 day", "Fri 27 Mar, 15:00"), ("+1 hour", "Thu 26 Mar, 16:00")])
async def test_the_clock_jumps_ahead(page: Page, jump: str, shown: str) -> None:
    await page.locator("button.clock").click()
    await page.get_by_role("button", name=jump).click()

    await expect(page.locator(".clock-face")).to_have_text(shown)


async def test_the_clock_goes_to_a_time_one_types_and_never_back(page: Page) -> None:
    await page.locator("button.clock").click()
    await page.get_by_label("Another time").fill("2026-04-02T08:30")
    await page.get_by_role("button", name="Go", exact=True).click()
    await expect(page.locator(".clock-face")).to_have_text("Thu 2 Apr, 08:30")

    await page.locator("button.clock").click()
    await page.get_by_label("Another time").evaluate("(field) => { field.min = ''; field.value = '2026-04-01T08:30'; }")
    await page.get_by_role("button", name="Go", exact=True).click()

    await expect(page.locator(".toast.error")).to_contain_text("The clock can't go there")
    await expect(page.locator(".clock-face")).to_have_text("Thu 2 Apr, 08:30")


async def test_the_raw_traffic_is_filtered_and_read(page: Page) -> None:
    await say(page, "/gallery table")
    await expect(page.get_by_role("cell", name="Wren")).to_be_visible()
    await page.locator("#sidebar").get_by_role("link", name="Raw traffic").click()
    await page.get_by_role("searchbox", name="Filter the traffic").fill("postmessage")
    line = page.locator(".traffic summary", has_text="chat.postMessage")
    await expect(line).to_have_count(1)
    await line.click()

    opened_line = page.locator(".traffic details[open]")
    await expect(opened_line).to_contain_text('"text": "A table"')
    await expect(opened_line).to_contain_text('"ok": true')
    await expect(page.locator(".traffic")).not_to_contain_text("xoxb-local")

    await page.get_by_label("Direction").select_option("To the app")
    await expect(page.get_by_text("Nothing of that kind.")).to_be_visible()


async def test_the_page_says_what_to_try_until_it_is_put_away(page: Page) -> None:
    await page.get_by_role("button", name="/community start").click()
    await expect(composer(page)).to_have_value("/community start ")

    await page.get_by_role("button", name="Put this away").click()
    await page.reload()
    await expect(composer(page)).to_be_visible()
    await expect(page.locator(".welcome")).to_have_count(0)
    await page.get_by_role("button", name="What to try first").click()
    await expect(page.locator(".welcome")).to_be_visible()


async def test_today_is_yesterday_once_the_clock_has_moved_a_day(page: Page) -> None:
    await say(page, "Said on Thursday")
    await expect(page.get_by_role("separator", name="Today")).to_be_visible()
    await page.locator("button.clock").click()
    await page.get_by_role("button", name="+1 day").click()

    await expect(page.get_by_role("separator", name="Yesterday")).to_be_visible()
    await expect(page.get_by_role("separator", name="Today")).to_have_count(0)
