// The list of conversations, with what is unread.

import { h, icon, iconButton, reconcile } from "./dom.js";
import { choosePerson, avatar, openDirect, personButton } from "./faces.js";
import { dialog } from "./overlay.js";
import { create } from "./channels.js";
import { read } from "./router.js";
import { isAppRoom, me, nameOf, on, store, titleOf } from "./store.js";

const sidebar = document.getElementById("sidebar");

export function drawSidebar() {
  sidebar.replaceChildren(
    h(
      "div",
      { class: "sidebar-top" },
      h("strong", { class: "cut team-name" }, store.team.name),
      iconButton("close", "Close the list", closeSidebar, { class: "icon-button narrow-only" }),
    ),
    h("div", { class: "section" }, h("ul", { class: "list places" })),
    section("Channels", "channels", [iconButton("add", "Create a channel", create)]),
    section("Direct messages", "directs", [iconButton("add", "Write to someone", writeTo)]),
    section("Apps", "apps", []),
    h("button", { type: "button", class: "me-row", onclick: choosePerson }),
  );
  refresh();
}

function section(title, name, tools) {
  const id = `section-${name}`;
  return h(
    "section",
    { class: "section", "aria-labelledby": id },
    h("div", { class: "section-title" }, h("h2", { id }, title), tools),
    h("ul", { class: `list ${name}` }),
  );
}

const PLACES = [
  { id: "places-channels", path: "/channels", label: "Browse channels", glyph: "search" },
  { id: "places-traffic", path: "/traffic", label: "Raw traffic", glyph: "wire" },
];

function refresh() {
  if (!sidebar.firstElementChild) return;
  sidebar.querySelector(".team-name").textContent = store.team.name;
  const rooms = [...store.channels.values()];
  const mine = rooms.filter((room) => room.is_member && !room.is_archived);
  const channels = mine
    .filter((room) => room.kind.endsWith("_channel"))
    .sort((a, b) => b.is_general - a.is_general || a.name.localeCompare(b.name));
  const here = store.channels.get(read().channelId);
  if (here && !mine.includes(here) && here.kind.endsWith("_channel")) channels.push(here);
  const directs = mine.filter(
    (room) => ["im", "mpim"].includes(room.kind) && !isAppRoom(room) && (room.latest || room === here),
  );
  directs.sort((a, b) => (b.latest ?? "").localeCompare(a.latest ?? ""));
  fill(
    "places",
    PLACES.map((place) => ({ ...place, isHere: location.pathname === place.path })),
  );
  fill(
    "channels",
    channels.map((room) => entry(room)),
  );
  fill(
    "directs",
    directs.map((room) => entry(room)),
  );
  fill("apps", [appEntry(mine.find(isAppRoom))]);
  const row = sidebar.querySelector(".me-row");
  row.replaceChildren(
    avatar(store.me, "small"),
    h("span", { class: "grow cut" }, "Acting as ", h("strong", {}, nameOf(me()))),
    h("span", { class: "hint" }, "Change"),
  );
}

function entry(room) {
  const isDirect = !room.kind.endsWith("_channel");
  return {
    id: room.id,
    path: `/archives/${room.id}`,
    label: titleOf(room),
    glyph: room.kind === "private_channel" ? "lock" : "hash",
    face: isDirect ? (room.members.find((id) => id !== store.me) ?? store.me) : null,
    isHere: read().channelId === room.id,
    unread: room.unread,
    mentions: room.mentions,
    isFaded: !room.is_member || room.is_archived,
  };
}

function appEntry(room) {
  const isHere = location.pathname === "/app" || (room && read().channelId === room.id);
  return {
    id: "app",
    path: room?.unread ? `/archives/${room.id}` : "/app",
    label: store.app.name,
    face: store.app.user_id,
    isHere,
    unread: room?.unread ?? 0,
    mentions: room?.mentions ?? 0,
  };
}

function fill(name, entries) {
  const list = sidebar.querySelector(`.list.${name}`);
  reconcile(list, entries, { key: (one) => one.id, signature: (one) => one, draw: row });
}

function row({ id, path, label, glyph, face, isHere, unread, mentions, isFaded }) {
  const spoken = [label, unread ? `${unread} unread` : null, mentions ? `${mentions} for you` : null]
    .filter(Boolean)
    .join(", ");
  return h(
    "li",
    {},
    h(
      "a",
      {
        href: path,
        class: ["entry", unread ? "unread" : "", isFaded ? "faded" : ""].join(" "),
        title: label,
        "aria-label": spoken,
        "aria-current": isHere ? "page" : null,
        data: { focus: `entry-${id}`, channel: id },
      },
      face ? avatar(face, "tiny") : icon(glyph),
      h("span", { class: "cut grow" }, label),
      mentions ? h("span", { class: "badge" }, mentions > 99 ? "99+" : String(mentions)) : null,
    ),
  );
}

function writeTo() {
  const people = [...store.people.values()]
    .filter((someone) => !someone.deleted && someone.id !== store.me)
    .sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
  const list = h("div", { class: "people-list" });
  const choose = (id) => {
    shown.close();
    openDirect(id);
  };
  const search = h("input", {
    type: "search",
    placeholder: "Name or team",
    "aria-label": "Find a person",
    autofocus: true,
    oninput: () => draw(),
  });
  const draw = () => {
    const query = search.value.toLowerCase();
    const found = people.filter((someone) =>
      `${nameOf(someone)} ${someone.real_name} ${someone.team}`.toLowerCase().includes(query),
    );
    list.replaceChildren(...found.map((someone) => personButton(someone, choose)));
    if (!found.length) list.append(h("p", { class: "empty" }, "Nobody here is called that."));
  };
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // or the key goes on to the button that gets the focus when the dialog closes
    list.querySelector("button")?.click();
  });
  const shown = dialog({ title: "Write to someone", className: "people", body: [search, list] });
  draw();
}

export function openSidebar() {
  document.body.classList.add("shows-sidebar");
  sidebar.querySelector("a[aria-current], a")?.focus();
}

export function closeSidebar() {
  document.body.classList.remove("shows-sidebar");
  refresh();
}

on("state", refresh);
