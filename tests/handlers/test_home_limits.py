"""The App Home always fits into what Slack takes, however much there is and however long people wrote."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest

from community import mentoring, support
from community.communities import Aim, Member, NewCommunity
from community.components import NewComponent
from community.home import Place, Tab
from community.lessons import NewLesson
from community.meetups import NewMeetup
from community.mentors import Mentor
from community.people import Person
from community.profiles import Profile
from community.support import NewAsk
from community.teams import NewTeam
from handlers.blocks.home import MOST_BLOCKS, MOST_BYTES
from handlers.home import view_of
from sandbox.block_kit.checks import problems_of_view
from storage.stores import Stores
from tests.handlers.society import PEOPLE, Society, society_of
from tests.some import NOW

ANA, BEN = PEOPLE[:2]
# What takes the most room: each sign is escaped for Slack, and again in JSON.
LONG = "&<>ß🎉 " * 40
MANY = 60


@pytest.fixture
def society(sqlite_url: str) -> Iterator[Society]:
    with society_of(sqlite_url) as found:
        found.tell(_fill)
        yield found


@pytest.mark.parametrize("tab", Tab)
async def test_every_page_of_every_tab_is_taken_and_nothing_is_cut(society: Society, tab: Tab) -> None:
    for page in (0, 1, 2, 99):
        for words in ("", "ß"):
            view = view_of(
                society.stores(), Person(ANA, LONG, "UTC"), Place(tab, page, words), society.deps(), is_admin=True
            )
            blocks = view.payload["blocks"]

            assert problems_of_view(dict(view.payload), kind="home") == []
            assert len(blocks) <= MOST_BLOCKS
            assert len(json.dumps(dict(view.payload))) <= MOST_BYTES
            assert "more than fits" not in str(blocks)


async def test_dates_in_another_language_fit_too(society: Society) -> None:
    society.tell(lambda stores: stores.home.choose_language(ANA, "hi"))

    view = view_of(society.stores(), Person(ANA, "Ana", "UTC"), Place(Tab.COMING_UP), society.deps(), is_admin=False)

    assert "अग॰ 2026" in str(view.payload)
    assert problems_of_view(dict(view.payload), kind="home") == []


def _fill(stores: Stores) -> None:
    """Let there be much of everything, and all of it long."""
    for user_id in PEOPLE:
        stores.people.save(Person(user_id, LONG[:80], "UTC"), now=NOW)
    teams = [stores.teams.add(NewTeam(f"team-{n}", LONG[:60], ANA, NOW)) for n in range(MANY)]
    stores.teams.put(ANA, teams[0].id, now=NOW)
    for number in range(MANY):
        community = stores.communities.add(
            NewCommunity(
                f"topic-{number}",
                f"{number} {LONG}"[:240],
                LONG,
                Aim.BOTH,
                f"cop-{number}",
                f"C{number}",
                False,
                ANA,
                NOW - timedelta(days=300),
                "UTC",
            )
        )
        if number % 3:
            stores.members.add(Member(community.id, ANA, NOW))
        ask = NewAsk(
            community_id=community.id,
            kind=support.Kind.TIME,
            purpose=LONG,
            by=None,
            amount=None,
            asked_by=BEN,
            asked_at=NOW,
            channel_id=f"C{number}",
        )
        stores.support.add(ask)
        stores.meetups.add(
            NewMeetup(
                title=LONG[:150],
                channel_id=f"C{number}",
                community_id=community.id,
                starts_at=NOW + timedelta(hours=number + 1),
                zone="UTC",
                minutes=60,
                place=LONG[:200],
                planned_by=BEN,
                planned_at=NOW,
            )
        )
        component = stores.components.add(
            NewComponent(
                name=f"part-{number}",
                label=LONG[:60],
                about=LONG,
                link="https://x.example",
                community_id=None,
                added_by=BEN,
                added_at=NOW,
                changed_by=BEN,
                changed_at=NOW,
            )
        )
        stores.mentors.put(Mentor(component.id, ANA, LONG[:100], NOW, NOW))
        stores.mentoring.add(
            mentoring.NewRequest(
                component_id=component.id, kind=mentoring.Kind.TEACH, asked_by=BEN, asked_at=NOW, words=LONG
            )
        )
    stores.lessons.add_all(
        [
            NewLesson(
                title=LONG[:150],
                learnt=LONG,
                author_id=BEN,
                author_name=LONG[:80],
                captured_by=BEN,
                captured_at=NOW,
                said_at=NOW,
                source=None,
                community_id=number % MANY + 1,
            )
            for number in range(MANY)
        ]
    )
    stores.profiles.save(Profile(ANA, knows=(LONG[:60],) * 10, learns=(LONG[:60],) * 10), now=NOW)
    stores.librarians.add(ANA, now=NOW)
