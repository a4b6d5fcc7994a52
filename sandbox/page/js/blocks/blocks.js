// Draws Block Kit's blocks. Source: docs.slack.dev/reference/block-kit/blocks

import { h } from "../dom.js";
import { inlineText, mrkdwn, plainText, textObject } from "../text/render.js";
import { chart } from "./charts.js";
import { element as draw, isInput } from "./elements.js";
import { picture } from "./pictures.js";
import { richText } from "./rich_text.js";
import { table } from "./table.js";

/** Gives the blocks of a surface as DOM. */
export function blocks(list, surface) {
  return h(
    "div",
    { class: `blocks on-${surface.kind}` },
    list.map((block, index) => {
      const named = block.block_id ? block : { ...block, block_id: `block-${index}` };
      const drawn = (BLOCKS[block.type] ?? unknown)(named, surface);
      drawn.classList.add("block");
      drawn.dataset.blockId = named.block_id;
      return drawn;
    }),
  );
}

const BLOCKS = {
  header: ({ text }) =>
    h("h3", { class: "header-block", dir: "auto" }, plainText(text.text, { hasEmoji: text.emoji !== false })),
  divider: () => h("hr"),
  section,
  context,
  actions: (block, surface) =>
    h(
      "div",
      { class: "actions-block" },
      block.elements.map((element) => draw(element, block, surface)),
    ),
  context_actions: (block, surface) =>
    h(
      "div",
      { class: "actions-block" },
      block.elements.map((element) => draw(element, block, surface)),
    ),
  image: ({ title, ...image }) =>
    h(
      "figure",
      { class: "image-block" },
      title ? h("figcaption", {}, plainText(title.text)) : null,
      picture(image, "wide"),
    ),
  input,
  rich_text: (block) => richText(block),
  table,
  data_visualization: (block) => chart(block),
  markdown: ({ text }) => mrkdwn(fromMarkdown(text)),
  video: ({ title, title_url: url, description, alt_text: alt }) =>
    h(
      "div",
      { class: "card-block" },
      h(
        "strong",
        {},
        "▶ ",
        url
          ? h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, plainText(title.text))
          : plainText(title.text),
      ),
      h("div", { class: "hint" }, description ? plainText(description.text) : alt),
    ),
};

function section(block, surface) {
  const wide = ["image"].includes(block.accessory?.type);
  return h(
    "div",
    { class: wide ? "section-block has-picture" : "section-block" },
    h(
      "div",
      { class: "grow" },
      textObject(block.text),
      block.fields
        ? h(
            "div",
            { class: "fields" },
            block.fields.map((field) => textObject(field)),
          )
        : null,
    ),
    block.accessory ? h("div", { class: "accessory" }, draw(block.accessory, block, surface)) : null,
  );
}

function context({ elements }) {
  return h(
    "div",
    { class: "context-block" },
    elements.map((part) =>
      part.type === "image" ? picture(part, "tiny") : h("span", { dir: "auto" }, inlineText(part)),
    ),
  );
}

let count = 0;

function input(block, surface) {
  const id = `input-${++count}`;
  const isGroup = ["radio_buttons", "checkboxes"].includes(block.element.type);
  const label = [plainText(block.label.text), block.optional ? h("span", { class: "hint" }, " (optional)") : null];
  const drawn = draw(block.element, block, surface);
  const field = isInput(drawn) ? drawn : drawn.querySelector("input, textarea, [role=combobox]");
  const help = h(
    "div",
    { class: "hint", id: `${id}-hint`, hidden: !block.hint },
    block.hint ? plainText(block.hint.text) : null,
  );
  const error = h("div", { class: "field-error", id: `${id}-error`, role: "alert" });
  if (field && !isGroup) {
    field.id ||= id;
    field.setAttribute("aria-describedby", `${id}-hint ${id}-error`);
    if (!block.optional) field.setAttribute("aria-required", "true");
  }
  const body = [drawn, help, error];
  if (isGroup) return h("fieldset", { class: "input-block" }, h("legend", {}, label), body);
  return h("div", { class: "input-block" }, h("label", { for: field?.id }, label), body);
}

// Slack's markdown block takes ordinary Markdown; the marks that differ from mrkdwn are turned into it.
function fromMarkdown(text) {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replace(/^#{1,6} +(.+)$/gm, "**$1**")
    .replace(/(?<!\*)\*(?!\*|\s)([^*\n]+?)\*(?!\*)/g, "_$1_")
    .replace(/\*\*(.+?)\*\*/g, "*$1*")
    .replace(/~~(.+?)~~/g, "~$1~")
    .replace(/^(\s*)[-*] /gm, "$1• ")
    .replace(/\[([^\]]+)\]\((https?:[^)\s]+)\)/g, "<$2|$1>");
}

function unknown(block) {
  return h(
    "details",
    { class: "card-block" },
    h("summary", {}, `A “${block.type}” block, which this page does not draw`),
    h("pre", {}, JSON.stringify(block, null, 2)),
  );
}
