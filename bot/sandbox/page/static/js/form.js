// Small forms of the sandbox's own: a label above each field, a hint below, an error beneath.
import { h, replace } from "./dom.js";

/**
 * Fields: [{ name, label, hint, type: "text" | "choice" | "moment" | "day", choices: [[value, label]],
 * value, placeholder, required, wide }]. `values()` gives what is filled in, without what is empty;
 * `show(names)` leaves only these in sight; `mark(errors)` puts a sentence under a field
 * and tells which fields in sight have one.
 */
export function makeForm(fields, { onChange = () => {} } = {}) {
  const rows = new Map(fields.map((field) => [field.name, makeRow(field, onChange)]));
  const element = h(
    "div",
    { class: "small-form" },
    [...rows.values()].map((row) => row.element),
  );
  return {
    element,
    values: () =>
      Object.fromEntries(
        [...rows]
          .filter(([, row]) => !row.element.hidden && row.input.value.trim())
          .map(([name, row]) => [name, row.input.value.trim()]),
      ),
    show: (names) => {
      for (const [name, row] of rows) row.element.hidden = !names.includes(name);
    },
    mark: (errors) => {
      for (const [name, row] of rows) row.mark(errors[name] ?? "");
      return Object.keys(errors).filter((name) => rows.has(name) && !rows.get(name).element.hidden);
    },
  };
}

function makeRow(field, onChange) {
  const id = `form-${field.name}`;
  const input = field.choices ? choice(field, id) : typed(field, id);
  input.addEventListener("change", onChange);
  const error = h("div", { class: "field-error", id: `${id}-error`, role: "alert", hidden: true });
  const element = h(
    "div",
    { class: `small-field${field.wide ? " wide" : ""}` },
    h(
      "label",
      { class: "input-label", for: id },
      field.label,
      !field.required && h("span", { class: "optional", text: " (optional)" }),
    ),
    input,
    field.hint && h("div", { class: "input-hint", text: field.hint }),
    error,
  );
  const mark = (sentence) => {
    error.hidden = !sentence;
    element.classList.toggle("wrong", Boolean(sentence));
    replace(error, sentence);
    if (sentence) input.setAttribute("aria-describedby", error.id);
    else input.removeAttribute("aria-describedby");
  };
  return { element, input, mark };
}

const choice = (field, id) =>
  h(
    "select",
    { class: "field-input", id, testid: `form-${field.name}`, value: field.value },
    field.choices.map(([value, label]) =>
      h("option", { value, text: label, selected: value === field.value }),
    ),
  );

const TYPES = { moment: "datetime-local", day: "date" };

const typed = (field, id) =>
  h("input", {
    class: "field-input",
    id,
    testid: `form-${field.name}`,
    type: TYPES[field.type] ?? "text",
    value: field.value ?? "",
    placeholder: field.placeholder ?? null,
    autocomplete: "off",
    maxlength: 500,
  });
