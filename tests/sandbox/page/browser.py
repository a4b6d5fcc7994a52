"""A real Chromium that opens the page of a running sandbox, and what tests do in it again and again."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal

from playwright.async_api import Browser, ConsoleMessage, Locator, Page, async_playwright, expect

PHONE = (390, 780)
DESK = (1280, 800)

# Everything here is on this machine, so what takes longer than this does not come at all.
expect.set_options(timeout=8_000)


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Start the distribution's Chromium, which calls nobody by itself."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=arguments)
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def opened(
    browser: Browser,
    url: str,
    path: str = "/",
    *,
    person: str = "",
    size: tuple[int, int] = DESK,
    scheme: Literal["light", "dark"] = "light",
) -> AsyncIterator[Page]:
    """Open the page as a person; fail when something on it breaks or asks for what its policy forbids."""
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,
        reduced_motion="reduce",
        permissions=["clipboard-read", "clipboard-write"],
    )
    broken: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        # A refusal of the sandbox is an answer that the page shows; Chromium logs it all the same.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            broken.append(message.text)

    page = await context.new_page()
    page.set_default_timeout(8_000)
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("console", hear)
    separator = "&" if "?" in path else "?"
    try:
        await page.goto(f"{url}{path}{separator}as={person}" if person else f"{url}{path}")
        await expect(page.locator(".acting")).to_be_visible()
        await page.wait_for_load_state("load")
        yield page
    finally:
        await context.close()
    assert broken == []


def messages(page: Page, text: str) -> Locator:
    """Give the messages of the conversation that hold a text."""
    return page.locator("#main .message").filter(has_text=text)


def composer(page: Page) -> Locator:
    """Give the field one writes into, not the thread's."""
    return page.locator("#main .composer textarea")


async def say(page: Page, text: str) -> None:
    """Type a message or command and send it."""
    await composer(page).fill(text)
    await composer(page).press("Enter")
    await expect(composer(page)).to_have_value("")


async def act(page: Page, text: str, button: str) -> None:
    """Point at a message and press a button of the bar that appears."""
    await messages(page, text).last.hover()
    await messages(page, text).last.locator(".toolbar").get_by_role("button", name=button, exact=True).click()
