// The app's modals: the newest on top, with what was typed, errors beside their inputs, and a way back.

import { control } from "./api.js";
import { blocks } from "./blocks/blocks.js";
import { Surface } from "./blocks/surface.js";
import { h } from "./dom.js";
import { attempt, closePopover, dialog, toast } from "./overlay.js";
import { on, store } from "./store.js";
import { plainText } from "./text/render.js";

let shown = null;

export function startModals() {
  refresh();
}

function refresh() {
  const view = store.views.at(-1);
  if (!view) {
    const last = shown;
    shown = null;
    last?.surface.forget();
    last?.close();
    return;
  }
  if (shown?.id === view.id && shown.hash === view.hash && shown.depth === store.views.length) return;
  draw(view);
}

function draw(view) {
  const isUpdate = shown?.id === view.id;
  const { payload } = view;
  const surface = new Surface("modal", { view_id: view.id });
  surface.keepOnly(payload.blocks ?? []);
  const form = h(
    "form",
    { class: "modal-form", novalidate: true, onsubmit: (event) => (event.preventDefault(), submit()) },
    blocks(payload.blocks ?? [], surface),
    h("button", { type: "submit", class: "hidden-submit", tabindex: "-1", "aria-hidden": "true" }),
  );
  const problem = h("div", { class: "field-error modal-error", role: "alert" });
  const held = isUpdate ? shown.element.querySelector(":focus")?.dataset.focus : null;
  const scroll = isUpdate ? shown.element.querySelector(".dialog-body").scrollTop : 0;
  const isStacked = store.views.length > 1;
  const cancel = payload.close
    ? plainText(payload.close.text)
    : isStacked
      ? "Back"
      : payload.submit
        ? "Cancel"
        : "Close";
  const sendButton = payload.submit
    ? h("button", { type: "button", class: "primary", onclick: () => submit() }, plainText(payload.submit.text))
    : null;

  closePopover();
  const previous = shown;
  shown = null;
  previous?.close();
  const frame = dialog({
    title: payload.title?.text ?? "",
    heading: plainText(payload.title?.text ?? ""),
    className: "app-modal",
    body: [problem, form],
    footer: [
      h("span", { class: "hint grow" }, store.app.name),
      h("button", { type: "button", onclick: () => close(view, false) }, cancel),
      sendButton,
    ],
    mayDismiss: () => {
      close(view, true);
      return false;
    },
  });
  shown = {
    id: view.id,
    hash: view.hash,
    depth: store.views.length,
    surface,
    element: frame.element,
    close: frame.close,
    problem,
  };
  if (isUpdate) {
    frame.element.querySelector(".dialog-body").scrollTop = scroll;
    const again = [...frame.element.querySelectorAll("[data-focus]")].find((node) => node.dataset.focus === held);
    again?.focus();
  }

  async function submit() {
    if (sendButton === null || sendButton.disabled) return;
    sendButton.disabled = true;
    frame.element.setAttribute("aria-busy", "true");
    clearErrors(frame.element, problem);
    try {
      const answer = await control.post("submit", { view_id: view.id, values: surface.values });
      if (answer.response_action === "errors") showErrors(frame.element, answer.errors, problem);
      else if (answer.response_action !== "update") surface.forget();
    } catch (error) {
      if (error.errors) showErrors(frame.element, error.errors, problem);
      else problem.textContent = error.message;
      frame.element.querySelector(".dialog-body").scrollTop = error.errors ? undefined : 0;
    } finally {
      sendButton.disabled = false;
      frame.element.removeAttribute("aria-busy");
    }
  }
}

async function close(view, isWholeStack) {
  const isDone = await attempt(() => control.post("close", { view_id: view.id, all: isWholeStack }));
  if (!isDone) toast("The modal could not be closed.", { isError: true });
}

function clearErrors(element, problem) {
  problem.textContent = "";
  for (const error of element.querySelectorAll(".field-error")) error.textContent = "";
  for (const field of element.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
}

/** Puts each error under its input and the focus into the first of them. */
function showErrors(element, errors, problem) {
  let first = null;
  for (const [blockId, text] of Object.entries(errors)) {
    const block = element.querySelector(`[data-block-id="${CSS.escape(blockId)}"]`);
    const place = block?.querySelector(".field-error") ?? problem;
    // The sandbox names the input in its sentence, for those who see no form; here it stands under it.
    const label = block?.querySelector("label, legend")?.firstChild?.textContent ?? "";
    place.textContent = label && text.startsWith(`${label}: `) ? text.slice(label.length + 2) : text;
    const field = block?.querySelector("input, textarea, [role=combobox]");
    field?.setAttribute("aria-invalid", "true");
    first ??= field;
  }
  first?.focus();
}

on("surfaces", refresh);
