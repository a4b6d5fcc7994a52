// Builds DOM nodes. Text always becomes a text node, so nothing a person wrote is ever read as HTML.

/**
 * Gives an element: `h("button", {class: "quiet", onclick: save, disabled: false}, "Save")`.
 * `on…` adds a listener, `data` sets dataset, true sets an attribute without a value; false, null and undefined set none.
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name === "style")
      for (const [property, v] of Object.entries(value)) element.style.setProperty(property, v);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  append(element, children);
  return element;
}

export function append(parent, children) {
  for (const child of [children].flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    parent.append(child);
  }
  return parent;
}

export function replace(parent, ...children) {
  parent.replaceChildren();
  return append(parent, children);
}

export function fragment(...children) {
  return append(document.createDocumentFragment(), children);
}

const SVG = "http://www.w3.org/2000/svg";

// 20×20 line icons, drawn for this page.
const ICONS = {
  add: "M10 4v12M4 10h12",
  back: "M12 4l-6 6 6 6",
  bell: "M6 13V9a4 4 0 018 0v4l1.5 2h-11zM8.5 17h3",
  bolt: "M11 2L5 11h4l-1 7 7-10h-5z",
  clock: "M10 3a7 7 0 100 14 7 7 0 000-14zM10 6v4l3 2",
  close: "M5 5l10 10M15 5L5 15",
  down: "M5 8l5 5 5-5",
  edit: "M4 16l1-4 8-8 3 3-8 8zM11 6l3 3",
  emoji: "M10 3a7 7 0 100 14 7 7 0 000-14zM7.5 8v.6M12.5 8v.6M6.8 12a4 4 0 006.4 0",
  file: "M5 3h6l4 4v10H5zM11 3v4h4",
  hash: "M8 3L6.5 17M13.5 3L12 17M4 7.5h13M3 12.5h13",
  home: "M3 10l7-6 7 6M5 9v8h10V9",
  info: "M10 3a7 7 0 100 14 7 7 0 000-14zM10 9v5M10 6v.5",
  link: "M8 12l4-4M9 6l2-2a3.5 3.5 0 015 5l-2 2M11 14l-2 2a3.5 3.5 0 01-5-5l2-2",
  lock: "M5 9h10v8H5zM7 9V6.5a3 3 0 016 0V9",
  menu: "M3 5h14M3 10h14M3 15h14",
  more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
  people:
    "M8 10a3 3 0 100-6 3 3 0 000 6zM2.5 17c0-3 2.5-5 5.500-5s5.500 2 5.500 5M13 4.500a3 3 0 010 5M14.500 12.300c2 .7 3 2.500 3 4.700",
  pin: "M8 3h4l-.5 5 3 3h-9l3-3zM10 11v6",
  reply: "M4 4h12v9H9l-4 3.500V13H4z",
  search: "M9 4a5 5 0 100 10A5 5 0 009 4zM13 13l4 4",
  send: "M3 4l14 6-14 6 2-6zM5 10h6",
  trash: "M4 6h12M8 6V4h4v2M5.500 6l1 11h7l1-11",
  wire: "M3 7h11l-3-3M17 13H6l3 3",
  yes: "M4 11l4 4 8-10",
};

/** Gives a decorative icon; the control it stands in carries the name. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** Gives a button that shows only an icon and is named by `label`. */
export function iconButton(name, label, onclick, props = {}) {
  return h(
    "button",
    { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...props },
    icon(name),
  );
}

/**
 * Brings a list's children to match `items` and keeps the nodes that did not change, so that focus, open menus and
 * half-typed inputs stay. `key` names an item, `signature` differs when it has to be drawn again.
 */
export function reconcile(parent, items, { key, signature, draw }) {
  const old = new Map([...parent.children].map((node) => [node.dataset.key, node]));
  let next = parent.firstElementChild;
  for (const item of items) {
    const name = String(key(item));
    const sign = JSON.stringify(signature(item));
    let node = old.get(name);
    if (!node || node.signature !== sign) {
      const drawn = draw(item);
      drawn.dataset.key = name;
      drawn.signature = sign;
      if (node) {
        if (node === next) next = drawn;
        replaceKeepingFocus(node, drawn);
      }
      node = drawn;
    }
    old.delete(name);
    if (node === next) next = next.nextElementSibling;
    else parent.insertBefore(node, next);
  }
  for (const node of old.values()) node.remove();
}

/** Puts `fresh` where `stale` is; focus goes to the part with the same `data-focus`, if there is one. */
export function replaceKeepingFocus(stale, fresh) {
  const held = stale.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
  stale.replaceWith(fresh);
  if (held) [fresh, ...fresh.querySelectorAll("[data-focus]")].find((node) => node.dataset.focus === held)?.focus();
}

/** Puts the focus where it was, or on what was drawn anew in its place. */
export function focusAgain(node) {
  const again = node?.isConnected
    ? node
    : [...document.querySelectorAll("[data-focus]")].find((other) => other.dataset.focus === node?.dataset.focus);
  again?.focus({ preventScroll: true });
}

/** Redraws a region through `draw`; focus goes back to the part with the same `data-focus`. */
export function redraw(region, ...children) {
  const held = region.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
  replace(region, ...children);
  if (held) [...region.querySelectorAll("[data-focus]")].find((node) => node.dataset.focus === held)?.focus();
}

/** Lets arrow keys walk a row of tabs; `then` is called with the tab that got the focus. */
export function moveFocusIn(event, row, then) {
  const tabs = [...row.querySelectorAll("[role=tab]")];
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
  next.focus();
  then(next);
}
