// What there is to know about a conversation: topic, description, members, pins, its canvas, and leaving it.

import { control, page } from "./api.js";
import { canvas } from "./canvas.js";
import { h, icon, redraw, moveFocusIn } from "./dom.js";
import { personButton, profile } from "./faces.js";
import { ask, attempt, dialog } from "./overlay.js";
import { choice, matching } from "./choice.js";
import { nameOf, now, person, store } from "./store.js";
import { dayTitle } from "./text/dates.js";
import { mrkdwn, zone } from "./text/render.js";
import { message } from "./message.js";

const TABS = { about: "About", members: "Members", pins: "Pins", canvas: "Canvas" };

/** Draws the details of `room` into `host`, on the tab chosen. */
export function details(host, room, chosen, choose) {
  const tabs = h(
    "div",
    { class: "tabs", role: "tablist", "aria-label": "Details" },
    Object.entries(TABS).map(([tab, label]) => {
      const number = { members: room.members.length, pins: room.pins.length }[tab];
      const isChosen = tab === chosen;
      return h(
        "button",
        {
          type: "button",
          role: "tab",
          class: "tab",
          "aria-selected": String(isChosen),
          tabindex: isChosen ? "0" : "-1",
          onclick: () => choose(tab),
          data: { focus: `tab-${tab}` },
        },
        label,
        number ? h("span", { class: "hint" }, ` ${number}`) : null,
      );
    }),
  );
  tabs.addEventListener("keydown", (event) => moveFocusIn(event, tabs, (tab) => tab.click()));
  redraw(
    host,
    tabs,
    h("div", { class: "tab-body", role: "tabpanel", "aria-label": TABS[chosen] }, BODIES[chosen](room)),
  );
}

const BODIES = { about, members, pins, canvas };

function about(room) {
  const isChannel = room.kind.endsWith("_channel");
  if (!isChannel) return h("dl", {}, fact("In this conversation", room.members.map(nameOf).join(", ")));
  const canChange = room.is_member && !room.is_archived;
  return [
    h(
      "dl",
      {},
      fact(
        "Topic",
        room.topic ? mrkdwn(room.topic) : h("span", { class: "hint" }, "None yet"),
        canChange && (() => change(room, "Topic", room.topic, false)),
      ),
      fact(
        "Description",
        room.purpose ? mrkdwn(room.purpose) : h("span", { class: "hint" }, "None yet"),
        canChange && (() => change(room, "Description", room.purpose, true)),
      ),
      fact(
        "Made",
        `${room.creator ? `by ${nameOf(room.creator)}, ` : ""}${dayTitle(new Date(room.created * 1000), now(), zone())}`,
      ),
      fact(
        "Kind",
        room.kind === "private_channel"
          ? "Private: only its members see it"
          : "Public: everyone here can find and join it",
      ),
      fact("Channel ID", h("code", {}, room.id)),
    ),
    h("div", { class: "stack" }, doings(room)),
  ];
}

function fact(term, value, onchange) {
  return [
    h(
      "dt",
      {},
      term,
      onchange
        ? h(
            "button",
            { type: "button", class: "link", "aria-label": `Edit ${term.toLowerCase()}`, onclick: onchange },
            "Edit",
          )
        : null,
    ),
    h("dd", {}, value),
  ];
}

