"""What was said at Fieldfare lately: eight channels, told so that it reads like two weeks of work.

`{ben}` mentions a person, `{#testing}` a channel. Fieldfare sells tickets for trains and ferries.
"""

from dataclasses import dataclass, field

EVERYONE = "everyone"


@dataclass(frozen=True, slots=True)
class Said:
    """A message; `days` working days before today, `at` in UTC; a reply says how many `minutes` after the one before.

    `reactions` are written as `tada: mia tomasz`.
    """

    who: str
    text: str
    days: int = 0
    at: str = ""
    minutes: int = 0
    reactions: tuple[str, ...] = ()
    replies: tuple["Said", ...] = field(default=())
    is_pinned: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """A channel and what was said in it; `members` are handles, or everyone; the bot is in where `has_bot`."""

    name: str
    purpose: str
    members: str
    said: tuple[Said, ...]
    topic: str = ""
    creator: str = "samuel"
    has_bot: bool = False
    is_private: bool = False
    is_archived: bool = False


GENERAL = Room(
    name="general",
    purpose="News for all of Fieldfare. Everyone is here.",
    topic="Sprint 41 · summer timetable goes live in three weeks",
    members=EVERYONE,
    has_bot=True,
    said=(
        Said(
            "ewa",
            "Good morning all. The ferry operators signed: from the summer timetable on we sell Baltic and Aegean "
            "routes too. Thank you to everyone who helped with the demo. Refinement notes are in the wiki.",
            days=9,
            at="07:12",
            reactions=("tada: mia tomasz ines arjun maya", "ferry: ola samuel"),
        ),
        Said(
            "kofi",
            "Swift will show the new seat map in Thursday's Sprint Review, with real passengers from the user panel. "
            "Come and ask them things.",
            days=8,
            at="09:40",
            reactions=("eyes: tala aroha mia",),
        ),
        Said(
            "callum",
            "Two people of Osprey visit Heron next week to see how we do mob programming with remote colleagues. "
            "There is room for two more, just tell me.",
            days=5,
            at="10:30",
            reactions=("raised_hands: kofi",),
            replies=(
                Said("divya", "I would like to come, from Swift.", minutes=18),
                Said("callum", "You are in. Bring headphones.", minutes=3, reactions=("headphones: divya",)),
            ),
        ),
        Said(
            "mei",
            "Small thing that helped us: in Daily Scrum each of us now says what we *finished learning*, not only what "
            "we did. Three times already somebody else was stuck on exactly that.",
            days=3,
            at="03:20",
            reactions=("seedling: kofi callum lea", "+1: jordan"),
        ),
        Said(
            "ola",
            "The fire drill in Stockholm is at 14:00 local time, so the office will be silent for half an hour.",
            days=2,
            at="11:31",
        ),
        Said(
            "ewa",
            "Reminder of a nice kind: the Overall Retrospective has two open seats per team, volunteers welcome. "
            "Last time's topic, “we learn the same thing six times”, is still on the wall.",
            days=2,
            at="07:45",
            reactions=("wave: callum samuel", "thinking_face: lea ben"),
            replies=(
                Said("lea", "I volunteer for Wren. That topic is the one I want to talk about.", minutes=9),
                Said("kofi", "Swift sends Hana and me.", minutes=27),
            ),
        ),
        Said(
            "samuel",
            "I keep hearing the same question about fare rounding in three teams. Who knows the pricing rules well "
            "enough to sit with us for an hour?",
            days=1,
            at="08:05",
            replies=(
                Said("ines", "I wrote half of it, sorry. Happy to sit with you, tomorrow after lunch?", minutes=11),
                Said("samuel", "Perfect. May Priya and someone of Plover join?", minutes=4),
                Said(
                    "ines",
                    "The more the better. One thing first, because it cost Heron a week: round once, at the end, on "
                    "the total the passenger pays. We rounded each leg, and a return trip with a discount was 2 cent "
                    "off in one of nine cases. A table of 40 worked examples, agreed with finance, found it at once.",
                    minutes=6,
                    reactions=("heart: priya oliver",),
                ),
                Said("oliver", "We round each leg too. Looking at it right now…", minutes=22),
                Said("oliver", "Confirmed: 1 in 9 here as well. Thank you!", minutes=41, reactions=("pray: ines",)),
            ),
        ),
    ),
)

