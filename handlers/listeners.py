"""Bolt's listeners, one a kind: parse, look the handler up, carry its answer out."""

import re
from collections.abc import Awaitable, Callable
from hashlib import blake2s
from typing import Any, Protocol, TypeVar

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from community.errors import CommunityError
from community.people import Stranger
from community.stores import Stores
from handlers import dates, home, interest, mrkdwn, payloads
from handlers.answers import Answer, Done, Errors, Open, Replace, Say, Update
from handlers.blocks import problems
from handlers.blocks.parts import Message, View
from handlers.deps import AlreadyHandled, Deps
from handlers.late import Late
from handlers.payloads import Action, Command, Shortcut, Submission
from handlers.table import Feature, OnAction

log = structlog.get_logger()

# Whether an event was marked as handled by its handler's own write, in the request's context. One that wrote nothing,
# and one that Bolt gave to nobody, are for the inbox to mark.
DONE = "is_done"

_ANY = re.compile(r".*", re.DOTALL)

Webhooks = Callable[[str], AsyncWebhookClient]
Body = dict[str, Any]
Request = TypeVar("Request", Command, Action, Submission, Shortcut)


class MakeDeps(Protocol):
    """Gives what a handler needs; `claim` is run first in each of its writes."""

    def __call__(self, client: AsyncWebClient, claim: Callable[[Stores, Deps], None]) -> Deps: ...


def register(app: AsyncApp, table: Feature, make_deps: MakeDeps, webhooks: Webhooks, late: Late | None = None) -> None:
    """Register one listener a kind; `webhooks` gives a client for a `response_url`, `late` keeps what takes long."""
    listeners = _Listeners(table, make_deps, webhooks, late or Late())
    # Bolt 1.30 tries them in this order, and each that doesn't match costs 0.05 ms.
    app.command(_ANY)(listeners.command)
    app.action(_ANY)(listeners.action)
    app.event(_ANY)(listeners.event)
    app.view_submission(_ANY)(listeners.submission)
    app.view_closed(_ANY)(listeners.closed)
    app.shortcut(_ANY)(listeners.shortcut)


