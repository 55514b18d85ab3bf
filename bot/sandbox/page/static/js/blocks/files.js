// The file input of a modal.
import { actInOrder } from "../api.js";
import { h, icon, replace } from "../dom.js";
import { readFiles, sizeWords } from "../files.js";
import { ICONS } from "../icons.js";
import { store } from "../store.js";

// What was chosen in each file input, by container and block: the modal itself keeps only ids.
const named = new Map();

export function fileInput(context, block, element) {
  const accept = (element.filetypes ?? []).map((type) => `.${type}`).join(",");
  const list = h("ul", { class: "file-list" });
  const input = h("input", {
    type: "file",
    multiple: (element.max_files ?? 10) > 1,
    accept: accept || null,
    class: "field-input",
    testid: "file-input",
  });
  const show = (files) =>
    replace(
      list,
      files.map((file) => h("li", {}, icon(ICONS.file, 15), `${file.name} · ${sizeWords(file.size ?? 0)}`)),
    );
  input.addEventListener("change", async () => {
    const files = await readFiles([...input.files].slice(0, element.max_files ?? 10));
    const body = {
      user: store.me,
      container: context.container,
      block_id: block.block_id,
      action_id: element.action_id,
      files,
    };
    const answer = await actInOrder("slack/attach", body);
    if (!answer) return;
    named.set(context.key + block.block_id, answer.result);
    show(answer.result);
  });
  show(named.get(context.key + block.block_id) ?? []);
  return h("div", { class: "files-field" }, input, list);
}
