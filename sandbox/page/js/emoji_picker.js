// A popover with every emoji, searchable, with the skin tone one prefers.

import { h } from "./dom.js";
import { popover } from "./overlay.js";
import { categories, searchEmoji, symbolOf } from "./text/emoji.js";

const RECENT = "recent-emoji";
const TONE = "skin-tone";
const TONES = ["", "2", "3", "4", "5", "6"];
const MAX_RECENT = 18;
const START = ["bulb", "+1", "eyes", "tada", "white_check_mark", "heart", "raised_hands", "pray"];

const recent = () => JSON.parse(localStorage.getItem(RECENT) ?? "null") ?? START;

function remember(name) {
  localStorage.setItem(
    RECENT,
    JSON.stringify([name, ...recent().filter((other) => other !== name)].slice(0, MAX_RECENT)),
  );
}

/** Lets one choose an emoji; `then` hears its name, with a skin tone where that applies. */
export function chooseEmoji(anchor, then, { keepsFocus = false } = {}) {
  let tone = localStorage.getItem(TONE) ?? "";
  const shelf = h("div", { class: "emoji-shelf" });
  const named = h("div", { class: "hint emoji-name", "aria-hidden": "true" });
  const search = h("input", {
    type: "search",
    placeholder: "Search emoji",
    "aria-label": "Search emoji",
    oninput: () => draw(),
  });
  const tones = h(
    "select",
    {
      "aria-label": "Skin tone",
      onchange: () => {
        tone = tones.value;
        localStorage.setItem(TONE, tone);
        draw();
      },
    },
    TONES.map((value) =>
      h("option", { value, selected: value === tone }, symbolOf(value ? `hand::skin-tone-${value}` : "hand")),
    ),
  );
  tones.value = tone;

  const full = ({ name, takesTone }) => (tone && takesTone ? `${name}::skin-tone-${tone}` : name);
  const pick = (name) => {
    remember(name);
    shown.close();
    then(name);
  };
  const button = (entry) => {
    const name = full(entry);
    return h(
      "button",
      {
        type: "button",
        class: "emoji-choice",
        tabindex: "-1",
        "aria-label": name.replaceAll("_", " "),
        title: `:${name}:`,
        onclick: () => pick(name),
        onfocus: () => (named.textContent = `:${name}:`),
      },
      symbolOf(name),
    );
  };
  const group = (title, entries) =>
    entries.length ? [h("h3", {}, title), h("div", { class: "emoji-grid" }, entries.map(button))] : [];

  function draw() {
    const query = search.value.trim().replaceAll(":", "");
    const rows = query
      ? group("Found", searchEmoji(query, 90))
      : [
          ...group(
            "Used lately",
            recent()
              .filter(symbolOf)
              .map((name) => ({ name })),
          ),
          ...categories().flatMap(({ category, entries }) => group(category, entries)),
        ];
    shelf.replaceChildren(...(rows.length ? rows : [h("p", { class: "empty" }, "No emoji of that name.")]));
    shelf.querySelector(".emoji-choice")?.setAttribute("tabindex", "0");
    shelf.scrollTop = 0;
  }

  shelf.addEventListener("keydown", (event) => {
    const all = [...shelf.querySelectorAll(".emoji-choice")];
    const at = all.indexOf(document.activeElement);
    const perRow = columns(all);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, ArrowDown: at + perRow, ArrowUp: at - perRow }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    (all[next] ?? search).focus();
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "Enter") {
      event.preventDefault();
      const first = shelf.querySelector(".emoji-choice");
      if (event.key === "Enter") first?.click();
      else first?.focus();
    }
  });
  draw();
  const shown = popover(anchor, [h("div", { class: "row" }, search, tones), shelf, named], {
    label: "Emoji",
    className: "emoji-picker",
    keepsFocus,
  });
}

function columns(all) {
  const top = all[0]?.offsetTop;
  const count = all.findIndex((node) => node.offsetTop !== top);
  return count < 1 ? all.length : count;
}
