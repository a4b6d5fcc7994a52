"""A Bolt app that shows every block, input and modal there is, and says in a channel what it heard."""

import json
import re
from base64 import b64decode
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import ClientSession
from slack_bolt.async_app import AsyncApp

Payload = dict[str, Any]
Report = Callable[[Any, str, object], Awaitable[None]]


def plain(text: str) -> Payload:
    return {"type": "plain_text", "text": text, "emoji": True}


def mrkdwn(text: str) -> Payload:
    return {"type": "mrkdwn", "text": text}


def option(text: str, value: str, **more: Payload) -> Payload:
    return {"text": plain(text), "value": value, **more}


COLOURS = [option("Red :apple:", "red"), option("Green", "green"), option("Blue", "blue")]
#: 2026-04-02 15:00 in Berlin.
THURSDAY = 1_775_134_800
CONFIRM = {
    "title": plain("Really?"),
    "text": plain("It tells everybody."),
    "confirm": plain("Tell"),
    "deny": plain("Wait"),
}


def button(text: str, action_id: str, **more: object) -> Payload:
    return {"type": "button", "text": plain(text), "action_id": action_id, **more}


def message_blocks() -> list[Payload]:
    """Give one message with the blocks and elements that messages may have."""
    return [
        {"type": "header", "text": plain("A gallery of blocks :art:")},
        {
            "type": "section",
            "text": mrkdwn("*Section* with _styles_, `code`, ~struck~ and <https://example.org|a link> on it"),
            "accessory": button("Press me", "press", value="pressed", style="primary"),
        },
        {
            "type": "section",
            "fields": [mrkdwn("*When*\nThursday"), mrkdwn("*Where*\nRoom 4"), mrkdwn("*Who*\nEveryone")],
        },
        {"type": "divider"},
        {"type": "context", "elements": [mrkdwn(f"Meets <!date^{THURSDAY}^{{date_long}} at {{time}}|on Thursday>")]},
        {
            "type": "actions",
            "block_id": "doing",
            "elements": [
                button("Tell everybody", "tell", value="told", style="danger", confirm=CONFIRM),
                button("Open a form", "open_form"),
                {
                    "type": "overflow",
                    "action_id": "more",
                    "options": [option("Share", "share"), option("Withdraw", "withdraw")],
                },
            ],
        },
        {
            "type": "actions",
            "block_id": "choosing",
            "elements": [
                {"type": "static_select", "action_id": "colour", "placeholder": plain("Colour"), "options": COLOURS},
                {"type": "users_select", "action_id": "who", "placeholder": plain("Person")},
                {"type": "conversations_select", "action_id": "where", "placeholder": plain("Conversation")},
                {"type": "channels_select", "action_id": "channel", "placeholder": plain("Channel")},
                {"type": "external_select", "action_id": "bird", "placeholder": plain("Bird"), "min_query_length": 1},
                {"type": "datepicker", "action_id": "day", "initial_date": "2026-04-02"},
                {"type": "timepicker", "action_id": "time", "initial_time": "15:00"},
                {"type": "radio_buttons", "action_id": "size", "options": COLOURS[:2], "initial_option": COLOURS[0]},
                {"type": "checkboxes", "action_id": "wants", "options": COLOURS},
            ],
        },
        {
            "type": "image",
            "title": plain("A picture"),
            "image_url": "https://pictures.example.org/robin.png",
            "alt_text": "A robin",
        },
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [
                        {"type": "text", "text": "Rich text: ", "style": {"bold": True}},
                        {"type": "emoji", "name": "bulb"},
                        {"type": "text", "text": " with a "},
                        {"type": "link", "url": "https://example.org/", "text": "link"},
                    ],
                },
                {
                    "type": "rich_text_list",
                    "style": "bullet",
                    "elements": [
                        {"type": "rich_text_section", "elements": [{"type": "text", "text": "first"}]},
                        {"type": "rich_text_section", "elements": [{"type": "text", "text": "second"}]},
                    ],
                },
                {
                    "type": "rich_text_list",
                    "style": "ordered",
                    "indent": 1,
                    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "inner"}]}],
                },
                {"type": "rich_text_quote", "elements": [{"type": "text", "text": "quoted"}]},
                {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "make test"}]},
            ],
        },
    ]


