// The table of emoji: names to symbols and back, search for the picker and completion.

const TAKES_SKIN_TONE = 1;
const IS_OBSOLETE = 2;
const TONE_NAME = /^(.+?)::skin-tone-([2-6])$/;
const FIRST_TONE = 0x1f3fb;
const VARIATION = "\ufe0f";

const bySymbol = new Map();
const byName = new Map();
const shelves = [];

/** Fills the table; everything else here waits for it to have been called. */
export async function loadEmoji() {
  const table = await (await fetch("/page/emoji.json")).json();
  for (const [category, rows] of Object.entries(table)) {
    const shown = [];
    for (const [joined, symbol, flags = 0] of rows) {
      const names = joined.split(" ");
      const entry = { name: names[0], names, symbol, takesTone: Boolean(flags & TAKES_SKIN_TONE) };
      for (const name of names) byName.set(name, entry);
      bySymbol.set(symbol.replaceAll(VARIATION, ""), entry);
      if (!(flags & IS_OBSOLETE)) shown.push(entry);
    }
    if (category !== "Component") shelves.push({ category, entries: shown });
  }
}

/** Gives the symbol of a name like "bulb" or "wave::skin-tone-3", null if there is none. */
export function symbolOf(name) {
  const [, base, tone] = TONE_NAME.exec(name) ?? [null, name, null];
  const entry = byName.get(base);
  if (!entry) return null;
  if (!tone || !entry.takesTone) return entry.symbol;
  const [first, ...rest] = entry.symbol;
  if (rest[0] === VARIATION) rest.shift();
  return first + String.fromCodePoint(FIRST_TONE + Number(tone) - 2) + rest.join("");
}

export const categories = () => shelves;

/** Gives emoji whose name holds every word, those whose name begins with it first. */
export function searchEmoji(query, limit = 60) {
  const words = query
    .toLowerCase()
    .split(/[\s_]+/)
    .filter(Boolean);
  if (!words.length) return [];
  const scored = [];
  for (const { entries } of shelves) {
    for (const entry of entries) {
      const name = entry.names.find((candidate) => words.every((word) => candidate.includes(word)));
      if (name) scored.push({ entry, name, rank: name === query ? 0 : name.startsWith(words[0]) ? 1 : 2 });
    }
  }
  scored.sort((a, b) => a.rank - b.rank || a.name.length - b.name.length);
  return scored.slice(0, limit).map(({ entry, name }) => ({ ...entry, name }));
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
const TONES = /[\u{1f3fb}-\u{1f3ff}]/u;

/** Turns emoji symbols into `:names:`, as Slack's client does before it sends a message. */
export function toNames(text) {
  if (!/\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u.test(text)) return text;
  let named = "";
  for (const { segment } of graphemes.segment(text)) {
    const tone = TONES.exec(segment)?.[0];
    const entry =
      bySymbol.get(segment.replaceAll(VARIATION, "")) ??
      bySymbol.get(segment.replace(TONES, "").replaceAll(VARIATION, ""));
    if (!entry) named += segment;
    else if (tone && entry.takesTone) named += `:${entry.name}::skin-tone-${tone.codePointAt(0) - FIRST_TONE + 2}:`;
    else named += `:${entry.name}:`;
  }
  return named;
}
