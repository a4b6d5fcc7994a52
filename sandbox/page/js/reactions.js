// Reactions under a message, and putting and taking one's own.

import { control } from "./api.js";
import { h, iconButton } from "./dom.js";
import { chooseEmoji } from "./emoji_picker.js";
import { attempt } from "./overlay.js";
import { nameOf, store } from "./store.js";
import { emojiNode } from "./text/render.js";

export function react(room, one, name) {
  const mine = one.reactions.some((reaction) => reaction.name === name && reaction.users.includes(store.me));
  return attempt(() => control.post("react", { channel: room.id, ts: one.ts, name, remove: mine }));
}

export function reactions(room, one) {
  return h(
    "div",
    { class: "reactions", role: "group", "aria-label": "Reactions" },
    one.reactions.map(({ name, users }) => {
      const who = listed(users.map((id) => (id === store.me ? "you" : nameOf(id))));
      const isMine = users.includes(store.me);
      const label = `${name.replaceAll("_", " ")}, ${users.length}: ${who}`;
      return h(
        "button",
        {
          type: "button",
          class: isMine ? "reaction mine" : "reaction",
          "aria-pressed": String(isMine),
          "aria-label": label,
          title: `${who} reacted with :${name}:`,
          disabled: room.is_archived,
          onclick: () => react(room, one, name),
          data: { focus: `reaction-${one.ts}-${name}` },
        },
        emojiNode(name),
        h("span", {}, String(users.length)),
      );
    }),
    room.is_archived
      ? null
      : iconButton(
          "emoji",
          "Add a reaction",
          ({ currentTarget }) => chooseEmoji(currentTarget, (name) => react(room, one, name)),
          { class: "reaction add", data: { focus: `reaction-${one.ts}-add` } },
        ),
  );
}

const AND = new Intl.ListFormat("en");

function listed(names) {
  return AND.format(names.length > 12 ? [...names.slice(0, 11), `${names.length - 11} more`] : names);
}
