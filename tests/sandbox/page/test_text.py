"""How Slack's text looks on the page, and what typed text becomes. The page's own modules run in a real Chromium."""

from typing import Any

import pytest
from playwright.async_api import Page

from tests.sandbox.page.conftest import Place

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

RENDER = """async (texts) => {
  const { mrkdwn } = await import("/page/js/text/render.js");
  const looks = ["class", "title", "data-person", "data-room", "data-label", "rel", "target", "type", "datetime"];
  return texts.map((text) => {
    const drawn = mrkdwn(text);
    for (const node of drawn.querySelectorAll("*")) for (const name of looks) node.removeAttribute(name);
    return drawn.innerHTML;
  });
}"""

WRITTEN = [
    ("*bold* _italic_ ~struck~", "<p><strong>bold</strong> <em>italic</em> <s>struck</s></p>"),
    ("*bold _and italic_*", "<p><strong>bold <em>and italic</em></strong></p>"),
    ("a*b*c 2 * 3 * 4 snake_case_name", "<p>a*b*c 2 * 3 * 4 snake_case_name</p>"),
    ("*not\nover lines*", "<p>*not<br>over lines*</p>"),
    ("* spaced *", "<p>* spaced *</p>"),
    ("(*bold*), “_so_”", "<p>(<strong>bold</strong>), “<em>so</em>”</p>"),
    ("`*plain* :bulb: &lt;b&gt;`", "<p><code>*plain* :bulb: &lt;b&gt;</code></p>"),
    ("```\nif a &lt; b:\n  *x*\n```", "<pre><code>if a &lt; b:\n  *x*</code></pre>"),
    ("before ```code``` after", "<p>before </p><pre><code>code</code></pre><p> after</p>"),
    ("&gt; quoted\n&gt; twice\nplain", "<blockquote><p>quoted<br>twice</p></blockquote><p>plain</p>"),
    ("&gt;&gt;&gt; all\nof it", "<blockquote><p>all<br>of it</p></blockquote>"),
    (
        "<https://example.org/a?b=1&amp;c=2|the *docs*>",
        '<p><a href="https://example.org/a?b=1&amp;c=2">the *docs*</a></p>',
    ),
    ("see https://example.org/x.", '<p>see <a href="https://example.org/x">https://example.org/x</a>.</p>'),
    ("<mailto:a@example.org|a@example.org>", '<p><a href="mailto:a@example.org">a@example.org</a></p>'),
    ("<javascript:alert(1)|click>", "<p>click</p>"),
    ("<data:text/html,x|click>", "<p>click</p>"),
    ("&lt;img src=x onerror=alert(1)&gt; &amp;amp;", "<p>&lt;img src=x onerror=alert(1)&gt; &amp;amp;</p>"),
    ("<!here> <!channel>", "<p><span>@here</span> <span>@channel</span></p>"),
    ("<!subteam^S1|@testers>", "<p><span>@testers</span></p>"),
    ("10:30:00 :nosuchemoji:", "<p>10:30:00 :nosuchemoji:</p>"),
    (":bulb:", '<p><span role="img" aria-label="bulb emoji">💡</span></p>'),
    (":thumbsup::skin-tone-4:", '<p><span role="img" aria-label="thumbsup emoji">👍🏽</span></p>'),
    ("one\n\ntwo", "<p>one<br><br>two</p>"),
]


async def test_mrkdwn_looks_as_slack_shows_it(page: Page) -> None:
    drawn: list[str] = await page.evaluate(RENDER, [text for text, _ in WRITTEN])

    assert dict(zip((text for text, _ in WRITTEN), drawn, strict=True)) == dict(WRITTEN)


async def test_people_and_channels_are_named_as_the_reader_knows_them(page: Page, place: Place) -> None:
    workspace = place.sandbox.workspace
    lea, general = workspace.find_user("lea"), workspace.general
    assert lea is not None

    drawn = await page.evaluate(RENDER, [f"<@{lea.id}> <@UNOBODY|gone> <#{general.id}> <#CHIDDEN|>"])

    assert drawn == [
        f'<p><button>@Lea</button> <span>@gone</span> <a href="/archives/{general.id}">#general</a>'
        " <span>🔒 private channel</span></p>"
    ]


