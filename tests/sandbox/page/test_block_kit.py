"""Block Kit on the page: every element works, and the app hears what Slack would send it."""

import json
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.sandbox.page.browser import messages, say
from tests.sandbox.page.conftest import Place

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def heard(page: Page, place: Place, what: str) -> dict[str, Any]:
    """Wait for the app's newest report of this kind and give what it heard."""
    await expect(messages(page, f"heard {what}").last).to_be_visible()
    report = [m["text"] for m in await place.control.messages("general") if m["text"].startswith(f"heard {what} ")][-1]
    found: dict[str, Any] = json.loads(report.partition("```")[2].removesuffix("```"))
    return found


async def gallery(page: Page) -> None:
    await say(page, "/gallery")
    await expect(page.locator("#main .header-block")).to_have_text("A gallery of blocks 🎨")


async def test_a_message_shows_its_blocks(page: Page) -> None:
    await gallery(page)

    drawn = messages(page, "A gallery of blocks").last
    await expect(drawn.locator(".section-block strong").first).to_have_text("Section")
    await expect(drawn.get_by_role("link", name="a link")).to_have_attribute("href", "https://example.org")
    await expect(drawn.locator(".fields .mrkdwn")).to_have_count(3)
    await expect(drawn.locator(".context-block")).to_have_text("Meets Thursday, April 2nd, 2026 at 15:00")
    await expect(drawn.locator(".rich-text ul li")).to_have_text(["first", "second"])
    await expect(drawn.locator(".rich-text ol li")).to_have_text("inner")
    await expect(drawn.locator(".rich-text blockquote")).to_have_text("quoted")
    await expect(drawn.locator(".rich-text pre")).to_have_text("make test")


async def test_a_picture_from_elsewhere_is_loaded_only_when_asked_for(page: Page) -> None:
    await gallery(page)

    show = page.get_by_role("button", name="Show the picture “A robin” from pictures.example.org")
    await expect(show).to_be_visible()
    await expect(page.locator("#main .picture.wide")).to_have_count(0)


async def test_a_table_is_shown_as_one(page: Page) -> None:
    await say(page, "/gallery table")

    await expect(page.get_by_role("columnheader")).to_have_text(["Team", "Builds"])
    await expect(page.get_by_role("cell")).to_have_text(["Wren", "12"])


async def test_charts_are_drawn_and_their_numbers_can_be_heard(page: Page) -> None:
    await say(page, "/gallery charts")

    await expect(page.locator("#main .chart-block figcaption")).to_have_text(
        ["A bar chart", "A line chart", "A area chart", "A pie chart"]
    )
    bars, lines, area, pie = (page.locator("#main .chart-block").nth(index) for index in range(4))
    await expect(bars.locator("rect")).to_have_count(3)
    await expect(lines.locator("polyline")).to_have_count(2)
    await expect(lines.locator(".chart-legend li")).to_have_text(["Kestrel", "<b>Heron</b>"])
    await expect(area.locator("polygon")).to_have_count(1)
    await expect(pie.locator("path")).to_have_count(2)
    heard = page.get_by_role("table", name="A bar chart")
    await expect(heard.get_by_role("rowheader")).to_have_text(["2025 Q3", "2025 Q4", "2026 Q1"])
    await expect(heard.get_by_role("cell")).to_contain_text(["12", "7.5", "0"])


async def test_an_uploaded_picture_is_shown_with_its_alternative_text(page: Page) -> None:
    await say(page, "/gallery picture")

    for alt in ("Wren to Heron", "The same again"):
        shown = page.locator("#main").get_by_role("img", name=alt)
        await expect(shown).to_be_visible()
        await expect(shown).to_have_js_property("naturalWidth", 1)
    await expect(page.get_by_role("link", name="Open The way")).to_be_visible()


async def test_a_button_tells_the_app(page: Page, place: Place) -> None:
    await gallery(page)
    await page.get_by_role("button", name="Press me").click()

    click = await heard(page, place, "click")
    assert (click["action_id"], click["value"], click["type"]) == ("press", "pressed", "button")


async def test_a_button_with_a_question_tells_the_app_only_after_a_yes(page: Page, place: Place) -> None:
    await gallery(page)
    await page.get_by_role("button", name="Tell everybody").click()
    await expect(page.get_by_role("dialog", name="Really?")).to_contain_text("It tells everybody.")
    await page.get_by_role("button", name="Wait").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    assert [m for m in await place.control.messages("general") if m["text"].startswith("heard click")] == []

    await page.get_by_role("button", name="Tell everybody").click()
    await page.get_by_role("button", name="Tell", exact=True).click()

    assert (await heard(page, place, "click"))["action_id"] == "tell"


