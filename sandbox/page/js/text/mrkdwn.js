// Reads Slack's mrkdwn into a tree of plain objects.
// Source: docs.slack.dev/messaging/formatting-message-text. There is no nesting of blocks, and no lists or headings.
//
// Blocks: {type: paragraph | quote, children} and {type: pre, text}.
// Inline: text, br, bold, italic, strike, code, emoji, link, user, channel, group, broadcast, date.

import { symbolOf } from "./emoji.js";

const PRE = /```\n?([\s\S]+?)\n?```/g;
// Private-use characters stand for code blocks while the lines are cut.
const MARK = /\ue000(\d+)\ue001/;

/** Gives the tree of a text as Slack's API has it, with &amp; &lt; &gt; and <…>. */
export function parse(text, { isPlain = false } = {}) {
  if (isPlain) return [{ type: "paragraph", children: plain(text) }];
  const codes = [];
  const marked = String(text)
    .replace(/[\ue000\ue001]/g, "")
    .replace(PRE, (_, code) => `\ue000${codes.push(code) - 1}\ue001`);
  return quotes(marked).flatMap(({ isQuote, lines }) => {
    const blocks = cut(lines.join("\n"), codes);
    return isQuote ? [{ type: "quote", children: blocks }] : blocks;
  });
}

function quotes(text) {
  const runs = [];
  let isRest = false;
  for (let line of text.split("\n")) {
    let isQuote = isRest;
    if (!isRest && /^(&gt;|>){3}/.test(line)) {
      [isRest, isQuote] = [true, true];
      line = line.replace(/^(&gt;|>){3} ?/, "");
    } else if (!isRest && /^(&gt;|>)/.test(line)) {
      isQuote = true;
      line = line.replace(/^(&gt;|>) ?/, "");
    }
    if (runs.at(-1)?.isQuote === isQuote) runs.at(-1).lines.push(line);
    else runs.push({ isQuote, lines: [line] });
  }
  return runs;
}

function cut(text, codes) {
  const blocks = [];
  for (const [index, part] of text.split(MARK).entries()) {
    if (index % 2) blocks.push({ type: "pre", text: decodeCode(codes[Number(part)]) });
    else if (part.replace(/^\n|\n$/g, "") || (part && text === part))
      blocks.push({ type: "paragraph", children: inline(trimAround(part, index, text)) });
  }
  return blocks;
}

// A code block is a block of its own, so the line breaks next to it are not shown once more.
function trimAround(part, index, text) {
  if (part === text) return part;
  return (index > 0 ? part.replace(/^\n/, "") : part).replace(/\n$/, "");
}

