// What to try in the first two minutes: shown once, and again when asked for.

import { h, iconButton } from "./dom.js";
import { write } from "./composer.js";

const SEEN = "welcome-seen";

/** Gives the banner, or nothing when it was put away. */
export function banner({ isAsked = false } = {}) {
  if (localStorage.getItem(SEEN)) return null;
  const isNarrow = matchMedia("(max-width: 720px)").matches;
  const box = h(
    "details",
    { class: "welcome", open: isAsked || !isNarrow },
    h("summary", {}, "Try it in two minutes"),
    h(
      "ol",
      {},
      h(
        "li",
        {},
        "Type ",
        h(
          "button",
          { type: "button", class: "as-code", onclick: () => write("/community start ") },
          "/community start",
        ),
        " below and start a community.",
      ),
      h(
        "li",
        {},
        "React with ",
        h("span", { class: "emoji" }, "💡"),
        " to a message worth keeping: point at it or tap it, or press ",
        h("kbd", {}, "R"),
        " on it.",
      ),
      h(
        "li",
        {},
        "Open the clock above and jump to ",
        h("strong", {}, "next Monday 09:00"),
        " to see the digest arrive.",
      ),
    ),
    iconButton("close", "Put this away", () => {
      localStorage.setItem(SEEN, "yes");
      box.remove();
    }),
  );
  return box;
}

/** Shows the banner in the room that is open. */
export function welcome(isAsked = false) {
  if (isAsked) localStorage.removeItem(SEEN);
  const host = document.querySelector(".room .banner-place");
  host?.replaceChildren(...[banner({ isAsked })].filter(Boolean));
  host?.querySelector("button")?.focus();
}
