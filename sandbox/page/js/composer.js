// Where one writes: messages, replies and commands.

import { control } from "./api.js";
import { attachCompletion } from "./completion.js";
import { h, icon, iconButton } from "./dom.js";
import { edit } from "./editing.js";
import { chooseEmoji } from "./emoji_picker.js";
import { attempt, menu } from "./overlay.js";
import { channel, store } from "./store.js";
import { encode } from "./text/encode.js";

const drafts = new Map();

/** Puts a text into the composer of the conversation that is open. */
export function write(text) {
  const field = document.querySelector(".room .composer textarea");
  if (!field) return;
  field.value = text;
  field.focus();
  field.setSelectionRange(text.length, text.length);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

export class Composer {
  /** `threadTs` makes it a thread's. */
  constructor({ channelId, threadTs = null, placeholder }) {
    this.channelId = channelId;
    this.threadTs = threadTs;
    this.key = `${channelId} ${threadTs}`;
    this.field = h("textarea", {
      rows: "1",
      placeholder,
      "aria-label": placeholder,
      dir: "auto",
      value: drafts.get(this.key) ?? "",
      data: { focus: `composer-${this.key}` },
    });
    this.usage = h("div", { class: "usage-line hint", "aria-live": "polite" });
    this.broadcast = threadTs ? h("input", { type: "checkbox" }) : null;
    this.sendButton = h(
      "button",
      { type: "button", class: "send", "aria-label": "Send", title: "Send", onclick: () => this.send() },
      icon("send"),
    );
    this.element = h(
      "div",
      { class: "composer" },
      this.usage,
      this.field,
      h(
        "div",
        { class: "composer-tools" },
        iconButton("emoji", "Emoji", ({ currentTarget }) =>
          chooseEmoji(currentTarget, (name) => this.insert(`:${name}: `), { keepsFocus: true }),
        ),
        h(
          "button",
          {
            type: "button",
            class: "icon-button",
            "aria-label": "Mention someone",
            title: "Mention someone",
            onclick: () => this.insert("@"),
          },
          "@",
        ),
        threadTs
          ? null
          : iconButton("bolt", "Shortcuts and commands", ({ currentTarget }) => this.#shortcuts(currentTarget), {
              "aria-haspopup": "menu",
            }),
        this.broadcast
          ? h(
              "label",
              { class: "hint row" },
              this.broadcast,
              h(
                "span",
                { class: "cut" },
                `Also send to ${channel(channelId)?.name ? `#${channel(channelId).name}` : "the conversation"}`,
              ),
            )
          : null,
        h("span", { class: "grow" }),
        threadTs
          ? null
          : h(
              "span",
              { class: "hint wide-only" },
              h("kbd", {}, "Shift"),
              "+",
              h("kbd", {}, "Enter"),
              " for a new line",
            ),
        this.sendButton,
      ),
    );
    this.completion = attachCompletion(this.field, { hasCommands: !threadTs });
    this.field.addEventListener("input", () => this.#changed());
    this.field.addEventListener("keydown", (event) => this.#key(event));
    requestAnimationFrame(() => this.#changed());
  }

  insert(text) {
    this.field.focus();
    this.field.setRangeText(text, this.field.selectionStart, this.field.selectionEnd, "end");
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #changed() {
    const { value } = this.field;
    if (value) drafts.set(this.key, value);
    else drafts.delete(this.key);
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight + 2, 240)}px`;
    this.sendButton.disabled = !value.trim();
    const command = this.#command(value);
    const known = command && store.app.commands.find(({ name }) => name === command.name);
    this.usage.textContent =
      known && /\s/.test(value) ? `${known.name} ${known.usage_hint} · ${known.description}` : "";
  }

  #key(event) {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === "ArrowUp" && !this.field.value) {
      const messages = this.threadTs ? store.thread.messages : store.room.messages;
      const last = messages.findLast((one) => one.user === store.me && !one.subtype);
      if (!last) return;
      event.preventDefault();
      edit(last.ts, Boolean(this.threadTs));
    }
  }

  #command(text) {
    if (this.threadTs) return null;
    const found = /^\/(\S+)(?:\s+([\s\S]*))?$/.exec(text.trim());
    return found && !found[1].includes("/") ? { name: `/${found[1]}`, text: found[2] ?? "" } : null;
  }

  async send() {
    const written = this.field.value.trim();
    if (!written || this.isSending) return;
    this.completion.close();
    this.isSending = true;
    this.element.setAttribute("aria-busy", "true");
    const isSent = await attempt(() => this.#deliver(written));
    this.isSending = false;
    this.element.removeAttribute("aria-busy");
    if (!isSent) return;
    if (this.field.value.trim() === written) this.field.value = "";
    if (this.broadcast) this.broadcast.checked = false;
    this.#changed();
  }

  async #deliver(written) {
    const command = this.#command(written);
    if (command) {
      const known = store.app.commands.find(({ name }) => name === command.name);
      const text = known?.should_escape ? encode(command.text) : command.text;
      await control.post("command", { channel: this.channelId, command: command.name, text }).catch(saidInChannel);
    } else {
      const thread = this.threadTs ? { thread_ts: this.threadTs, broadcast: this.broadcast.checked } : {};
      await control.post("message", { channel: this.channelId, text: encode(written), ...thread });
    }
    return true;
  }

  #shortcuts(anchor) {
    const global = store.app.shortcuts.filter(({ kind }) => kind === "global");
    const shortcuts = global.map((one) => ({
      label: one.name,
      hint: store.app.name,
      icon: "bolt",
      act: () => attempt(() => control.post("shortcut", { callback_id: one.callback_id })),
    }));
    const commands = store.app.commands.map((one) => ({
      label: one.name,
      hint: one.description,
      act: () => write(`${one.name} `),
    }));
    menu(
      anchor,
      [...shortcuts, ...(shortcuts.length && commands.length ? [null] : []), ...commands],
      "Shortcuts and commands",
    );
  }
}

// A command the app failed at is told in the channel, to the one who typed it.
function saidInChannel(error) {
  if (error.status !== 502) throw error;
}
