"""Real texts are from tests/data/slack-export, as their authors wrote them; the others are as teams write."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.drafting import asked_for, community_for, draft, kind_of, meant
from community.lessons import TEXT_LIMIT, Kind
from community.titles import TITLE_LIMIT
from handlers import mrkdwn
from tests import some

EXPORT = Path(__file__).parents[1] / "data" / "slack-export"

HEADINGS = """Postmortem of Tuesday's outage
*What happened:*
The broker had no tag for the branch.
Two deploys broke.
*What we learnt:* publish the pact before you deploy
*Next time*
Run can-i-deploy in the pipeline."""


def test_headings_part_a_message() -> None:
    made = draft(HEADINGS)

    assert made.title == "Postmortem of Tuesday's outage"
    assert made.happened == (
        "Postmortem of Tuesday's outage\n\nThe broker had no tag for the branch.\nTwo deploys broke."
    )
    assert made.learnt == "publish the pact before you deploy"
    assert made.to_try == "Run can-i-deploy in the pipeline."


@pytest.mark.parametrize(
    ("text", "happened", "learnt", "to_try"),
    [
        ("Problem: keys held a date\nSolution: hash the lock file", "keys held a date", "hash the lock file", ""),
        ("## Context\nSlow builds\n## Takeaways\nCache less", "Slow builds", "Cache less", ""),
        (
            "Our build took an hour. We learnt that the cache never hit. Next time look at the hit rate first.",
            "Our build took an hour.",
            "We learnt that the cache never hit.",
            "Next time look at the hit rate first.",
        ),
        (
            "The login was down all morning.\nTurns out the certificate had expired.",
            "The login was down all morning.",
            "Turns out the certificate had expired.",
            "",
        ),
        (
            "Feature flags need an end date.\nTip: put it into the flag's name.\nThanks, Lea!",
            "",
            "Feature flags need an end date.\n\nThanks, Lea!",
            "put it into the flag's name.",
        ),
    ],
)
def test_a_message_that_says_where_its_parts_begin_is_parted(
    text: str, happened: str, learnt: str, to_try: str
) -> None:
    made = draft(text)

    assert (made.happened, made.learnt, made.to_try) == (happened, learnt, to_try)


@pytest.mark.parametrize(
    "text",
    [
        "TIL: publish the contract before you deploy. We had two outages.",
        "The build broke because the cache key held a date.",
        "Tip: hash the lock file",  # with nothing beside it, the tip is what was learnt
        "Next time we publish first.",
        "Lesson: retries hide faults",
        "Problem: the cache never hits",  # nothing was learnt yet
        "The problem with retries is that they hide faults.",
        "We learnt a lot. It was a good week.",
        "See https://x.example/context: it says more",
        "Next time drinks are on me!",
    ],
)
def test_what_is_not_clear_stays_as_it_was_written(text: str) -> None:
    made = draft(text)

    assert (made.happened, made.learnt, made.to_try) == ("", text, "")


def test_in_a_reply_the_threads_first_message_is_what_happened() -> None:
    made = draft("I looked. We learnt that the tag was missing.", first="Why did the deploy break?")

    assert made.happened == "Why did the deploy break?"
    assert made.learnt == "I looked. We learnt that the tag was missing."


def test_a_question_is_not_the_title_of_an_answer() -> None:
    reply = "Did you tag the pact? The broker needs the branch."

    assert draft(reply, first="Why did it break?").title == "The broker needs the branch"
    assert draft(reply).title == "Did you tag the pact?"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Our outage on Tuesday was a mistake in the config", Kind.FAILURE),
        ("Add a contract to the Definition of Done, or deploys break", Kind.DEFINITION_OF_DONE),
        ("We visited Heron and sat with their testers", Kind.VISIT),
        ("This vim plugin folds YAML", Kind.TOOL),
        ("The date component caches the zone", Kind.COMPONENT),
        ("We now do code reviews in pairs", Kind.PRACTICE),
        ("The new tool crashed", None),  # two things speak, one each
        ("Publish the contract before you deploy", None),
        ("https://tools.example/cli", None),
        ("", None),
    ],
)
def test_a_kind_is_guessed_only_when_the_words_say_so(text: str, kind: Kind | None) -> None:
    assert kind_of(text) is kind


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Contract tests run against the provider", "Contract testing"),
        ("Sign the contract with the landlord", None),
        ("We test a lot", None),
        ("The pipeline deploys a build in parallel", "Build and deploy"),
        ("", None),
    ],
)
def test_a_community_is_guessed_only_when_the_words_are_its_own(text: str, topic: str | None) -> None:
    communities = [
        some.community(1, topic="Contract testing", purpose="Pacts, brokers and providers"),
        some.community(2, topic="Build and deploy", purpose="Fast pipelines"),
    ]

    found = community_for(text, communities)

    assert (found.topic if found else None) == topic


def test_two_communities_that_fit_alike_are_no_guess() -> None:
    communities = [some.community(number, topic="Contract testing") for number in (1, 2)]

    assert community_for("Contract tests run first", communities) is None


@pytest.mark.parametrize(
    ("above", "place"),
    [
        (["Why did it break?"], 0),
        (["Why did it break?", "The broker had no tag for it."], 1),
        (["Why did it break?", "The broker had no tag for it.", "Thanks a lot, Ben!"], 1),
        (["Cache keys need no dates in them.", "Really?", "Are you quite sure about that one?"], 0),
        (["Why?", "Because."], 0),
    ],
)
def test_this_is_the_last_message_above_that_tells_something(above: list[str], place: int) -> None:
    assert meant(above) == place


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (" remember this", ""),
        (" please remember this, thanks!", ""),
        ("can you keep that for us?", ""),
        (" remember that one please", ""),
        (" remember this, it's great", ""),
        (" remember it :pray:", ""),
        (" remember this: cache keys need no dates", "cache keys need no dates"),
        (" capture this - pin images", "pin images"),
        (" Remember this!\nRetries hide faults", "Retries hide faults"),
        (" remember that retries hide faults", "retries hide faults"),
        ("TIL cache keys need no dates. remember this", "TIL cache keys need no dates."),
        (" what can you do?", None),
        (" do you remember me?", None),
        ("", None),
    ],
)
def test_what_the_bot_is_asked_to_remember(text: str, asked: str | None) -> None:
    assert asked_for(text) == asked


def _real() -> Iterator[str]:
    for path in sorted(EXPORT.glob("*/*.json")):
        for message in json.loads(path.read_text(encoding="utf-8")):
            if message.get("text") and message.get("subtype") is None:
                yield message["text"]


# Seen by reading all of them: this is the one real message in which a sentence begins another part.
PARTED = "I'm sad that I had to bail at the last minute. Next time drinks are on me!"


def test_real_messages_are_left_as_they_were_written_but_for_one_that_speaks_of_next_time() -> None:
    texts = [mrkdwn.plain(raw) for raw in _real()]

    parted = [text for text in texts if draft(text).learnt != text[: len(draft(text).learnt)] or draft(text).to_try]

    assert len(texts) > 800
    assert [text for text in parted if len(text) <= TEXT_LIMIT] == [PARTED]


@pytest.mark.parametrize(
    ("beginning", "title", "kind"),
    [
        ("Ggally is a beast of a tool. Problem that", "Ggally is a beast of a tool", Kind.TOOL),
        ("another cool tool is", "another cool tool is overleaf.com", Kind.TOOL),
    ],
)
def test_real_messages_have_the_title_and_kind_a_reader_would_give_them(
    beginning: str, title: str, kind: Kind | None
) -> None:
    [text] = [found for raw in _real() if (found := mrkdwn.plain(raw)).startswith(beginning)]

    made = draft(text)

    assert (made.title, made.kind) == (title, kind)


@given(text=st.text(max_size=600), first=st.text(max_size=100))
def test_any_text_makes_a_draft_that_a_window_holds_and_says_no_more_than_was_said(text: str, first: str) -> None:
    made = draft(text, first=first)

    assert len(made.title) <= TITLE_LIMIT
    assert max(map(len, (made.happened, made.learnt, made.to_try))) <= TEXT_LIMIT
    spoken = set(text) | set(first)
    assert set(made.happened + made.learnt + made.to_try) <= spoken | {"\n"}


@pytest.mark.parametrize("piece", ["Next time ", "we learnt that ", "Tip: ", "*", "# lesson\n", "a. ", "> tip:\n"])
def test_no_text_takes_long(piece: str) -> None:
    draft(piece * 4_000)
