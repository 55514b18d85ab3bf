// Text, number, e-mail and link inputs.
import { h } from "../dom.js";
import { keep, typed, valueOf } from "./context.js";

const KINDS = {
  plain_text_input: "text",
  number_input: "text",
  email_text_input: "email",
  url_text_input: "url",
  rich_text_input: "text",
};
const PAUSE_BEFORE_TELLING = 220;

export function textInput(context, block, element) {
  const multiline = element.multiline || element.type === "rich_text_input";
  const held = valueOf(context, block, element);
  const initial = (held ? held.value : element.initial_value) ?? "";
  const input = h(multiline ? "textarea" : "input", {
    class: "field-input",
    testid: "text-input",
    value: initial,
    autocomplete: "off",
    placeholder: element.placeholder?.text ?? null,
    type: multiline ? null : KINDS[element.type],
    rows: multiline ? 4 : null,
    inputmode: element.type === "number_input" ? "decimal" : null,
    maxlength: element.max_length ?? null,
    data: element.focus_on_load ? { focus: "" } : {},
  });
  const teller = makeTeller(context, block, element, input);
  input.addEventListener("input", teller.soon);
  input.addEventListener("blur", teller.now);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !multiline && !event.isComposing) teller.enter();
  });
  if (!element.max_length || !multiline) return input;
  return h("div", { class: "counted" }, input, counter(input, element.max_length));
}

/** Tells the server what is in the field: after a pause, when it is left, and before a submit (see `flush`). */
function makeTeller(context, block, element, input) {
  let timer = null;
  let told = input.value;
  const tell = (options) => {
    clearTimeout(timer);
    waiting.delete(now);
    if (told === input.value && !options?.enter) return null;
    told = input.value;
    return typed(context, block, element, input.value, options);
  };
  const now = () => tell();
  const soon = () => {
    keep(context, block, element, { value: input.value });
    clearTimeout(timer);
    waiting.add(now);
    timer = setTimeout(now, PAUSE_BEFORE_TELLING);
  };
  return { now, soon, enter: () => tell({ enter: true }) };
}

const waiting = new Set();

/** Tell at once whatever has been typed and not yet told. */
export function flush() {
  for (const tell of [...waiting]) tell();
}

const SHOWN_FROM = 100;

/** How much more fits, once it is little. */
function counter(input, most) {
  const node = h("span", { class: "counter", "aria-hidden": "true" });
  const show = () => {
    const left = most - [...input.value].length;
    node.textContent = left <= SHOWN_FROM ? String(left) : "";
  };
  input.addEventListener("input", show);
  show();
  return node;
}
