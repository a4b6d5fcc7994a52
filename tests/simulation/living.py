"""What people of the organisation do in a year: they start, join, talk, learn, meet, lose interest and come back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random  # noqa: TID251  # seeded, so a year is like the one before
from typing import Any

from community.communities import Community, State
from community.stores import Stores
from sandbox.models import Channel, Message, SlackError
from tests.handlers.world import World
from tests.simulation import meeting
from tests.simulation.organisation import LEARNT, PEOPLE, SAYINGS, team_of

TOPICS = (
    "Contract testing",
    "Design and architecture",
    "Accessible interfaces",
    "Scrum Masters",
    "Billing component",
    "Build and deploy",
    "Observability",
    "Data modelling",
    "Mobile craft",
    "Incident learning",
    "Onboarding",
    "Machine learning in products",
)


WEEKS = 52
# For how many weeks a community has something going on, and after how many that is so again; one after the other.
LASTING = ((60, None), (4, 20), (6, None))


@dataclass
class Interest:
    """How much a community has going on: it rises, falls, and may come back."""

    community_id: int
    channel: str
    starter: str
    until_week: int
    back_in_week: int | None
    meets_weekly: bool = False

    @property
    def is_lasting(self) -> bool:
        """Whether it has something going on all year."""
        return self.until_week > WEEKS

    @property
    def fades(self) -> bool:
        """Whether it goes quiet for good."""
        return not self.is_lasting and self.back_in_week is None


@dataclass
class Year:
    """The year so far. Everything people do goes over the wire; what they know they know from their channels."""

    world: World
    chance: Random
    interests: dict[int, Interest] = field(default_factory=dict)
    learnt: int = 0
    done: dict[str, int] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)  # who left the company

    async def begin(self) -> None:
        """Let half of the people say their team, and an admin say where supporters and all communities are heard."""
        for number in range(0, PEOPLE, 2):
            handle = f"p{number:03}"
            await self._command(handle, f"/community team {team_of(handle)}")
        await self._command("p000", "/community settings")
        await self._click("p000", "settings.change", "yard")
        await self._fill_in("p000", hub="general", supporters="help")
        for number in range(0, PEOPLE, 2):
            await meeting.be_reminded_directly(self.world, f"p{number:03}")

    async def live(self, week: int) -> None:
        """Live one week, from Monday to Sunday."""
        if week % 4 == 0 and (topic := next(self._unstarted(), None)):
            await self._start(topic, week)
        for day in range(5):
            for interest in list(self.interests.values()):
                await self._live_in(interest, week)
            if day == week % 5:
                await self._once_a_week(week)
            await self._coming_and_going(week)
            await self._half_a_day()
            await self._answer_the_bot()
            await self._half_a_day()
        await self._tomorrow(days=2)

    async def _once_a_week(self, week: int) -> None:
        """Let people open their Home, care for what they know, ask for support, and leave the company."""
        await self.world.control.post("home", user=self._anybody())
        community = await self._any_warm(week)
        if community is None:
            return
        members = self._members(community.channel_id or "")
        if not members:
            return
        member, other = self.chance.choice(members), self.chance.choice(members)
        match week % 6:
            case 0:
                await self._command(member, f"/community step-up {community.topic}")
                await self._click_in(other, "seat.support", community.channel_id or "")
                self._count("stepped up")
            case 1:
                await self._command(member, f"/community ask {community.topic}")
                await self._fill_in(member, kind="time", purpose="A day to try it together")
            case 2:
                await self._command(self._anybody(), f"/community component Part {week}")
                await self._command(member, f"/community pulse {community.topic}")
            case 3 if week % 4 == 1:
                await self._close()
            case 4:
                await self._deactivate(self._anybody())
            case _:
                await self._command(member, f"/community step-back {community.topic}")

    async def _close(self) -> None:
        """Let one that fades be closed: the others have to be there all year, or to rest and come back."""
        fading = [await self._community(one.community_id) for one in self.interests.values() if one.fades]
        community = next((one for one in fading if one is not None and one.state is State.OPEN), None)
        members = self._members(community.channel_id or "") if community is not None else []
        if community is None or not members:
            return
        await self._command(members[0], f"/community close {community.topic}")
        await self._fill_in(members[0])
        for one in members:
            await self._click_in(one, "agreement.yes", community.channel_id or "")
        self._count("asked to close")

    async def _answer_the_bot(self) -> None:
        """Let people answer what the bot asks: a quiet community, and those who coordinate."""
        for interest in self.interests.values():
            asked = [one for one in self._bots(interest.channel) if "quiet.rest" in str(one.blocks)]
            if asked and (members := self._members(interest.channel)) and self.chance.random() < 0.5:
                await self._click(self.chance.choice(members), "quiet.rest", interest.channel, asked[-1])
                self._count("put to rest")
        workspace = self.world.sandbox.workspace
        for channel in list(workspace.channels.values()):
            if not channel.is_im or self.chance.random() < 0.7:
                continue
            asked = [one for one in channel.messages.values() if "practising.works.most" in str(one.blocks)]
            person = next((one for one in channel.members if one != workspace.bot_user_id), None)
            if asked and person is not None and not workspace.users[person].deleted:
                handle = workspace.users[person].name
                await self._click(handle, "practising.works.not_now", channel.id, asked[-1])
                self._count("answered about practising")

    async def _live_in(self, interest: Interest, week: int) -> None:
        community = await self._community(interest.community_id)
        if community is None or community.channel_id is None:
            return
        members = self._members(community.channel_id)
        if week + 1 == interest.back_in_week and community.state is State.OPEN and members:
            # What others adopted of it may have kept it awake until now; one has to rest to be woken.
            await self._command(members[0], f"/community rest {community.topic}")
            self._count("put to rest")
        is_back = (interest.back_in_week or 99) <= week
        if is_back and community.state is State.RESTING:
            await self._command(self._anybody(), f"/community wake {community.topic}")
            self._count("woke")
            return
        is_warm = week < interest.until_week or is_back
        if not is_warm or community.state is not State.OPEN or not members:
            return
        for _ in range(self.chance.randint(0, 3)):
            self._say(self.chance.choice(members), community.channel_id, self.chance.choice(SAYINGS))
        if self.chance.random() < 0.25:
            await self._learn(self.chance.choice(members), community.channel_id)
        if self.chance.random() < 0.15:
            await self._answer(community.channel_id)
        # What comes again each week keeps a community alive, and some have to fall asleep.
        comes_again = interest.is_lasting and not interest.meets_weekly
        if comes_again or self.chance.random() < 0.05:
            is_planned = await self._meet(self.chance.choice(members), community, comes_again=comes_again)
            interest.meets_weekly |= is_planned and comes_again
        if self.chance.random() < 0.1:
            await meeting.come(self.world, self.chance, members, self._bots(community.channel_id))

    async def _start(self, topic: str, week: int) -> None:
        starter = self._anybody()
        await self._command(starter, f"/community start {topic}")
        await self._fill_in(starter)
        found = await self.world.read(lambda stores: stores.communities.all())
        community = next((one for one in found if one.topic == topic), None)
        if community is None or community.channel_id is None:
            return
        self._count("started")
        lasts, back = LASTING[self.done["started"] % len(LASTING)]
        back_in_week = None if back is None else week + back
        self.interests[community.id] = Interest(community.id, community.channel_id, starter, week + lasts, back_in_week)
        everybody = [f"p{number:03}" for number in range(PEOPLE) if f"p{number:03}" not in self.gone]
        for handle in self.chance.sample(everybody, 14):
            await self._command(handle, f"/community join {topic}")

    async def _learn(self, handle: str, channel_id: str) -> None:
        self.learnt += 1
        message = self._say(handle, channel_id, f"{self.chance.choice(LEARNT)} (no. {self.learnt})")
        if message is not None:
            await self.world.control.post("react", user=handle, channel=channel_id, ts=message.ts, name="bulb")
            self._count("learnt")

    async def _answer(self, channel_id: str) -> None:
        offered = [(card, value) for card in self._bots(channel_id) for value in meeting.values(card, "spread.try")]
        if offered:
            card, value = self.chance.choice(offered)
            await self._click(self._anybody(), "spread.try", channel_id, card, value=value)
            self._count("answered")

    async def _meet(self, handle: str, community: Community, *, comes_again: bool) -> bool:
        """Plan a meetup to which some come at once; False when no window opened."""
        title, channel_id = f"What we learnt, {self.learnt}", community.channel_id or ""
        if not await meeting.plan(self.world, handle, title, channel_id, comes_again=comes_again):
            return False
        self._count("met")
        await meeting.come(self.world, self.chance, self._members(channel_id), self._bots(channel_id))
        return True

    async def _coming_and_going(self, week: int) -> None:
        community = await self._any_warm(week)
        if community is None:
            return
        await self._command(self._anybody(), f"/community join {community.topic}")
        if members := self._members(community.channel_id or ""):
            await self._command(self.chance.choice(members), f"/community leave {community.topic}")

    async def _half_a_day(self) -> None:
        await self.world.control.post("clock", advance_seconds=timedelta(hours=12).total_seconds())
        await self.world.settle()

    async def _any_warm(self, week: int) -> Community | None:
        """Give an open community that has something going on: what went quiet is left alone, or it never rests."""
        warm = [one for one in self.interests.values() if week < one.until_week]
        found = [await self._community(one.community_id) for one in warm]
        still_open = [one for one in found if one is not None and one.state is State.OPEN]
        return self.chance.choice(still_open) if still_open else None

    async def _tomorrow(self, *, days: int = 1) -> None:
        await self.world.control.post("clock", advance_seconds=timedelta(days=days).total_seconds())
        await self.world.settle()

    async def _command(self, handle: str, text: str, *, channel: str | None = None) -> None:
        name, _, rest = text.partition(" ")
        await self.world.control.post("command", user=handle, channel=channel or "yard", command=name, text=rest)

    async def _fill_in(self, handle: str, **values: str) -> bool:
        """Submit the window in front of them, and put all windows away; False when there is none."""
        workspace = self.world.sandbox.workspace
        if not workspace.views.get(self.world.user_id(handle)):
            return False
        await self.world.submit(handle, **values)
        await self.world.control.post("close", user=handle, all=True)
        return True

    async def _click(
        self, handle: str, action_id: str, channel_id: str, message: Message | None = None, **more: str
    ) -> None:
        where: dict[str, Any] = {"channel": channel_id, **more} | ({"ts": message.ts} if message is not None else {})
        await self.world.control.post("click", user=handle, action_id=action_id, **where)

    async def _click_in(self, handle: str, action_id: str, channel_id: str) -> None:
        """Click what the bot's newest message with it in a channel offers, if one does."""
        offered = [message for message in self._bots(channel_id) if f"'{action_id}'" in str(message.blocks)]
        if offered:
            await self._click(handle, action_id, channel_id, offered[-1])

    async def _deactivate(self, handle: str) -> None:
        if self.done.get("left the company", 0) < 6:
            await self.world.control.post("deactivate", user=handle)
            self.gone.add(handle)
            self._count("left the company")

    def _say(self, handle: str, channel_id: str, text: str) -> Message | None:
        workspace = self.world.sandbox.workspace
        try:
            return workspace.post(self.world.user_id(handle), channel_id, text=text)
        except SlackError:
            return None

    def _bots(self, channel_id: str) -> list[Message]:
        channel = self.world.sandbox.workspace.channels[channel_id]
        bot = self.world.sandbox.workspace.bot_user_id
        return [message for message in channel.messages.values() if message.user == bot][-12:]

    def _members(self, channel_id: str) -> list[str]:
        workspace = self.world.sandbox.workspace
        channel: Channel | None = workspace.channels.get(channel_id)
        if channel is None or channel.is_archived:
            return []
        users = [workspace.users[user_id] for user_id in channel.members]
        return sorted(user.name for user in users if not (user.is_bot or user.deleted))

    def _anybody(self) -> str:
        return next(
            handle for handle in iter(lambda: f"p{self.chance.randrange(PEOPLE):03}", None) if handle not in self.gone
        )

    def _unstarted(self) -> Iterator[str]:
        return (topic for topic in TOPICS[self.done.get("started", 0) :])

    async def _community(self, community_id: int) -> Community | None:
        def read(stores: Stores) -> Community | None:
            return stores.communities.get(community_id)

        return await self.world.read(read)

    def _count(self, what: str) -> None:
        self.done[what] = self.done.get(what, 0) + 1


def told(done: Mapping[str, int]) -> str:
    """Say in one line what happened."""
    return ", ".join(f"{count} {what}" for what, count in sorted(done.items()))
