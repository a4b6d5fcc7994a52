// One conversation: its header, its messages, its composer.

import { control } from "./api.js";
import { h, icon } from "./dom.js";
import { showDetails } from "./pane.js";
import { Composer } from "./composer.js";
import { MessageList } from "./messages.js";
import { attempt } from "./overlay.js";
import { channel, closeRoom, isAppRoom, loadOlder, markRead, nameOf, on, openRoom, store, titleOf } from "./store.js";
import { inlineNode } from "./text/render.js";
import { inline } from "./text/mrkdwn.js";
import { tabs } from "./home.js";
import { banner } from "./welcome.js";

let shown = null;

/** Draws a conversation; `ts` is a message to go to. */
export async function drawRoom(main, room, { ts = null } = {}) {
  const lastRead = room.unread ? room.last_read : null;
  const list = new MessageList({
    label: `Messages in ${titleOf(room)}`,
    isThread: false,
    onOlder: loadOlder,
    onBottom: seen,
  });
  const header = h("header", { class: "room-header" });
  const foot = h("footer", { class: "room-foot" });
  const element = h(
    "section",
    { class: "room", "aria-label": titleOf(room) },
    header,
    h("div", { class: "banner-place" }, banner()),
    list.element,
    foot,
  );
  shown = { id: room.id, list, header, foot, lastRead, footKind: null };
  main.replaceChildren(element);
  drawHeader();
  drawFoot();
  await openRoom(room.id, ts);
  if (shown?.id !== room.id) return;
  if (ts) list.goTo(ts);
  else list.toBottom();
  seen();
}

export function leaveRoom() {
  shown = null;
  closeRoom();
}

function drawHeader() {
  const room = channel(shown.id);
  const isDirect = room.kind === "im" || room.kind === "mpim";
  const name = h(
    "button",
    {
      type: "button",
      class: "room-name",
      title: "About this conversation",
      onclick: () => showDetails(room.id),
      data: { focus: "room-name" },
    },
    isDirect ? null : icon(room.kind === "private_channel" ? "lock" : "hash"),
    h("h1", { class: "cut" }, titleOf(room)),
    room.is_ext_shared ? h("span", { class: "tag" }, "shared") : null,
    icon("down"),
  );
  shown.header.replaceChildren(
    h(
      "div",
      { class: "room-title" },
      name,
      room.topic
        ? h("div", { class: "topic cut", title: room.topic }, inline(room.topic.replaceAll("\n", " ")).map(inlineNode))
        : null,
    ),
    h(
      "div",
      { class: "row" },
      room.canvas
        ? h(
            "button",
            { type: "button", class: "quiet", onclick: () => showDetails(room.id, "canvas") },
            icon("file"),
            "Canvas",
          )
        : null,
      room.pins.length
        ? h(
            "button",
            {
              type: "button",
              class: "quiet",
              "aria-label": `${room.pins.length} pinned`,
              onclick: () => showDetails(room.id, "pins"),
            },
            icon("pin"),
            String(room.pins.length),
          )
        : null,
      isDirect
        ? null
        : h(
            "button",
            {
              type: "button",
              class: "quiet",
              "aria-label": `${room.members.length} members`,
              onclick: () => showDetails(room.id, "members"),
            },
            icon("people"),
            String(room.members.length),
          ),
    ),
  );
  if (isAppRoom(room)) shown.header.append(tabs("messages", room.id));
}

/** Draws what stands below the messages: a composer, or why there is none. It stays while its kind stays. */
function drawFoot() {
  const room = channel(shown.id);
  const isClosed = isAppRoom(room) && (!store.app.has_messages_tab || store.app.is_messages_tab_read_only);
  const kind = room.is_archived ? "archived" : !room.is_member ? "outside" : isClosed ? "closed" : "composer";
  if (kind === shown.footKind) return;
  shown.footKind = kind;
  shown.foot.replaceChildren(FEET[kind](room));
}

const FEET = {
  archived: (room) =>
    notice(
      `#${room.name} is archived. It can be read, nothing can be added.`,
      room.is_member ? ["Bring it back", () => control.post("unarchive", { channel: room.id })] : null,
    ),
  outside: (room) =>
    notice(h("span", {}, "You are looking at ", h("strong", {}, `#${room.name}`), "."), [
      "Join",
      () => control.post("join", { channel: room.id }),
    ]),
  closed: () => notice(`${store.app.name} takes no messages here. Its commands work in every channel.`),
  composer: (room) =>
    new Composer({
      channelId: room.id,
      placeholder: `Message ${room.kind.endsWith("_channel") ? "#" : ""}${titleOf(room)}`,
    }).element,
};

function notice(text, action = null) {
  return h(
    "div",
    { class: "foot-notice" },
    h("span", {}, text),
    action ? h("button", { type: "button", class: "primary", onclick: () => attempt(action[1]) }, action[0]) : null,
  );
}

function seen() {
  if (shown && !document.hidden && shown.list.isAtBottom) attempt(() => markRead(channel(shown.id)));
}

function refresh() {
  if (!shown) return;
  if (!channel(shown.id)) return; // someone lost sight of it; main.js says so on the next visit
  drawHeader();
  drawFoot();
}

on("state", refresh);
on("messages", () => {
  if (!shown || store.room.id !== shown.id) return;
  const room = channel(shown.id);
  if (!room) return;
  const { messages, ephemerals, hasMore, isLoading } = store.room;
  shown.list.draw({
    room,
    messages,
    ephemerals,
    lastRead: shown.lastRead,
    beginning: hasMore || isLoading ? null : beginning(room),
    hasMore,
  });
  seen();
});

function beginning(room) {
  if (!room.kind.endsWith("_channel")) {
    return { key: "start", text: `This is the beginning of what you and ${titleOf(room)} wrote.` };
  }
  const purpose = room.purpose ? ` ${room.purpose}` : "";
  return {
    key: "start",
    title: `# ${room.name}`,
    text: `${room.creator ? `${nameOf(room.creator)} made this channel.` : "This channel begins here."}${purpose}`,
  };
}

document.addEventListener("visibilitychange", seen);