TESTING = Room(
    name="testing",
    purpose="Everything about testing: ask, show, complain, help.",
    topic="Questions are welcome, simple ones too",
    members="ben tomasz yuki ines noor lea priya samuel arjun hana divya jordan luis maya mei ola oliver",
    creator="lea",
    has_bot=True,
    said=(
        Said(
            "priya",
            "Staging is red since the payments deploy: `amount` became a string, booking still sends a number. Fourth "
            "time this quarter. How do you others notice such a thing *before* staging?",
            days=7,
            at="09:02",
            reactions=("fire_engine: yuki", "eyes: noor ben"),
            replies=(
                Said("noor", "Heron notices on staging too, so I am all ears.", minutes=6),
                Said(
                    "ben",
                    "We publish the contract before we deploy the consumer, and the provider's build verifies every "
                    "published one. Since then a breaking change fails in the provider's own pull request, with the "
                    "name of the consumer it would hurt. Two days to set up; it has caught three since March.",
                    minutes=12,
                    reactions=("star: priya noor samuel", "+1: ines arjun"),
                ),
                Said("noor", "Verified against main, or against what is deployed?", minutes=5),
                Said(
                    "ben",
                    "Against what is deployed. Against main it was green while production was broken, which is the "
                    "worst kind of green.",
                    minutes=3,
                    reactions=("joy: noor tomasz",),
                ),
                Said(
                    "lea",
                    "One addition from Wren: name each contract after the consumer's *team*, not the service. When "
                    "one fails you know whom to talk to, and people do talk.",
                    minutes=31,
                    reactions=("speech_balloon: ben",),
                ),
                Said(
                    "priya", "I will try this with payments today. {ben}, may I borrow you for half an hour?", minutes=8
                ),
                Said("ben", "Any time after 13:00.", minutes=2),
            ),
        ),
        Said(
            "tomasz",
            "The checkout suite failed in 11 of the last 40 runs, and every time a rerun was green. I am out of ideas: "
            "no network, fresh database, fixed seed.",
            days=5,
            at="12:18",
            replies=(
                Said("mei", "What time of day? Ours hated the evening.", minutes=14),
                Said("tomasz", "Now that you say it… all after 22:00 UTC.", minutes=9),
                Said(
                    "hana",
                    "Then it is the clock. Our tests asked for “tomorrow” twice, once before and once after midnight "
                    "UTC. We now pass the time into everything that needs it and fix it in the tests: three weeks "
                    "without a single rerun. The linter forbids reading the clock anywhere else, so it stays that way.",
                    minutes=16,
                    reactions=("raised_hands: tomasz mei ola", "clock3: jordan"),
                ),
                Said("tomasz", "Found it, in the voucher expiry. Thank you, that was two days of my life.", minutes=55),
                Said(
                    "arjun",
                    "For the rest of them: a test that fails and passes on the same commit goes on a list on our wall, "
                    "and within a week its team repairs it or deletes it. We came from 31 to 4. Deleting is allowed, "
                    "and it was right more often than we thought.",
                    minutes=70,
                    reactions=("scissors: hana", "+1: yuki lea luis"),
                ),
            ),
        ),
        Said(
            "yuki",
            "Does anybody have an example of testing with *real* timetable data, including the two nights when clocks "
            "change? I found a 25:10 departure in the feed today.",
            days=4,
            at="07:55",
            replies=(
                Said(
                    "luis",
                    "Welcome to GTFS, where a day has as many hours as it needs. Count from noon minus 12 hours, as "
                    "the standard says, not from midnight: on the two change nights these differ by an hour, and our "
                    "night trains left an hour late in the app only.",
                    minutes=38,
                    reactions=("night_with_stars: yuki oliver",),
                ),
                Said("yuki", "That sentence should be on a poster.", minutes=5),
            ),
        ),
        Said(
            "jordan",
            "Mutation testing on the fare module: 93 % line coverage, 58 % of the mutants killed. So a third of our "
            "lines run in tests that check nothing. I paired with Luis on the ten worst, it is at 81 % now.",
            days=2,
            at="15:07",
            reactions=("microscope: hana lea", "eyes: ben noor"),
        ),
        Said(
            "divya",
            "We dropped our 40-minute end-to-end suite to six journeys, 4 minutes. What made us brave enough: for each "
            "deleted test we asked which bug only it would have found. For 71 of 77 there was none.",
            days=1,
            at="06:32",
            reactions=("clap: arjun hana lea tomasz", "thinking_face: ola"),
            replies=(
                Said("ola", "And the six that stayed?", minutes=21),
                Said("divya", "Buy, change, refund, lost ticket, group, and the ferry with a car.", minutes=7),
            ),
        ),
    ),
)

