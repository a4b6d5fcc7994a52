// One message: who, when, what, what was added to it.

import { page } from "./api.js";
import { blocks } from "./blocks/blocks.js";
import { loaded } from "./blocks/pictures.js";
import { Surface } from "./blocks/surface.js";
import { h, icon } from "./dom.js";
import { avatar } from "./faces.js";
import { attempt } from "./overlay.js";
import { reactions } from "./reactions.js";
import { showThread } from "./pane.js";
import { nameOf, now, person, store } from "./store.js";
import { dateOf, day, dayTitle, fullDate, time } from "./text/dates.js";
import { link, mrkdwn, plainText, zone } from "./text/render.js";
import { editor, isEdited } from "./editing.js";
import { actOn } from "./actions.js";

const SYSTEM = /^(channel_(join|leave|topic|purpose|name|archive|unarchive|convert_to_private)|pinned_item|tombstone)$/;

export const isSystem = ({ subtype }) => SYSTEM.test(subtype ?? "");

/** Gives what a message's look depends on; the same signature means the same drawing. */
export function signature(one, { room, isThread, isFollowing }) {
  // "Today" and "tomorrow" are other days once the clock has moved.
  return [one, isThread, isFollowing, room.id, store.me, isEdited(one.ts, isThread), day(now(), zone())];
}

/** Gives the page's path of a message. */
export function pathOf(room, { ts, thread_ts: threadTs }) {
  const path = `/archives/${room.id}/p${ts.replace(".", "")}`;
  return threadTs && threadTs !== ts ? `${path}?thread_ts=${threadTs}&cid=${room.id}` : path;
}

export function message(one, look) {
  const { room, isThread, isFollowing } = look;
  const author = one.is_ephemeral ? store.app.user_id : one.user;
  const date = dateOf(one.ts);
  const system = isSystem(one);
  const isCompact = isFollowing || system;
  const stamp = h("time", { datetime: date.toISOString() }, time(date, zone()));
  const when = one.is_ephemeral
    ? h("span", { class: "when", title: fullDate(date, zone()) }, stamp)
    : h("a", { class: "when", href: pathOf(room, one), title: fullDate(date, zone()) }, stamp);
  const node = h(
    "div",
    {
      class: [
        "message",
        isCompact ? "compact" : "",
        system ? "system" : "",
        one.is_ephemeral ? "ephemeral" : "",
        one.is_pinned ? "pinned" : "",
      ].join(" "),
      role: "listitem",
      tabindex: "-1",
      "aria-label": `${nameOf(author)}, ${time(date, zone())}`,
      data: { ts: one.ts, focus: `message-${one.ts}` },
    },
    h("div", { class: "gutter" }, isCompact ? when : avatar(author)),
    h(
      "div",
      { class: "content" },
      one.is_pinned ? h("div", { class: "hint row" }, icon("pin"), "Pinned") : null,
      one.is_broadcast && !isThread
        ? h(
            "button",
            { type: "button", class: "link hint", onclick: () => showThread(room.id, one.thread_ts) },
            "replied to a thread",
          )
        : null,
      one.is_ephemeral ? onlyYou(one) : null,
      isCompact ? null : heading(author, when),
      isEdited(one.ts, isThread) ? editor(room, one, isThread) : body(one, room),
      one.attachments?.map((attachment) => attached(attachment, one, room)),
      one.files?.length ? h("div", { class: "files" }, one.files.map(file)) : null,
      one.reactions?.length ? reactions(room, one) : null,
      !isThread && one.reply_count ? summary(room, one) : null,
    ),
  );
  if (!one.is_ephemeral) actOn(node, room, one, { isThread, isSystem: system });
  return node;
}

function heading(author, when) {
  const someone = person(author);
  return h(
    "div",
    { class: "heading" },
    h("button", { type: "button", class: "author cut", data: { person: author } }, nameOf(author)),
    someone?.is_bot ? h("span", { class: "tag" }, "App") : null,
    someone?.team ? h("span", { class: "hint cut team" }, someone.team) : null,
    when,
  );
}

