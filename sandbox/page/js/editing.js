// Editing a message in place.

import { control } from "./api.js";
import { h } from "./dom.js";
import { attempt } from "./overlay.js";
import { attachCompletion } from "./completion.js";
import { tell } from "./store.js";
import { encode, typed } from "./text/encode.js";

let edited = null;

export const isEdited = (ts, isThread) => edited === `${isThread} ${ts}`;

/** Starts editing a message where it stands. */
export function edit(ts, isThread) {
  edited = `${isThread} ${ts}`;
  tell("messages", "thread");
  document.querySelector(`${isThread ? "#pane" : "#main"} .editor textarea`)?.focus();
}

function stop() {
  edited = null;
  tell("messages", "thread");
}

export function editor(room, one, isThread) {
  const field = h("textarea", { rows: "3", "aria-label": "Edit message", value: typed(one.text), dir: "auto" });
  const done = () => {
    stop();
    document.querySelector(`${isThread ? "#pane" : "#main"} [data-ts="${CSS.escape(one.ts)}"]`)?.focus();
  };
  const save = async () => {
    const text = field.value.trim();
    if (!text) return;
    const isSaved = await attempt(() => control.post("edit", { channel: room.id, ts: one.ts, text: encode(text) }));
    if (isSaved) done();
  };
  attachCompletion(field, { hasCommands: false });
  field.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === "Escape") done();
    else if (event.key === "Enter" && !event.shiftKey) save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return h(
    "div",
    { class: "editor" },
    field,
    h(
      "div",
      { class: "row" },
      h("button", { type: "button", onclick: done }, "Cancel"),
      h("button", { type: "button", class: "primary", onclick: save }, "Save"),
    ),
  );
}
