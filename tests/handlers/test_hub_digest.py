"""The digest of all communities where Slack does not take it, and personal ones of which some fail."""

from dataclasses import replace
from datetime import time, timedelta

from community.delivery import Refused
from community.digest import DigestSchedule
from community.personal_digest import PersonalDigest
from community.schedule import Weekly
from community.settings import Settings
from handlers import hub_digest, personal_digest
from handlers.blocks.hub_digest import not_posted
from handlers.deliveries import post
from tests.handlers.acting import direct
from tests.handlers.room import MONDAY, Room


async def test_a_hub_that_is_closed_to_the_bot_switches_its_digest_off_and_its_admin_is_told_once(room: Room) -> None:
    chosen = Settings(hub_channel=room.channel("general").id)
    await room.write(lambda stores: stores.settings.save(chosen, by=room.person("ana"), now=MONDAY))
    refused = Refused(1, replace(post("C1", not_posted("C1")), purpose=hub_digest.POST), "not_in_channel")

    await room.write(await hub_digest.switch_off(refused, room.deps(), False))
    await room.deliver()

    assert not (await room.read(lambda stores: stores.settings.get())).hub_digest
    assert ["It is off now" in text for text in direct(room, "ana")] == [True]


async def test_personal_digests_that_fail_go_to_the_end_of_the_line(room: Room) -> None:
    schedule = DigestSchedule(0, Weekly(0, time(9), "Europe/Berlin"), MONDAY, since=MONDAY - timedelta(weeks=1))
    one = PersonalDigest(room.person("ana"), schedule)

    await room.write(lambda stores: stores.personal_digests.save(one))
    await room.write(lambda stores: personal_digest.put_off(stores, one=one, now=MONDAY))

    assert await room.read(lambda stores: stores.personal_digests.due(MONDAY, limit=9)) == []
    [again] = await room.read(lambda stores: stores.personal_digests.due(MONDAY + timedelta(hours=1), limit=9))
    assert again.schedule.since == schedule.since
