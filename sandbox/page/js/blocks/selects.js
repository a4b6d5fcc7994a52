// Every select of Block Kit: static, external, people, channels, conversations; one or several to choose.

import { control } from "../api.js";
import { choice, matching } from "../choice.js";
import { belonging } from "../faces.js";
import { nameOf, store, titleOf } from "../store.js";
import { inlineText } from "../text/render.js";

export function select(part, block, surface) {
  const [, many, source] = /^(multi_)?(static|external|users|channels|conversations)_select$/.exec(part.type);
  const isMany = Boolean(many);
  const { find, known, plain, initial } = SOURCES[source](part, block, surface);
  const value = surface.read(block, part, initial(isMany));
  const chosen = (isMany ? (value ?? []) : [value])
    .filter((one) => one !== null && one !== undefined)
    .map(known)
    .filter(Boolean);
  const { element } = choice({
    label: block.label?.text ?? part.placeholder?.text ?? "Choose",
    placeholder: part.placeholder?.text ?? (isMany ? "Choose some" : "Choose one"),
    isMany,
    most: part.max_selected_items,
    chosen,
    source: find,
    minLength: source === "external" ? (part.min_query_length ?? 3) : 0,
    onchange: (options) => {
      const values = options.map(plain);
      surface.changed(block, part, isMany ? values : (values[0] ?? null), element);
    },
  });
  element.dataset.actionId = part.action_id;
  element.dataset.focus = `${block.block_id} ${part.action_id}`;
  if (part.focus_on_load) element.setAttribute("autofocus", "");
  return element;
}

const drawn = (option, group) => ({
  value: option.value,
  label: option.text.text,
  draw: () => inlineText(option.text),
  detail: option.description?.text,
  group,
  option,
});

const grouped = ({ options = [], option_groups: groups = [] }) => [
  ...options.map((option) => drawn(option)),
  ...groups.flatMap((group) => group.options.map((option) => drawn(option, group.label.text))),
];

const SOURCES = {
  static: (part) => {
    const all = grouped(part);
    return {
      find: (query) => matching(all, query),
      known: (value) => all.find((option) => option.value === value),
      plain: ({ value }) => value,
      initial: (isMany) =>
        isMany ? (part.initial_options?.map(({ value }) => value) ?? []) : (part.initial_option?.value ?? null),
    };
  },
  external: (part, block, surface) => ({
    find: async (query) =>
      grouped(
        await control.post("suggest", {
          ...surface.place,
          block_id: block.block_id,
          action_id: part.action_id,
          value: query,
        }),
      ),
    known: (option) => drawn(option),
    plain: ({ option }) => option,
    initial: (isMany) => (isMany ? (part.initial_options ?? []) : (part.initial_option ?? null)),
  }),
  users: (part) => ids(part, "user", people),
  channels: (part) => ids(part, "channel", () => rooms((room) => room.kind === "public_channel" && !room.is_archived)),
  conversations: (part) => ids(part, "conversation", () => rooms((room) => isOffered(room, part.filter ?? {}))),
};

function ids(part, kind, all) {
  return {
    find: (query) => matching(all(), query),
    known: (id) => all().find((option) => option.value === id),
    plain: ({ value }) => value,
    initial: (isMany) => (isMany ? (part[`initial_${kind}s`] ?? []) : (part[`initial_${kind}`] ?? null)),
  };
}

function people() {
  const active = [...store.people.values()].filter((someone) => !someone.deleted);
  return active.map((someone) => ({ value: someone.id, label: nameOf(someone), detail: belonging(someone) }));
}

function rooms(isWanted) {
  const found = [...store.channels.values()].filter(isWanted);
  return found
    .map((room) => ({ value: room.id, label: room.name ? `#${room.name}` : titleOf(room) }))
    .sort((a, b) => a.label.localeCompare(b.label));
}

const KINDS = { public_channel: "public", private_channel: "private", im: "im", mpim: "mpim" };

function isOffered(room, { include, exclude_external_shared_channels: noShared, exclude_bot_users: noBots }) {
  if (include && !include.includes(KINDS[room.kind])) return false;
  if (noShared && room.is_ext_shared) return false;
  if (noBots && room.kind === "im" && room.members.some((id) => store.people.get(id)?.is_bot)) return false;
  return !room.is_archived;
}
