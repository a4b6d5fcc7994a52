"""`/community charter`: read what a community says of itself, change it, and see what it said before."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from community import charters, communities, people, templates
from community.charters import ChangedMeanwhile, Charter, NothingSaid, Written
from community.communities import Aim, Community
from community.stores import Stores
from handlers import mrkdwn, welcomes
from handlers.answers import Answer, Errors, Open, Replace, Say, Update
from handlers.blocks import charters as blocks
from handlers.blocks.parts import Message
from handlers.communities import meant, refusing
from handlers.deps import Deps
from handlers.payloads import Action, Command, Submission, pack, unpack
from handlers.table import Feature

_PREFIX = "filled"


@refusing("charter")
async def show(command: Command, deps: Deps) -> Answer:
    """Show the charter to anyone."""
    return await _show(command.user_id, lambda stores: meant(stores, command, command.rest), deps)


@refusing("charter")
async def show_on_click(action: Action, deps: Deps) -> Answer:
    """Show the charter of the button."""
    return await _show(action.user_id, lambda stores: communities.known(stores, int(action.value)), deps)


@refusing("charter")
async def write(action: Action, deps: Deps) -> Answer:
    """Open the charter to a member."""

    def read(stores: Stores) -> tuple[Community, Charter, Written | None]:
        community = communities.known(stores, int(action.value))
        charters.may_write(stores, community, action.user_id)
        return community, charters.of(stores, community), stores.charters.now(community.id)

    community, charter, written = await deps.read(read)
    kept = pack(community_id=community.id, version=written.version if written else 0, template=charter.template)
    return Open(blocks.editing(community, charter, private_metadata=kept))


async def fill(action: Action, deps: Deps) -> Answer:
    """Put a template's words into the charter that is being written; what the person typed stays."""
    given = unpack(action.private_metadata)
    community = await deps.read(lambda stores: communities.known(stores, int(given["community_id"])))
    before = templates.keyed(str(given.get("template", "")))
    filled = int(given.get(_PREFIX, 0)) + 1
    typed = typed_in(action.values, template=before.key)
    _, charter = templates.fill(community.topic, typed, before=before, chosen=templates.keyed(action.value))
    kept = pack(**{**given, "template": charter.template, _PREFIX: filled})
    return Update(blocks.editing(community, charter, private_metadata=kept, prefix=f"{filled}."))


@refusing("charter")
async def written(submission: Submission, deps: Deps) -> Answer:
    """Keep the charter as a new version; who was overtaken is shown what it says now, and loses nothing."""
    given = unpack(submission.private_metadata)
    charter = typed_in(submission.values, template=str(given.get("template", "")))
    prefix = f"{given[_PREFIX]}." if _PREFIX in given else ""

    def work(stores: Stores) -> Message:
        community = communities.known(stores, int(given["community_id"]))
        kept = charters.write(
            stores, community, charter, based_on=int(given["version"]), by=submission.user_id, now=deps.now
        )
        return _kept(stores, community, kept, submission.user_id, deps)

    try:
        return Say(await deps.write(work))
    except ChangedMeanwhile as overtaken:
        community = await deps.read(lambda stores: communities.known(stores, int(given["community_id"])))
        anew = pack(**{**given, "version": overtaken.now.version})
        return Update(blocks.editing(community, charter, private_metadata=anew, prefix=prefix, now=overtaken.now))
    except NothingSaid as nothing:
        return Errors({f"{prefix}purpose": str(nothing)})


@refusing("charter")
async def versions(action: Action, deps: Deps) -> Answer:
    """Show what the charter said before."""
    return Say(await _page(action, deps))


@refusing("charter")
async def turn(action: Action, deps: Deps) -> Answer:
    """Show other versions in the place of these."""
    return Replace(await _page(action, deps))


@refusing("charter")
async def bring_back(action: Action, deps: Deps) -> Answer:
    """Let the charter say again what it said in that version."""
    community_id, _, version = action.value.partition(" ")

    def work(stores: Stores) -> Message:
        community = communities.known(stores, int(community_id))
        kept = charters.bring_back(stores, community, int(version or 0), by=action.user_id, now=deps.now)
        return _kept(stores, community, kept, action.user_id, deps)

    return Say(await deps.write(work))


def typed_in(values: Mapping[str, str], *, template: str) -> Charter:
    """Read a charter off a form, by the ends of the names of its inputs."""
    by_end = {name.rpartition(".")[2]: mrkdwn.keepable(value).strip() for name, value in values.items()}
    return Charter(
        purpose=by_end.get("purpose", "")[: charters.LIMIT],
        aim=Aim(by_end.get("aim") or Aim.LEARNING),
        for_whom=by_end.get("for_whom", "")[: charters.LIMIT],
        meets=by_end.get("meets", "")[: charters.LIMIT],
        decides=by_end.get("decides", "")[: charters.LIMIT],
        template=template,
    )


async def _show(user_id: str, which: Callable[[Stores], Community], deps: Deps) -> Answer:
    return Say(blocks.shown(await deps.read(lambda stores: _shown(stores, which(stores), user_id))))


async def _page(action: Action, deps: Deps) -> Message:
    community_id, _, offset = action.value.partition(" ")

    def read(stores: Stores) -> Message:
        community = communities.known(stores, int(community_id))
        found = stores.charters.versions(community.id)
        names = people.names_beside(stores, [one.changed_by for one in found])
        is_member = communities.is_member(stores, community.id, action.user_id)
        return blocks.versions(community, found, names, offset=int(offset or 0), is_member=is_member)

    return await deps.read(read)


def _kept(stores: Stores, community: Community, kept: Written | None, user_id: str, deps: Deps) -> Message:
    """Let Slack follow what was kept, and give the answer to who wrote it."""
    if kept is not None:
        community = replace(community, purpose=kept.purpose, aim=kept.aim)
        welcomes.follow(stores, community, mark=deps.capture_emoji[0], now=deps.now)
    return blocks.written(_shown(stores, community, user_id), is_news=kept is not None)


def _shown(stores: Stores, community: Community, user_id: str) -> blocks.Shown:
    found = stores.charters.versions(community.id)
    newest = found[0] if found and found[0].is_said else None
    canvas = stores.charters.canvas(community.id)
    names = people.names_beside(stores, [newest.changed_by]) if newest else {}
    return blocks.Shown(
        community=community,
        charter=charters.of(stores, community),
        written=newest,
        changed_by=names.get(newest.changed_by, "someone") if newest else "",
        versions=len(found),
        is_member=communities.is_member(stores, community.id, user_id),
        has_canvas=canvas is not None and canvas.is_true,
    )


FEATURE = Feature(
    commands={"/community": {"charter": show}},
    actions={
        blocks.SHOW: show_on_click,
        blocks.WRITE: write,
        blocks.TEMPLATE: fill,
        blocks.VERSIONS: versions,
        blocks.BACK: turn,
        blocks.ON: turn,
        blocks.BRING_BACK: bring_back,
    },
    views={blocks.WRITE: written},
    sent={welcomes.POSTED: welcomes.posted, welcomes.MADE: welcomes.made, welcomes.EDITED: welcomes.edited},
    refused={
        welcomes.UPDATED: welcomes.not_updated,
        welcomes.MADE: welcomes.not_made,
        welcomes.EDITED: welcomes.not_edited,
    },
)
