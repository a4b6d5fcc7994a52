// The bar above everything: the clock and its jumps, the raw traffic, who acts.

import { control } from "./api.js";
import { h, icon, iconButton } from "./dom.js";
import { avatar, choosePerson } from "./faces.js";
import { attempt, popover, toast } from "./overlay.js";
import { openSidebar } from "./sidebar.js";
import { me, nameOf, now, on, store } from "./store.js";
import { clockFace, fromWall, fullDate, nextMonday, wall } from "./text/dates.js";
import { zone } from "./text/render.js";
import { welcome } from "./welcome.js";

const top = document.getElementById("top");
const face = h("time", { class: "clock-face" });
const person = h("button", { type: "button", class: "acting", "aria-haspopup": "dialog", onclick: choosePerson });
const offline = h(
  "div",
  { class: "offline", role: "status", hidden: true },
  "The sandbox does not answer. This page reconnects by itself.",
);

export function drawTop() {
  const clock = h(
    "button",
    { type: "button", class: "clock", "aria-haspopup": "dialog", onclick: () => move(clock) },
    icon("clock"),
    face,
    icon("down"),
  );
  top.replaceChildren(
    iconButton("menu", "Show the list of conversations", openSidebar, { class: "icon-button narrow-only" }),
    h(
      "span",
      { class: "brand" },
      h("img", { src: "/page/icon.svg", alt: "", width: 22, height: 22 }),
      h("span", { class: "wide-only" }, "Yokoten sandbox"),
    ),
    clock,
    h("span", { class: "grow" }),
    iconButton("info", "What to try first", () => welcome(true)),
    h(
      "a",
      { class: "icon-button wide-only", href: "/traffic", title: "Raw traffic", "aria-label": "Raw traffic" },
      icon("wire"),
    ),
    person,
    offline,
  );
  refresh();
  tick();
  setInterval(tick, 1000);
}

function refresh() {
  if (!me()) return;
  person.replaceChildren(avatar(store.me, "tiny"), h("span", { class: "cut" }, nameOf(me())), icon("down"));
  person.setAttribute("aria-label", `Acting as ${nameOf(me())}. Act as someone else`);
  person.title = "Act as someone else";
}

function tick() {
  const moment = now();
  const shown = clockFace(moment, zone());
  if (face.textContent === shown && face.parentElement?.hasAttribute("aria-label")) return;
  face.textContent = shown;
  face.dateTime = moment.toISOString();
  face.parentElement?.setAttribute("aria-label", `It is ${fullDate(moment, zone())} here. Move the clock`);
}

const HOUR = 3600;

function move(anchor) {
  const jump = async (label, change) => {
    for (const button of shown.box.querySelectorAll("button")) button.disabled = true;
    shown.box.setAttribute("aria-busy", "true");
    const answer = await attempt(() => control.clock(change()));
    shown.close();
    if (answer) toast(`${label}: it is ${fullDate(new Date(answer.now), zone())}.`);
  };
  const button = (label, hint, change) =>
    h(
      "button",
      { type: "button", class: "jump", onclick: () => jump(label, change) },
      h("span", { class: "grow" }, label),
      h("span", { class: "hint" }, hint),
    );
  const later = (seconds) => clockFace(new Date(now().getTime() + seconds * 1000), zone());
  const monday = nextMonday(now(), zone());
  const custom = h("input", {
    type: "datetime-local",
    "aria-label": "Another time",
    value: wall(new Date(now().getTime() + HOUR * 1000), zone()),
    min: wall(now(), zone()),
  });
  const go = (event) => {
    event.preventDefault();
    if (custom.value) jump("Moved", () => ({ to: fromWall(custom.value, zone()).toISOString() }));
  };
  const shown = popover(
    anchor,
    h(
      "div",
      { class: "clock-menu" },
      h(
        "p",
        { class: "hint" },
        `The bot follows this clock. It shows ${nameOf(me())}'s zone, ${zone().replaceAll("_", " ")}, and only moves ahead.`,
      ),
      button("Next Monday 09:00", clockFace(monday, zone()), () => ({ to: monday.toISOString() })),
      button("+1 day", later(24 * HOUR), () => ({ advance_seconds: 24 * HOUR })),
      button("+1 hour", later(HOUR), () => ({ advance_seconds: HOUR })),
      h("form", { class: "row", onsubmit: go }, custom, h("button", { type: "submit" }, "Go")),
    ),
    { label: "Move the clock" },
  );
}

on("state", refresh);
on("clock", tick);
on("connection", () => {
  offline.hidden = store.isConnected;
});
