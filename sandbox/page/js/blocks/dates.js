// Inputs for dates, times of day and moments. A moment is a Unix time; it is typed in the reader's own zone.

import { h } from "../dom.js";
import { fromWall, wall } from "../text/dates.js";
import { zone } from "../text/render.js";

export function dateInput(part, block, surface) {
  return input("date", part, block, surface, part.initial_date);
}

export function timeInput(part, block, surface) {
  return input("time", part, block, surface, part.initial_time);
}

export function momentInput(part, block, surface) {
  const shown = (seconds) => (seconds ? wall(new Date(seconds * 1000), zone()) : "");
  const read = (text) => (text ? Math.round(fromWall(text, zone()).getTime() / 1000) : null);
  return input("datetime-local", part, block, surface, part.initial_date_time, { shown, read });
}

const AS_TYPED = { shown: (value) => value ?? "", read: (text) => text || null };

function input(type, part, block, surface, initial, { shown, read } = AS_TYPED) {
  const node = h("input", {
    type,
    value: shown(surface.read(block, part, initial ?? null)),
    "aria-label": block.label?.text ?? part.placeholder?.text ?? "Date or time",
    title: part.placeholder?.text ?? null,
    autofocus: part.focus_on_load ?? false,
    data: { actionId: part.action_id, focus: `${block.block_id} ${part.action_id}` },
    onchange: () => surface.changed(block, part, read(node.value), node),
  });
  return node;
}
