"""Coaching over the wire: a coach offers help, a member takes it up, another says not now; somebody asks a coach."""

from datetime import timedelta

import pytest

from community.roster import COACH, Fact, Kind, Listed
from storage.database import Database
from tests.story.acting import direct_messages, midweek, put_away, shown, start_community
from tests.story.living import Life, said, words

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]
