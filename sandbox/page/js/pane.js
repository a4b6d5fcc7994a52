// The pane beside a conversation: a thread, or what there is to know about the conversation.

import { Composer } from "./composer.js";
import { details } from "./details.js";
import { focusAgain, h, iconButton } from "./dom.js";
import { MessageList } from "./messages.js";
import { attempt } from "./overlay.js";
import { channel, closeThread, on, openThread, store, titleOf } from "./store.js";

const pane = document.getElementById("pane");
let shown = null;
let opener = null;

export function drawPane() {
  pane.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) closePane();
  });
}

function open(title, below, ...content) {
  if (pane.hidden) opener = document.activeElement;
  pane.hidden = false;
  document.body.classList.add("shows-pane");
  pane.setAttribute("aria-label", title);
  pane.replaceChildren(
    h(
      "header",
      { class: "pane-header" },
      h("div", { class: "grow" }, h("h2", {}, title), h("div", { class: "hint cut" }, below)),
      iconButton("close", `Close ${title.toLowerCase()}`, closePane),
    ),
    ...content,
  );
}

export function closePane() {
  if (pane.hidden) return;
  const hadFocus = pane.contains(document.activeElement);
  shown = null;
  pane.hidden = true;
  pane.replaceChildren();
  document.body.classList.remove("shows-pane");
  closeThread();
  if (hadFocus) focusAgain(opener);
}

/** Closes the pane unless it belongs to this conversation. */
export function closePaneOf(channelId) {
  if (shown?.channelId !== channelId) closePane();
}

/** Shows a thread; `ts` is a reply to go to, `focuses` puts the caret into its composer. */
export async function showThread(channelId, threadTs, { ts = null, focuses = false } = {}) {
  const room = channel(channelId);
  const list = new MessageList({ label: "Messages in this thread", isThread: true });
  const canWrite = room.is_member && !room.is_archived;
  const foot = canWrite ? new Composer({ channelId, threadTs, placeholder: "Reply…" }) : null;
  open(
    "Thread",
    room.name ? `#${room.name}` : titleOf(room),
    list.element,
    foot
      ? h("footer", { class: "room-foot" }, foot.element)
      : h(
          "footer",
          { class: "room-foot" },
          h(
            "div",
            { class: "foot-notice" },
            room.is_archived ? "This channel is archived." : "Join the channel to reply.",
          ),
        ),
  );
  shown = { kind: "thread", list, channelId, threadTs };
  if (focuses) foot?.field.focus();
  await attempt(() => openThread(channelId, threadTs));
  if (shown?.list !== list) return;
  if (ts) list.goTo(ts);
  else list.toBottom();
}

on("thread", () => {
  if (shown?.kind !== "thread" || store.thread.ts !== shown.threadTs) return;
  const room = channel(shown.channelId);
  const { messages, ephemerals } = store.thread;
  if (room) shown.list.draw({ room, messages, ephemerals, replies: Math.max(0, messages.length - 1) });
});

/** Shows what there is to know about a conversation; `tab` is about, members, pins or canvas. */
export function showDetails(channelId, tab = "about") {
  const room = channel(channelId);
  closeThread();
  const content = h("div", { class: "details" });
  open("Details", room.name ? `#${room.name}` : titleOf(room), content);
  shown = { kind: "details", channelId, content, tab };
  refreshDetails();
  content.querySelector("[aria-selected=true]")?.focus();
}

function refreshDetails() {
  if (shown?.kind !== "details") return;
  const room = channel(shown.channelId);
  if (!room) return closePane();
  const choose = (tab) => {
    shown.tab = tab;
    refreshDetails();
  };
  return details(shown.content, room, shown.tab, choose);
}

on("state", () => shown?.kind === "details" && !shown.content.querySelector("form :focus") && refreshDetails());
