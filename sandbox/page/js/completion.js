// Completes what is typed: /commands, @people, #channels and :emoji:, in a list above the field.

import { h, replace } from "./dom.js";
import { avatar, belonging } from "./faces.js";
import { nameOf, store } from "./store.js";
import { searchEmoji } from "./text/emoji.js";

const MOST = 8;
let count = 0;

/** Gives `{isOpen, close}` for a text field; keys the list takes are marked as handled. */
export function attachCompletion(field, { hasCommands = true } = {}) {
  const id = `completion-${++count}`;
  const list = h("ul", { class: "completion", role: "listbox", id, "aria-label": "Suggestions", hidden: true });
  let found = [];
  let at = 0;
  let range = null;

  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", id);

  function refresh() {
    const caret = field.selectionStart;
    const query = field.selectionStart === field.selectionEnd ? asked(field.value.slice(0, caret), hasCommands) : null;
    found = query ? SOURCES[query.kind](query.text).slice(0, MOST) : [];
    if (!found.length) return close();
    range = { start: caret - query.text.length - 1, end: caret };
    at = 0;
    if (!list.isConnected) (field.closest(".composer, .editor") ?? field.parentElement).append(list);
    list.hidden = false;
    return draw();
  }

  function draw() {
    replace(
      list,
      found.map((option, index) =>
        h(
          "li",
          {
            role: "option",
            id: `${id}-${index}`,
            "aria-selected": String(index === at),
            class: index === at ? "at" : null,
            onpointerdown: (event) => (event.preventDefault(), take(option)),
          },
          option.picture,
          h(
            "span",
            { class: "grow cut" },
            h("strong", {}, option.label),
            option.usage ? h("span", { class: "usage" }, ` ${option.usage}`) : null,
          ),
          option.detail ? h("span", { class: "hint cut" }, option.detail) : null,
        ),
      ),
    );
    field.setAttribute("aria-activedescendant", `${id}-${at}`);
    field.setAttribute("aria-expanded", "true");
    list.children[at]?.scrollIntoView({ block: "nearest" });
  }

  function close() {
    found = [];
    list.hidden = true;
    field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-expanded", "false");
  }

  function take(option) {
    field.setRangeText(`${option.insert} `, range.start, range.end, "end");
    close();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  field.addEventListener("input", refresh);
  field.addEventListener("click", refresh);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") at = (at + 1) % found.length;
    else if (event.key === "ArrowUp") at = (at - 1 + found.length) % found.length;
    else if (event.key === "Escape") close();
    else if (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey && !isWhole())) take(found[at]);
    else return;
    event.preventDefault();
    event.stopPropagation();
    if (found.length) draw();
  });

  // A command typed in full is sent with Enter, not completed once more.
  const isWhole = () => field.value.slice(range.start, range.end) === found[at].insert;

  return { close };
}

/** Gives what is being typed before the caret: {kind, text without its sign}. */
function asked(before, hasCommands) {
  const command = /^\/([\w-]*)$/.exec(before);
  if (command) return hasCommands ? { kind: "command", text: command[1] } : null;
  const mark = /(?:^|[\s(])([@#:])([\p{L}\p{N}_.+'-]*(?: [\p{L}\p{N}]+)?)$/u.exec(before);
  if (!mark) return null;
  const kind = { "@": "person", "#": "channel", ":": "emoji" }[mark[1]];
  return kind === "emoji" && (mark[2].length < 2 || mark[2].includes(" ")) ? null : { kind, text: mark[2] };
}

const RANGES = [
  { name: "here", detail: "Everyone in this channel who is online" },
  { name: "channel", detail: "Everyone in this channel" },
];

const SOURCES = {
  command: (text) =>
    store.app.commands
      .filter(({ name }) => name.slice(1).startsWith(text.toLowerCase()))
      .map(({ name, usage_hint: usage, description }) => ({ label: name, insert: name, usage, detail: description })),
  person: (text) => {
    const query = text.toLowerCase();
    const people = [...store.people.values()].filter(
      (someone) =>
        !someone.deleted &&
        `${nameOf(someone)}|${someone.real_name}|${someone.name}`
          .toLowerCase()
          .split("|")
          .some((name) => name.startsWith(query) || name.includes(` ${query}`)),
    );
    people.sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
    const ranges = RANGES.filter(({ name }) => query && name.startsWith(query));
    return [
      ...people.map((someone) => ({
        picture: avatar(someone.id, "tiny"),
        label: nameOf(someone),
        insert: `@${nameOf(someone)}`,
        detail: belonging(someone),
      })),
      ...ranges.map(({ name, detail }) => ({ label: `@${name}`, insert: `@${name}`, detail })),
    ];
  },
  channel: (text) => {
    const query = text.toLowerCase();
    const rooms = [...store.channels.values()].filter(
      (room) => room.kind.endsWith("_channel") && !room.is_archived && room.name.includes(query),
    );
    rooms.sort((a, b) => b.name.startsWith(query) - a.name.startsWith(query) || a.name.localeCompare(b.name));
    return rooms.map((room) => ({ label: `#${room.name}`, insert: `#${room.name}`, detail: room.purpose }));
  },
  emoji: (text) =>
    searchEmoji(text.toLowerCase(), MOST).map(({ name, symbol }) => ({
      picture: h("span", { class: "emoji", "aria-hidden": "true" }, symbol),
      label: `:${name}:`,
      insert: `:${name}:`,
    })),
};
