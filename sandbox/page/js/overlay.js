// What lies above the page: popovers, menus, dialogs, questions, short notices. Escape and a click outside close them.

import { append, focusAgain, h, icon, iconButton } from "./dom.js";

let open = null;

/** Shows `content` near `anchor`; gives a function that closes it. Focus goes to the first field and comes back. */
export function popover(
  anchor,
  content,
  { label, role = "dialog", className = "", onclose, focus = true, keepsFocus = false } = {},
) {
  open?.close();
  const holder = anchor.closest("[data-focus]");
  const box = h("div", { class: `popover ${className}`, popover: "auto", role, "aria-label": label }, content);
  const host = anchor.closest("dialog") ?? document.body;
  host.append(box);
  const handle = { box, close: () => box.isConnected && box.hidePopover() };
  box.addEventListener("toggle", ({ newState }) => {
    if (newState !== "closed") return;
    if (open === handle) open = null;
    const hadFocus = box.contains(document.activeElement) || document.activeElement === document.body;
    box.remove();
    anchor.removeAttribute("aria-expanded");
    if (hadFocus && !keepsFocus) focusAgain(anchor.isConnected ? anchor : holder);
    onclose?.();
  });
  box.showPopover();
  anchor.setAttribute("aria-expanded", "true");
  place(box, anchor);
  open = handle;
  if (focus)
    (box.querySelector("[autofocus], input, textarea, [tabindex='0'], button, a[href]") ?? box).focus({
      preventScroll: true,
    });
  return handle;
}

/** Puts a popover below its anchor, or above it when there is more room, and inside the window. */
export function place(box, anchor) {
  const gap = 6;
  const at = anchor.getBoundingClientRect();
  const { innerWidth: width, innerHeight: height } = window;
  const below = height - at.bottom - gap * 2;
  const above = at.top - gap * 2;
  const goesUp = box.offsetHeight > below && above > below;
  box.style.maxHeight = `${Math.max(120, goesUp ? above : below)}px`;
  const left = Math.min(at.left, width - box.offsetWidth - gap);
  box.style.left = `${Math.max(gap, left)}px`;
  box.style.top = goesUp ? `${Math.max(gap, at.top - gap - box.offsetHeight)}px` : `${at.bottom + gap}px`;
}

export const closePopover = () => open?.close();

/** Shows a menu of `{label, hint, icon, isDanger, act}`; a null draws a line. Arrow keys move. */
export function menu(anchor, items, label) {
  const list = h("div", { class: "menu" });
  const handle = () => open?.close();
  append(
    list,
    items.map((item) => {
      if (!item) return h("hr");
      const act = () => {
        handle();
        item.act();
      };
      return h(
        "button",
        { type: "button", role: "menuitem", class: item.isDanger ? "danger" : null, onclick: act },
        item.icon ? icon(item.icon) : null,
        h("span", { class: "grow" }, item.label),
        item.hint ? h("span", { class: "hint" }, item.hint) : null,
      );
    }),
  );
  list.addEventListener("keydown", (event) => moveFocus(event, [...list.querySelectorAll("[role=menuitem]")]));
  return popover(anchor, list, { label, role: "menu" });
}

/** Lets arrow keys, Home and End move the focus among `items`. */
export function moveFocus(event, items, { isHorizontal = false } = {}) {
  const [back, ahead] = isHorizontal ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
  const at = items.indexOf(document.activeElement);
  const next = { [back]: at - 1, [ahead]: at + 1, Home: 0, End: items.length - 1 }[event.key];
  if (next === undefined || !items.length) return;
  event.preventDefault();
  items[(next + items.length) % items.length].focus();
}

/**
 * Shows a dialog with a title, a body and buttons in a footer; gives `{element, close}`. `onclose` hears how it was
 * closed: "dismiss" for Escape, the cross and the backdrop. A dialog that may not close that way answers false.
 */
export function dialog({ title, body, footer, className = "", onclose, mayDismiss = () => true, heading = null }) {
  const previous = document.activeElement;
  const titleId = `title-${++count}`;
  const dismiss = () => mayDismiss() !== false && finish("dismiss");
  const element = h(
    "dialog",
    { class: `dialog ${className}`, "aria-labelledby": titleId },
    h("header", {}, h("h2", { id: titleId }, heading ?? title), iconButton("close", "Close", dismiss)),
    h("div", { class: "dialog-body", tabindex: "-1" }, body),
    footer ? h("footer", {}, footer) : null,
  );
  function finish(how) {
    if (!element.isConnected) return;
    element.close();
    element.remove();
    focusAgain(previous);
    onclose?.(how);
  }
  element.addEventListener("cancel", (event) => {
    event.preventDefault();
    if (event.target === element) dismiss();
  });
  element.addEventListener("pointerdown", (event) => {
    if (event.target !== element) return;
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const isOutside = event.clientX < left || event.clientX > right || event.clientY < top || event.clientY > bottom;
    if (isOutside) dismiss();
  });
  document.getElementById("dialogs").append(element);
  element.showModal();
  (
    element.querySelector("[autofocus]") ?? element.querySelector(".dialog-body :is(input, textarea, select, button)")
  )?.focus();
  return {
    element,
    close: () => finish("done"),
    set: (...content) => element.querySelector(".dialog-body").replaceChildren(...content),
  };
}

let count = 0;

/** Asks a question; gives true for yes. */
export function ask({ title, body, yes, no = "Cancel", isDanger = false }) {
  return new Promise((resolve) => {
    let answer = false;
    const decide = (given) => () => {
      answer = given;
      shown.close();
    };
    const shown = dialog({
      title,
      heading: title,
      className: "question",
      body,
      footer: [
        h("button", { type: "button", onclick: decide(false) }, no),
        h(
          "button",
          { type: "button", class: isDanger ? "danger" : "primary", autofocus: true, onclick: decide(true) },
          yes,
        ),
      ],
      onclose: () => resolve(answer),
    });
    shown.element.querySelector("footer button:last-child").focus();
  });
}

const NOTICE_MS = 6000;

/** Shows a short notice; screen readers read it. */
export function toast(text, { isError = false } = {}) {
  const box = h(
    "div",
    { class: isError ? "toast error" : "toast" },
    h("span", {}, text),
    iconButton("close", "Dismiss", () => box.remove()),
  );
  const host = document.getElementById("toasts");
  host.append(box);
  while (host.children.length > 3) host.firstElementChild.remove();
  setTimeout(() => box.remove(), NOTICE_MS);
}

/** Runs what a person asked for; a refusal becomes a notice. Gives what `act` gave, or null. */
export async function attempt(act) {
  try {
    return await act();
  } catch (error) {
    toast(error.message, { isError: true });
    return null;
  }
}
