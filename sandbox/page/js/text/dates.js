// Times in a reader's own zone, and Slack's <!date^…> formats.

const formats = new Map();

function format(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!formats.has(key)) {
    let made;
    try {
      made = new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options });
    } catch {
      made = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options });
    }
    formats.set(key, made);
  }
  return formats.get(key);
}

const PARTS = {
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
};

function partsIn(date, zone) {
  return Object.fromEntries(
    format(zone, PARTS)
      .formatToParts(date)
      .map(({ type, value }) => [type, value]),
  );
}

export const dateOf = (ts) => new Date(Number(ts) * 1000);
export const time = (date, zone) => format(zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(date);
export const timeWithSeconds = (date, zone) =>
  format(zone, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(date);
export const weekday = (date, zone) => format(zone, { weekday: "long" }).format(date);
export const fullDate = (date, zone) =>
  format(zone, {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(date);
export const shortDate = (date, zone) => format(zone, { day: "numeric", month: "short" }).format(date);
export const clockFace = (date, zone) =>
  format(zone, {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(date);

/** Gives "2026-03-30", the day that a moment falls on in a zone. */
export function day(date, zone) {
  const { year, month, day: of } = partsIn(date, zone);
  return `${year}-${month}-${of}`;
}

/** Gives "2026-03-30T09:00", what a wall clock shows, as an input of type datetime-local takes it. */
export function wall(date, zone) {
  const { hour, minute } = partsIn(date, zone);
  return `${day(date, zone)}T${hour}:${minute}`;
}

/** Gives the moment at which a wall clock in `zone` shows "2026-03-30T09:00"; one that is skipped comes later. */
export function fromWall(text, zone) {
  const asUtc = Date.parse(`${text}Z`);
  let guess = asUtc;
  for (let i = 0; i < 2; i++)
    guess = asUtc - (Date.parse(`${wall(new Date(guess), zone)}Z`) - Math.floor(guess / 60000) * 60000);
  return new Date(guess);
}

const DAY_MS = 86_400_000;

/** Gives how many days after `today` a moment lies, by the calendar of the zone. */
function daysAway(date, today, zone) {
  return Math.round((Date.parse(day(date, zone)) - Date.parse(day(today, zone))) / DAY_MS);
}

const NEAR = new Map([
  [-1, "yesterday"],
  [0, "today"],
  [1, "tomorrow"],
]);

export function dayTitle(date, today, zone) {
  const near = NEAR.get(daysAway(date, today, zone));
  if (near) return near[0].toUpperCase() + near.slice(1);
  const sameYear = day(date, zone).slice(0, 4) === day(today, zone).slice(0, 4);
  return format(zone, {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(sameYear ? {} : { year: "numeric" }),
  }).format(date);
}

/** Gives the next moment at which it is Monday 09:00 in the zone. */
export function nextMonday(now, zone) {
  const today = new Date(`${day(now, zone)}T00:00Z`);
  let ahead = (8 - today.getUTCDay()) % 7;
  if (ahead === 0 && wall(now, zone).slice(11) >= "09:00") ahead = 7;
  const monday = new Date(today.getTime() + ahead * DAY_MS).toISOString().slice(0, 10);
  return fromWall(`${monday}T09:00`, zone);
}

export function ago(date, now) {
  const seconds = Math.round((now - date) / 1000);
  const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  for (const [unit, size] of [
    ["day", 86400],
    ["hour", 3600],
    ["minute", 60],
  ]) {
    if (Math.abs(seconds) >= size) return relative.format(-Math.trunc(seconds / size), unit);
  }
  return relative.format(-seconds, "second");
}

const ORDINAL = new Intl.PluralRules("en", { type: "ordinal" });
const ENDINGS = { one: "st", two: "nd", few: "rd", other: "th" };

function named(date, zone, { weekday: withWeekday = false, month = "long" } = {}) {
  const dayOfMonth = Number(partsIn(date, zone).day);
  const parts = Object.fromEntries(
    format(zone, { weekday: "long", month, year: "numeric" })
      .formatToParts(date)
      .map(({ type, value }) => [type, value]),
  );
  const ending = month === "long" ? ENDINGS[ORDINAL.select(dayOfMonth)] : "";
  return `${withWeekday ? `${parts.weekday}, ` : ""}${parts.month} ${dayOfMonth}${ending}, ${parts.year}`;
}

/**
 * Fills a format of Slack's, like "{date_pretty} at {time}", for a reader.
 * Source: docs.slack.dev/messaging/formatting-message-text, "Date formatting". Times are shown in 24 hours.
 */
export function fillDate(pattern, date, { zone, now }) {
  const pretty = (plain) => NEAR.get(daysAway(date, now, zone)) ?? plain;
  const { year, month, day: of } = partsIn(date, zone);
  const tokens = {
    date_num: () => `${year}-${month}-${of}`,
    date_slash: () => `${month}/${of}/${year}`,
    date: () => named(date, zone),
    date_short: () => named(date, zone, { month: "short" }),
    date_long: () => named(date, zone, { weekday: true }),
    date_pretty: () => pretty(named(date, zone)),
    date_short_pretty: () => pretty(named(date, zone, { month: "short" })),
    date_long_pretty: () => pretty(named(date, zone, { weekday: true })),
    day_divider_pretty: () => pretty(`${weekday(date, zone)}, ${named(date, zone).replace(`, ${year}`, "")}`),
    time: () => time(date, zone),
    time_secs: () => timeWithSeconds(date, zone),
    ago: () => ago(date, now),
  };
  const filled = pattern.replace(/\{(\w+)\}/g, (whole, token) => tokens[token]?.() ?? whole);
  return /^\{\w*pretty\}/.test(pattern) ? filled[0].toUpperCase() + filled.slice(1) : filled;
}
