"""Channels, threads and messages on the page, clicked in a real Chromium."""

import re

import pytest
from playwright.async_api import Browser, Page, expect

from tests.sandbox.page.browser import act, composer, messages, opened, say
from tests.sandbox.page.conftest import Place

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_message_that_is_sent_stands_in_the_channel_under_its_author(page: Page, place: Place) -> None:
    await say(page, "Hello <b>everyone</b> & *all*")

    sent = messages(page, "Hello <b>everyone</b> & all")
    await expect(sent).to_be_visible()
    await expect(sent.locator("strong")).to_have_text("all")
    await expect(sent.locator(".author")).to_have_text("Ben")
    kept = (await place.control.messages("general"))[-1]
    assert kept["text"] == "Hello &lt;b&gt;everyone&lt;/b&gt; &amp; *all*"


async def test_the_channel_everybody_is_in_comes_first_and_the_others_by_name(page: Page) -> None:
    entries = page.locator("#sidebar .list.channels .entry")

    await expect(entries.first).to_contain_text("general")
    names = await entries.all_inner_texts()
    assert names[1:] == sorted(names[1:])


async def test_what_others_write_arrives_by_itself_and_marks_the_channel_unread(page: Page, place: Place) -> None:
    await place.control.post("message", user="lea", channel="testing", text="Who knows pacts?")
    await place.control.post("message", user="lea", channel="general", text="<@ben> look at this")
    ben = place.sandbox.workspace.find_user("ben")
    assert ben is not None
    await place.control.post("message", user="lea", channel="testing", text=f"<@{ben.id}> maybe?")

    entry = page.locator("#sidebar .entry", has_text="testing")
    await expect(messages(page, "look at this")).to_be_visible()
    await expect(entry).to_have_class("entry unread ")
    await expect(entry.locator(".badge")).to_have_text("1")

    await entry.click()
    await expect(messages(page, "Who knows pacts?")).to_be_visible()
    await expect(page.get_by_role("separator", name="New")).to_be_visible()
    await expect(entry).to_have_class("entry  ")


async def test_a_reply_is_written_in_the_thread_pane_and_counted_in_the_channel(page: Page, place: Place) -> None:
    await say(page, "A question")
    await act(page, "A question", "Reply in thread")
    await page.locator("#pane .composer textarea").fill("An answer")
    await page.keyboard.press("Enter")

    await expect(page.locator("#pane .message", has_text="An answer")).to_be_visible()
    await expect(messages(page, "A question").get_by_role("button", name="1 reply")).to_be_visible()
    await expect(messages(page, "An answer")).to_have_count(0)

    await page.locator("#pane .composer textarea").fill("For everyone")
    await page.get_by_label("Also send to #general").check()
    await page.keyboard.press("Tab")
    await page.locator("#pane .send").click()
    await expect(messages(page, "For everyone")).to_contain_text("replied to a thread")


async def test_reactions_are_added_counted_and_taken_back(page: Page, place: Place) -> None:
    await say(page, "Worth keeping")
    await act(page, "Worth keeping", "React with bulb")
    reaction = messages(page, "Worth keeping").locator(".reaction:not(.add)")
    await expect(reaction).to_have_text("💡1")
    await expect(reaction).to_have_attribute("aria-pressed", "true")

    ts = (await place.control.messages("general"))[-1]["ts"]
    await place.control.post("react", user="lea", channel="general", ts=ts, name="bulb")
    await expect(reaction).to_have_text("💡2")
    await expect(reaction).to_have_attribute("aria-label", "bulb, 2: you and Lea")

    await reaction.click()
    await expect(reaction).to_have_text("💡1")
    await expect(reaction).to_have_attribute("aria-pressed", "false")


async def test_any_emoji_is_found_by_name_in_the_picker(page: Page) -> None:
    await say(page, "Pick one")
    await act(page, "Pick one", "Add a reaction")
    await page.get_by_role("searchbox", name="Search emoji").fill("hedge")
    await page.get_by_role("button", name="hedgehog").click()

    await expect(messages(page, "Pick one").locator(".reaction:not(.add)")).to_have_text("🦔1")


