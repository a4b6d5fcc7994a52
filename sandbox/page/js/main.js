// Starts the page: loads who acts, draws the regions, follows the address bar and what happens.

import { h } from "./dom.js";
import { startModals } from "./modal.js";
import { attempt, closePopover, toast } from "./overlay.js";
import { onSwitch, profile } from "./faces.js";
import { drawChannels } from "./channels.js";
import { drawHome, leaveHome } from "./home.js";
import { drawPane, showThread, closePane, closePaneOf } from "./pane.js";
import { drawRoom, leaveRoom } from "./room.js";
import { onRoute, read, rewrite } from "./router.js";
import { drawSidebar, closeSidebar } from "./sidebar.js";
import { channel, follow, load, me, nameOf, on, store, titleOf } from "./store.js";
import { loadEmoji } from "./text/emoji.js";
import { drawTop } from "./top.js";
import { drawTraffic, leaveTraffic } from "./traffic.js";

const SEAT = "acting-as";

async function start() {
  const asked = new URLSearchParams(location.search);
  const seat = asked.get("as") ?? sessionStorage.getItem(SEAT) ?? localStorage.getItem(SEAT) ?? "";
  if (asked.has("as")) {
    asked.delete("as");
    const query = asked.toString();
    rewrite(location.pathname + (query ? `?${query}` : ""));
  }
  await loadEmoji();
  await load(seat).catch(() => load(""));
  takeSeat();
  drawTop();
  drawSidebar();
  drawPane();
  startModals();
  await follow();
  await load();
  await onRoute(show);
}

// Each tab is a person of its own; a new tab begins as the last one.
function takeSeat() {
  sessionStorage.setItem(SEAT, store.me);
  localStorage.setItem(SEAT, store.me);
}

onSwitch(async (userId) => {
  closePopover();
  closePane();
  leave();
  await load(userId);
  takeSeat();
  await follow();
  await load();
  await show(read());
  toast(`You act as ${nameOf(store.me)}.`);
});

function leave() {
  leaveRoom();
  leaveHome();
  leaveTraffic();
}

/** Shows what the address asks for. */
async function show(route) {
  closePopover();
  closeSidebar();
  const { view } = route;
  if (view === "start") {
    rewrite(firstPlace());
    return show(read());
  }
  closePaneOf(view === "room" ? route.channelId : null);
  leave();
  const main = document.getElementById("main");
  document.body.dataset.view = view;
  if (view === "app") await drawHome(main);
  else if (view === "channels") drawChannels(main);
  else if (view === "traffic") drawTraffic(main);
  else await showRoom(main, route);
  title();
  return undefined;
}

async function showRoom(main, { channelId, ts, threadTs }) {
  const room = channel(channelId);
  if (!room) {
    main.replaceChildren(nowhere());
    return;
  }
  const isReply = threadTs && threadTs !== ts;
  await attempt(() => drawRoom(main, room, { ts: isReply ? threadTs : ts }));
  if (isReply) await showThread(room.id, threadTs, { ts });
}

function nowhere() {
  return h(
    "div",
    { class: "empty-state" },
    h("h2", {}, "Nothing to see here"),
    h("p", {}, `${nameOf(store.me)} sees no such conversation. It may be private; someone else may see it.`),
    h("a", { class: "button", href: firstPlace() }, "Go to your channels"),
  );
}

function firstPlace() {
  const rooms = [...store.channels.values()].filter((room) => room.is_member && !room.is_archived);
  const first = rooms.find((room) => room.is_general) ?? rooms[0] ?? [...store.channels.values()][0];
  return first ? `/archives/${first.id}` : "/channels";
}

function title() {
  const { view, channelId } = read();
  const room = channel(channelId);
  const here = room ? titleOf(room) : ({ app: store.app.name, channels: "Channels", traffic: "Traffic" }[view] ?? "");
  const isCalled = [...store.channels.values()].some((other) => other.mentions);
  document.title = `${isCalled ? "• " : ""}${here} · ${nameOf(me() ?? "")} · ${store.team.name}`;
}

on("state", title);

document.addEventListener("click", (event) => {
  const mention = event.target.closest?.("[data-person]");
  if (mention) profile(mention, mention.dataset.person);
});

addEventListener("unhandledrejection", ({ reason }) =>
  toast(reason?.message ?? "Something on this page broke.", { isError: true }),
);

start().catch((error) => {
  document
    .getElementById("main")
    .replaceChildren(
      h(
        "div",
        { class: "empty-state" },
        h("h2", {}, "This page can't reach its sandbox"),
        h("p", {}, error.message),
        h("button", { type: "button", onclick: () => location.reload() }, "Try again"),
      ),
    );
});
