// Chooses files for a modal: each is uploaded at once, and the input holds their ids.

import { page } from "../api.js";
import { h } from "../dom.js";
import { toast } from "../overlay.js";

const MOST = 10;
// What the files of an input were called, by id, for when the modal is drawn again.
const names = new Map();

/** Gives an input that takes files. */
export function fileInput(part, block, surface) {
  const most = part.max_files ?? MOST;
  const chosen = h("span", { class: "hint file-names", role: "status" });
  const tell = (ids) => (chosen.textContent = ids.map((id) => names.get(id) ?? id).join(", "));
  const input = h("input", {
    type: "file",
    accept: (part.filetypes ?? []).map((kind) => `.${kind}`).join(",") || null,
    multiple: most > 1,
    "aria-label": block.label?.text ?? "File",
    data: { actionId: part.action_id, focus: `${block.block_id} ${part.action_id}` },
    onchange: take,
  });
  const node = h("div", { class: "file-input" }, input, chosen);
  tell(surface.read(block, part, []));
  return node;

  async function take() {
    const files = [...input.files];
    if (files.length > most) {
      toast(`Choose at most ${most}.`, { isError: true });
      return;
    }
    node.setAttribute("aria-busy", "true");
    try {
      const ids = await Promise.all(files.map(async (file) => keep((await page.upload(file)).file, file.name)));
      tell(ids);
      await surface.changed(block, part, ids, node);
    } catch (error) {
      toast(error.message, { isError: true });
    } finally {
      node.removeAttribute("aria-busy");
    }
  }
}

function keep(id, name) {
  names.set(id, name);
  return id;
}
