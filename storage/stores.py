"""All stores of one workspace, inside one transaction."""

from dataclasses import dataclass, field

from sqlalchemy import Connection

from storage.after_meetups import AfterMeetups
from storage.agreements import Agreements
from storage.asked import Asked
from storage.charters import Charters
from storage.coaching import Coaching
from storage.coming import Coming
from storage.communities import Communities, Members
from storage.components import Components
from storage.departures import Departures
from storage.digest import Digests
from storage.directory import Directory
from storage.exchange import Exchange
from storage.feed_items import FeedItems
from storage.feeds import Feeds
from storage.forgetting import Forgetting
from storage.health_notes import HealthNotes
from storage.hints import Hints
from storage.home import Home
from storage.hub_digests import HubDigests, Months
from storage.inbox import Inbox
from storage.lessons import Lessons
from storage.librarians import Librarians
from storage.linking import Linking
from storage.marks import Marks
from storage.meanings import Meanings
from storage.meetups import Meetups
from storage.mentoring import Mentoring
from storage.mentors import Mentors
from storage.merged_lessons import Merged
from storage.merging import Merging
from storage.open_space import OpenSpaces
from storage.outbox import Outbox
from storage.overlaps import Overlaps
from storage.people import People
from storage.personal_digests import PersonalDigests
from storage.practising import Practising
from storage.profiles import Profiles
from storage.pulse import Pulse
from storage.reminders import Reminders
from storage.reporting import Reporting
from storage.requests import Requests
from storage.resting import Resting
from storage.rooms import Rooms
from storage.roster import Roster
from storage.rounds import Rounds
from storage.rows import METADATA
from storage.scouting import Scouting
from storage.search_index import SearchIndex
from storage.seats import Seats
from storage.secret_addresses import SecretAddresses
from storage.series import Series
from storage.settings import Settings
from storage.spread import Spread
from storage.suggestions import Suggestions
from storage.support import Support
from storage.tastes import Tastes
from storage.teams import Teams
from storage.topics import Topics
from storage.versions import Versions
from storage.workshops import Workshops
from storage.workspaces import Workspaces

__all__ = ["METADATA", "Stores"]  # all tables are known once this module is imported