async def test_one_edits_and_deletes_ones_own_messages_only(page: Page, place: Place) -> None:
    await say(page, "Thanks @Lea")
    await act(page, "Thanks", "More actions")
    await page.get_by_role("menuitem", name="Edit message").click()
    field = page.get_by_role("textbox", name="Edit message")
    await expect(field).to_have_value("Thanks @Lea")
    await field.fill("Thanks @Lea, all good")
    await field.press("Enter")
    await expect(messages(page, "Thanks @Lea, all good")).to_contain_text("(edited)")

    await act(page, "all good", "More actions")
    await page.get_by_role("menuitem", name="Delete message").click()
    await page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    await expect(messages(page, "all good")).to_have_count(0)

    await place.control.post("message", user="lea", channel="general", text="Not yours")
    await act(page, "Not yours", "More actions")
    await expect(page.get_by_role("menuitem", name="Copy link")).to_be_visible()
    await expect(page.get_by_role("menuitem", name="Edit message")).to_have_count(0)
    await expect(page.get_by_role("menuitem", name="Delete message")).to_have_count(0)


async def test_a_copied_link_opens_the_message_and_marks_it(browser: Browser, page: Page, place: Place) -> None:
    for number in range(40):
        await place.control.post("message", user="lea", channel="general", text=f"number {number}\n" * 4)
    await say(page, "The one to find")
    await act(page, "The one to find", "More actions")
    await page.get_by_role("menuitem", name="Copy link").click()
    link = await page.evaluate("navigator.clipboard.readText()")
    for number in range(70):
        await place.control.post("message", user="lea", channel="general", text=f"later {number}\n" * 4)

    async with opened(browser, place.url, link.removeprefix(place.url), person="mia") as hers:
        await expect(messages(hers, "The one to find")).to_be_in_viewport()
        await expect(messages(hers, "The one to find")).to_have_class(re.compile("highlighted"))


async def test_a_permalink_of_the_app_leads_to_a_reply_in_its_thread(page: Page, place: Place) -> None:
    first = await place.control.post("message", user="lea", channel="testing", text="First of all")
    reply = await place.control.post("message", user="lea", channel="testing", text="In there", thread_ts=first["ts"])
    channel = place.sandbox.workspace.find_channel("testing")
    assert channel is not None
    link = place.sandbox.workspace.permalink(channel.id, reply["ts"])
    await place.control.post("message", user="lea", channel="general", text=f"see <{link}|this one>")

    await page.get_by_role("link", name="this one").click()

    await expect(page.locator("#main h1")).to_have_text("testing")
    await expect(page.locator("#pane .message", has_text="In there")).to_have_class(re.compile("highlighted"))


async def test_a_channel_is_found_looked_at_and_joined(page: Page) -> None:
    await page.get_by_role("link", name="Browse channels").click()
    await page.get_by_role("searchbox", name="Find a channel").fill("access")
    await page.get_by_role("link", name="accessibility", exact=True).click()
    await expect(page.get_by_text("You are looking at #accessibility.")).to_be_visible()

    await page.get_by_role("button", name="Join", exact=True).click()

    await expect(composer(page)).to_have_attribute("placeholder", "Message #accessibility")
    await expect(messages(page, "has joined the channel").last).to_contain_text("Ben")


async def test_a_channel_is_made_and_a_name_that_slack_refuses_is_explained(page: Page) -> None:
    await page.get_by_role("button", name="Create a channel").click()
    await page.get_by_role("textbox", name="Name").fill("general")
    await page.get_by_role("button", name="Create", exact=True).click()
    await expect(page.locator(".toast.error")).to_contain_text("Another channel has this name.")

    await page.get_by_role("textbox", name="Name").fill("Plan Autumn")
    await page.get_by_role("button", name="Create", exact=True).click()

    await expect(page.locator("#main h1")).to_have_text("plan-autumn")
    await expect(page.locator("#sidebar .entry[aria-current]")).to_have_text("plan-autumn")


