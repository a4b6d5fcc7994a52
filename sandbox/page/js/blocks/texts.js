// Inputs for text, numbers, addresses and rich text.

import { h } from "../dom.js";

const TYPES = { email_text_input: "email", url_text_input: "url", number_input: "text" };
const LIMIT = 3000;

/** Gives a one-line input. */
export function shortText(part, block, surface) {
  const node = h("input", {
    ...common(part, block, surface),
    type: TYPES[part.type] ?? "text",
    inputmode: part.type === "number_input" ? (part.is_decimal_allowed ? "decimal" : "numeric") : null,
  });
  return tellOn(node, part, block, surface);
}

/** Gives an input of several lines. */
export function longText(part, block, surface) {
  return tellOn(h("textarea", { ...common(part, block, surface), rows: "4" }), part, block, surface);
}

function common(part, block, surface) {
  return {
    value: surface.read(block, part, initialText(part)) ?? "",
    placeholder: part.placeholder?.text ?? "",
    maxlength: part.type === "number_input" ? null : Math.min(part.max_length ?? LIMIT, LIMIT),
    "aria-label": block.label?.text ?? part.placeholder?.text ?? "Text",
    autofocus: part.focus_on_load ?? false,
    autocomplete: "off",
    dir: "auto",
    data: { actionId: part.action_id, focus: `${block.block_id} ${part.action_id}` },
  };
}

function initialText({ initial_value: initial }) {
  if (typeof initial !== "object" || initial === null) return initial ?? null;
  const leaves = (parts) =>
    parts.flatMap((part) => (part.elements ? [...leaves(part.elements), "\n"] : [part.text ?? part.url ?? ""]));
  return leaves(initial.elements).join("").trimEnd();
}

// An input tells the app while it is typed in, or on Enter, only if it asks for that.
function tellOn(node, part, block, surface) {
  const wants = block.dispatch_action ? (part.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"]) : [];
  node.addEventListener("input", () => {
    surface.write(block, part, node.value);
    if (wants.includes("on_character_entered")) surface.act(block, part, node.value);
  });
  node.addEventListener("keydown", (event) => {
    if (
      event.key !== "Enter" ||
      event.isComposing ||
      !wants.includes("on_enter_pressed") ||
      node.tagName === "TEXTAREA"
    )
      return;
    event.preventDefault();
    event.stopPropagation();
    surface.act(block, part, node.value);
  });
  return node;
}
