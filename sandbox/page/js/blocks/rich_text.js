// Draws rich_text blocks: sections, lists, quotes and preformatted text, with their styles.
// Source: docs.slack.dev/reference/block-kit/blocks/rich-text-block

import { h } from "../dom.js";
import { channelMention, emojiNode, inlineNode, link, userMention } from "../text/render.js";

export function richText({ elements }) {
  return h(
    "div",
    { class: "rich-text mrkdwn", dir: "auto" },
    elements.map((part) => PARTS[part.type]?.(part)),
  );
}

const PARTS = {
  rich_text_section: ({ elements }) => h("p", {}, elements.map(leaf)),
  rich_text_quote: ({ elements }) => h("blockquote", {}, elements.map(leaf)),
  rich_text_preformatted: ({ elements }) =>
    h(
      "pre",
      {},
      h(
        "code",
        {},
        elements.map((part) => part.text ?? part.url ?? ""),
      ),
    ),
  rich_text_list: ({ style, indent = 0, offset = 0, elements }) => {
    const items = elements.map((item) => h("li", {}, item.elements.map(leaf)));
    // A nested list comes as a list beside the outer one, with its depth as `indent`.
    const props = { class: ["disc", "circle", "square"][indent % 3], style: { "--indent": indent } };
    return style === "ordered" ? h("ol", { ...props, start: offset + 1 }, items) : h("ul", props, items);
  },
};

const STYLES = [
  ["code", "code"],
  ["strike", "s"],
  ["italic", "em"],
  ["bold", "strong"],
  ["underline", "u"],
];

function leaf(part) {
  const node = bare(part);
  return STYLES.reduce((inner, [style, tag]) => (part.style?.[style] ? h(tag, {}, inner) : inner), node);
}

function bare(part) {
  switch (part.type) {
    case "text":
      return textWithBreaks(part.text);
    case "link":
      return link(part.url, part.text || part.url);
    case "emoji":
      return emojiNode(part.skin_tone ? `${part.name}::skin-tone-${part.skin_tone}` : part.name);
    case "user":
      return userMention(part.user_id);
    case "channel":
      return channelMention(part.channel_id);
    case "usergroup":
      return h("span", { class: "mention" }, "@group");
    case "broadcast":
      return inlineNode({ type: "broadcast", range: part.range });
    case "date":
      return inlineNode({
        type: "date",
        ts: part.timestamp,
        format: part.format,
        link: part.url,
        fallback: part.fallback ?? "",
      });
    case "color":
      return h("code", {}, part.value);
    default:
      return part.text ?? "";
  }
}

function textWithBreaks(text) {
  return text.split("\n").flatMap((line, index) => (index ? [h("br"), line] : [line]));
}
