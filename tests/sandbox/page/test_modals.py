"""Modals on the page: filled in, refused, updated, stacked and closed."""

import pytest
from playwright.async_api import Locator, Page, expect

from tests.sandbox.page.browser import act, messages, say
from tests.sandbox.page.conftest import Place
from tests.sandbox.page.test_block_kit import heard

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def form(page: Page, title: str = "A form") -> Locator:
    await say(page, f"/form {title}")
    modal = page.get_by_role("dialog", name=title)
    await expect(modal).to_be_visible()
    return modal


async def test_everything_that_is_filled_in_reaches_the_app_in_slacks_shape(page: Page, place: Place) -> None:
    modal = await form(page)
    await modal.get_by_role("textbox", name="Name").fill("Robin & co")
    await modal.get_by_role("textbox", name="Story").fill("two\nlines")
    await modal.get_by_role("combobox", name="People").click()
    await page.get_by_role("option", name="Lea").click()
    await page.get_by_role("option", name="Mia").click()
    await page.keyboard.press("Escape")
    await expect(modal.get_by_role("combobox", name="People")).to_have_text("LeaMia")
    await modal.get_by_role("combobox", name="Colours").click()
    await page.get_by_role("option", name="Green").click()
    await page.keyboard.press("Escape")
    await modal.get_by_role("radio", name="Green").check()
    await modal.get_by_role("checkbox", name="Blue").check()
    await modal.get_by_label("Day").fill("2026-05-01")
    await modal.get_by_label("Time").fill("09:15")
    await modal.get_by_label("Moment").fill("2026-05-01T09:15")
    await modal.get_by_role("textbox", name="Count").fill("3")
    await modal.get_by_role("textbox", name="Mail").fill("ben@fieldfare.example")
    await modal.get_by_role("textbox", name="Address").fill("https://example.org")
    await modal.get_by_role("textbox", name="Rich").fill("rich")
    await modal.get_by_label("File").set_input_files(
        {"name": "a list.csv", "mimeType": "text/csv", "buffer": b"Mail\n"}
    )
    await expect(modal.locator(".file-names")).to_have_text("a list.csv")
    await modal.get_by_role("button", name="Send").click()
    await expect(modal).to_have_count(0)

    values = await heard(page, place, "form")
    people = [place.sandbox.workspace.find_user(name) for name in ("lea", "mia")]
    assert values["name"] == {"type": "plain_text_input", "value": "Robin & co"}
    assert values["story"]["value"] == "two\nlines"
    assert values["people"]["selected_users"] == [user.id for user in people if user]
    assert [option["value"] for option in values["colours"]["selected_options"]] == ["green"]
    assert values["size"]["selected_option"]["value"] == "green"
    assert [option["value"] for option in values["wants"]["selected_options"]] == ["blue"]
    assert values["day"]["selected_date"] == "2026-05-01"
    assert values["time"]["selected_time"] == "09:15"
    assert values["moment"]["selected_date_time"] == 1_777_619_700  # 07:15 UTC: Berlin is in summer time
    assert values["count"]["value"] == "3"
    assert values["mail"]["value"] == "ben@fieldfare.example"
    assert values["address"]["value"] == "https://example.org"
    [file] = values["file"]["files"]
    assert (file["name"], file["size"]) == ("a list.csv", 5)
    assert place.sandbox.workspace.files[file["id"]].content == b"Mail\n"
    assert values["rich"]["rich_text_value"]["elements"][0]["elements"] == [{"type": "text", "text": "rich"}]


async def test_an_empty_required_input_is_refused_beside_it(page: Page) -> None:
    modal = await form(page)
    await modal.get_by_role("button", name="Send").click()

    await expect(modal.locator("[data-block-id=name] .field-error")).to_have_text(
        "Please complete this required field."
    )
    await expect(modal.get_by_role("textbox", name="Name")).to_be_focused()
    await expect(modal.get_by_role("textbox", name="Name")).to_have_attribute("aria-invalid", "true")


async def test_an_error_of_the_app_stands_under_its_input_and_what_was_typed_stays(page: Page) -> None:
    modal = await form(page)
    await modal.get_by_role("textbox", name="Name").fill("taken")
    await modal.get_by_role("textbox", name="Story").fill("long")
    await modal.get_by_role("textbox", name="Name").press("Enter")

    await expect(modal.locator("[data-block-id=name] .field-error")).to_have_text("That name is taken")
    await expect(modal.get_by_role("textbox", name="Story")).to_have_value("long")


async def test_an_update_keeps_what_was_typed(page: Page) -> None:
    modal = await form(page)
    await modal.get_by_role("textbox", name="Name").fill("other title")
    await modal.get_by_role("textbox", name="Story").fill("stays")
    await modal.get_by_role("button", name="Send").click()

    updated = page.get_by_role("dialog", name="Another title")
    await expect(updated.get_by_role("textbox", name="Story")).to_have_value("stays")


async def test_a_modal_is_stacked_on_another_and_gives_it_back(page: Page) -> None:
    modal = await form(page)
    await modal.get_by_role("textbox", name="Name").fill("Wren")
    await modal.get_by_role("button", name="Another on top").click()
    top = page.get_by_role("dialog", name="On top")
    await expect(top).to_contain_text("The form of Wren waits below.")
    await top.get_by_role("button", name="Back").click()

    await expect(modal.get_by_role("textbox", name="Name")).to_have_value("Wren")


async def test_a_whole_stack_is_cleared_by_the_app(page: Page) -> None:
    modal = await form(page)
    await modal.get_by_role("textbox", name="Name").fill("Wren")
    await modal.get_by_role("button", name="Another on top").click()
    await page.get_by_role("dialog", name="On top").get_by_role("button", name="Done").click()

    await expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize("how", ["Escape", "Not now"])
async def test_the_app_hears_that_a_modal_was_closed(page: Page, place: Place, how: str) -> None:
    modal = await form(page)
    if how == "Escape":
        await page.keyboard.press("Escape")
    else:
        await modal.get_by_role("button", name=how).click()

    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(messages(page, "heard close")).to_be_visible()


async def test_a_global_shortcut_opens_its_modal(page: Page) -> None:
    await page.get_by_role("button", name="Shortcuts and commands").click()
    await page.get_by_role("menuitem", name="Fill in a form").click()

    await expect(page.get_by_role("dialog", name="A form")).to_be_visible()


async def test_a_modal_that_is_open_is_there_again_after_a_reload(page: Page) -> None:
    await form(page, "Still here")
    await page.reload()

    await expect(page.get_by_role("dialog", name="Still here")).to_be_visible()


async def test_a_button_in_a_message_opens_a_modal(page: Page) -> None:
    await say(page, "/gallery")
    await page.get_by_role("button", name="Open a form").click()

    await expect(page.get_by_role("dialog", name="A form")).to_be_visible()
    await page.keyboard.press("Escape")
    await act(page, "A gallery of blocks", "React with bulb")
