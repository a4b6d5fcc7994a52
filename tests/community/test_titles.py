import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.titles import TITLE_LIMIT, title_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Publish the contract before you deploy. We had two outages.", "Publish the contract before you deploy"),
        ("Does the cache key hold a date? Then it never hits.", "Does the cache key hold a date?"),
        ("We cut the build to 3.5 minutes. Here is how.", "We cut the build to 3.5 minutes"),
        ("Pin images, e.g. by digest. Tags move.", "Pin images, e.g. by digest"),
        ("Wow! Redis evicts keys silently. Set maxmemory-policy.", "Wow! Redis evicts keys silently"),
        ("テストは速くあるべきです。遅いテストは誰も走らせない。", "テストは速くあるべきです"),
        ("Los contratos se publican primero… luego se despliega", "Los contratos se publican primero…"),
        ("اختبر العقد قبل النشر. ثم انشر", "اختبر العقد قبل النشر"),
    ],
)
def test_the_first_sentence_is_the_title(text: str, expected: str) -> None:
    assert title_of(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "TIL: retries hide faults",
        "TIL retries hide faults",
        "til that retries hide faults.",
        "*TIL:* retries hide faults",
        "*Lesson learned*: retries hide faults",
        "Lesson: retries hide faults",
        "Today I learned that retries hide faults",
        "FYI, retries hide faults",
        "Heads up: retries hide faults",
        "Hi all, quick tip: retries hide faults",
        "Hey everyone!\n\nToday we learnt that retries hide faults",
        "TIL:\nretries hide faults",
        ":bulb: retries hide faults",
        "💡 retries hide faults",
        "> retries hide faults",
        "- [ ] retries hide faults",
        "1. retries hide faults\n2. so count them",
        "## retries hide faults",
        "We learnt that retries hide faults.",
        "What we learned: retries hide faults",
        "@here retries hide faults",
        "@Lea, retries hide faults",
        "Heute gelernt: retries hide faults",
    ],
)
def test_what_only_leads_up_to_the_lesson_is_no_part_of_its_title(text: str) -> None:
    assert title_of(text) == "Retries hide faults"


@pytest.mark.parametrize("words", ["npm ci keeps the lock", "k8s drains slowly", "foo.py is read twice", "iOS waits"])
def test_a_name_that_begins_in_lower_case_stays_as_it_is_written(words: str) -> None:
    assert title_of(f"TIL: {words}") == words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Did you tag the pact? The broker needs the branch.", "The broker needs the branch"),
        ("Which one?\nThe broker needs the branch.", "The broker needs the branch"),
        ("Did you tag the pact?", "Did you tag the pact?"),
        ("The broker needs the branch. Did you tag it?", "The broker needs the branch"),
    ],
)
def test_of_an_answer_what_it_says_is_the_title_and_not_what_it_asks(text: str, expected: str) -> None:
    assert title_of(text, is_answer=True) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Lesson plans help new teams",
        "History repeats itself in incident reviews",
        "Hi-fi prototypes cost a week",
        "Tilt reloads faster than compose",
        "Notes are worth keeping",
        "We learnt a lot",
        "retries hide faults",
        "@Lea found the leak in the pool",
        "snake_case_names and 2*3*4 stay as they are",
    ],
)
def test_ordinary_words_that_look_like_a_lead_in_stay(text: str) -> None:
    assert title_of(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Bold** and _slanted_ and ~gone~ and `code`", "Bold and slanted and gone and code"),
        ("The [pact docs](https://docs.example/x) name it `can-i-deploy`", "The pact docs name it can-i-deploy"),
        ("The pact docs (https://docs.example/x_(y)) help", "The pact docs help"),
        ("Read https://www.docs.example/a/b?c=d before upgrading", "Read docs.example before upgrading"),
        ("https://docs.example/a\nUpgrade in two steps", "Upgrade in two steps"),
        ("https://docs.example/a Upgrade in two steps", "Upgrade in two steps"),
        ("How to upgrade in two steps: https://docs.example/a", "How to upgrade in two steps"),
        ("The best text on upgrades is https://docs.example/a", "The best text on upgrades is docs.example"),
        ("Upgrade in two steps :tada: :simple_smile:", "Upgrade in two steps"),
        ("The screen's ratio is 1:2:", "The screen's ratio is 1:2"),
        ("```\nSELECT 1\n```\nAsk the planner first", "Ask the planner first"),
    ],
)
def test_markup_links_and_code_are_left_out(text: str, expected: str) -> None:
    assert title_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```sh\nnpm ci\nnpm test\n```", "npm ci"),
        ("https://docs.example/a", "https://docs.example/a"),
        ("@Lea: https://docs.example/a", "@Lea: https://docs.example/a"),
        ("🎉🎉", "🎉🎉"),
        ("TIL", "TIL"),
        ("", ""),
        (" \n\t ", ""),
    ],
)
def test_a_text_of_only_code_links_or_signs_gives_its_own_beginning(text: str, expected: str) -> None:
    assert title_of(text) == expected


def test_a_long_sentence_is_cut_between_words() -> None:
    title = title_of("Whoever changes the provider runs the consumers' contracts before the change is merged to main")

    assert title == "Whoever changes the provider runs the consumers' contracts before the change is…"


def test_a_long_title_is_never_cut_inside_an_emoji() -> None:
    family = "👩\u200d👩\u200d👧\u200d👦"

    title = title_of(family * 30)

    assert title == family * 11 + "…"


def test_marks_that_turn_the_direction_of_the_text_are_left_out() -> None:
    assert title_of("Deploy \u202eyadnuS\u202c never") == "Deploy yadnuS never"


@given(st.text(max_size=400))
def test_any_text_gives_one_short_line(text: str) -> None:
    title = title_of(text)

    assert len(title) <= TITLE_LIMIT
    assert title == " ".join(title.split())
    assert "\n" not in title
    assert bool(title) or not any(character.isalnum() for character in text)


@pytest.mark.parametrize(
    "piece", ["*a ", "`", "(http://", "*_~", "[a](", "TIL ", "hey all ", "my ", "> ", "x. ", "a (http://x(b)"]
)
def test_no_text_takes_long(piece: str) -> None:
    assert len(title_of(piece * 10_000)) <= TITLE_LIMIT
