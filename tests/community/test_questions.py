import pytest

from community.questions import is_question


@pytest.mark.parametrize(
    "text",
    [
        "How do you keep contract tests from failing when the broker is down?",
        "Our nightly build is flaky. Has anyone found out why the browser tests hang?",
        "Does somebody know a good way to version a database schema?",
        "We run `make test` on each push. Why would the cache be cold every time?",
        "what's the best way to split a big user story with many business rules ?",
        "Any experience with feature flags in a mobile release?",
        "Wie haltet ihr die Testdaten zwischen den Teams getrennt?",
    ],
)
def test_who_asks_for_what_others_know_asks_a_question(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "Really?",
        "Makes sense, right?",
        "Lunch?",
        "Who is up for lunch at the harbour market today?",
        "Anyone free for a quick call about the quarterly roadmap?",
        "Can you review the broker pull request please?",
        "Can we move the retrospective to Thursday afternoon?",
        "When is the design workshop about the payment component?",
        "How is everyone doing after the long release weekend?",
        "The broker answered 404, so we tagged the pact.",
        "See https://tracker.example/search?q=flaky+browser+tests+nightly for the failing build",
        "> Why does the nightly build hang?\nWe fixed that one",
        "```assert broker.ready?  # why is this never true```",
        "word " * 500 + "and why does the nightly build hang?",
    ],
)
def test_plain_words_in_passing_are_no_question(text: str) -> None:
    assert not is_question(text)
