"""What the rules need kept: one Protocol a feature, all of one workspace, all inside one transaction.

`storage` implements them; every method is synchronous and every one is already bound to its workspace.
"""

from typing import Protocol

from community.stores.after_meetups import AfterMeetups
from community.stores.agreements import Agreements
from community.stores.asked import Asked
from community.stores.charters import Charters
from community.stores.coaching import Coaching
from community.stores.coming import Coming
from community.stores.communities import Communities, Members
from community.stores.components import Components
from community.stores.departures import Departures
from community.stores.digest import Digests
from community.stores.directory import Directory
from community.stores.feed_items import FeedItems
from community.stores.feeds import Feeds
from community.stores.forgetting import Forgetting
from community.stores.health_notes import HealthNotes
from community.stores.hints import Hints
from community.stores.home import Home
from community.stores.hub_digests import HubDigests, Months
from community.stores.inbox import Inbox
from community.stores.lessons import Lessons
from community.stores.librarians import Librarians
from community.stores.linking import Linking
from community.stores.marks import Marks
from community.stores.meanings import Meanings
from community.stores.meetups import Meetups
from community.stores.mentoring import Mentoring
from community.stores.mentors import Mentors
from community.stores.merged import Merged
from community.stores.merging import Merging
from community.stores.open_space import OpenSpaces
from community.stores.outbox import Outbox
from community.stores.overlaps import Overlaps
from community.stores.people import People
from community.stores.personal_digests import PersonalDigests
from community.stores.practising import Practising
from community.stores.profiles import Profiles
from community.stores.pulse import Pulse
from community.stores.reminders import Reminders
from community.stores.reporting import Reporting
from community.stores.requests import Requests
from community.stores.resting import Resting
from community.stores.rooms import Rooms
from community.stores.roster import Roster
from community.stores.rounds import Rounds
from community.stores.scouting import Scouting
from community.stores.seats import Seats
from community.stores.secret_addresses import SecretAddresses
from community.stores.series import Series
from community.stores.settings import Settings
from community.stores.spread import Spread
from community.stores.suggestions import Suggestions
from community.stores.support import Support
from community.stores.tastes import Tastes
from community.stores.teams import Teams
from community.stores.topics import Topics
from community.stores.versions import Versions
from community.stores.workshops import Workshops

__all__ = [
    "AfterMeetups",
    "Agreements",
    "Asked",
    "Charters",
    "Coaching",
    "Coming",
    "Communities",
    "Components",
    "Departures",
    "Digests",
    "Directory",
    "FeedItems",
    "Feeds",
    "Forgetting",
    "HealthNotes",
    "Hints",
    "Home",
    "HubDigests",
    "Inbox",
    "Lessons",
    "Librarians",
    "Linking",
    "Marks",
    "Meanings",
    "Meetups",
    "Members",
    "Mentoring",
    "Mentors",
    "Merged",
    "Merging",
    "Months",
    "OpenSpace",
    "Outbox",
    "Overlaps",
    "People",
    "PersonalDigests",
    "Practising",
    "Profiles",
    "Pulse",
    "Reminders",
    "Reporting",
    "Requests",
    "Resting",
    "Rooms",
    "Roster",
    "Rounds",
    "Scouting",
    "Seats",
    "SecretAddresses",
    "Series",
    "Settings",
    "Spread",
    "Stores",
    "Suggestions",
    "Support",
    "Tastes",
    "Teams",
    "Topics",
    "Versions",
    "Workshops",
]


class Stores(Protocol):
    """All stores of one workspace in one transaction."""

    @property
    def people(self) -> People: ...
    @property
    def communities(self) -> Communities: ...
    @property
    def members(self) -> Members: ...
    @property
    def lessons(self) -> Lessons: ...
    @property
    def versions(self) -> Versions: ...
    @property
    def marks(self) -> Marks: ...
    @property
    def rooms(self) -> Rooms: ...
    @property
    def teams(self) -> Teams: ...
    @property
    def spread(self) -> Spread: ...
    @property
    def meanings(self) -> Meanings: ...
    @property
    def hints(self) -> Hints: ...
    @property
    def suggestions(self) -> Suggestions: ...
    @property
    def forgetting(self) -> Forgetting: ...
    @property
    def digests(self) -> Digests: ...
    @property
    def meetups(self) -> Meetups: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def inbox(self) -> Inbox: ...
    @property
    def requests(self) -> Requests: ...
    @property
    def charters(self) -> Charters: ...
    @property
    def directory(self) -> Directory: ...
    @property
    def linking(self) -> Linking: ...
    @property
    def overlaps(self) -> Overlaps: ...
    @property
    def agreements(self) -> Agreements: ...
    @property
    def resting(self) -> Resting: ...
    @property
    def departures(self) -> Departures: ...
    @property
    def merging(self) -> Merging: ...
    @property
    def seats(self) -> Seats: ...
    @property
    def asked(self) -> Asked: ...
    @property
    def practising(self) -> Practising: ...
    @property
    def components(self) -> Components: ...
    @property
    def mentors(self) -> Mentors: ...
    @property
    def mentoring(self) -> Mentoring: ...
    @property
    def health_notes(self) -> HealthNotes: ...
    @property
    def roster(self) -> Roster: ...
    @property
    def profiles(self) -> Profiles: ...
    @property
    def support(self) -> Support: ...
    @property
    def merged(self) -> Merged: ...
    @property
    def coaching(self) -> Coaching: ...
    @property
    def librarians(self) -> Librarians: ...
    @property
    def pulse(self) -> Pulse: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def rounds(self) -> Rounds: ...
    @property
    def home(self) -> Home: ...
    @property
    def series(self) -> Series: ...
    @property
    def coming(self) -> Coming: ...
    @property
    def reminders(self) -> Reminders: ...
    @property
    def secret_addresses(self) -> SecretAddresses: ...
    @property
    def topics(self) -> Topics: ...
    @property
    def after_meetups(self) -> AfterMeetups: ...
    @property
    def workshops(self) -> Workshops: ...
    @property
    def open_spaces(self) -> OpenSpaces: ...
    @property
    def tastes(self) -> Tastes: ...
    @property
    def personal_digests(self) -> PersonalDigests: ...
    @property
    def hub_digests(self) -> HubDigests: ...
    @property
    def months(self) -> Months: ...
    @property
    def feeds(self) -> Feeds: ...
    @property
    def feed_items(self) -> FeedItems: ...
    @property
    def reporting(self) -> Reporting: ...
    @property
    def scouting(self) -> Scouting: ...
