"""Texts are taken out of what was kept for Slack, and other words stay."""

import pytest
from sqlalchemy import select

from community.delivery import Delivery
from storage.database import Database
from storage.outbox import delivery_table
from storage.scrubbing import PLACEHOLDER, needles, without
from storage.stores import Stores
from tests.storage.times import NOON

SECRET = "The password is on the note <in the server room>"


@pytest.mark.parametrize(
    "shown",
    [
        "The password is on the note &lt;in the server room&gt;",
        "Lesson #1: The password is on the note &lt;in the… Learnt by Ben.",
        "*#1 The password is on the note*",
    ],
)
def test_a_text_goes_wherever_it_stands_whole_escaped_or_shortened(shown: str) -> None:
    message = {"channel": "C1", "text": shown, "blocks": [{"text": {"text": shown}}, {"text": {"text": "Stays"}}]}

    scrubbed = without(message, needles([SECRET]))

    assert scrubbed == {
        "channel": "C1",
        "text": PLACEHOLDER,
        "blocks": [{"text": {"text": PLACEHOLDER}}, {"text": {"text": "Stays"}}],
    }


def test_each_line_of_a_long_text_is_known() -> None:
    found = needles(["First of all, look at the log.\nThen look at the clock as well."])

    assert without("quoted: Then look at the clock as well.", found) == PLACEHOLDER


def test_what_is_too_short_to_be_told_from_other_words_takes_nothing_along() -> None:
    assert needles(["Yes.", "", "ok\nfine"]) == []
    assert without({"text": "Yes. We do."}, needles(["Yes."])) == {"text": "Yes. We do."}


@pytest.mark.parametrize(
    "text",
    [
        "Das Kennwort „Möwe“ hängt am Schrank",
        'It said "100% of_all" \\ and was wrong',
        "パスワードは青い紙に書いてありますから変えてください",
    ],
)
async def test_it_is_found_among_deliveries_whatever_signs_it_has(database: Database, text: str) -> None:
    def work(stores: Stores) -> list[str]:
        for said in (text, "Other words"):
            stores.outbox.put(Delivery("chat.postMessage", {"channel": "C1", "text": f"*{said}*"}, "C1"), now=NOON)
        stores.outbox.forget([text])
        rows = stores.connection.execute(select(delivery_table.c.arguments).order_by(delivery_table.c.id))
        return [row.arguments["text"] for row in rows]

    assert await database.write("T1", work) == [PLACEHOLDER, "*Other words*"]
