// People's faces and names: an avatar of initials, a popover about someone, the switch of who acts.

import { page } from "./api.js";
import { h, icon } from "./dom.js";
import { dialog, popover, attempt } from "./overlay.js";
import { go } from "./router.js";
import { nameOf, now, person, store } from "./store.js";
import { time, weekday } from "./text/dates.js";

const HUES = [4, 28, 48, 96, 152, 176, 200, 224, 262, 290, 322, 344];

function hueOf(id) {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + character.charCodeAt(0)) >>> 0;
  return HUES[sum % HUES.length];
}

/** Gives a decorative picture of someone; the name stands beside it. */
export function avatar(id, size = "medium") {
  const someone = person(id);
  if (someone?.is_bot || !someone) {
    return h(
      "span",
      { class: `avatar ${size} bot`, "aria-hidden": "true" },
      id === store.app.user_id ? h("img", { src: "/page/icon.svg", alt: "" }) : "🤖",
    );
  }
  const initials = (someone.real_name || someone.name)
    .split(/[\s.]+/)
    .map((word) => [...word][0])
    .filter(Boolean);
  const letters = initials.length > 1 ? initials[0] + initials.at(-1) : (initials[0] ?? "?");
  return h(
    "span",
    { class: `avatar ${size}`, "aria-hidden": "true", style: { "--hue": hueOf(id) } },
    letters.toUpperCase(),
  );
}

export const localTime = (someone) => `${weekday(now(), someone.tz).slice(0, 3)} ${time(now(), someone.tz)}`;

export const cityOf = (tz) => tz.split("/").at(-1).replaceAll("_", " ");

/** Says where someone belongs: title, team, zone. */
export function belonging(someone) {
  const team = someone.team && !someone.title.includes(someone.team) ? `Team ${someone.team}` : "";
  return [someone.title, team, someone.deleted && "deactivated"].filter(Boolean).join(" · ");
}

/** Opens the conversation with someone. */
export async function openDirect(id) {
  if (id === store.app.user_id) return go("/app");
  const room = await attempt(() => page.post("direct_message", { people: [id] }));
  if (!room) return null;
  if (!store.channels.has(room.id)) store.channels.set(room.id, room);
  return go(`/archives/${room.id}`);
}

/** Shows who someone is, with what one can do about it. */
export function profile(anchor, id) {
  const someone = person(id);
  if (!someone) return;
  const then = (act) => () => {
    shown.close();
    act();
  };
  const isMe = id === store.me;
  const shown = popover(
    anchor,
    h(
      "div",
      { class: "profile" },
      h(
        "div",
        { class: "row" },
        avatar(id, "large"),
        h(
          "div",
          {},
          h("strong", {}, nameOf(someone)),
          h("div", { class: "hint" }, belonging(someone) || (someone.is_bot ? "App" : someone.real_name)),
        ),
      ),
      someone.is_bot
        ? null
        : h("div", { class: "hint row" }, icon("clock"), `${localTime(someone)} in ${cityOf(someone.tz)}`),
      h(
        "div",
        { class: "row" },
        isMe ? null : h("button", { type: "button", onclick: then(() => openDirect(id)) }, "Message"),
        isMe || someone.is_bot || someone.deleted
          ? null
          : h("button", { type: "button", onclick: then(() => become(id)) }, "Act as"),
        isMe ? h("span", { class: "hint" }, "You act as this person.") : null,
      ),
    ),
    { label: `About ${nameOf(someone)}` },
  );
}

let switchTo = async () => {};

/** Lets main.js say what acting as someone else takes. */
export function onSwitch(handler) {
  switchTo = handler;
}

export const become = (id) => attempt(() => switchTo(id));

/** Lets one choose whom to act as. */
export function choosePerson() {
  const people = [...store.people.values()].filter((someone) => !someone.is_bot && !someone.deleted);
  people.sort((a, b) => (a.team || "~").localeCompare(b.team || "~") || nameOf(a).localeCompare(nameOf(b)));
  const list = h("div", { class: "people-list" });
  const search = h("input", {
    type: "search",
    placeholder: "Name, team or place",
    "aria-label": "Find a person",
    autofocus: true,
    oninput: () => draw(),
  });
  const draw = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = people.filter((someone) => {
      const about =
        `${nameOf(someone)} ${someone.real_name} ${someone.team} ${someone.tz} ${someone.title}`.toLowerCase();
      return words.every((word) => about.includes(word));
    });
    list.replaceChildren(...found.map((someone) => personButton(someone, choose)));
    if (!found.length) list.append(h("p", { class: "empty" }, "Nobody here is called that."));
  };
  const choose = (id) => {
    shown.close();
    become(id);
  };
  const shown = dialog({
    title: "Act as someone else",
    className: "people",
    body: [
      h("p", { class: "hint" }, "You see and do what this person would. Open a second tab to be two people at once."),
      search,
      list,
    ],
  });
  list.addEventListener("keydown", (event) => {
    const buttons = [...list.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    (buttons[next] ?? search).focus();
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") list.querySelector("button")?.focus();
    // Without this the key would go on to the button that gets the focus when the dialog closes.
    if (event.key === "Enter") event.preventDefault();
    if (event.key === "Enter") list.querySelector("button")?.click();
  });
  draw();
}

/** Gives someone as a row that can be chosen. */
export function personButton(someone, choose) {
  const isMe = someone.id === store.me;
  return h(
    "button",
    { type: "button", class: "person-row", "aria-current": isMe ? "true" : null, onclick: () => choose(someone.id) },
    avatar(someone.id),
    h("span", { class: "grow" }, h("strong", {}, nameOf(someone)), h("span", { class: "hint" }, belonging(someone))),
    someone.is_bot ? null : h("span", { class: "hint right" }, localTime(someone), h("br"), cityOf(someone.tz)),
  );
}
