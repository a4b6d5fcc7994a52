"""Writing: completions, commands, drafts, and doing everything without a mouse."""

import pytest
from playwright.async_api import Page, expect

from tests.sandbox.page.browser import composer, messages, say
from tests.sandbox.page.conftest import Place

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_commands_are_completed_with_their_hints(page: Page) -> None:
    await composer(page).press_sequentially("/ga")
    await expect(page.get_by_role("option")).to_have_text(
        ["/gallery [message | ephemeral | table]Show a message with every block"]
    )
    await page.keyboard.press("Tab")

    await expect(composer(page)).to_have_value("/gallery ")
    await expect(page.locator("#main .usage-line")).to_contain_text("/gallery [message | ephemeral | table]")


async def test_people_channels_and_emoji_are_completed(page: Page, place: Place) -> None:
    await composer(page).press_sequentially("@pri")
    await page.keyboard.press("Enter")
    await composer(page).press_sequentially("see #build")
    await page.keyboard.press("Enter")
    await composer(page).press_sequentially(":tada")
    await page.keyboard.press("Enter")
    await expect(composer(page)).to_have_value("@Priya see #build-and-deploy :tada: ")
    await page.keyboard.press("Enter")

    await expect(messages(page, "@Priya see #build-and-deploy 🎉")).to_be_visible()
    priya, room = place.sandbox.workspace.find_user("priya"), place.sandbox.workspace.find_channel("build-and-deploy")
    assert priya is not None
    assert room is not None
    sent = (await place.control.messages("general"))[-1]["text"]
    assert sent == f"<@{priya.id}> see <#{room.id}|build-and-deploy> :tada:"


async def test_a_command_hears_ids_of_those_it_names(page: Page, place: Place) -> None:
    lea = place.sandbox.workspace.find_user("lea")
    assert lea is not None
    await say(page, "/gallery about @Lea")

    command = next(e for e in await place.control.log() if e["name"].startswith("slash_commands"))
    assert command["request"]["payload"]["text"].startswith(f"about <@{lea.id}")


async def test_a_command_nobody_has_is_explained_and_kept(page: Page) -> None:
    await composer(page).fill("/galery table")
    await composer(page).press("Enter")

    await expect(page.locator(".toast.error")).to_contain_text("Did you mean '/gallery'?")
    await expect(composer(page)).to_have_value("/galery table")


async def test_a_draft_waits_in_its_channel(page: Page) -> None:
    await composer(page).fill("half a thought")
    await page.locator("#sidebar .entry", has_text="random").click()
    await expect(composer(page)).to_have_value("")
    await page.locator("#sidebar .entry", has_text="general").click()

    await expect(composer(page)).to_have_value("half a thought")


async def test_shift_and_enter_begin_a_new_line(page: Page) -> None:
    await composer(page).press_sequentially("one")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("two")
    await page.keyboard.press("Enter")

    await expect(messages(page, "one").last.locator("br")).to_have_count(1)


async def test_arrow_up_in_an_empty_field_edits_ones_last_message(page: Page) -> None:
    await say(page, "A tpyo")
    await composer(page).press("ArrowUp")
    await page.get_by_role("textbox", name="Edit message").fill("A typo")
    await page.keyboard.press("Enter")

    await expect(messages(page, "A typo")).to_contain_text("(edited)")


async def test_a_message_is_reacted_to_answered_and_deleted_by_keyboard(page: Page) -> None:
    await say(page, "By keyboard")
    message = messages(page, "By keyboard")
    await message.focus()
    await page.keyboard.press("r")
    await page.keyboard.type("bulb")
    await page.keyboard.press("Enter")
    await expect(message.locator(".reaction:not(.add)")).to_have_text("💡1")
    await expect(message).to_be_focused()

    await page.keyboard.press("t")
    await page.keyboard.type("an answer")
    await page.keyboard.press("Enter")
    await expect(page.locator("#pane .message", has_text="an answer")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator("#pane")).to_be_hidden()
    await expect(message).to_be_focused()

    await page.keyboard.press("ArrowUp")
    await expect(message).not_to_be_focused()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Delete")
    await expect(page.get_by_role("dialog", name="Delete message")).to_be_visible()
    await page.keyboard.press("Enter")
    await expect(messages(page, "This message was deleted.")).to_be_visible()


async def test_the_whole_way_to_a_sent_message_needs_only_the_keyboard(page: Page) -> None:
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Skip to the conversation")).to_be_focused()
    for _ in range(60):
        await page.keyboard.press("Tab")
        if await composer(page).evaluate("(field) => field === document.activeElement"):
            break
    await page.keyboard.type("typed blind")
    await page.keyboard.press("Enter")

    await expect(messages(page, "typed blind")).to_be_visible()
