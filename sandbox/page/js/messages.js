// A list of messages: days, the line above what is new, what only the reader sees; it keeps its place while it grows.

import { h, reconcile } from "./dom.js";
import { message, signature } from "./message.js";
import { store, now } from "./store.js";
import { dateOf, day, dayTitle } from "./text/dates.js";
import { zone } from "./text/render.js";

const TOGETHER_SECONDS = 300;
const NEAR_BOTTOM = 80;
const CONTROLS = "a, button, input, select, textarea";

export class MessageList {
  /** `onOlder` loads what came before; `onBottom` is told when the newest message is in sight. */
  constructor({ label, isThread, onOlder = () => {}, onBottom = () => {} }) {
    this.isThread = isThread;
    this.isStuck = true;
    this.highlighted = null;
    this.rows = h("div", { class: "rows", role: "list" });
    this.element = h("div", { class: "messages", role: "region", "aria-label": label, tabindex: "-1" }, this.rows);
    this.element.addEventListener(
      "scroll",
      () => {
        this.isStuck = this.isAtBottom;
        if (this.isStuck) onBottom();
        if (this.element.scrollTop < 200) onOlder();
      },
      { passive: true },
    );
    this.element.addEventListener("keydown", (event) => this.#move(event));
    this.rows.addEventListener("focusin", ({ target }) => {
      const entered = target.closest(".message");
      if (entered && entered !== this.stop) this.#stopAt(entered);
    });
    new ResizeObserver(() => this.isStuck && this.toBottom()).observe(this.element);
    new ResizeObserver(() => this.isStuck && this.toBottom()).observe(this.rows);
  }

  get isAtBottom() {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    return scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM;
  }

  toBottom() {
    this.isStuck = true;
    this.element.scrollTop = this.element.scrollHeight;
  }

  /** Scrolls to a message and marks it for a while. */
  goTo(ts) {
    const node = this.rows.querySelector(`[data-ts="${CSS.escape(ts)}"]`);
    if (!node) return;
    this.isStuck = false;
    node.scrollIntoView({ block: "center" });
    node.classList.add("highlighted");
    node.focus({ preventScroll: true });
    setTimeout(() => node.classList.remove("highlighted"), 4000);
  }

  draw({ room, messages, ephemerals, lastRead = null, beginning = null, replies = null }) {
    const wasStuck = this.isStuck;
    const fromBottom = this.element.scrollHeight - this.element.scrollTop;
    const oldest = this.oldest;
    const items = this.#items(room, messages, ephemerals, lastRead, beginning, replies);
    this.oldest = messages[0]?.ts;
    reconcile(this.rows, items, {
      key: (item) => item.key,
      signature: (item) => item.signature,
      draw: (item) => item.draw(),
    });
    this.#keepOneTabStop();
    if (wasStuck) this.toBottom();
    else if (oldest && this.oldest < oldest) this.element.scrollTop = this.element.scrollHeight - fromBottom;
  }

  #items(room, messages, ephemerals, lastRead, beginning, replies) {
    const where = zone();
    const items = beginning ? [begin(beginning)] : [];
    let before = null;
    let isNewDrawn = false;
    for (const one of [...messages, ...ephemerals].sort((a, b) => a.ts.localeCompare(b.ts))) {
      const date = dateOf(one.ts);
      const today = day(date, where);
      if (!this.isThread && (!before || day(dateOf(before.ts), where) !== today)) {
        const title = dayTitle(date, now(), where);
        items.push({ key: `day ${today}`, signature: title, draw: () => divider(title) });
        before = null;
      }
      if (lastRead && !isNewDrawn && one.ts > lastRead && one.user !== store.me && !one.is_ephemeral) {
        isNewDrawn = true;
        items.push({ key: "new", signature: "new", draw: () => divider("New", "new") });
        before = null;
      }
      const isFollowing = before !== null && isTogether(before, one);
      const look = { room, isThread: this.isThread, isFollowing };
      items.push({ key: one.ts, signature: signature(one, look), draw: () => drawn(one, look) });
      if (replies !== null && one === messages[0])
        items.push({
          key: "replies",
          signature: replies,
          draw: () => divider(replies === 1 ? "1 reply" : replies ? `${replies} replies` : "No replies yet"),
        });
      before = replies !== null && one === messages[0] ? null : one;
    }
    return items;
  }

  // Tab stops at one message and what is in it; arrow keys go from message to message.
  #keepOneTabStop() {
    const all = [...this.rows.querySelectorAll(".message")];
    const focused = all.find((node) => node.contains(document.activeElement));
    this.#stopAt(focused ?? (this.stop?.isConnected ? this.stop : all.at(-1)));
  }

  #stopAt(held) {
    this.stop = held;
    for (const node of this.rows.querySelectorAll(".message")) {
      node.tabIndex = node === held ? 0 : -1;
      for (const part of node.querySelectorAll(CONTROLS)) {
        if (node === held) part.removeAttribute("tabindex");
        else part.tabIndex = -1;
      }
    }
  }

  #move(event) {
    if (!event.target.classList?.contains("message")) return;
    const all = [...this.rows.querySelectorAll(".message")];
    const next = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const target = next ? all[all.indexOf(event.target) + next] : { Home: all[0], End: all.at(-1) }[event.key];
    if (!target) return;
    event.preventDefault();
    target.focus();
  }
}

/** Draws a message; one that this page can't draw must not take the others with it. */
function drawn(one, look) {
  try {
    return message(one, look);
  } catch (error) {
    return h(
      "div",
      { class: "message compact system", role: "listitem", tabindex: "-1", data: { ts: one.ts } },
      h("div", { class: "gutter" }),
      h("div", { class: "content text" }, `This page could not draw a message: ${error.message}`),
    );
  }
}

function isTogether(before, after) {
  const isPlain = (one) => !one.subtype || one.subtype === "thread_broadcast" || one.subtype === "bot_message";
  return (
    before.user === after.user &&
    !before.is_ephemeral &&
    !after.is_ephemeral &&
    isPlain(before) &&
    isPlain(after) &&
    Number(after.ts) - Number(before.ts) < TOGETHER_SECONDS
  );
}

function divider(text, kind = "") {
  return h("div", { class: `day-divider ${kind}`, role: "separator", "aria-label": text }, h("span", {}, text));
}

function begin({ key, title, text }) {
  const draw = () =>
    h("div", { class: "beginning" }, title ? h("h2", { class: "cut" }, title) : null, h("p", {}, text));
  return { key, signature: [title, text], draw };
}