function onlyYou(one) {
  const dismiss = () => attempt(() => page.post("dismiss", { ts: one.ts }));
  return h(
    "div",
    { class: "only-you hint" },
    h("span", {}, "Only visible to you"),
    " · ",
    h("button", { type: "button", class: "link", onclick: dismiss }, "Dismiss"),
  );
}

function body(one, room) {
  const edited = one.is_edited ? h("span", { class: "hint edited" }, "(edited)") : null;
  if (one.subtype === "tombstone") return h("div", { class: "text hint" }, "This message was deleted.");
  if (one.blocks?.length) {
    const surface = new Surface("message", { channel: room.id, ts: one.ts });
    return h("div", { class: "text" }, blocks(one.blocks, surface), edited);
  }
  return one.text ? h("div", { class: "text" }, mrkdwn(one.text, { canBeLarge: true }), edited) : null;
}

/** Gives a secondary attachment: a bar, and blocks or the older fields beside it. */
function attached(attachment, one, room) {
  const { color, pretext, title, title_link: address, text, fields = [], footer, fallback, blocks: parts } = attachment;
  const shade = /^#?[0-9a-f]{6}$/i.test(color ?? "") ? `#${color.replace("#", "")}` : null;
  const inside = parts?.length
    ? blocks(parts, new Surface("message", { channel: room.id, ts: one.ts }))
    : [
        title ? h("strong", {}, address ? link(address, plainText(title)) : plainText(title)) : null,
        text || !title ? mrkdwn(text || fallback || "") : null,
        fields.length
          ? h(
              "div",
              { class: "fields" },
              fields.map((field) => h("div", {}, h("strong", {}, plainText(field.title)), mrkdwn(field.value))),
            )
          : null,
        footer ? h("div", { class: "hint" }, plainText(footer)) : null,
      ];
  return [
    pretext ? mrkdwn(pretext) : null,
    h("div", { class: "attachment", style: shade ? { "--bar": shade } : {} }, inside),
  ];
}

const SHOWN = /^image\/(png|jpeg|gif|webp)$/;
const UNITS = ["B", "KB", "MB", "GB"];

function sizeOf(bytes) {
  const power = bytes < 1 ? 0 : Math.min(3, Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1024 ** power).toFixed(power ? 1 : 0)} ${UNITS[power]}`;
}

function file(one) {
  const address = one.has_content ? page.fileAddress(one.id) : null;
  if (address && SHOWN.test(one.mimetype)) {
    const label = one.alt_text || one.title;
    return h(
      "figure",
      { class: "image-block" },
      h("figcaption", {}, one.title),
      h("a", { href: address, target: "_blank", "aria-label": `Open ${one.title}` }, loaded(address, label, "wide")),
    );
  }
  const about = h(
    "span",
    {},
    h("strong", { class: "cut" }, one.title),
    h("span", { class: "hint" }, address ? sizeOf(one.size) : "Its content is not on this machine"),
  );
  return address
    ? h("a", { class: "file", href: address, download: one.name }, icon("file"), about)
    : h("div", { class: "file" }, icon("file"), about);
}

function summary(room, one) {
  const last = dateOf(one.latest_reply);
  const when = dayTitle(last, now(), zone());
  return h(
    "button",
    {
      type: "button",
      class: "thread-summary",
      onclick: () => showThread(room.id, one.ts),
      data: { focus: `thread-${one.ts}` },
    },
    h(
      "span",
      { class: "faces" },
      one.reply_users.map((id) => avatar(id, "tiny")),
    ),
    h("strong", {}, one.reply_count === 1 ? "1 reply" : `${one.reply_count} replies`),
    h(
      "span",
      { class: "hint" },
      `Last reply ${/^(Today|Yesterday)$/.test(when) ? when.toLowerCase() : when} at ${time(last, zone())}`,
    ),
  );
}
