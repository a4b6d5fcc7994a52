// What can be done with a message: a bar while one points at it, keys while it has the focus, a menu with the rest.

import { control, page } from "./api.js";
import { h, iconButton } from "./dom.js";
import { edit } from "./editing.js";
import { chooseEmoji } from "./emoji_picker.js";
import { ask, attempt, menu, toast } from "./overlay.js";
import { pathOf } from "./message.js";
import { showThread } from "./pane.js";
import { react } from "./reactions.js";
import { store } from "./store.js";
import { symbolOf } from "./text/emoji.js";

const QUICK = ["bulb", "+1", "eyes"];

/** Makes a message answer to pointer and keys. */
export function actOn(node, room, one, { isThread, isSystem }) {
  const doing = acts(node, room, one, isThread, isSystem);
  const show = () => {
    if (node.querySelector(":scope > .toolbar")) return;
    for (const other of document.querySelectorAll(".toolbar"))
      if (!other.contains(document.activeElement)) other.remove();
    node.append(toolbar(doing));
  };
  node.addEventListener("pointerenter", show);
  node.addEventListener("focusin", show);
  node.addEventListener(
    "pointerleave",
    () => node.contains(document.activeElement) || node.querySelector(":scope > .toolbar")?.remove(),
  );
  node.addEventListener("focusout", ({ relatedTarget }) => {
    const bar = node.querySelector(":scope > .toolbar");
    if (bar && !node.contains(relatedTarget) && !node.matches(":hover") && !bar.querySelector("[aria-expanded]"))
      bar.remove();
  });
  node.addEventListener("keydown", (event) => {
    if (event.target !== node || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = { r: doing.react, t: doing.reply, e: doing.edit, Delete: doing.remove, Enter: doing.more }[event.key];
    if (!key) return;
    event.preventDefault();
    key(node);
  });
}

function acts(node, room, one, isThread, isSystem) {
  const isMine = one.user === store.me;
  const canWrite = room.is_member && !room.is_archived;
  const isTombstone = one.subtype === "tombstone";
  const canReact = !room.is_archived && !isTombstone;
  const more = (anchor) =>
    menu(
      anchor,
      items().filter((item, index, all) => item || (index && all[index - 1])),
      "More actions",
    );
  const remove = async () => {
    const isSure = await ask({
      title: "Delete message",
      body: "Delete this message for everyone? This can't be undone.",
      yes: "Delete",
      isDanger: true,
    });
    if (isSure) attempt(() => control.post("delete", { channel: room.id, ts: one.ts }));
  };
  const canDelete = !isTombstone && !isSystem && (isMine || store.people.get(store.me)?.is_admin);
  const doing = {
    quick: canReact ? (name) => react(room, one, name) : null,
    react: canReact ? (anchor) => chooseEmoji(anchor, (name) => react(room, one, name)) : null,
    reply: isThread || isSystem ? null : () => showThread(room.id, one.thread_ts ?? one.ts, { focuses: true }),
    edit: isMine && canWrite && !isSystem ? () => edit(one.ts, isThread) : null,
    remove: canDelete ? remove : null,
    more,
  };
  function items() {
    const shortcuts = isSystem ? [] : store.app.shortcuts.filter(({ kind }) => kind === "message");
    return [
      { label: "Copy link", icon: "link", act: () => copyLink(room, one) },
      doing.reply && { label: "Reply in thread", hint: "T", icon: "reply", act: doing.reply },
      canWrite &&
        !isSystem && {
          label: one.is_pinned ? "Unpin from this channel" : "Pin to this channel",
          icon: "pin",
          act: () => attempt(() => page.post("pin", { channel: room.id, ts: one.ts, remove: one.is_pinned })),
        },
      isThread
        ? null
        : {
            label: "Mark unread from here",
            icon: "bell",
            act: () => attempt(() => page.post("read", { channel: room.id, ts: before(one.ts) })),
          },
      ...(shortcuts.length ? [null] : []),
      ...shortcuts.map((shortcut) => ({
        label: shortcut.name,
        hint: store.app.name,
        icon: "bolt",
        act: () =>
          attempt(() => control.post("shortcut", { callback_id: shortcut.callback_id, channel: room.id, ts: one.ts })),
      })),
      ...(doing.edit || doing.remove ? [null] : []),
      doing.edit && { label: "Edit message", hint: "E", icon: "edit", act: doing.edit },
      doing.remove && { label: "Delete message", hint: "Del", icon: "trash", isDanger: true, act: doing.remove },
    ].filter((item) => item !== false && item !== undefined);
  }
  return doing;
}

const before = (ts) => {
  const [seconds, micros] = ts.split(".");
  return micros === "000000"
    ? `${Number(seconds) - 1}.999999`
    : `${seconds}.${String(Number(micros) - 1).padStart(6, "0")}`;
};

function toolbar({ quick, react: choose, reply, more }) {
  const quicks = quick
    ? QUICK.map((name) =>
        h(
          "button",
          {
            type: "button",
            class: "icon-button emoji",
            "aria-label": `React with ${name}`,
            title: `:${name}:`,
            onclick: () => quick(name),
          },
          symbolOf(name),
        ),
      )
    : [];
  return h(
    "div",
    { class: "toolbar", role: "toolbar", "aria-label": "Message actions" },
    quicks,
    choose ? iconButton("emoji", "Add a reaction", ({ currentTarget }) => choose(currentTarget)) : null,
    reply ? iconButton("reply", "Reply in thread", reply) : null,
    iconButton("more", "More actions", ({ currentTarget }) => more(currentTarget), { "aria-haspopup": "menu" }),
  );
}

async function copyLink(room, one) {
  const address = location.origin + pathOf(room, one);
  try {
    await navigator.clipboard.writeText(address);
    toast("The link is copied.");
  } catch {
    toast(address);
  }
}
