// The app's Home, beside the messages one exchanges with it.

import { control, page } from "./api.js";
import { blocks } from "./blocks/blocks.js";
import { Surface } from "./blocks/surface.js";
import { h, moveFocusIn, redraw } from "./dom.js";
import { avatar } from "./faces.js";
import { attempt } from "./overlay.js";
import { go } from "./router.js";
import { isAppRoom, on, store } from "./store.js";

let shown = null;

/** Gives the Home and Messages tabs of the app. */
export function tabs(chosen, roomId = null) {
  const tab = (name, label, act) =>
    h(
      "button",
      {
        type: "button",
        role: "tab",
        class: "tab",
        "aria-selected": String(chosen === name),
        tabindex: chosen === name ? "0" : "-1",
        onclick: act,
        data: { focus: `app-${name}` },
      },
      label,
    );
  const row = h(
    "div",
    { class: "tabs", role: "tablist", "aria-label": store.app.name },
    tab("home", "Home", () => go("/app")),
    tab("messages", "Messages", () => (roomId ? go(`/archives/${roomId}`) : messages())),
  );
  row.addEventListener("keydown", (event) => moveFocusIn(event, row, () => {}));
  return row;
}

async function messages() {
  const known = [...store.channels.values()].find(isAppRoom);
  const room = known ?? (await attempt(() => page.post("direct_message", { people: [store.app.user_id] })));
  if (!room) return;
  if (!known) store.channels.set(room.id, room);
  if (store.app.has_messages_tab) attempt(() => control.post("home", { tab: "messages" }));
  await go(`/archives/${room.id}`);
}

export async function drawHome(main) {
  if (!store.app.has_home_tab) return messages();
  const body = h("div", { class: "home-body" });
  shown = { body, surface: null, hash: null };
  main.replaceChildren(
    h(
      "section",
      { class: "room home", "aria-label": `Home of ${store.app.name}` },
      h(
        "header",
        { class: "room-header" },
        h(
          "div",
          { class: "room-title" },
          h(
            "div",
            { class: "row" },
            avatar(store.app.user_id, "small"),
            h("h1", { class: "cut" }, store.app.name),
            h("span", { class: "tag" }, "App"),
          ),
        ),
        tabs("home"),
      ),
      body,
    ),
  );
  refresh();
  return attempt(() => control.post("home", {}));
}

export function leaveHome() {
  shown = null;
}

function refresh() {
  if (!shown) return;
  const { home } = store;
  if (!home) {
    redraw(
      shown.body,
      h(
        "div",
        { class: "empty-state" },
        h("h2", {}, "Nothing here yet"),
        h(
          "p",
          {},
          `${store.app.name} shows its Home a moment after it is opened for the first time. If it stays empty, is the bot running?`,
        ),
      ),
    );
    return;
  }
  if (shown.hash === home.hash) return;
  shown.surface?.forget();
  shown.surface = new Surface("home", { view_id: home.id });
  shown.hash = home.hash;
  redraw(shown.body, blocks(home.payload.blocks ?? [], shown.surface));
}

on("surfaces", refresh);