TABLE: Payload = {
    "type": "table",
    "column_settings": [{"is_wrapped": True}, {"align": "right"}],
    "rows": [
        [{"type": "raw_text", "text": "Team"}, {"type": "raw_text", "text": "Builds"}],
        [{"type": "raw_text", "text": "Wren"}, {"type": "raw_text", "text": "12"}],
    ],
}


QUARTERS = ["2025 Q3", "2025 Q4", "2026 Q1"]


def series(name: str, *values: float) -> Payload:
    return {
        "name": name,
        "data": [{"label": label, "value": value} for label, value in zip(QUARTERS, values, strict=True)],
    }


def chart(kind: str, *parts: Payload) -> Payload:
    drawn = {"series": list(parts), "axis_config": {"categories": QUARTERS, "y_label": "days"}}
    if kind == "pie":
        drawn = {"segments": [{"label": "Wren", "value": 3}, {"label": "Heron", "value": 1}]}
    return {"type": "data_visualization", "title": f"A {kind} chart", "chart": {"type": kind, **drawn}}


CHARTS = [
    chart("bar", series("Days", 12, 7.5, 0)),
    chart("line", series("Kestrel", 3, -2, 4), series("<b>Heron</b>", 1, 1, 9)),
    chart("area", series("Days", 0.1, 0.4, 0.3)),
    chart("pie"),
]
# The smallest picture there is: one dot.
DOT = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")


async def share_picture(client: Any, channel_id: str) -> None:
    """Upload a picture in Slack's three steps, and show it once more in a block."""
    begun = await client.files_getUploadURLExternal(filename="way.png", length=len(DOT), alt_txt="Wren to Heron")
    async with ClientSession() as session, session.post(begun["upload_url"], data=DOT) as answer:
        answer.raise_for_status()
    files = [{"id": begun["file_id"], "title": "The way"}]
    await client.files_completeUploadExternal(files=files, channel_id=channel_id)
    shown = {"type": "image", "slack_file": {"id": begun["file_id"]}, "alt_text": "The same again"}
    await client.chat_postMessage(channel=channel_id, text="A picture", blocks=[shown])


def field(block_id: str, label: str, element: Payload, **more: object) -> Payload:
    element = {"action_id": block_id, **element}
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element, **more}


def form(title: str = "A form") -> Payload:
    """Give a modal with every input."""
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain(title),
        "submit": plain("Send"),
        "close": plain("Not now"),
        "notify_on_close": True,
        "blocks": [
            {"type": "section", "block_id": "intro", "text": mrkdwn("Fill in *what you like*.")},
            field("name", "Name", {"type": "plain_text_input", "max_length": 80}, hint=plain("At most 80 characters")),
            field("story", "Story", {"type": "plain_text_input", "multiline": True}, optional=True),
            field("people", "People", {"type": "multi_users_select"}, optional=True),
            field("colours", "Colours", {"type": "multi_static_select", "options": COLOURS}, optional=True),
            field("size", "Size", {"type": "radio_buttons", "options": COLOURS[:2]}, optional=True),
            field("wants", "Wants", {"type": "checkboxes", "options": COLOURS}, optional=True),
            field("day", "Day", {"type": "datepicker", "initial_date": "2026-04-02"}),
            field("time", "Time", {"type": "timepicker", "initial_time": "15:00"}),
            field("moment", "Moment", {"type": "datetimepicker", "initial_date_time": THURSDAY}),
            field("count", "Count", {"type": "number_input", "is_decimal_allowed": False}, optional=True),
            field("mail", "Mail", {"type": "email_text_input"}, optional=True),
            field("address", "Address", {"type": "url_text_input"}, optional=True),
            field("rich", "Rich", {"type": "rich_text_input"}, optional=True),
            field("file", "File", {"type": "file_input", "filetypes": ["csv"], "max_files": 1}, optional=True),
            {"type": "actions", "block_id": "form_actions", "elements": [button("Another on top", "push")]},
        ],
    }


NEXT: Payload = {
    "type": "modal",
    "callback_id": "next",
    "title": plain("On top"),
    "submit": plain("Done"),
    "blocks": [{"type": "section", "text": mrkdwn("The form waits below.")}],
}


