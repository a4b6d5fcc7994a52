"""Everything that is shown when something did not work, took long or came twice."""

from community.errors import CommunityError
from handlers.blocks import communities, problems
from tests.handlers.blocks.surfaces import Surface
from tests.handlers.blocks.surfaces_communities import a_community

SURFACES = (
    Surface(problems.refusal, "a rule", lambda text: problems.refusal(CommunityError(text.strip() or "No."))),
    Surface(problems.unexpected, "a fault", lambda _: problems.unexpected("1A2B3C4D")),
    Surface(problems.already_handled, "twice", lambda _: problems.already_handled()),
    Surface(problems.too_late, "too late", lambda _: problems.too_late()),
    Surface(problems.unknown_command, "another manifest", lambda _: problems.unknown_command("/yokoten")),
    Surface(problems.gone, "an earlier version", lambda _: problems.gone()),
    Surface(problems.one_moment, "slow", lambda _: problems.one_moment()),
    Surface(problems.done, "done at last", lambda _: problems.done()),
    Surface(problems.not_taken, "some reasons", lambda text: problems.not_taken([text or "No.", "And no."])),
    Surface(problems.as_modal, "in a modal", lambda text: problems.as_modal(communities.joined(a_community(text)))),
)