BUILD = Room(
    name="build-and-deploy",
    purpose="Pipelines, caches, releases, and what broke on the way.",
    members="ben tomasz yuki rafael ines priya samuel arjun divya maya jordan luis mei oliver",
    creator="rafael",
    has_bot=True,
    said=(
        Said(
            "yuki",
            "Is it only us, or did builds go from 6 to 19 minutes since Monday?",
            days=8,
            at="10:21",
            reactions=("turtle: tomasz arjun",),
            replies=(
                Said("arjun", "Swift too. 17.", minutes=7),
                Said(
                    "rafael",
                    "Look at your cache key. Ours had the date in it, through the tag of the nightly base image, so "
                    "every night threw everything away. We key on the lock file's hash and the image's digest now: "
                    "from 19 minutes to 5, and the same on a Monday.",
                    minutes=44,
                    reactions=("rocket: yuki arjun divya", "+1: mei"),
                ),
                Said("yuki", "That was it. 5:20 on the first try.", minutes=63, reactions=("heart: rafael",)),
            ),
        ),
        Said(
            "maya",
            "For the record, since people asked: we rolled back at 14:20. The migration dropped a column that the old "
            "version still read, so for four minutes half of the servers answered 500. Nobody lost a booking. "
            "Notes in the wiki, and I will tell the story in the Sprint Review.",
            days=6,
            at="19:48",
            reactions=("hugging_face: jordan luis samuel", "eyes: rafael"),
            is_pinned=True,
            replies=(
                Said("samuel", "Thank you for writing it down so plainly. What do you do differently now?", minutes=12),
                Said(
                    "maya",
                    "Expand, wait, contract: add the new column and write both; deploy; move the readers; and only a "
                    "day later, when no old version runs, drop the old one. Two deploys instead of one. The pipeline "
                    "refuses a migration that drops or renames in the same release as code that uses it.",
                    minutes=20,
                    reactions=("star: samuel priya oliver", "+1: ben"),
                ),
                Said("oliver", "May Plover copy that pipeline check?", minutes=33),
                Said("maya", "Please do, and tell me what you change. It is forty lines.", minutes=5),
            ),
        ),
        Said(
            "mei",
            "We turned on merge queues. The number of “green alone, red together” mornings went from two a week to "
            "none, at the price of 3 minutes per merge.",
            days=4,
            at="02:40",
            reactions=("traffic_light: oliver arjun",),
        ),
        Said(
            "oliver",
            "A warning about feature flags: we found 37 flags older than a year, and two of them contradicted each "
            "other in the refund flow. Each flag has an end date now, and the build warns two weeks before it.",
            days=2,
            at="04:15",
            reactions=("triangular_flag_on_post: maya rafael jordan",),
            replies=(
                Said("rafael", "Warns or fails?", minutes=190),
                Said(
                    "oliver", "Warns, then fails a week after the date. Nobody has let it come to that yet.", minutes=8
                ),
            ),
        ),
        Said(
            "ben",
            "Deploys to production this week: 41, of which 2 rolled back, both within five minutes. I remember when "
            "we had one on a Thursday night and pizza.",
            days=1,
            at="15:20",
            reactions=("pizza: tomasz yuki samuel maya",),
        ),
    ),
)