def register(app: AsyncApp, *, reports_to: str) -> None:
    """Answer every command, click and modal; report what was heard to a channel, as JSON in a code block."""

    async def report(client: Any, what: str, heard: object) -> None:
        await client.chat_postMessage(
            channel=reports_to, text=f"heard {what} ```{json.dumps(heard, sort_keys=True)}```"
        )

    _commands(app)
    _openers(app)
    _clicks(app, report)
    _modals(app, report)
    _events(app)


def _commands(app: AsyncApp) -> None:
    @app.command("/gallery")
    async def gallery(ack: Any, respond: Any, command: Payload, client: Any) -> None:
        await ack()
        if command["text"] == "ephemeral":
            await respond(text="Only for you", blocks=[{"type": "section", "text": mrkdwn("Just *you* see this")}])
        elif command["text"] == "table":
            await client.chat_postMessage(channel=command["channel_id"], text="A table", blocks=[TABLE])
        elif command["text"] == "charts":
            for chart in CHARTS:
                await client.chat_postMessage(channel=command["channel_id"], text="A chart", blocks=[chart])
        elif command["text"] == "picture":
            await share_picture(client, command["channel_id"])
        elif command["text"]:
            await respond(text=f"heard {command['text']}")
        else:
            await client.chat_postMessage(channel=command["channel_id"], text="A gallery", blocks=message_blocks())

    @app.command("/form")
    async def open_form(ack: Any, command: Payload, client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=command["trigger_id"], view=form(command["text"] or "A form"))


def _openers(app: AsyncApp) -> None:
    @app.shortcut("form")
    async def form_shortcut(ack: Any, shortcut: Payload, client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=shortcut["trigger_id"], view=form())

    @app.shortcut("keep")
    async def keep(ack: Any, respond: Any, shortcut: Payload) -> None:
        await ack()
        await respond(text=f"Kept: {shortcut['message']['text']}")

    @app.action("open_form")
    async def form_button(ack: Any, body: Payload, client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=form())

    @app.action("push")
    async def push(ack: Any, body: Payload, client: Any) -> None:
        await ack()
        typed = body["view"]["state"]["values"]["name"]["name"]["value"]
        top = {**NEXT, "blocks": [{"type": "section", "text": mrkdwn(f"The form of {typed} waits below.")}]}
        await client.views_push(trigger_id=body["trigger_id"], view=top)


def _clicks(app: AsyncApp, report: Report) -> None:
    @app.options("bird")
    async def birds(ack: Any, payload: Payload) -> None:
        known = ["Robin", "Wren", "Heron"]
        found = [option(name, name.lower()) for name in known if payload["value"].lower() in name.lower()]
        await ack(options=found)

    @app.action(re.compile(".*"))
    async def clicked(ack: Any, action: Payload, client: Any) -> None:
        await ack()
        kept = {key: value for key, value in action.items() if key not in ("action_ts", "text", "confirm", "style")}
        await report(client, "click", kept)


def _modals(app: AsyncApp, report: Report) -> None:
    @app.view("form")
    async def submitted(ack: Any, view: Payload, client: Any) -> None:
        values = view["state"]["values"]
        name = values["name"]["name"]["value"]
        if name == "taken":
            await ack(response_action="errors", errors={"name": "That name is taken"})
            return
        if name == "other title":
            await ack(response_action="update", view=form("Another title"))
            return
        await ack()
        await report(client, "form", {block: next(iter(inputs.values())) for block, inputs in values.items()})

    @app.view("next")
    async def next_submitted(ack: Any) -> None:
        await ack(response_action="clear")

    @app.view_closed("form")
    async def closed(ack: Any, client: Any) -> None:
        await ack()
        await report(client, "close", "form")


def _events(app: AsyncApp) -> None:
    @app.event("app_home_opened")
    async def home(event: Payload, client: Any) -> None:
        if event["tab"] == "home":
            actions = {"type": "actions", "block_id": "rooms", "elements": [button("From home", "home")]}
            blocks = [{"type": "header", "text": plain("At home")}, actions]
            await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    @app.event("message")
    async def ignore_message() -> None:
        return

    @app.event("reaction_added")
    async def ignore_reaction() -> None:
        return
