// Turns what a person typed into Slack's text and back.

import { nameOf, store } from "../store.js";
import { toNames } from "./emoji.js";
import { decode } from "./mrkdwn.js";

const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Gives the text as Slack's client sends it: escaped, with ids for people and channels and names for emoji. */
export function encode(typed) {
  return typed
    .split(/(```[\s\S]+?```|`[^`\n]+`)/)
    .map((part, index) => (index % 2 ? escape(part) : encodeProse(part)))
    .join("");
}

const ADDRESS = /https?:\/\/[^\s<>]*[^\s<>.,;:!?)\]'"*_~]/g;

function encodeProse(text) {
  let encoded = "";
  let last = 0;
  for (const match of text.matchAll(ADDRESS)) {
    encoded += encodeNames(text.slice(last, match.index)) + `<${escape(permalink(match[0]))}>`;
    last = match.index + match[0].length;
  }
  return encoded + encodeNames(text.slice(last));
}

// A link to this page's own message becomes the permalink that the app knows.
function permalink(address) {
  const here = `${location.origin}/archives/`;
  return address.startsWith(here) ? `${store.team.url}archives/${address.slice(here.length)}` : address;
}

const RANGES = ["here", "channel", "everyone"];

function encodeNames(text) {
  let encoded = "";
  let plainStart = 0;
  const flush = (end) => (encoded += toNames(escape(text.slice(plainStart, end))));
  for (let i = 0; i < text.length; i++) {
    if (!"@#".includes(text[i]) || /[\p{L}\p{N}]/u.test(text[i - 1] ?? "")) continue;
    const found = text[i] === "@" ? personAt(text, i + 1) : roomAt(text, i + 1);
    if (!found) continue;
    flush(i);
    encoded += found.code;
    i += found.length;
    plainStart = i + 1;
  }
  flush(text.length);
  return encoded;
}

function longestAt(text, start, candidates) {
  const rest = text.slice(start).toLowerCase();
  let best = null;
  for (const { name, code } of candidates) {
    const isHere = name && rest.startsWith(name.toLowerCase()) && !/[\p{L}\p{N}_]/u.test(rest[name.length] ?? "");
    if (isHere && name.length > (best?.length ?? 0)) best = { code, length: name.length };
  }
  return best;
}

function personAt(text, start) {
  const people = [...store.people.values()].flatMap((someone) =>
    [nameOf(someone), someone.real_name, someone.name].map((name) => ({ name, code: `<@${someone.id}>` })),
  );
  return longestAt(text, start, [...people, ...RANGES.map((name) => ({ name, code: `<!${name}>` }))]);
}

function roomAt(text, start) {
  const rooms = [...store.channels.values()].filter((room) => room.name && room.kind.endsWith("_channel"));
  return longestAt(
    text,
    start,
    rooms.map((room) => ({ name: room.name, code: `<#${room.id}|${room.name}>` })),
  );
}

/** Gives a stored text as one would type it, for editing. */
export function typed(text) {
  const readable = text.replace(/<([^<>]+)>/g, (whole, content) => {
    const [target, label] = content.split("|");
    if (target[0] === "@")
      return `@${store.people.has(target.slice(1)) ? nameOf(target.slice(1)) : (label ?? target.slice(1))}`;
    if (target[0] === "#") return `#${store.channels.get(target.slice(1))?.name ?? label ?? target.slice(1)}`;
    if (target[0] === "!") return label ?? `@${target.slice(1)}`;
    return label && label !== target ? whole : target;
  });
  return decode(readable);
}
