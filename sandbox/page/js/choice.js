// A field that opens a searchable list of options, one or several to choose. Serves every select of Block Kit.

import { append, h, icon, replace } from "./dom.js";
import { popover } from "./overlay.js";

let count = 0;

/**
 * Gives `{element}`. `source(query)` gives the options, at once or later: `{value, label, draw, detail, group}`, where
 * `draw()` shows the option. `chosen` are options; `onchange` hears the chosen ones; if several, once the list closes.
 */
export function choice({
  label,
  placeholder,
  isMany = false,
  most = Infinity,
  chosen = [],
  source,
  onchange,
  isDisabled = false,
  minLength = 0,
}) {
  let picked = [...chosen];
  const id = `choice-${++count}`;
  const shown = h("span", { class: "choice-value" });
  const element = h(
    "button",
    {
      type: "button",
      class: "choice",
      role: "combobox",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      "aria-label": label,
      disabled: isDisabled,
    },
    shown,
    icon("down"),
  );
  const showValue = () => {
    element.classList.toggle("is-empty", !picked.length);
    replace(
      shown,
      picked.length
        ? picked.map((option) => h("span", { class: isMany ? "chip" : "one" }, option.draw?.() ?? option.label))
        : placeholder,
    );
    element.setAttribute(
      "aria-label",
      picked.length ? `${label}: ${picked.map((option) => option.label).join(", ")}` : label,
    );
  };
  showValue();

  const isPicked = (option) => picked.some((other) => other.value === option.value);

  function openList() {
    let options = [];
    let at = -1;
    let turn = 0;
    let hasChanged = false;
    const list = h("ul", {
      class: "options",
      role: "listbox",
      id,
      "aria-label": label,
      "aria-multiselectable": isMany ? "true" : null,
    });
    const search = h("input", {
      type: "text",
      class: "choice-search",
      role: "combobox",
      autocomplete: "off",
      "aria-expanded": "true",
      "aria-controls": id,
      "aria-label": `Search ${label}`,
      placeholder: minLength ? `Type at least ${minLength} characters` : "Search",
      oninput: () => find(),
      onkeydown: keys,
    });
    const handle = popover(element, [search, list], {
      label,
      className: "choice-list",
      onclose: () => isMany && hasChanged && onchange?.(picked),
    });
    handle.box.style.minWidth = `${Math.max(220, element.offsetWidth)}px`;
    find();

    async function find() {
      const mine = ++turn;
      const query = search.value.trim();
      if (query.length < minLength) return note(`Type at least ${minLength} characters to search.`);
      let found;
      try {
        const answer = source(query);
        if (answer instanceof Promise) note("Searching…");
        found = await answer;
      } catch (error) {
        return mine === turn ? note(error.message) : null;
      }
      if (mine !== turn) return null;
      options = found;
      at = Math.max(0, options.findIndex(isPicked));
      return options.length ? draw() : note("Nothing found.");
    }

    function note(text) {
      options = [];
      replace(list, h("li", { class: "note", role: "status" }, text));
    }

    function draw() {
      list.replaceChildren();
      let group = null;
      for (const [index, option] of options.entries()) {
        if (option.group && option.group !== group)
          append(list, h("li", { class: "group", role: "presentation" }, (group = option.group)));
        const isOn = isPicked(option);
        append(
          list,
          h(
            "li",
            {
              role: "option",
              id: `${id}-${index}`,
              "aria-selected": String(isOn),
              class: index === at ? "at" : null,
              onclick: () => pick(option),
              onpointermove: () => point(index),
            },
            h("span", { class: "tick" }, isOn ? icon("yes") : null),
            h(
              "span",
              { class: "grow" },
              option.draw?.() ?? option.label,
              option.detail ? h("span", { class: "hint" }, option.detail) : null,
            ),
          ),
        );
      }
      point(at);
    }

    function point(index) {
      at = index;
      for (const node of list.querySelectorAll("[role=option]"))
        node.classList.toggle("at", node.id === `${id}-${index}`);
      const node = document.getElementById(`${id}-${index}`);
      node?.scrollIntoView({ block: "nearest" });
      search.setAttribute("aria-activedescendant", node ? node.id : "");
    }

    function pick(option) {
      if (!isMany) {
        picked = [option];
        showValue();
        handle.close();
        onchange?.(picked);
        return;
      }
      if (isPicked(option)) picked = picked.filter((other) => other.value !== option.value);
      else if (picked.length < most) picked = [...picked, option];
      hasChanged = true;
      showValue();
      draw();
    }

    function keys(event) {
      if (event.key === "ArrowDown" && options.length) point((at + 1) % options.length);
      else if (event.key === "ArrowUp" && options.length) point((at - 1 + options.length) % options.length);
      else if (event.key === "Enter" && options[at]) pick(options[at]);
      else if (event.key === "Tab") handle.close();
      else return;
      if (event.key !== "Tab") event.preventDefault();
    }
  }

  element.addEventListener("click", openList);
  element.addEventListener("keydown", (event) => {
    if (["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      openList();
    }
    if (["Backspace", "Delete"].includes(event.key) && picked.length) {
      picked = isMany ? picked.slice(0, -1) : [];
      showValue();
      onchange?.(picked);
    }
  });
  return { element };
}

/** Keeps the options whose label or detail holds every word of the query. */
export function matching(options, query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return options.filter(({ label, detail = "" }) =>
    words.every((word) => `${label} ${detail}`.toLowerCase().includes(word)),
  );
}
