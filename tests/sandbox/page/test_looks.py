"""The page on a phone, in the dark, with hostile and extreme content, and for those who don't see it."""

from typing import Literal

import pytest
from playwright.async_api import Browser, Page, expect

from sandbox.models import User
from tests.sandbox.page.browser import PHONE, composer, messages, opened, say
from tests.sandbox.page.conftest import Place

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


async def test_on_a_phone_one_goes_from_channel_to_thread_and_back(browser: Browser, place: Place) -> None:
    async with opened(browser, place.url, person="ben", size=PHONE) as page:
        await expect(page.locator("#sidebar")).to_be_hidden()
        await page.get_by_role("button", name="Show the list of conversations").click()
        await page.locator("#sidebar .entry", has_text="testing").click()
        await expect(page.locator("#sidebar")).to_be_hidden()
        await expect(page.locator("#main h1")).to_have_text("testing")

        await page.locator(".thread-summary").last.click()
        await expect(page.locator("#pane")).to_be_in_viewport(ratio=1)
        await page.get_by_role("button", name="Close thread").click()
        await say(page, "from the tram")
        await expect(messages(page, "from the tram")).to_be_in_viewport()
        assert await page.evaluate(SIDEWAYS) == 0


async def test_nothing_is_wider_than_a_small_phone(browser: Browser, place: Place) -> None:
    async with opened(browser, place.url, person="ben", size=(320, 640)) as page:
        await say(page, "/gallery")
        await expect(messages(page, "A gallery of blocks")).to_be_visible()
        for path in ("/app", "/channels", "/traffic", "/"):
            assert await page.evaluate(SIDEWAYS) == 0
            assert await page.locator("#main").evaluate("(main) => main.scrollWidth - main.clientWidth") == 0
            await page.goto(place.url + path)
            await expect(page.locator("#main section").first).to_be_visible()


# Text of the page and the least contrast WCAG 2.1 AA asks of it, measured on the colours that are really painted.
CONTRAST = """() => {
  const channels = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].reduce((sum, c, i) => {
    const s = c / 255;
    return sum + [0.2126, 0.7152, 0.0722][i] * (s <= 0.03928 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4);
  }, 0);
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const [r, g, b, a = 1] = channels(getComputedStyle(node).backgroundColor);
      if (a === 1) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const faint = [];
  const selector = "p, h1, h2, .hint, .when, .author, .entry, .mention, .topic, .reaction span, .tag, button.primary";
  for (const node of document.querySelectorAll(selector)) {
    if (!node.checkVisibility() || !node.textContent.trim() || node.querySelector(".emoji")) continue;
    const lights = [channels(getComputedStyle(node).color), ground(node)].map(light).sort((a, b) => b - a);
    const ratio = (lights[0] + 0.05) / (lights[1] + 0.05);
    if (ratio < 4.5) faint.push([node.className, node.textContent.slice(0, 20), ratio.toFixed(2)].join(" "));
  }
  return faint;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_text_is_readable_in_light_and_dark(
    browser: Browser, place: Place, scheme: Literal["light", "dark"]
) -> None:
    lea = place.sandbox.workspace.find_user("lea")
    assert lea is not None
    await place.control.post("message", user="mia", channel="general", text=f"<@{lea.id}> <!here> in <#C1|x>")
    async with opened(browser, place.url, person="lea", scheme=scheme) as page:
        await page.locator(".thread-summary").last.click()
        await expect(page.locator("#pane .message").first).to_be_visible()
        await say(page, "/form A form")
        await expect(page.get_by_role("dialog")).to_be_visible()

        assert await page.evaluate(CONTRAST) == []


HOSTILE = [
    "<img src=x onerror='document.title=1'>",
    "<script>document.title='owned'</script>",
    "&lt;script&gt;x&lt;/script&gt;",
    "javascript:alert(1)",
    "<javascript:alert(1)|tap>",
    '*<https://example.org/"onmouseover=alert(1)|x>*',
    "```</code><b>x</b>```",
    "\u202eright to left\u202c שלום *עולם*",
    "e\u0301" * 300 + "🏳️‍🌈" * 30,
    "x" * 3900,
    "*" * 200 + "_" * 200 + "`" * 200 + "<" * 200,
    "<!date^99999999999999999^{date}|far>",
]


async def test_nothing_a_person_writes_becomes_more_than_text(page: Page, place: Place) -> None:
    for number, text in enumerate(HOSTILE):
        await place.control.post("message", user="lea", channel="general", text=f"{text} end-of-{number}.")

    for number in range(len(HOSTILE)):
        await expect(messages(page, f"end-of-{number}.")).to_be_visible()
    forbidden = "img, script, iframe, [onmouseover], [onerror], a[href^='javascript']"
    assert await page.locator("#main .message").locator(forbidden).count() == 0
    assert await page.title() == "general · Ben · Fieldfare"
    assert await page.evaluate(SIDEWAYS) == 0
    assert await page.locator("#main").evaluate("(main) => main.scrollWidth - main.clientWidth") == 0


async def test_long_names_are_cut_and_push_nothing_away(page: Page, place: Place) -> None:
    name = "Maximiliana " * 20
    person = User(id="U0LONG", name="long", real_name=name, display_name=name, team="Team " * 30, tz="Europe/Berlin")
    place.sandbox.workspace.add_person(person)
    await place.control.post("message", user="U0LONG", channel="general", text="My name is long")
    room = place.sandbox.workspace.create_channel("U0LONG", "x" * 80)
    await place.control.post("join", user="ben", channel=room.id)

    await expect(page.locator("#sidebar .entry", has_text="x" * 80)).to_be_visible()
    assert await page.locator("#sidebar").evaluate("(nav) => nav.scrollWidth - nav.clientWidth") == 0
    when = messages(page, "My name is long").locator(".when")
    await expect(when).to_be_in_viewport(ratio=1)
    await page.locator("#sidebar .entry", has_text="x" * 80).click()
    await expect(page.get_by_role("button", name="2 members")).to_be_in_viewport(ratio=1)


UNNAMED = """() => [...document.querySelectorAll("button, a[href], input, textarea, select, dialog, [role=dialog]")]
  .filter((node) => node.checkVisibility() && !node.ariaLabel && !node.textContent.trim() && !node.labels?.length)
  .filter((node) => !node.getAttribute("aria-labelledby") && !node.getAttribute("aria-hidden"))
  .map((node) => node.outerHTML.slice(0, 120))"""


async def test_every_control_has_a_name(page: Page) -> None:
    await say(page, "/gallery")
    await messages(page, "A gallery of blocks").hover()
    assert await page.evaluate(UNNAMED) == []

    await page.get_by_role("button", name="Open a form").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    assert await page.evaluate(UNNAMED) == []


async def test_the_page_says_when_the_sandbox_is_gone(page: Page, place: Place) -> None:
    await expect(composer(page)).to_be_visible()
    await place.sandbox.stop()

    await expect(page.get_by_text("The sandbox does not answer.")).to_be_visible()


async def test_the_page_calls_no_other_address(browser: Browser, place: Place) -> None:
    asked: set[str] = set()
    async with opened(browser, place.url, person="ben") as page:
        page.on("request", lambda request: asked.add(request.url))
        await page.reload()
        await say(page, "/gallery")
        await expect(messages(page, "A gallery of blocks")).to_be_visible()

    assert asked
    assert {url for url in asked if not url.startswith(place.url)} == set()