async def test_a_direct_message_reaches_its_reader_as_a_call(browser: Browser, page: Page, place: Place) -> None:
    await page.get_by_role("button", name="Write to someone").click()
    await page.get_by_role("searchbox", name="Find a person").fill("lea")
    await page.keyboard.press("Enter")
    await expect(page.locator("#main h1")).to_have_text("Lea")
    await say(page, "Between us")

    async with opened(browser, place.url, person="mia") as hers:
        await expect(hers.locator("#sidebar .list.directs .entry")).to_have_count(0)
    await page.locator(".acting").click()
    await page.get_by_role("searchbox", name="Find a person").fill("lea")
    await page.keyboard.press("Enter")
    await expect(page.locator(".acting")).to_contain_text("Lea")
    await page.locator("#sidebar .list.directs .entry", has_text="Ben").click()
    await expect(messages(page, "Between us")).to_be_visible()


async def test_a_pinned_message_is_listed_in_the_details(page: Page) -> None:
    await say(page, "House rules")
    await act(page, "House rules", "More actions")
    await page.get_by_role("menuitem", name="Pin to this channel").click()
    await page.get_by_role("button", name="1 pinned").click()

    await expect(page.locator("#pane .message", has_text="House rules")).to_be_visible()


async def test_topic_and_description_are_changed_in_the_details(page: Page) -> None:
    await page.locator("#sidebar .entry", has_text="random").click()
    await page.locator(".room-name").click()
    await page.get_by_role("button", name="Edit topic").click()
    await page.get_by_role("textbox", name="Topic").fill("Birds & bread")
    await page.get_by_role("button", name="Save").click()

    await expect(page.locator(".room-header .topic")).to_have_text("Birds & bread")
    await expect(messages(page, "set the channel topic")).to_be_visible()


async def test_an_archived_channel_can_be_read_and_nothing_else(page: Page, place: Place) -> None:
    await place.control.post("archive", user="ben", channel="random")
    await page.goto(place.url + place.room("random"))

    await expect(page.get_by_text("#random is archived.")).to_be_visible()
    await expect(composer(page)).to_have_count(0)
    await page.get_by_role("button", name="Bring it back").click()
    await expect(composer(page)).to_be_visible()


async def test_older_messages_come_when_one_scrolls_up(page: Page, place: Place) -> None:
    for number in range(130):
        await place.control.post("message", user="lea", channel="random", text=f"line {number}.")
    await page.locator("#sidebar .entry", has_text="random").click()
    await expect(messages(page, "line 129.")).to_be_in_viewport()
    await expect(messages(page, "line 10.")).to_have_count(0)

    for oldest_then in ("line 71.", "line 11.", "line 0."):
        await page.locator("#main .messages").evaluate("(list) => { list.scrollTop = 0; }")
        await expect(messages(page, oldest_then)).to_have_count(1)


async def test_a_channel_that_was_just_made_is_named_as_soon_as_the_page_knows_it(page: Page, place: Place) -> None:
    lea = place.sandbox.workspace.find_user("lea")
    assert lea is not None
    room = place.sandbox.workspace.create_channel(lea.id, "brand-new")
    await place.control.post("message", user="lea", channel="general", text=f"meet in <#{room.id}>")

    await expect(messages(page, "meet in")).to_contain_text("#brand-new")
    await place.control.post("rename", channel=room.id, name="well-known")
    await expect(messages(page, "meet in")).to_contain_text("#well-known")


async def test_a_thread_does_not_follow_into_another_channel(page: Page) -> None:
    await say(page, "A question")
    await act(page, "A question", "Reply in thread")
    await expect(page.locator("#pane")).to_be_visible()
    await page.locator("#sidebar .entry", has_text="random").click()

    await expect(page.locator("#pane")).to_be_hidden()


async def test_a_channels_canvas_is_read_beside_it_and_follows_by_itself(page: Page, place: Place) -> None:
    await place.control.post(
        "canvas", user="ben", channel="general", text="# Ours\n* **When:** <b>Fridays</b>\n---\nBye"
    )
    await page.get_by_role("button", name="Canvas", exact=True).click()

    canvas = page.locator("#pane .canvas")
    await expect(canvas.locator("h2")).to_have_text("Ours")
    await expect(canvas.locator("li")).to_have_text("When: <b>Fridays</b>")
    await place.control.post("canvas", user="ben", channel="general", text="> Mondays")
    await expect(canvas.locator("blockquote")).to_have_text("Mondays")
    await place.control.post("canvas", user="ben", channel="general", remove=True)
    await expect(page.locator("#pane")).to_contain_text("This channel has no canvas yet.")
