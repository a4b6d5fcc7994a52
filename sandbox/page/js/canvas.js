// A channel's canvas, drawn from its markdown as far as apps write it: headings, lists, quotes, rules, bold, code.

import { h } from "./dom.js";

/** Gives the canvas of a conversation, or what stands there while there is none. */
export function canvas(room) {
  if (!room.canvas) return h("p", { class: "empty" }, "This channel has no canvas yet.");
  return h(
    "article",
    { class: "canvas", dir: "auto", "aria-label": room.canvas.title || "Canvas" },
    room.canvas.title ? h("p", { class: "hint" }, room.canvas.title) : null,
    blocks(room.canvas.markdown),
  );
}

function blocks(markdown) {
  const drawn = [];
  let items = null;
  for (const line of markdown.split("\n")) {
    const item = /^[*-] (.*)$/.exec(line);
    if (item && !items) drawn.push((items = h("ul", {})));
    if (item) items.append(h("li", {}, inline(item[1])));
    else {
      items = null;
      if (line.trim()) drawn.push(block(line));
    }
  }
  return drawn;
}

function block(line) {
  const heading = /^(#{1,3}) (.*)$/.exec(line);
  if (heading) return h(`h${heading[1].length + 1}`, {}, inline(heading[2]));
  if (/^-{3,}$/.test(line)) return h("hr", {});
  if (line.startsWith("> ")) return h("blockquote", {}, inline(line.slice(2)));
  return h("p", {}, inline(line));
}

function inline(text) {
  return text.split(/(\*\*[^*]+\*\*|`[^`]+`)/).map((part) => {
    if (/^\*\*[^*]+\*\*$/.test(part)) return h("strong", {}, part.slice(2, -2));
    if (/^`[^`]+`$/.test(part)) return h("code", {}, part.slice(1, -1));
    return part;
  });
}
