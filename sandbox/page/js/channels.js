// Every channel one may see, with joining; and making a new one.

import { control, page } from "./api.js";
import { h, icon, redraw } from "./dom.js";
import { attempt, dialog, toast } from "./overlay.js";
import { go } from "./router.js";
import { load, on, store } from "./store.js";

let shown = null;

export function drawChannels(main) {
  const search = h("input", {
    type: "search",
    placeholder: "Find a channel",
    "aria-label": "Find a channel",
    oninput: refresh,
  });
  const list = h("ul", { class: "channel-list" });
  const archived = h("input", { type: "checkbox", onchange: refresh });
  shown = { search, list, archived };
  main.replaceChildren(
    h(
      "section",
      { class: "page", "aria-label": "Channels" },
      h(
        "header",
        { class: "page-header" },
        h("h1", {}, "Channels"),
        h("button", { type: "button", class: "primary", onclick: create }, icon("add"), "Create a channel"),
      ),
      h("div", { class: "row filters" }, search, h("label", { class: "row hint" }, archived, "Archived too")),
      list,
    ),
  );
  refresh();
}

function refresh() {
  if (!shown?.list.isConnected) return;
  const query = shown.search.value.toLowerCase().replace(/^#/, "");
  const rooms = [...store.channels.values()].filter(
    (room) =>
      room.kind.endsWith("_channel") &&
      (shown.archived.checked || !room.is_archived) &&
      `${room.name} ${room.purpose} ${room.topic}`.toLowerCase().includes(query),
  );
  rooms.sort((a, b) => a.name.localeCompare(b.name));
  redraw(
    shown.list,
    rooms.length
      ? rooms.map(row)
      : h("li", { class: "empty" }, query ? "No channel has these words." : "There are no channels yet."),
  );
}

function row(room) {
  const members = room.members.length === 1 ? "1 member" : `${room.members.length} members`;
  const join = () => attempt(() => control.post("join", { channel: room.id }));
  const joins =
    room.is_archived || room.is_member
      ? null
      : h(
          "button",
          { type: "button", "aria-label": `Join #${room.name}`, onclick: join, data: { focus: `join-${room.id}` } },
          "Join",
        );
  return h(
    "li",
    {},
    icon(room.kind === "private_channel" ? "lock" : "hash"),
    h(
      "div",
      { class: "grow" },
      h("a", { href: `/archives/${room.id}`, class: "cut", data: { focus: `channel-${room.id}` } }, room.name),
      h(
        "div",
        { class: "hint cut" },
        [room.is_member ? "Joined" : null, room.is_archived ? "Archived" : null, members, room.purpose]
          .filter(Boolean)
          .join(" · "),
      ),
    ),
    joins,
  );
}

/** Lets one make a channel. */
export function create() {
  const name = h("input", {
    type: "text",
    maxlength: "80",
    autofocus: true,
    autocomplete: "off",
    placeholder: "for example plan-autumn",
    "aria-describedby": "create-note",
  });
  const isPrivate = h("input", { type: "checkbox" });
  const make = async (event) => {
    event?.preventDefault();
    const room = await attempt(() =>
      page.post("create_channel", {
        name: name.value.trim().toLowerCase().replace(/^#/, "").replace(/\s+/g, "-"),
        is_private: isPrivate.checked,
      }),
    );
    if (!room) return;
    shownDialog.close();
    await load();
    await go(`/archives/${room.id}`);
    toast(`#${room.name} is there. Add people from its details.`);
  };
  const shownDialog = dialog({
    title: "Create a channel",
    className: "question",
    body: h(
      "form",
      { onsubmit: make },
      h("label", {}, "Name", name),
      h("p", { class: "hint", id: "create-note" }, "Lower-case letters, digits, hyphens and underscores."),
      h("label", { class: "row" }, isPrivate, "Private: only its members see it"),
    ),
    footer: [
      h("button", { type: "button", onclick: () => shownDialog.close() }, "Cancel"),
      h("button", { type: "button", class: "primary", onclick: make }, "Create"),
    ],
  });
}

on("state", refresh);
