// Pictures in blocks and files. One from another address is loaded after a click: the page calls nobody by itself.

import { page } from "../api.js";
import { h } from "../dom.js";

const LOCAL = /^(127\.|localhost$|\[::1\]$)/;

/** Gives an image block's or element's picture; `size` is tiny, small or wide. */
export function picture({ image_url: url, slack_file: file, alt_text: alt = "" }, size) {
  // A file that was uploaded here; one that this person may not see says its alternative text.
  if (file?.id) return loaded(page.fileAddress(file.id), alt, size);
  if (!url) return h("span", { class: `picture-missing ${size}` }, alt || file?.url || "Picture");
  let address;
  try {
    address = new URL(url, location.origin);
  } catch {
    return missing(alt, size);
  }
  const isHere = address.protocol === "data:" || LOCAL.test(address.hostname);
  return isHere ? loaded(url, alt, size) : waiting(url, alt, size, address.hostname);
}

export function loaded(url, alt, size) {
  const image = h("img", { class: `picture ${size}`, src: url, alt, loading: "lazy", referrerpolicy: "no-referrer" });
  image.addEventListener("error", () => image.replaceWith(missing(alt, size)));
  return image;
}

function waiting(url, alt, size, host) {
  const show = () => button.replaceWith(loaded(url, alt, size));
  const label = `Show the picture “${alt}” from ${host}`;
  const button = h(
    "button",
    { type: "button", class: `picture-waiting ${size}`, title: label, "aria-label": label, onclick: show },
    size === "tiny"
      ? "🖼"
      : [h("span", {}, "🖼 ", alt || "Picture"), h("span", { class: "hint" }, `Show it from ${host}`)],
  );
  return button;
}

function missing(alt, size) {
  return h("span", { class: `picture-missing ${size}` }, alt || "A picture that can't be shown");
}
