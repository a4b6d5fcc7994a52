"""Everything that is shown of what people say of themselves, of finding them, and of inviting them."""

from community.knowing import Because, Known
from community.profiles import Profile
from handlers.blocks import knowing, profiles, starting_group
from tests import some
from tests.handlers.blocks.surfaces import Surface
from tests.handlers.blocks.surfaces_roster import a_listed


def a_profile(text: str, *, is_hidden: bool = False) -> Profile:
    words = tuple(f"{text[:50]} {number}" for number in range(10))
    return Profile("U0LEA", words, words, is_hidden)


def people(text: str, count: int) -> list[Known]:
    kinds = list(Because)
    return [
        Known(f"U{number}", text or "Lea", kinds[number % len(kinds)], text or "Pacts", number)
        for number in range(1, count + 1)
    ]


def topics(text: str) -> list[str]:
    return [f"{text[:60]} {number}" for number in range(200)]


SURFACES = (
    Surface(profiles.form, "empty", lambda _: profiles.form(Profile("U0LEA"), None, is_left_out=False)),
    Surface(profiles.form, "left out", lambda _: profiles.form(Profile("U0LEA"), None, is_left_out=True)),
    Surface(profiles.form, "full", lambda text: profiles.form(a_profile(text), a_listed(text, 5), is_left_out=False)),
    Surface(
        profiles.form,
        "very full",
        lambda text: profiles.form(a_profile(text, is_hidden=True), a_listed(text, 120), is_left_out=False),
    ),
    Surface(profiles.correcting, "one", lambda text: profiles.correcting(a_listed(text).facts[0])),
    Surface(profiles.saved, "full", lambda text: profiles.saved(a_profile(text), a_listed(text, 30))),
    Surface(profiles.saved, "hidden", lambda text: profiles.saved(a_profile(text, is_hidden=True), None)),
    Surface(profiles.saved, "empty", lambda _: profiles.saved(Profile("U0LEA"), None)),
    Surface(profiles.corrected, "words", lambda text: profiles.corrected(text[:80])),
    Surface(profiles.off, "off", lambda _: profiles.off()),
    Surface(profiles.back, "back", lambda _: profiles.back()),
    Surface(knowing.found, "one", lambda text: knowing.found(people(text, 1), text[:200])),
    Surface(
        knowing.found,
        "many",
        lambda text: knowing.found(people(text, 30), text[:200], fitting=some.community(topic=text)),
    ),
    Surface(knowing.nobody, "nobody", lambda text: knowing.nobody(text[:200], topics(text))),
    Surface(knowing.start, "topics", lambda text: knowing.start(topics(text))),
    Surface(knowing.start, "none", lambda _: knowing.start([])),
    Surface(knowing.searching, "the window", knowing.searching),
    Surface(knowing.asked, "asked", lambda text: knowing.asked(text, text)),
    Surface(knowing.asked_before, "asked twice", knowing.asked_before),
    Surface(knowing.introduction, "two", lambda text: knowing.introduction(text, text, text)),
    Surface(knowing.not_there, "gone", knowing.not_there),
    Surface(knowing.not_opened, "not opened", knowing.not_opened),
    Surface(
        starting_group.proposal,
        "ten",
        lambda text: starting_group.proposal(
            some.community(topic=text), people(text, 10), private_metadata='{"community_id":1}'
        ),
    ),
    Surface(starting_group.nobody, "nobody", lambda text: starting_group.nobody(some.community(topic=text))),
    Surface(starting_group.invited, "invited", lambda text: starting_group.invited(some.community(topic=text))),
    Surface(
        starting_group.invitation,
        "invitation",
        lambda text: starting_group.invitation(some.community(topic=text, purpose=text), text),
    ),
    Surface(starting_group.joined, "joined", lambda text: starting_group.joined(some.community(topic=text))),
    Surface(starting_group.declined, "declined", lambda _: starting_group.declined()),
)
