"""Everything that is shown about teams' answers, shares, visits and proposals."""

from collections.abc import Sequence
from dataclasses import replace

from community.lessons import Lesson
from community.proposals import NoCommunityToPropose, NoTeamToSpeakFor
from community.sharing import EverywhereAlready, Fitting
from community.spread import Adoption, Answer, Given, OwnLesson, Position, Proposal
from community.teams import Team
from community.visits import NobodyThere, OwnTeam
from handlers.blocks import proposals, sharing, spread, visits
from handlers.blocks.proposals import Card
from handlers.blocks.sharing import Shared
from tests import some
from tests.handlers.blocks.surfaces import Surface
from tests.handlers.blocks.surfaces_lessons import a_community, a_lesson, by_hand, communities
from tests.handlers.blocks.surfaces_teams import a_team, teams

MANY = 200
METADATA = '{"number":42}'


def given(text: str, answer: Answer, *, is_news: bool = True) -> Given:
    adoption = Adoption(42, 1, answer, text[:500], "U0MIA", some.NOW)
    return Given(a_lesson(text), a_team(text), adoption, is_news=is_news)


def adoptions(text: str, count: int = MANY) -> Sequence[Adoption]:
    kinds = list(Answer)
    return [
        Adoption(42, number, kinds[number % len(kinds)], text[:500], "U0MIA", some.NOW)
        for number in range(1, count + 1)
    ]


def shared(text: str, *, words: str = "", lesson: Lesson | None = None, answered: int = MANY) -> Shared:
    return Shared(
        lesson=lesson or a_lesson(text),
        topic=text[:80],
        team=text[:60],
        shared_by=text[:80],
        words=words[:500],
        adoptions=adoptions(text, answered),
        teams={team.id: team for team in teams(text, MANY)},
    )


def unknown(text: str) -> Shared:
    """Give a lesson of which little is known: by nobody, of no team, from no community, without a link."""
    nobodys = replace(by_hand(text), author_name="")
    return Shared(nobodys, topic="", team="", shared_by="", words=text[:500], adoptions=(), teams={})


def fits(text: str, count: int) -> list[Fitting]:
    found = [a_community(text[:60] + f" {number}", number) for number in range(1, count + 1)]
    return [Fitting(community, (text[:80] or "word",) * 4, is_topic=community.id % 2 == 0) for community in found]


def a_card(text: str, *, positions: int = MANY, represented: int = MANY) -> Card:
    said = [Position(5, number, text[:500], "U0MIA", some.NOW) for number in range(1, positions + 1)]
    known: Sequence[Team] = teams(text, MANY)
    return Card(
        proposal=Proposal(42, 1, text[:500], "U0LEA", some.NOW, "C0COP", id=5, ts="1785400000.000100"),
        lesson=a_lesson(text),
        community=a_community(text[:80]),
        represented=known[:represented],
        positions=said,
        teams={team.id: team for team in known if team.id != 3},  # one that is no longer there
    )


