// The file input of a modal.
import { actInOrder } from "../api.js";
import { h, icon, replace } from "../dom.js";
import { readFiles, sizeWords } from "../files.js";
import { ICONS } from "../icons.js";
import { store } from "../store.js";
import { keep, valueOf } from "./context.js";

export function fileInput(context, block, element) {
  const accept = (element.filetypes ?? []).map((type) => `.${type}`).join(",");
  const list = h("ul", { class: "file-list" });
  const input = h("input", { type: "file", multiple: (element.max_files ?? 10) > 1, accept: accept || null, class: "field-input", testid: "file-input" });
  const show = (files) => replace(list, files.map((file) => h("li", {}, icon(ICONS.file, 15), `${file.name} · ${sizeWords(file.size ?? 0)}`)));
  input.addEventListener("change", async () => {
    const files = await readFiles([...input.files].slice(0, element.max_files ?? 10));
    const body = { user: store.me, container: context.container, block_id: block.block_id, action_id: element.action_id, files };
    const answer = await actInOrder("slack/attach", body);
    if (!answer) return;
    keep(context, block, element, { files: answer.result.files });
    show(answer.result.files);
  });
  show(valueOf(context, block, element)?.files ?? []);
  return h("div", { class: "files-field" }, input, list);
}
