// Everything that goes between the app and this Slack, newest first, as it is on the wire.

import { control } from "./api.js";
import { h, iconButton, reconcile } from "./dom.js";
import { timeWithSeconds } from "./text/dates.js";
import { zone } from "./text/render.js";

const EVERY_MS = 1500;
const MOST = 400;

let shown = null;

export function drawTraffic(main) {
  leaveTraffic();
  const filter = h("input", {
    type: "search",
    placeholder: "Filter: a method, an event, an id, a word",
    "aria-label": "Filter the traffic",
    oninput: refresh,
  });
  const direction = h(
    "select",
    { "aria-label": "Direction", onchange: refresh },
    h("option", { value: "" }, "Both ways"),
    h("option", { value: "from_bot" }, "From the app"),
    h("option", { value: "to_bot" }, "To the app"),
  );
  const list = h("div", { class: "traffic-list", role: "list", "aria-label": "Requests and envelopes" });
  const note = h("p", { class: "empty", role: "status" });
  shown = { filter, direction, list, note, entries: [], last: 0, open: new Set(), cleared: 0 };
  main.replaceChildren(
    h(
      "section",
      { class: "page traffic", "aria-label": "Raw traffic" },
      h(
        "header",
        { class: "page-header" },
        h(
          "div",
          {},
          h("h1", {}, "Raw traffic"),
          h("p", { class: "hint" }, "What the app asks of Slack, and what Slack sends to the app."),
        ),
      ),
      h("div", { class: "row filters" }, filter, direction, h("button", { type: "button", onclick: clear }, "Clear")),
      note,
      list,
    ),
  );
  poll();
}

export function leaveTraffic() {
  clearTimeout(shown?.timer);
  shown = null;
}

async function poll() {
  const mine = shown;
  try {
    if (!document.hidden) await fetchNew(mine);
  } catch (error) {
    mine.note.textContent = error.message;
  }
  if (mine === shown) mine.timer = setTimeout(poll, EVERY_MS);
}

// An exchange is asked for again until its answer is there.
async function fetchNew(mine) {
  const open = mine.entries.find((entry) => entry.answered_at === null && mine.last - entry.number < 50);
  const after = open ? open.number - 1 : mine.last;
  const { entries } = await control.log(after);
  if (mine !== shown) return;
  mine.entries = [...mine.entries.filter((entry) => entry.number <= after), ...entries].slice(-5000);
  mine.last = mine.entries.at(-1)?.number ?? mine.last;
  refresh();
}

function clear() {
  shown.cleared = shown.last;
  refresh();
}

function refresh() {
  if (!shown) return;
  const words = shown.filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = shown.entries.filter((entry) => {
    if (entry.number <= shown.cleared) return false;
    if (shown.direction.value && entry.direction !== shown.direction.value) return false;
    entry.words ??= JSON.stringify([entry.name, entry.kind, entry.request, entry.response]).toLowerCase();
    return words.every((word) => entry.words.includes(word));
  });
  const some = found.slice(-MOST).reverse();
  shown.note.textContent = found.length
    ? found.length > MOST
      ? `The newest ${MOST} of ${found.length}.`
      : ""
    : shown.entries.length
      ? "Nothing of that kind."
      : "Nothing yet. Run a command or react to a message.";
  reconcile(shown.list, some, { key: (entry) => entry.number, signature: (entry) => entry.answered_at, draw: row });
}

const KINDS = { web_api: "Web API", socket_mode: "Socket Mode", http: "HTTP", response_url: "response_url" };

function row(entry) {
  const { number, at, direction, kind, name, response, answered_at: answered } = entry;
  const took = answered ? `${Math.max(0, Date.parse(answered) - Date.parse(at))} ms` : "open";
  const failed = response?.ok === false || response?.error || response?.status >= 400;
  const details = h(
    "details",
    {
      open: shown.open.has(number),
      ontoggle: () => (details.open ? shown.open.add(number) : shown.open.delete(number)),
    },
    h(
      "summary",
      {},
      h(
        "span",
        { class: `way ${direction}`, title: direction === "from_bot" ? "From the app" : "To the app" },
        direction === "from_bot" ? "app →" : "→ app",
      ),
      h("span", { class: "mono cut grow" }, name),
      failed ? h("span", { class: "tag bad" }, String(response?.error ?? response?.status ?? "failed")) : null,
      h("span", { class: "hint wide-only" }, KINDS[kind] ?? kind),
      h("span", { class: "hint" }, took),
      h("time", { class: "hint", datetime: at }, timeWithSeconds(new Date(at), zone())),
    ),
  );
  const fill = () => {
    if (details.children.length === 1) details.append(part("Request", entry.request), part("Answer", response));
  };
  details.addEventListener("toggle", fill);
  if (details.open) fill();
  return h("div", { role: "listitem" }, details);
}

function part(title, content) {
  const text = JSON.stringify(content, null, 2);
  return h(
    "div",
    { class: "wire-part" },
    h(
      "div",
      { class: "row" },
      h("h3", { class: "grow" }, title),
      iconButton("link", `Copy ${title.toLowerCase()}`, () => navigator.clipboard?.writeText(text)),
    ),
    h("pre", { tabindex: "0" }, colored(text)),
  );
}

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Gives JSON text with its keys, texts and values told apart. */
function colored(text) {
  const parts = [];
  let last = 0;
  for (const match of text.matchAll(TOKEN)) {
    parts.push(text.slice(last, match.index));
    const kind = match[1] ? (match[2] ? "key" : "string") : "value";
    parts.push(h("span", { class: `json-${kind}` }, match[1] ?? match[0]), match[2] ?? "");
    last = match.index + match[0].length;
  }
  return [...parts, text.slice(last)];
}
