"""The main stories once more, on PostgreSQL."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import pytest_asyncio
from sqlalchemy import URL

from tests import postgres
from tests.story import (
    test_communities_story,
    test_digest_story,
    test_home_story,
    test_lessons_story,
    test_meetups_story,
)
from tests.story.living import Life, life

pytestmark = [pytest.mark.process, pytest.mark.postgres, pytest.mark.asyncio(loop_scope="module")]

MAIN = (
    test_communities_story.test_a_community_gets_a_channel_with_topic_purpose_starter_and_a_pinned_welcome,
    test_communities_story.test_joining_by_name_brings_a_person_into_the_channel_and_leaving_takes_no_reason,
    test_lessons_story.test_a_reply_is_the_lesson_and_the_threads_first_message_its_context,
    test_lessons_story.test_its_author_takes_it_back_and_brings_it_back_with_a_click,
    test_lessons_story.test_a_long_search_has_pages_best_first,
    test_home_story.test_the_home_shows_what_is_coming_and_what_was_learnt_lately,
    test_digest_story.test_it_comes_on_monday_at_nine_in_the_starters_zone,
    test_meetups_story.test_a_channel_is_reminded_a_day_and_ten_minutes_before_and_no_more,
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def told(postgres_database: URL) -> AsyncIterator[Life]:
    """Give a life whose bot keeps everything in PostgreSQL."""
    postgres.empty(postgres_database)
    async with life(postgres_database.render_as_string(hide_password=False), CAPTURE_EMOJI="bulb,thumbsup") as lived:
        yield lived


@pytest.mark.parametrize("story", MAIN, ids=lambda story: story.__name__.removeprefix("test_"))
async def test_on_postgresql(told: Life, story: Callable[[Life], Awaitable[None]]) -> None:
    await story(told)
