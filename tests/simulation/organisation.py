"""An organisation of 40 teams and 300 people, each with a name, a zone and a team of their own, and what they say."""

from sandbox.clock import Clock
from sandbox.models import Channel, User
from sandbox.workspace import Workspace

TEAMS, PEOPLE = 40, 300
ZONES = ("Europe/Berlin", "Europe/Lisbon", "America/Chicago", "Asia/Kolkata", "Australia/Sydney")
_NAMES = """
Ada Bea Cem Dora Emil Finn Gita Hugo Ines Jan Kofi Lena Mila Noah Olga Pia Quin Rosa Said Tara Umar Vera Wen Xia Yara
Zeno Anik Bram Cleo Dag
"""
_SURNAMES = "Adler Bauer Costa Diaz Eriksen Fischer Gomes Haddad Ito Jansen"
_TEAMS = """
Avocet Bittern Bluethroat Bullfinch Bunting Chaffinch Coot Crane Curlew Dipper Dotterel Dunlin Egret Fieldfare Fulmar
Gannet Goldcrest Goosander Grebe Guillemot Heron Hobby Hoopoe Kestrel Kite Knot Lapwing Linnet Merlin Nightjar Nuthatch
Osprey Ouzel Petrel Pipit Plover Redstart Siskin Tern Wren
"""
SAYINGS = (
    "The nightly build is green again",
    "Has anybody tried this with a queue in between?",
    "We talked about it in our retrospective",
    "I can show it on Thursday",
    "It took us a day to find that",
    "Who knows how the others do this?",
)
LEARNT = (
    "TIL: publish the contract before you deploy the provider",
    "TIL: a cache key without a date is a bug that waits",
    "TIL: name the test after the promise, not after the method",
    "TIL: write the decision down while everybody still knows why",
    "TIL: a screen reader reads the placeholder only once",
    "TIL: a flag that is never removed is a branch that is never merged",
)
_FIRST = _NAMES.split()
_LAST = _SURNAMES.split()
_BIRDS = _TEAMS.split()


def team_of(handle: str) -> str:
    """Give the team a person works in: seven or eight people each."""
    return _BIRDS[int(handle[1:]) % TEAMS]


def build(clock: Clock) -> Workspace:
    """Give the workspace with #general, where everybody is, #help, where supporters are, and #yard, for whatever."""
    workspace = Workspace(clock.now, name="Flyway", domain="flyway", seed="a year")
    for number in range(PEOPLE):
        handle = f"p{number:03}"
        name = f"{_FIRST[number % 30]} {_LAST[number // 30]}"
        user = User(
            id=workspace.ids.make("U"),
            name=handle,
            real_name=name,
            display_name=name,
            tz=ZONES[number % len(ZONES)],
            email=f"{handle}@flyway.example",
            team=team_of(handle),
            is_admin=number < 2,
        )
        workspace.add_user(user)
    people = [user.id for user in workspace.users.values() if not user.is_bot]
    for name in ("general", "help", "yard"):
        channel = Channel(
            id=workspace.ids.make("C"),
            name=name,
            creator=people[0],
            created=1_700_000_000,
            is_general=name == "general",
            members=[*people, workspace.bot_user_id],
        )
        workspace.channels[channel.id] = channel
    return workspace