class _Listeners:
    def __init__(self, table: Feature, make_deps: MakeDeps, webhooks: Webhooks, late: Late) -> None:
        self._table = table
        self._make_deps = make_deps
        self._webhooks = webhooks
        self._late = late

    async def command(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        command = payloads.command(body)

        async def tell(answer: Answer) -> None:
            if isinstance(answer, Say | Replace):
                await self._respond(command.response_url, answer.message, replaces=False)
            self._follow(answer)

        answer = await self._late.answer(_answered(self._command(command, client, body), body), otherwise=tell)
        match answer:
            case Say(message) | Replace(message):
                await ack(text=message.text, blocks=list(message.blocks), response_type="ephemeral")
            case _:
                await ack()
        self._follow(answer)

    async def action(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        action = payloads.action(body)
        handler = self._table.actions.get(action.action_id)
        # Links are buttons too, and inputs report every choice: they need an acknowledgement and nothing else.
        if handler is not None:
            await self._late.answer(self._action(handler, action, client, body))
        await ack()

    async def submission(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        submission = payloads.submission(body)

        async def tell(answer: Answer) -> None:
            await client.views_update(view_id=submission.view_id, view=_as_view(_late_view(answer)))
            self._follow(answer)

        answer = await self._late.answer(_answered(self._submission(submission, client, body), body), otherwise=tell)
        match answer:
            case Errors(by_block):
                await ack(response_action="errors", errors=dict(by_block))
            case Say(message) | Replace(message) if submission.values and problems.is_problem(message):
                # Beside the first field, so that nothing that was typed is lost. Slack shows these words as they are.
                await ack(response_action="errors", errors={next(iter(submission.values)): mrkdwn.plain(message.text)})
            case Say(message) | Replace(message):
                await ack(response_action="update", view=_as_view(problems.as_modal(message)))
            case Update(view):
                await ack(response_action="update", view=_as_view(view))
            case Open(view):
                await ack(response_action="push", view=_as_view(view))
            case Done():
                await ack()
            case None:
                await ack(response_action="update", view=_as_view(problems.as_modal(problems.one_moment())))
        self._follow(answer)

    async def closed(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        submission = payloads.submission(body)
        handler = self._table.closed.get(submission.callback_id)
        if handler is not None:
            await self._late.answer(_answered(self._handled(handler, submission, client, body), body))
        await ack()

    async def shortcut(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await self._late.answer(self._shortcut(payloads.shortcut(body), client, body))
        await ack()

    async def _command(self, command: Command, client: AsyncWebClient, body: Body) -> Answer:
        words = self._table.commands.get(command.name, {})
        handler = words.get(command.word) or words.get("")
        if handler is None:
            return Say(problems.unknown_command(command.name))
        answer = await self._handled(handler, command, client, body)
        return await _opened(client, command.trigger_id, answer.modal) if isinstance(answer, Open) else answer

    async def _action(self, handler: OnAction, action: Action, client: AsyncWebClient, body: Body) -> None:
        answer = await _answered(self._handled(handler, action, client, body), body)
        if action.response_url is None:
            await _answer_in_view(client, action, answer)
        else:
            await self._answer_in_channel(client, action, action.response_url, answer)
        if action.view_type == "home":
            self._late.begin(home.show(self._make_deps(client, _no_claim), action.user_id))
        self._follow(answer)

    async def _submission(self, submission: Submission, client: AsyncWebClient, body: Body) -> Answer:
        handler = self._table.views.get(submission.callback_id)
        if handler is None:
            return Say(problems.gone())
        return await self._handled(handler, submission, client, body)

    async def _shortcut(self, shortcut: Shortcut, client: AsyncWebClient, body: Body) -> None:
        handler = self._table.shortcuts.get(shortcut.callback_id)
        answer: Answer = Say(problems.gone())
        if handler is not None:
            answer = await _answered(self._handled(handler, shortcut, client, body), body)
        if isinstance(answer, Open):
            answer = await _opened(client, shortcut.trigger_id, answer.modal)
        match answer:
            case Say(message) | Replace(message) if shortcut.response_url:
                await self._respond(shortcut.response_url, message, replaces=False)
            case Say(message) | Replace(message):
                await _opened(client, shortcut.trigger_id, problems.as_modal(message))
        self._follow(answer)

    def _follow(self, answer: Answer | None) -> None:
        """Begin what follows an answer that was given."""
        if isinstance(answer, Say) and answer.then is not None:
            self._late.begin(answer.then())

    async def event(self, body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        """Handle an event out of the inbox; what goes wrong is raised, so that the inbox tries it again."""
        event = payloads.event(body)
        handler = self._table.events.get(event.type)
        if handler is None:
            return

        def claim(stores: Stores, deps: Deps) -> None:
            stores.inbox.done(event.event_id, now=deps.now)
            if event.type in interest.PERSONAL:
                stores.inbox.empty([event.event_id])

        deps = self._make_deps(client, claim)
        try:
            await handler(event, deps)
        except CommunityError as error:
            # An event has nobody to answer; trying it again would meet the same rule.
            log.info("An event met a rule.", event_id=event.event_id, kind=event.type, rule=type(error).__name__)
        context[DONE] = bool(deps.written)

    async def _handled(
        self,
        handler: Callable[[Request, Deps], Awaitable[Answer]],
        request: Request,
        client: AsyncWebClient,
        body: Body,
    ) -> Answer:
        if payloads.is_of_a_stranger(body):
            raise Stranger
        deps = self._deps(client, body)
        return await dates.answer(await handler(request, deps), request.user_id, deps)

    def _deps(self, client: AsyncWebClient, body: Body) -> Deps:
        key = payloads.request_key(body)

        def claim(stores: Stores, deps: Deps) -> None:
            if key is not None and not stores.requests.claim(key, now=deps.now):
                raise AlreadyHandled

        return self._make_deps(client, claim)

    async def _answer_in_channel(
        self, client: AsyncWebClient, action: Action, response_url: str, answer: Answer
    ) -> None:
        # Who clicks below another message looks at its thread; the thread's first message stands in the channel.
        thread_ts = action.thread_ts if action.thread_ts != action.message_ts else None
        match answer:
            case Say(message):
                await self._respond(response_url, message, replaces=False, thread_ts=thread_ts)
            case Replace(message):
                await self._respond(response_url, message, replaces=True, thread_ts=thread_ts)
            case Open(view) | Update(view):
                failed = await _opened(client, action.trigger_id, view)
                if isinstance(failed, Say):
                    await self._respond(response_url, failed.message, replaces=False, thread_ts=thread_ts)

    async def _respond(
        self, response_url: str, message: Message, *, replaces: bool, thread_ts: str | None = None
    ) -> None:
        answered = await self._webhooks(response_url).send_dict(
            {
                "text": message.text,
                "blocks": list(message.blocks),
                "response_type": "ephemeral",
                # A new ephemeral answer must not take the place of the message everybody sees.
                "replace_original": replaces,
                **({"thread_ts": thread_ts} if thread_ts else {}),
            }
        )
        if answered.status_code != 200:
            log.warning("An answer to one person was not taken.", status=answered.status_code)


async def _answered(handling: Awaitable[Answer], body: Body) -> Answer:
    """Give the handler's answer, or the sentence that says why there is none."""
    try:
        return await handling
    except CommunityError as error:
        return Say(problems.refusal(error))
    except AlreadyHandled:
        return Say(problems.already_handled())
    except Exception:  # the one reporter of what nobody expected: the person gets a reference, the log the trace
        reference = blake2s(repr(payloads.request_key(body)).encode(), digest_size=4).hexdigest().upper()
        log.exception("A request failed.", reference=reference, kind=body.get("type", "command"))
        return Say(problems.unexpected(reference))


async def _opened(client: AsyncWebClient, trigger_id: str, view: View) -> Answer:
    """Open a modal; when the moment for it has passed, give the sentence that says so."""
    try:
        await client.views_open(trigger_id=trigger_id, view=_as_view(view))
    except SlackApiError as error:
        if error.response.get("error") not in {"expired_trigger_id", "exchanged_trigger_id", "trigger_expired"}:
            raise
        return Say(problems.too_late())
    return Done()


async def _answer_in_view(client: AsyncWebClient, action: Action, answer: Answer) -> None:
    match answer:
        case Say(message) | Replace(message):
            view = problems.as_modal(message)
        case Open(view) | Update(view):
            pass
        case _:
            return
    if action.view_type != "modal":
        await _opened(client, action.trigger_id, view)
    elif isinstance(answer, Open | Say):
        await _pushed(client, action, view)
    else:
        await client.views_update(view_id=action.view_id, view=_as_view(view))


def _no_claim(_stores: Stores, _deps: Deps) -> None:
    """Claim nothing: the request was answered, and only what is shown follows it."""


async def _pushed(client: AsyncWebClient, action: Action, view: View) -> None:
    """Put a window on top of the one that was clicked in; Slack holds three, and then it takes that one's place."""
    try:
        await client.views_push(trigger_id=action.trigger_id, view=_as_view(view))
    except SlackApiError as error:
        if error.response.get("error") != "push_limit_reached":
            raise
        await client.views_update(view_id=action.view_id, view=_as_view(view))


def _late_view(answer: Answer) -> View:
    """Say in the window that showed "one moment" how it ended; what was typed is gone, so errors are told in full."""
    match answer:
        case Open(view) | Update(view):
            return view
        case Say(message) | Replace(message):
            return problems.as_modal(message)
        case Errors(by_block):
            return problems.as_modal(problems.not_taken(by_block.values()))
        case Done():
            return problems.as_modal(problems.done())


def _as_view(view: View) -> dict[str, Any]:
    return dict(view.payload)