@dataclass(frozen=True, slots=True)
class Stores:
    """The way from a use case to the tables; it must not be used after its transaction."""

    connection: Connection
    workspace_id: str
    put_ids: list[int] = field(default_factory=list)  # of the deliveries this transaction put into the outbox

    @property
    def people(self) -> People:
        """Names and zones of people the bot has met."""
        return People(self.connection, self.workspace_id)

    @property
    def communities(self) -> Communities:
        """The communities."""
        return Communities(self.connection, self.workspace_id)

    @property
    def members(self) -> Members:
        """Who joined which community."""
        return Members(self.connection, self.workspace_id)

    @property
    def lessons(self) -> Lessons:
        """The lessons."""
        return Lessons(self.connection, self.workspace_id, SearchIndex(self.connection, self.workspace_id))

    @property
    def versions(self) -> Versions:
        """What lessons said before."""
        return Versions(self.connection, self.workspace_id)

    @property
    def marks(self) -> Marks:
        """Who said which message is a lesson."""
        return Marks(self.connection, self.workspace_id)

    @property
    def rooms(self) -> Rooms:
        """What is known of channels that are private or shared."""
        return Rooms(self.connection, self.workspace_id)

    @property
    def teams(self) -> Teams:
        """The teams, and who is in which."""
        return Teams(self.connection, self.workspace_id)

    @property
    def spread(self) -> Spread:
        """How far lessons went."""
        return Spread(self.connection, self.workspace_id)

    @property
    def meanings(self) -> Meanings:
        """What models made of lessons."""
        return Meanings(self.connection, self.workspace_id, self.lessons)

    @property
    def hints(self) -> Hints:
        """Older lessons that were shown to people."""
        return Hints(self.connection, self.workspace_id)

    @property
    def suggestions(self) -> Suggestions:
        """Lessons drafted by AI helpers."""
        return Suggestions(self.connection, self.workspace_id)

    @property
    def exchange(self) -> Exchange:
        """What was brought here from elsewhere."""
        return Exchange(self.connection, self.workspace_id)

    @property
    def forgetting(self) -> Forgetting:
        """What is stored about a person, and taking it out."""
        return Forgetting(self.connection, self.workspace_id, self.lessons)

    @property
    def digests(self) -> Digests:
        """When digests are due and which have been claimed."""
        return Digests(self.connection, self.workspace_id)

    @property
    def meetups(self) -> Meetups:
        """Meetups, who is coming, and their reminders."""
        return Meetups(self.connection, self.workspace_id)

    @property
    def outbox(self) -> Outbox:
        """What is to be done in Slack."""
        return Outbox(self.connection, self.workspace_id, self.put_ids)

    @property
    def inbox(self) -> Inbox:
        """Events that were received."""
        return Inbox(self.connection, self.workspace_id)

    @property
    def requests(self) -> Requests:
        """Commands, actions and submissions that were handled."""
        return Requests(self.connection, self.workspace_id)

    @property
    def workspaces(self) -> Workspaces:
        """The workspace itself."""
        return Workspaces(self.connection, self.workspace_id)

    @property
    def charters(self) -> Charters:
        """What communities agreed on for themselves."""
        return Charters(self.connection, self.workspace_id)

    @property
    def directory(self) -> Directory:
        """What communities are about, of all at once."""
        return Directory(self.connection, self.workspace_id)

    @property
    def linking(self) -> Linking:
        """The further channels of communities."""
        return Linking(self.connection, self.workspace_id)

    @property
    def overlaps(self) -> Overlaps:
        """Which communities overlap."""
        return Overlaps(self.connection, self.workspace_id)

    @property
    def agreements(self) -> Agreements:
        """Questions a community asks itself."""
        return Agreements(self.connection, self.workspace_id)

    @property
    def resting(self) -> Resting:
        """What quiet communities were asked."""
        return Resting(self.connection, self.workspace_id)

    @property
    def departures(self) -> Departures:
        """Who has gone."""
        return Departures(self.connection, self.workspace_id)

    @property
    def merging(self) -> Merging:
        """What becomes of a community that goes on as another."""
        return Merging(self.connection, self.workspace_id, self.lessons)

    @property
    def seats(self) -> Seats:
        """Who coordinates which community."""
        return Seats(self.connection, self.workspace_id)

    @property
    def asked(self) -> Asked:
        """What people were asked in private."""
        return Asked(self.connection, self.workspace_id)

    @property
    def practising(self) -> Practising:
        """What people said of still working in a team."""
        return Practising(self.connection, self.workspace_id)

    @property
    def components(self) -> Components:
        """Components."""
        return Components(self.connection, self.workspace_id)

    @property
    def mentors(self) -> Mentors:
        """Who mentors which component."""
        return Mentors(self.connection, self.workspace_id)

    @property
    def mentoring(self) -> Mentoring:
        """What is asked of component mentors."""
        return Mentoring(self.connection, self.workspace_id)

    @property
    def health_notes(self) -> HealthNotes:
        """Notes on the health of components."""
        return HealthNotes(self.connection, self.workspace_id)

    @property
    def roster(self) -> Roster:
        """Who is certified in what."""
        return Roster(self.connection, self.workspace_id)

    @property
    def profiles(self) -> Profiles:
        """What people say of themselves."""
        return Profiles(self.connection, self.workspace_id)

    @property
    def support(self) -> Support:
        """What communities ask the organisation for."""
        return Support(self.connection, self.workspace_id)

    @property
    def merged(self) -> Merged:
        """Which lessons go on in others."""
        return Merged(self.connection, self.workspace_id)

    @property
    def coaching(self) -> Coaching:
        """What coaches offer communities."""
        return Coaching(self.connection, self.workspace_id)

    @property
    def librarians(self) -> Librarians:
        """Who tags, merges and highlights lessons."""
        return Librarians(self.connection, self.workspace_id)

    @property
    def pulse(self) -> Pulse:
        """How lively communities are."""
        return Pulse(self.connection, self.workspace_id)

    @property
    def settings(self) -> Settings:
        """What the workspace's admins chose."""
        return Settings(self.connection, self.workspace_id)

    @property
    def rounds(self) -> Rounds:
        """What is looked at once an hour."""
        return Rounds(self.connection, self.workspace_id)

    @property
    def home(self) -> Home:
        """Where people are in their App Home."""
        return Home(self.connection, self.workspace_id)

    @property
    def series(self) -> Series:
        """Meetups that come again."""
        return Series(self.connection, self.workspace_id)

    @property
    def coming(self) -> Coming:
        """Who comes to which meetup, and who waits for a seat."""
        return Coming(self.connection, self.workspace_id)

    @property
    def reminders(self) -> Reminders:
        """When people are reminded of meetups, and how each wants to be."""
        return Reminders(self.connection, self.workspace_id)

    @property
    def secret_addresses(self) -> SecretAddresses:
        """Secret addresses under which calendars and feeds are read."""
        return SecretAddresses(self.connection, self.workspace_id)

    @property
    def topics(self) -> Topics:
        """What communities want to talk about, and who wants it."""
        return Topics(self.connection, self.workspace_id)

    @property
    def after_meetups(self) -> AfterMeetups:
        """Which meetups were asked what was learnt."""
        return AfterMeetups(self.connection, self.workspace_id)

    @property
    def workshops(self) -> Workshops:
        """Which components design workshops are about."""
        return Workshops(self.connection, self.workspace_id)

    @property
    def open_spaces(self) -> OpenSpaces:
        """Open Spaces: sessions, where they are, and who is interested."""
        return OpenSpaces(self.connection, self.workspace_id)

    @property
    def tastes(self) -> Tastes:
        """What communities and people want more or less of in their digests."""
        return Tastes(self.connection, self.workspace_id)

    @property
    def hub_digests(self) -> HubDigests:
        """The digest across all communities."""
        return HubDigests(self.connection, self.workspace_id)

    @property
    def months(self) -> Months:
        """To whom it was told how far a month's lessons travelled."""
        return Months(self.connection, self.workspace_id)

    @property
    def personal_digests(self) -> PersonalDigests:
        """Digests of people who asked for one."""
        return PersonalDigests(self.connection, self.workspace_id)

    @property
    def feeds(self) -> Feeds:
        """Feeds and calendars of the wider network, and who follows them."""
        return Feeds(self.connection, self.workspace_id)

    @property
    def feed_items(self) -> FeedItems:
        """What was found in feeds and calendars, and which communities were told of it."""
        return FeedItems(self.connection, self.workspace_id)

    @property
    def reporting(self) -> Reporting:
        """Who goes to gatherings outside, and who reports back."""
        return Reporting(self.connection, self.workspace_id)

    @property
    def scouting(self) -> Scouting:
        """Visits to other teams, and invitations to observe."""
        return Scouting(self.connection, self.workspace_id)
