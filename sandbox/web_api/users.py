"""People: one, all, by address, and the conversations they are in."""

from typing import Any

from sandbox import payloads
from sandbox.models import SlackError
from sandbox.web_api import pages
from sandbox.web_api.arguments import invalid_arguments
from sandbox.web_api.call import Call, Method
from sandbox.web_api.conversation_lists import listed

# docs.slack.dev/reference/methods/users.list: "a value of 200 or less is recommended", at most 1,000.
MAX_PAGE = 1000


def info(call: Call) -> dict[str, Any]:
    """Give one person; `user_not_found` for a stranger."""
    return {"user": _user(call, call.arguments.text("user"))}


def everyone(call: Call) -> dict[str, Any]:
    """Give the people of the workspace, bots and deactivated ones among them, a page at a time."""
    limit = call.arguments.whole("limit", MAX_PAGE) or MAX_PAGE
    if not 0 < limit <= MAX_PAGE:
        raise invalid_arguments("must be between 1 and 1000 [json-pointer:/limit]")
    people = list(call.workspace.users.values())
    shown, next_cursor = pages.page(
        people, key=lambda person: person.id, cursor=call.arguments.text("cursor"), limit=limit
    )
    return {
        "members": [_user(call, person.id) for person in shown],
        "cache_ts": call.workspace.seconds(),
        "response_metadata": {"next_cursor": next_cursor},
    }


def conversations(call: Call) -> dict[str, Any]:
    """Give the conversations someone is in, as far as the bot may know of them."""
    user_id = call.arguments.optional("user") or call.user_id
    if user_id not in call.workspace.users:
        raise SlackError("user_not_found")
    return listed(call, member_id=user_id, has_members=False)


def lookup_by_email(call: Call) -> dict[str, Any]:
    """Give the person of an address; `users_not_found` for nobody, and for the deactivated."""
    wanted = call.arguments.text("email").casefold()
    for person in call.workspace.users.values():
        if person.email and person.email.casefold() == wanted and not person.deleted:
            return {"user": _user(call, person.id)}
    raise SlackError("users_not_found")


def get_presence(call: Call) -> dict[str, Any]:
    """Say that whoever it is is there."""
    user_id = call.arguments.optional("user") or call.user_id
    return {"presence": "away" if call.workspace.user(user_id).deleted else "active"}


def profile(call: Call) -> dict[str, Any]:
    """Give a person's profile alone."""
    return {"profile": _user(call, call.arguments.optional("user") or call.user_id)["profile"]}


def _user(call: Call, user_id: str) -> dict[str, Any]:
    person = call.workspace.user(user_id)
    return payloads.user(call.workspace, person, has_email="users:read.email" in call.scopes)


METHODS: dict[str, Method] = {
    "users.info": info,
    "users.list": everyone,
    "users.conversations": conversations,
    "users.lookupByEmail": lookup_by_email,
    "users.getPresence": get_presence,
    "users.profile.get": profile,
}