#: 2026-03-26 14:00 UTC is Thursday 15:00 in Berlin, which is the present; the 30th is after the change to summer time.
DATES = [
    ("<!date^1774533600^{date_num} {time}|x>", "2026-03-26 15:00"),
    ("<!date^1774533600^{date_pretty} at {time}|x>", "Today at 15:00"),
    ("<!date^1774533600^Due {date_pretty}|x>", "Due today"),
    ("<!date^1774620000^{date_short_pretty}|x>", "Tomorrow"),
    ("<!date^1774854000^{date_long} at {time}|x>", "Monday, March 30th, 2026 at 09:00"),
    ("<!date^1774854000^{date}|x>", "March 30th, 2026"),
    ("<!date^1774854000^{date_short}|x>", "Mar 30, 2026"),
    ("<!date^1774854000^{date_slash} {time_secs}|x>", "03/30/2026 09:00:00"),
    ("<!date^1774530000^{ago}|x>", "1 hour ago"),
    ("<!date^soon^{date}|next week>", "next week"),
]


async def test_dates_are_shown_in_the_readers_own_zone_and_words(page: Page) -> None:
    shown = await page.evaluate(
        """async (texts) => {
          const { mrkdwn } = await import("/page/js/text/render.js");
          return texts.map((text) => mrkdwn(text).textContent);
        }""",
        [text for text, _ in DATES],
    )

    assert dict(zip((text for text, _ in DATES), shown, strict=True)) == dict(DATES)


async def test_a_wall_time_is_a_moment_in_its_zone_across_clock_changes(page: Page) -> None:
    moments = await page.evaluate(
        """async () => {
          const { fromWall, nextMonday, wall } = await import("/page/js/text/dates.js");
          const iso = (date) => date.toISOString();
          return [
            iso(fromWall("2026-03-28T09:00", "Europe/Berlin")),
            iso(fromWall("2026-03-29T09:00", "Europe/Berlin")),
            iso(fromWall("2026-03-29T02:30", "Europe/Berlin")),
            iso(fromWall("2026-01-01T00:15", "Asia/Kolkata")),
            iso(nextMonday(new Date("2026-03-26T14:00Z"), "Europe/Berlin")),
            iso(nextMonday(new Date("2026-03-30T06:59Z"), "Europe/Berlin")),
            iso(nextMonday(new Date("2026-03-30T07:00Z"), "Europe/Berlin")),
            iso(nextMonday(new Date("2026-03-29T20:30Z"), "Pacific/Auckland")),
            wall(new Date("2026-03-26T14:00Z"), "Nowhere/AtAll"),
          ];
        }"""
    )

    assert moments == [
        "2026-03-28T08:00:00.000Z",
        "2026-03-29T07:00:00.000Z",
        "2026-03-29T01:30:00.000Z",  # 02:30 does not exist that night: 03:30 in summer time
        "2025-12-31T18:45:00.000Z",
        "2026-03-30T07:00:00.000Z",
        "2026-03-30T07:00:00.000Z",
        "2026-04-06T07:00:00.000Z",
        "2026-04-05T21:00:00.000Z",  # in Auckland that Monday it was 09:30 already; winter time begins on 5 April
        "2026-03-26T14:00",
    ]


async def test_what_is_typed_is_sent_as_slacks_client_sends_it(page: Page, place: Place) -> None:
    workspace = place.sandbox.workspace
    lea, general = workspace.find_user("lea"), workspace.general
    assert lea is not None
    cases: list[tuple[str, str]] = [
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("thanks @Lea!", f"thanks <@{lea.id}>!"),
        (f"thanks @{lea.real_name}, really", f"thanks <@{lea.id}>, really"),
        ("mail lea@lea.org", "mail lea@lea.org"),
        ("@Leander", "@Leander"),
        ("in #general, #nowhere", f"in <#{general.id}|general>, #nowhere"),
        ("@here now", "<!here> now"),
        ("`@Lea <b>`", "`@Lea &lt;b&gt;`"),
        ("see https://example.org/?a=1&b=2.", "see <https://example.org/?a=1&amp;b=2>."),
        (f"{place.url}/archives/C1/p1774533600000100", f"<{workspace.url}archives/C1/p1774533600000100>"),
        ("💡 👍🏽 ❤️ ok", ":bulb: :+1::skin-tone-4: :heart: ok"),
    ]

    sent: list[Any] = await page.evaluate(
        """async (texts) => {
          const { encode, typed } = await import("/page/js/text/encode.js");
          return texts.map((text) => [encode(text), typed(encode(text))]);
        }""",
        [text for text, _ in cases],
    )

    assert [encoded for encoded, _ in sent] == [expected for _, expected in cases]
    assert sent[1][1] == "thanks @Lea!"
    assert sent[0][1] == "a < b & c > d"