function doings(room) {
  const does = (name, label, { isDanger = false, asks = null } = {}) => {
    const act = async () => {
      if (asks && !(await ask({ ...asks, isDanger }))) return;
      attempt(() => control.post(name, { channel: room.id }));
    };
    return h("button", { type: "button", class: isDanger ? "danger" : null, onclick: act }, label);
  };
  const title = `#${room.name}`;
  if (room.is_archived) return room.is_member ? [does("unarchive", "Bring this channel back")] : [];
  if (!room.is_member) return [does("join", `Join ${title}`)];
  return [
    room.is_general
      ? null
      : does("leave", "Leave this channel", {
          asks: { title: `Leave ${title}?`, body: "You can come back at any time if it is public.", yes: "Leave" },
        }),
    room.is_general ? null : h("button", { type: "button", onclick: () => rename(room) }, "Rename"),
    room.is_general || room.kind !== "public_channel"
      ? null
      : does("make_private", "Make private", {
          asks: {
            title: `Make ${title} private?`,
            body: "Only its members will see it, and it can't be made public again here.",
            yes: "Make private",
          },
        }),
    room.is_general
      ? null
      : does("archive", "Archive", {
          isDanger: true,
          asks: {
            title: `Archive ${title}?`,
            body: "Everyone can still read it; nothing can be added until it is brought back.",
            yes: "Archive",
          },
        }),
  ];
}

function asked(title, label, value, most, save) {
  const field = h(most > 80 ? "textarea" : "input", {
    value,
    maxlength: String(most),
    rows: "3",
    autofocus: true,
    "aria-label": label,
    dir: "auto",
  });
  const submit = async (event) => {
    event?.preventDefault();
    if (await attempt(() => save(field.value.trim()))) shown.close();
  };
  const shown = dialog({
    title,
    className: "question",
    body: h("form", { onsubmit: submit }, h("label", {}, label, field)),
    footer: [
      h("button", { type: "button", onclick: () => shown.close() }, "Cancel"),
      h("button", { type: "button", class: "primary", onclick: submit }, "Save"),
    ],
  });
}

function change(room, label, value, isPurpose) {
  asked(`${label} of #${room.name}`, label, value, 250, (text) =>
    page.post("topic", { channel: room.id, text, is_purpose: isPurpose }),
  );
}

function rename(room) {
  asked(`Rename #${room.name}`, "Name", room.name, 80, (name) => control.post("rename", { channel: room.id, name }));
}

function members(room) {
  const people = room.members
    .map(person)
    .filter(Boolean)
    .sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
  const canInvite = room.is_member && !room.is_archived && room.kind.endsWith("_channel");
  const list = h(
    "div",
    { class: "people-list" },
    people.map((someone) => {
      const button = personButton(someone, () => profile(button, someone.id));
      return button;
    }),
  );
  return [
    canInvite ? h("button", { type: "button", onclick: () => invite(room) }, icon("add"), "Add people") : null,
    list,
  ];
}

function invite(room) {
  const outside = [...store.people.values()].filter(
    (someone) => !someone.deleted && !room.members.includes(someone.id),
  );
  const options = outside.map((someone) => ({ value: someone.id, label: nameOf(someone), detail: someone.team }));
  let chosen = [];
  const { element } = choice({
    label: "People",
    placeholder: "Choose people",
    isMany: true,
    source: (query) => matching(options, query),
    onchange: (people) => (chosen = people),
  });
  const add = async () => {
    const people = chosen.map(({ value }) => value);
    if (people.length && (await attempt(() => page.post("invite", { channel: room.id, people })))) shown.close();
  };
  const shown = dialog({
    title: `Add people to #${room.name}`,
    className: "question",
    body: element,
    footer: [
      h("button", { type: "button", onclick: () => shown.close() }, "Cancel"),
      h("button", { type: "button", class: "primary", onclick: add }, "Add"),
    ],
  });
}

function pins(room) {
  if (!room.pins.length)
    return h(
      "p",
      { class: "empty" },
      "Nothing is pinned. Pin what people will look for again: point at a message, then More actions.",
    );
  const list = h("div", { class: "pins", role: "list" }, h("p", { class: "hint" }, "Loading…"));
  attempt(async () => {
    const found = await page.get("pins", { channel: room.id });
    list.replaceChildren(
      ...found.messages.map((one) =>
        message({ ...one, is_pinned: false }, { room, isThread: true, isFollowing: false }),
      ),
    );
  });
  return list;
}
