// Draws Block Kit's interactive elements. Source: docs.slack.dev/reference/block-kit/block-elements

import { h, icon } from "../dom.js";
import { menu } from "../overlay.js";
import { inlineText, plainText } from "../text/render.js";
import { dateInput, momentInput, timeInput } from "./dates.js";
import { fileInput } from "./files.js";
import { picture } from "./pictures.js";
import { select } from "./selects.js";
import { longText, shortText } from "./texts.js";

/** Gives an element as DOM; `block` is where it stands. */
export function element(part, block, surface) {
  return (ELEMENTS[part.type] ?? unknown)(part, block, surface);
}

export const isInput = (node) => node.matches("input, textarea, select, [role=combobox]");

const ELEMENTS = {
  button,
  workflow_button: (part, block, surface) => button({ ...part, url: null }, block, surface),
  overflow,
  image: (part) => picture(part, "small"),
  radio_buttons: (part, block, surface) => options("radio", part, block, surface),
  checkboxes: (part, block, surface) => options("checkbox", part, block, surface),
  datepicker: dateInput,
  timepicker: timeInput,
  datetimepicker: momentInput,
  plain_text_input: (part, block, surface) => (part.multiline ? longText : shortText)(part, block, surface),
  rich_text_input: longText,
  email_text_input: shortText,
  url_text_input: shortText,
  number_input: shortText,
  file_input: fileInput,
};
for (const source of ["static", "external", "users", "channels", "conversations"]) {
  ELEMENTS[`${source}_select`] = select;
  ELEMENTS[`multi_${source}_select`] = select;
}

function button(part, block, surface) {
  const label = part.accessibility_label ?? null;
  const content = part.text ? plainText(part.text.text, { hasEmoji: part.text.emoji !== false }) : part.action_id;
  const press = async () => {
    if (node.getAttribute("aria-busy")) return;
    // The address opens at once: a browser lets a page open one only while a click is being handled.
    if (part.url && !part.confirm) open(part.url, "_blank", "noopener");
    const isTold = await surface.act(block, part, part.value, node);
    if (isTold && part.url && part.confirm) open(part.url, "_blank", "noopener");
  };
  const node = h(
    "button",
    {
      type: "button",
      class: part.style ?? null,
      "aria-label": label,
      data: { actionId: part.action_id ?? "", focus: `${block.block_id} ${part.action_id}` },
      onclick: press,
    },
    h("span", { class: "button-text" }, content),
    part.url ? icon("link") : null,
  );
  return node;
}

function overflow(part, block, surface) {
  const choose = (option) => {
    if (option.url) open(option.url, "_blank", "noopener");
    surface.act(block, part, option.value, node);
  };
  const items = () =>
    part.options.map((option) => ({
      label: inlineText(option.text),
      hint: option.description?.text,
      act: () => choose(option),
    }));
  const node = h(
    "button",
    {
      type: "button",
      class: "overflow",
      "aria-label": "More",
      "aria-haspopup": "menu",
      data: { actionId: part.action_id, focus: `${block.block_id} ${part.action_id}` },
      onclick: () => menu(node, items(), "More"),
    },
    icon("more"),
  );
  return node;
}

let count = 0;

function options(kind, part, block, surface) {
  const isMany = kind === "checkbox";
  const initial = isMany
    ? (part.initial_options ?? []).map((option) => option.value)
    : (part.initial_option?.value ?? null);
  const value = surface.read(block, part, initial);
  const group = `choice-group-${++count}`;
  const isOn = (option) => (isMany ? value.includes(option.value) : value === option.value);
  const change = () => {
    const on = [...node.querySelectorAll("input:checked")].map((input) => part.options[Number(input.value)].value);
    surface.changed(block, part, isMany ? on : (on[0] ?? null), node);
  };
  const node = h(
    "div",
    { class: "option-group", role: isMany ? "group" : "radiogroup", data: { actionId: part.action_id } },
    part.options.map((option, index) => {
      const input = h("input", {
        type: kind,
        name: group,
        value: String(index),
        onchange: change,
        data: { focus: `${block.block_id} ${part.action_id} ${index}` },
      });
      input.checked = isOn(option);
      return h(
        "label",
        {},
        input,
        h(
          "span",
          {},
          inlineText(option.text),
          option.description ? h("span", { class: "hint" }, inlineText(option.description)) : null,
        ),
      );
    }),
  );
  return node;
}

function unknown(part) {
  return h("span", { class: "hint" }, `A “${part.type}”, which this page does not offer`);
}
