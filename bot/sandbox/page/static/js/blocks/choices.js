// Checkboxes and radio buttons.
import { h } from "../dom.js";
import { textObject } from "../mrkdwn.js";
import { chosen, valueOf } from "./context.js";

let count = 0;

export function checkboxes(context, block, element) {
  const start = valueOf(context, block, element)?.selected_options ?? element.initial_options ?? [];
  const on = new Set(start.map((option) => option.value));
  return group(element, "checkbox", on, (option, checked) => {
    if (checked) on.add(option.value);
    else on.delete(option.value);
    return chosen(context, block, element, {
      selected_options: element.options.filter((one) => on.has(one.value)),
    });
  });
}

export function radios(context, block, element) {
  const start = valueOf(context, block, element)?.selected_option ?? element.initial_option;
  return group(element, "radio", new Set(start ? [start.value] : []), (option) =>
    chosen(context, block, element, { selected_option: option }),
  );
}

function group(element, type, on, onChange) {
  const name = `choice-${(count += 1)}`;
  return h(
    "div",
    {
      class: "choices",
      testid: type === "radio" ? "radios" : "checkboxes",
      role: type === "radio" ? "radiogroup" : "group",
    },
    element.options.map((option) => choice(option, { type, name, checked: on.has(option.value), onChange })),
  );
}

function choice(option, { type, name, checked, onChange }) {
  const input = h("input", { type, name, value: option.value, checked, data: { value: option.value } });
  input.addEventListener("change", () => onChange(option, input.checked));
  return h(
    "label",
    { class: "choice" },
    input,
    h(
      "span",
      {},
      h("span", {}, textObject(option.text)),
      option.description && h("span", { class: "choice-hint" }, textObject(option.description)),
    ),
  );
}
