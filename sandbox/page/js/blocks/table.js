// Draws table blocks: the first row is the head. Source: docs.slack.dev/reference/block-kit/blocks/table-block

import { h } from "../dom.js";
import { plainText } from "../text/render.js";
import { richText } from "./rich_text.js";

export function table({ rows, column_settings: columns = [] }) {
  const [head, ...body] = rows.map((row) => row.map(content));
  const props = (index) => ({
    class: `${columns[index]?.align ?? "left"}${columns[index]?.is_wrapped ? " wraps" : ""}`,
  });
  return h(
    "div",
    { class: "table-block", tabindex: "0", role: "region", "aria-label": "Table" },
    h(
      "table",
      {},
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          (head ?? []).map((cell, index) => h("th", { ...props(index), scope: "col" }, cell)),
        ),
      ),
      h(
        "tbody",
        {},
        body.map((row) =>
          h(
            "tr",
            {},
            row.map((cell, index) => h("td", props(index), cell)),
          ),
        ),
      ),
    ),
  );
}

function content(cell) {
  if (cell.type === "rich_text") return richText(cell);
  return plainText(String(cell.text ?? cell.value ?? ""), { hasEmoji: false });
}