SURFACES = (
    *(
        Surface(spread.noted, answer.value, lambda text, answer=answer: spread.noted(given(text, answer)))  # type: ignore[misc]
        for answer in Answer
    ),
    Surface(spread.noted, "said before", lambda text: spread.noted(given(text, Answer.ADOPTED, is_news=False))),
    Surface(spread.own_lesson, "own", lambda _: spread.own_lesson(OwnLesson(42))),
    Surface(
        spread.adapting,
        "first time",
        lambda text: spread.adapting(a_lesson(text), a_team(text), words="", private_metadata=METADATA),
    ),
    Surface(
        spread.adapting,
        "said before",
        lambda text: spread.adapting(a_lesson(text, 999_999_999), a_team(text), words=text, private_metadata=METADATA),
    ),
    Surface(
        spread.not_now,
        "not now",
        lambda text: spread.not_now(a_lesson(text, 999_999_999), a_team(text), words=text, private_metadata=METADATA),
    ),
    Surface(
        sharing.sharing,
        "fits nowhere",
        lambda text: sharing.sharing(a_lesson(text), [], communities(text, 1), [], private_metadata=METADATA),
    ),
    Surface(
        sharing.sharing,
        "fits five of 500",
        lambda text: sharing.sharing(
            a_lesson(text, 999_999_999),
            fits(text, 5),
            communities(text, 500),
            [text[:80]] * MANY,
            private_metadata=METADATA,
        ),
    ),
    Surface(
        sharing.sharing,
        "fits everywhere",
        lambda text: sharing.sharing(a_lesson(text), fits(text, 2), [], [text], private_metadata=METADATA),
    ),
    Surface(sharing.post, "new", lambda text: sharing.post(shared(text, answered=0))),
    Surface(sharing.post, "with words, answered by many", lambda text: sharing.post(shared(text, words=text))),
    Surface(sharing.post, "little is known", lambda text: sharing.post(unknown(text))),
    Surface(sharing.gone, "gone", lambda text: sharing.gone(a_lesson(text))),
    Surface(sharing.sent, "one", lambda text: sharing.sent(a_lesson(text), communities(text, 1), [])),
    Surface(sharing.sent, "known", lambda text: sharing.sent(a_lesson(text), [], communities(text, 2))),
    Surface(sharing.sent, "ten", lambda text: sharing.sent(a_lesson(text), communities(text, 5), communities(text, 5))),
    Surface(sharing.not_sent, "refused", lambda text: sharing.not_sent(a_lesson(text), a_community(text[:80]))),
    Surface(sharing.nowhere, "nowhere", lambda _: sharing.nowhere(str(EverywhereAlready(42, is_anywhere=True)))),
    Surface(sharing.nowhere, "no other", lambda _: sharing.nowhere(str(EverywhereAlready(42, is_anywhere=False)))),
    Surface(visits.asked, "one", lambda text: visits.asked(a_lesson(text), [text[:80]])),
    Surface(visits.asked, "three", lambda text: visits.asked(a_lesson(text), [text] * 3)),
    Surface(
        visits.introduction,
        "known",
        lambda text: visits.introduction(a_lesson(text), asked_by=text[:80], team=text[:60]),
    ),
    Surface(
        visits.introduction,
        "by nobody",
        lambda text: visits.introduction(replace(by_hand(text), author_name=""), asked_by=text[:80], team=""),
    ),
    Surface(visits.own_team, "own", lambda _: visits.own_team(OwnTeam(42))),
    Surface(visits.nobody_there, "linked", lambda text: visits.nobody_there(NobodyThere(a_lesson(text)))),
    Surface(visits.nobody_there, "by hand", lambda text: visits.nobody_there(NobodyThere(by_hand(text)))),
    Surface(visits.not_opened, "refused", lambda text: visits.not_opened(a_lesson(text))),
    Surface(
        proposals.proposing,
        "of many",
        lambda text: proposals.proposing(
            a_lesson(text, 999_999_999), communities(text, MANY), private_metadata=METADATA
        ),
    ),
    Surface(proposals.card, "new", lambda text: proposals.card(a_card(text, positions=0, represented=0))),
    Surface(proposals.card, "one team", lambda text: proposals.card(a_card(text, positions=1, represented=1))),
    Surface(proposals.card, "many teams", lambda text: proposals.card(a_card(text))),
    Surface(proposals.gone, "gone", lambda text: proposals.gone(a_card(text).proposal)),
    Surface(
        proposals.saying,
        "said before",
        lambda text: proposals.saying(a_card(text), a_team(text), words=text, private_metadata=METADATA),
    ),
    Surface(proposals.said, "news", lambda text: proposals.said(a_card(text), a_team(text), is_news=True)),
    Surface(proposals.said, "no news", lambda text: proposals.said(a_card(text), a_team(text), is_news=False)),
    Surface(proposals.read, "the first", lambda text: proposals.read(a_card(text), 0)),
    Surface(proposals.read, "in between", lambda text: proposals.read(a_card(text), 3)),
    Surface(proposals.read, "beyond the last", lambda text: proposals.read(a_card(text), 999)),
    Surface(proposals.read, "nobody said anything", lambda text: proposals.read(a_card(text, positions=0), -1)),
    Surface(proposals.proposed, "proposed", lambda text: proposals.proposed(a_card(text))),
    Surface(
        proposals.not_proposed, "refused", lambda text: proposals.not_proposed(a_lesson(text), a_community(text[:80]))
    ),
    Surface(proposals.no_community, "none", lambda _: proposals.no_community(str(NoCommunityToPropose(42)))),
    Surface(proposals.no_team, "none", lambda _: proposals.no_team(str(NoTeamToSpeakFor()))),
)