async def test_an_overflow_menu_is_walked_by_keyboard(page: Page, place: Place) -> None:
    await gallery(page)
    await page.locator("#main .actions-block .overflow").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("menuitem", name="Share")).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")

    assert (await heard(page, place, "click"))["selected_option"]["value"] == "withdraw"


async def test_a_static_select_is_searched_and_chosen_by_keyboard(page: Page, place: Place) -> None:
    await gallery(page)
    field = page.get_by_role("combobox", name="Colour")
    await field.focus()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.type("gre")
    await expect(page.get_by_role("option")).to_have_text(["Green"])
    await page.keyboard.press("Enter")

    await expect(field).to_have_text("Green")
    await expect(field).to_be_focused()
    assert (await heard(page, place, "click"))["selected_option"]["value"] == "green"


@pytest.mark.parametrize(
    ("label", "typed", "field"),
    [
        ("Person", "Priya", "selected_user"),
        ("Conversation", "kestrel", "selected_conversation"),
        ("Channel", "testing", "selected_channel"),
    ],
)
async def test_people_and_channels_are_chosen_by_name(
    page: Page, place: Place, label: str, typed: str, field: str
) -> None:
    names = {"Person": "priya", "Conversation": "kestrel-retro", "Channel": "testing"}
    found = place.sandbox.workspace.find_user(names[label]) or place.sandbox.workspace.find_channel(names[label])
    assert found is not None

    await gallery(page)
    await page.get_by_role("combobox", name=label, exact=True).click()
    await page.keyboard.type(typed)
    await page.get_by_role("option").first.click()

    assert (await heard(page, place, "click"))[field] == found.id


async def test_the_app_gives_the_options_of_an_external_select(page: Page, place: Place) -> None:
    await gallery(page)
    await page.get_by_role("combobox", name="Bird").click()
    await expect(page.get_by_text("Type at least 1 characters to search.")).to_be_visible()
    await page.keyboard.type("ro")
    await expect(page.get_by_role("option")).to_have_text(["Robin", "Heron"])
    await page.get_by_role("option", name="Heron").click()

    assert (await heard(page, place, "click"))["selected_option"]["value"] == "heron"


async def test_dates_times_radio_buttons_and_checkboxes_tell_the_app(page: Page, place: Place) -> None:
    await gallery(page)
    drawn = messages(page, "A gallery of blocks").last

    await drawn.locator("input[type=date]").fill("2026-05-01")
    assert (await heard(page, place, "click"))["selected_date"] == "2026-05-01"
    await drawn.locator("input[type=time]").fill("09:15")
    await expect(messages(page, "selected_time")).to_be_visible()
    await drawn.get_by_role("radio", name="Green").check()
    await expect(messages(page, "radio_buttons")).to_be_visible()
    await drawn.get_by_role("checkbox", name="Blue").check()
    await expect(messages(page, "checkboxes")).to_be_visible()

    assert [option["value"] for option in (await heard(page, place, "click"))["selected_options"]] == ["blue"]


async def test_an_ephemeral_says_who_sees_it_and_can_be_put_away(page: Page, place: Place) -> None:
    await say(page, "/gallery ephemeral")

    shown = messages(page, "Just you see this")
    await expect(shown).to_contain_text("Only visible to you")
    ben = place.sandbox.workspace.find_user("ben")
    assert ben is not None
    assert len(await place.control.ephemerals(ben.id)) == 1

    await shown.get_by_role("button", name="Dismiss").click()
    await expect(shown).to_have_count(0)


async def test_a_shortcut_on_a_message_reaches_the_app(page: Page) -> None:
    await say(page, "Keep me")
    await messages(page, "Keep me").hover()
    await messages(page, "Keep me").locator(".toolbar").get_by_role("button", name="More actions").click()
    await page.get_by_role("menuitem", name="Keep this message").click()

    await expect(messages(page, "Kept: Keep me")).to_contain_text("Only visible to you")


async def test_the_home_is_drawn_when_it_is_opened_and_its_buttons_work(page: Page, place: Place) -> None:
    await page.locator("#sidebar .list.apps .entry").click()
    await expect(page.get_by_role("heading", name="At home")).to_be_visible()
    await page.get_by_role("button", name="From home").click()
    await page.locator("#sidebar .entry", has_text="general").click()

    assert (await heard(page, place, "click"))["action_id"] == "home"


async def test_one_writes_to_the_app_in_its_messages_tab(page: Page) -> None:
    await page.locator("#sidebar .list.apps .entry").click()
    await page.get_by_role("tab", name="Messages").click()
    await say(page, "Hello, app")

    await expect(messages(page, "Hello, app")).to_be_visible()
    await expect(page.get_by_role("tab", name="Messages")).to_have_attribute("aria-selected", "true")