const STYLES = { "*": "bold", _: "italic", "~": "strike" };
const WORD = /[\p{L}\p{N}]/u;
const ADDRESS = /^https?:\/\/[^\s<>]*[^\s<>.,;:!?)\]'"*_~]/;
const EMOJI = /^:([\w+'-]+(?:::skin-tone-[2-6])?):/;

/** Gives the inline nodes of a piece of mrkdwn. */
export function inline(text) {
  const nodes = [];
  let written = "";
  const flush = () => {
    if (written) nodes.push({ type: "text", text: decode(written) });
    written = "";
  };
  for (let i = 0; i < text.length;) {
    const found = startsAt(text, i);
    if (found) {
      flush();
      nodes.push(found.node);
      i += found.length;
    } else written += text[i++];
  }
  flush();
  return nodes;
}

function startsAt(text, i) {
  const character = text[i];
  if (character === "\n") return { node: { type: "br" }, length: 1 };
  if (character === "<") return special(text, i);
  if (character === "`") return code(text, i);
  if (character === ":") return emoji(text, i);
  if (character === "h" && !WORD.test(text[i - 1] ?? " ")) return address(text, i);
  return STYLES[character] ? styled(text, i) : null;
}

function special(text, i) {
  const whole = /^<([^<>]+)>/.exec(text.slice(i));
  return whole && { node: reference(whole[1]), length: whole[0].length };
}

function code(text, i) {
  const whole = /^`([^`\n]+)`/.exec(text.slice(i));
  return whole && { node: { type: "code", text: decodeCode(whole[1]) }, length: whole[0].length };
}

function emoji(text, i) {
  const whole = EMOJI.exec(text.slice(i, i + 120));
  const symbol = whole && symbolOf(whole[1]);
  return symbol ? { node: { type: "emoji", name: whole[1], symbol }, length: whole[0].length } : null;
}

function address(text, i) {
  const whole = ADDRESS.exec(text.slice(i));
  return whole && { node: { type: "link", url: decode(whole[0]), label: null }, length: whole[0].length };
}

function styled(text, i) {
  const mark = text[i];
  const before = text[i - 1] ?? " ";
  if (WORD.test(before) || before === mark || /[\s]/.test(text[i + 1] ?? " ") || text[i + 1] === mark) return null;
  const end = closing(text, i + 1, mark);
  if (end === null) return null;
  return { node: { type: STYLES[mark], children: inline(text.slice(i + 1, end)) }, length: end + 1 - i };
}

function closing(text, start, mark) {
  for (let j = start; j < text.length && text[j] !== "\n"; j++) {
    if (text[j] === "<" || text[j] === "`") {
      const skipped = text[j] === "<" ? special(text, j) : code(text, j);
      if (skipped) j += skipped.length - 1;
    } else if (
      text[j] === mark &&
      j > start &&
      !/\s/.test(text[j - 1]) &&
      !WORD.test(text[j + 1] ?? " ") &&
      text[j + 1] !== mark
    ) {
      return j;
    }
  }
  return null;
}

/** Gives the node for what stands between < and >. */
function reference(content) {
  const bar = content.indexOf("|");
  const target = bar < 0 ? content : content.slice(0, bar);
  const label = bar < 0 ? null : decode(content.slice(bar + 1));
  if (target[0] === "@") return { type: "user", id: target.slice(1), label };
  if (target[0] === "#") return { type: "channel", id: target.slice(1), label };
  if (target[0] !== "!") return { type: "link", url: decode(target), label };
  const [kind, ...rest] = target.slice(1).split("^");
  if (kind === "date")
    return {
      type: "date",
      ts: Number(rest[0]),
      format: decode(rest[1] ?? ""),
      link: rest[2] ? decode(rest[2]) : null,
      fallback: label ?? "",
    };
  if (kind === "subteam") return { type: "group", id: rest[0], label };
  if (["here", "channel", "everyone"].includes(kind)) return { type: "broadcast", range: kind };
  return { type: "text", text: label ?? `<${target}>` };
}

/** Gives the nodes of plain text: emoji names become emoji, nothing else is special. */
export function plain(text, { hasEmoji = true } = {}) {
  const nodes = [];
  let rest = String(text);
  for (const line of rest.split("\n").entries()) {
    if (line[0]) nodes.push({ type: "br" });
    rest = line[1];
    let written = "";
    for (let i = 0; i < rest.length;) {
      const found = hasEmoji && rest[i] === ":" ? emoji(rest, i) : null;
      if (!found) written += rest[i++];
      else {
        if (written) nodes.push({ type: "text", text: decode(written) });
        written = "";
        nodes.push(found.node);
        i += found.length;
      }
    }
    if (written) nodes.push({ type: "text", text: decode(written) });
  }
  return nodes;
}

const ENTITIES = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };

/** Turns Slack's three entities into their characters; there are no others. */
export const decode = (text) => text.replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity]);

// Inside code Slack shows an address bare: <https://x.org|x.org> reads x.org there.
const decodeCode = (text) =>
  decode(text.replace(/<([^<>|\n]+)(?:\|([^<>\n]*))?>/g, (_, target, label) => label ?? target));
