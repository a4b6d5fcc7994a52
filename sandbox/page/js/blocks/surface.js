// A surface holds blocks: a message, a modal, a Home. It knows what was typed in them and whom to tell.

import { control } from "../api.js";
import { ask, toast } from "../overlay.js";
import { plainText, textObject } from "../text/render.js";

/** What people typed and chose, kept while the blocks around it are drawn again. Block id → action id → plain value. */
const kept = new Map();

export class Surface {
  /** `kind` is message, modal or home; `place` names it to the control API: {channel, ts} or {view_id}. */
  constructor(kind, place) {
    this.kind = kind;
    this.place = place;
    this.key = JSON.stringify(place);
    if (!kept.has(this.key)) kept.set(this.key, {});
  }

  get values() {
    return kept.get(this.key);
  }

  read(block, element, initial = null) {
    const known = this.values[block.block_id] ?? {};
    if (!(element.action_id in known)) this.write(block, element, initial);
    return this.values[block.block_id][element.action_id];
  }

  write(block, element, value) {
    (this.values[block.block_id] ??= {})[element.action_id] = value;
  }

  /** Forgets what was typed in blocks that are gone. */
  keepOnly(blocks) {
    const ids = new Set(blocks.map((block) => block.block_id));
    for (const id of Object.keys(this.values)) if (!ids.has(id)) delete this.values[id];
  }

  forget() {
    kept.delete(this.key);
  }

  /** Takes a choice: keeps it, and tells the app unless it waits for the modal to be submitted. */
  async changed(block, element, value, node) {
    this.write(block, element, value);
    if (block.type === "input" && !block.dispatch_action) return true;
    return this.act(block, element, value, node);
  }

  /** Tells the app that something was pressed or chosen, after its question if it has one. Gives whether it was told. */
  async act(block, element, value, node) {
    const question = element.confirm;
    if (question && !(await confirmed(question))) return false;
    node?.setAttribute("aria-busy", "true");
    const told = { ...this.place, block_id: block.block_id, action_id: element.action_id };
    if (value !== undefined) told.value = value;
    if (Object.keys(this.values).length) told.values = this.values;
    try {
      const answer = await control.post("click", told);
      if (answer?.error) toast(answer.error, { isError: true });
      return true;
    } catch (error) {
      toast(error.message, { isError: true });
      return false;
    } finally {
      node?.removeAttribute("aria-busy");
    }
  }
}

function confirmed({ title, text, confirm, deny, style }) {
  return ask({
    title: title ? plainText(title.text) : "Are you sure?",
    body: textObject(text),
    yes: confirm ? plainText(confirm.text) : "Yes",
    no: deny ? plainText(deny.text) : "Cancel",
    isDanger: style === "danger",
  });
}
