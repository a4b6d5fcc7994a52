from datetime import timedelta

from community.asked import Asked, Asking
from storage.database import Database
from storage.stores import Stores
from tests.storage.times import DAY, NOON

LEA, BEN = "U1", "U2"


async def test_a_person_is_asked_once_in_a_span_and_never_when_they_said_so(database: Database) -> None:
    def work(stores: Stores) -> list[object]:
        ask, week = stores.asked.ask, timedelta(weeks=1)
        asked = [
            ask(LEA, Asking.CARRYING, now=NOON, within=week, community_id=1),
            ask(LEA, Asking.CARRYING, now=NOON + DAY, within=week, community_id=2),
            ask(LEA, Asking.PRACTISING, now=NOON + DAY, within=week),
            ask(LEA, Asking.CARRYING, now=NOON + week, within=week, community_id=2),
        ]
        stores.asked.silence(LEA, Asking.CARRYING, is_silent=True)
        stores.asked.silence(BEN, Asking.CARRYING, is_silent=True)
        silent = [ask(one, Asking.CARRYING, now=NOON + 9 * week, within=week) for one in (LEA, BEN)]
        known = [stores.asked.silent(Asking.CARRYING), stores.asked.all(Asking.CARRYING)]
        stores.asked.silence(BEN, Asking.CARRYING, is_silent=False)
        return [asked, silent, known, ask(BEN, Asking.CARRYING, now=NOON, within=week)]

    assert await database.write("T1", work) == [
        [True, False, True, True],
        [False, False],
        [{LEA, BEN}, [Asked(LEA, NOON + timedelta(weeks=1), 2)]],
        True,
    ]
