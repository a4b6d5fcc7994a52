// Turns trees of mrkdwn into DOM nodes for whoever reads them.

import { fragment, h } from "../dom.js";
import { channel, me, nameOf, now, on, person, store } from "../store.js";
import { dateOf, fillDate, fullDate } from "./dates.js";
import { symbolOf } from "./emoji.js";
import { parse, plain } from "./mrkdwn.js";

export const zone = () => me()?.tz ?? "UTC";

/** Gives mrkdwn as DOM; a message of emoji alone shows them large when `canBeLarge`. */
export function mrkdwn(text, { canBeLarge = false } = {}) {
  const blocks = parse(text ?? "");
  const isLarge = canBeLarge && blocks.length === 1 && isOnlyEmoji(blocks[0].children ?? []);
  return h("div", { class: isLarge ? "mrkdwn large-emoji" : "mrkdwn", dir: "auto" }, blocks.map(block));
}

function isOnlyEmoji(nodes) {
  const emoji = nodes.filter((node) => node.type === "emoji").length;
  return (
    emoji > 0 &&
    emoji <= 23 &&
    nodes.every((node) => node.type === "emoji" || (node.type === "text" && !node.text.trim()))
  );
}

/** Gives plain text as DOM, emoji names shown as emoji unless `hasEmoji` is false. */
export const plainText = (text, options) => fragment(plain(text ?? "", options).map(inlineNode));

/** Gives a Block Kit text object as DOM. */
export function textObject(object) {
  if (!object) return null;
  if (object.type === "mrkdwn") return mrkdwn(object.text);
  return h("div", { class: "mrkdwn", dir: "auto" }, plainText(object.text, { hasEmoji: object.emoji !== false }));
}

/** Gives a text object's content as one line of inline nodes, for buttons and options. */
export function inlineText(object) {
  if (!object) return null;
  if (object.type !== "mrkdwn") return plainText(object.text, { hasEmoji: object.emoji !== false });
  return fragment(
    parse(object.text)
      .flatMap((b) => b.children ?? [{ type: "code", text: b.text }])
      .map(inlineNode),
  );
}

function block(node) {
  if (node.type === "pre") return h("pre", {}, h("code", {}, node.text));
  if (node.type === "quote") return h("blockquote", {}, node.children.map(block));
  return h("p", {}, lines(node.children));
}

// A line that someone began with a bullet hangs like a list's, so that long ones stay readable.
function lines(nodes) {
  const rows = [[]];
  for (const node of nodes) node.type === "br" ? rows.push([]) : rows.at(-1).push(node);
  return rows.map((row, index) => {
    const isBullet = row[0]?.type === "text" && /^\s*[•◦▪‣] /.test(row[0].text);
    const drawn = row.map(inlineNode);
    if (isBullet) return h("span", { class: "bullet" }, drawn);
    const wasBullet = index > 0 && rows[index - 1][0]?.type === "text" && /^\s*[•◦▪‣] /.test(rows[index - 1][0].text);
    return index > 0 && !wasBullet ? [h("br"), drawn] : drawn;
  });
}

const TAGS = { bold: "strong", italic: "em", strike: "s" };

export function inlineNode(node) {
  switch (node.type) {
    case "text":
      return document.createTextNode(node.text);
    case "br":
      return h("br");
    case "bold":
    case "italic":
    case "strike":
      return h(TAGS[node.type], {}, node.children.map(inlineNode));
    case "code":
      return h("code", {}, node.text);
    case "emoji":
      return emojiNode(node.name);
    case "link":
      return link(node.url, node.label ?? node.url.replace(/^mailto:/, ""));
    case "user":
      return userMention(node.id, node.label);
    case "channel":
      return channelMention(node.id, node.label);
    case "group":
      return h("span", { class: "mention" }, node.label ?? "@group");
    case "broadcast":
      return h("span", { class: "mention mine" }, `@${node.range}`);
    case "date":
      return dateNode(node);
    default:
      return document.createTextNode("");
  }
}

export function emojiNode(name) {
  const symbol = symbolOf(name);
  if (!symbol) return document.createTextNode(`:${name}:`);
  return h(
    "span",
    {
      class: "emoji",
      role: "img",
      "aria-label": `${name.replace(/::skin-tone-\d/, "").replaceAll("_", " ")} emoji`,
      title: `:${name}:`,
    },
    symbol,
  );
}

export function userMention(id, label) {
  const someone = person(id);
  const text = `@${someone ? nameOf(someone) : label || id}`;
  if (!someone) return h("span", { class: "mention" }, text);
  return h(
    "button",
    { type: "button", class: id === store.me ? "mention mine" : "mention", data: { person: id } },
    text,
  );
}

export function channelMention(id, label) {
  const room = channel(id);
  const data = { room: id, label: label ?? "" };
  if (!room) return h("span", { class: "mention", data }, label ? `#${label}` : "🔒 private channel");
  return h("a", { class: "mention", href: `/archives/${id}`, data }, `#${room.name}`);
}

// A channel that was just made is spoken of before the page has heard of it; one may also be renamed, or lost.
on("state", () => {
  for (const node of document.querySelectorAll(".mention[data-room]")) {
    const fresh = channelMention(node.dataset.room, node.dataset.label);
    if (fresh.textContent !== node.textContent || fresh.tagName !== node.tagName) node.replaceWith(fresh);
  }
});

const SAFE = /^(https?:|mailto:|tel:)/i;

/** Gives a link; one that points into this workspace stays on this page. An address of another kind becomes text. */
export function link(url, label) {
  const inside = pathInside(url);
  if (inside) return h("a", { href: inside }, label === url ? "message in this workspace" : label);
  if (!SAFE.test(url)) return document.createTextNode(label);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label);
}

/** Gives the page's own path of a permalink, null for every other address. */
export function pathInside(url) {
  let address;
  try {
    address = new URL(url, location.origin);
  } catch {
    return null;
  }
  const isHere =
    address.origin === location.origin || (store.team.url && address.origin === new URL(store.team.url).origin);
  return isHere && address.pathname.startsWith("/archives/") ? address.pathname + address.search : null;
}

function dateNode({ ts, format, link: url, fallback }) {
  const date = dateOf(ts);
  if (Number.isNaN(date.getTime()) || !format) return document.createTextNode(fallback);
  const text = fillDate(format, date, { zone: zone(), now: now() });
  const shown = h("time", { class: "date", datetime: date.toISOString(), title: fullDate(date, zone()) }, text);
  return url ? link(url, shown) : shown;
}