ACCESSIBILITY = Room(
    name="accessibility",
    purpose="So that everyone can buy a ticket.",
    members="mia tala aroha noor lea hana divya ola kofi",
    creator="aroha",
    said=(
        Said(
            "aroha",
            "A passenger wrote that she can't choose a date without a mouse. I tried: our date picker traps the "
            "keyboard. It is used in five places, by four teams.",
            days=7,
            at="21:10",
            replies=(
                Said("tala", "Osprey built that one, I am sorry. I will look at it today.", minutes=240),
                Said(
                    "mia",
                    "What changed it for Kestrel: in every review one of us takes the mouse away for ten minutes. "
                    "Automatic checks find about a third of what that finds, and it is far more memorable.",
                    minutes=310,
                    reactions=("mouse: aroha tala", "+1: lea hana"),
                ),
                Said(
                    "tala",
                    "Done: plain date field first, the picker is an extra. Out with the next release.",
                    minutes=600,
                ),
            ),
        ),
        Said(
            "noor",
            "Our screen reader test group is on Wednesday, two places free. It is humbling and very useful.",
            days=3,
            at="11:05",
            reactions=("ear: mia divya",),
        ),
        Said(
            "tala",
            "We renamed 60 buttons after what they do: “Change seat 14A” instead of “Edit”. Support calls about the "
            "wrong seat being changed: from eleven a week to two, and most of those callers see perfectly well.",
            days=1,
            at="17:30",
            reactions=("sparkles: aroha mia noor", "eyes: ola"),
        ),
    ),
)

DESIGN = Room(
    name="booking-domain",
    purpose="How booking, fares and seats fit together. Sketches welcome.",
    members="ines rafael priya samuel ewa arjun luis maya oliver mei tomasz",
    creator="ines",
    said=(
        Said(
            "luis",
            "Design workshop about group bookings on Tuesday 14:00 UTC, whiteboard link in the wiki. Whoever will "
            "touch it is invited, and whoever touched it before even more so.",
            days=5,
            at="16:02",
            reactions=("pencil2: ines arjun mei",),
        ),
        Said(
            "mei",
            "What I took home: a group is not a booking with many passengers, it is an agreement that *becomes* "
            "bookings. Once we said it like that, half of the special cases were gone.",
            days=3,
            at="16:20",
            reactions=("+1: ines samuel luis",),
        ),
        Said("samuel", "Does a cancelled seat go back into the pool at once, or after payment?", days=1, at="09:14"),
    ),
)

RANDOM = Room(
    name="random",
    purpose="Birds, bread, bicycles.",
    members="ben mia tomasz ines rafael callum lea samuel ewa kofi divya hana jordan tala maya aroha oliver ola",
    creator="ola",
    said=(
        Said(
            "ola",
            "A kestrel sat on the office balcony this morning. {ben}, is that you?",
            days=6,
            at="06:50",
            reactions=("bird: mia tomasz ewa", "joy: ben"),
        ),
        Said(
            "rafael",
            "Sourdough number 14 finally has holes in the right places.",
            days=3,
            at="22:11",
            reactions=("bread: ines callum tala",),
        ),
        Said(
            "hana",
            "Does anyone in Lisbon know a good repair shop for a folding bicycle?",
            days=1,
            at="08:25",
            replies=(Said("ines", "Two streets from the office, I'll show you when you visit.", minutes=30),),
        ),
    ),
)

RETRO = Room(
    name="kestrel-retro",
    purpose="What Kestrel says to itself.",
    members="ben mia tomasz yuki",
    creator="mia",
    is_private=True,
    said=(
        Said(
            "mia",
            "Before Friday: what slowed us down, what gave us energy? One line each is plenty.",
            days=2,
            at="09:00",
            replies=(
                Said(
                    "tomasz",
                    "Slow: the flaky suite, see {#testing}. Energy: that Hana of Swift knew the answer.",
                    minutes=25,
                ),
                Said("yuki", "Slow: 19-minute builds, solved. Energy: pairing with Ben.", minutes=12),
            ),
        ),
    ),
)

OLD = Room(
    name="old-ticketing",
    purpose="The ticketing system of before 2024. Read only.",
    members="ben ines samuel",
    is_archived=True,
    said=(
        Said(
            "samuel",
            "The last ticket of the old system was printed today. Thank you, old thing.",
            days=60,
            at="15:00",
            reactions=("wave: ben ines",),
        ),
    ),
)

#: In the order of the page; #general comes first.
ROOMS = (GENERAL, ACCESSIBILITY, DESIGN, BUILD, RANDOM, TESTING, RETRO, OLD)
