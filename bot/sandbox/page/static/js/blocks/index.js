// Draws Block Kit: one function per block type; elements are drawn by their families' modules.
import { h, icon } from "../dom.js";
import { ICONS } from "../icons.js";
import { markdown } from "../markdown.js";
import { plain, textObject } from "../mrkdwn.js";
import { richText } from "../richtext.js";
import { button } from "./buttons.js";
import { checkboxes, radios } from "./choices.js";
import { datePicker, dateTimePicker, timePicker } from "./dates.js";
import { fileInput } from "./files.js";
import { picture } from "./images.js";
import { multiSelect, overflow, select } from "./selects.js";
import { textInput } from "./texts.js";

const ELEMENTS = {
  button,
  workflow_button: button,
  overflow,
  image: (context, block, element) => picture(element, "thumb"),
  static_select: select,
  external_select: select,
  users_select: select,
  conversations_select: select,
  channels_select: select,
  multi_static_select: multiSelect,
  multi_external_select: multiSelect,
  multi_users_select: multiSelect,
  multi_conversations_select: multiSelect,
  multi_channels_select: multiSelect,
  datepicker: datePicker,
  timepicker: timePicker,
  datetimepicker: dateTimePicker,
  checkboxes,
  radio_buttons: radios,
  plain_text_input: textInput,
  number_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  rich_text_input: textInput,
  file_input: fileInput,
};

const BLOCKS = {
  section,
  header,
  divider,
  context: contextBlock,
  actions,
  image: imageBlock,
  rich_text: richText,
  input,
  markdown: (block) => h("div", { class: "markdown" }, markdown(block.text)),
  table,
};

/** All blocks of a message or view, in order. */
export function renderBlocks(blocks, context) {
  return h(
    "div",
    { class: `blocks on-${context.surface}` },
    blocks.map((block) => renderBlock(block, context)),
  );
}

function renderBlock(block, context) {
  const draw = BLOCKS[block.type];
  const inside = draw ? draw(block, context) : h("em", { text: `(${block.type})` });
  return h(
    "div",
    { class: `block ${block.type}`, testid: "block", data: { blockId: block.block_id ?? "" } },
    inside,
  );
}

function renderElement(context, block, element) {
  const draw = ELEMENTS[element.type];
  if (!draw) return h("em", { text: `(${element.type})` });
  const node = draw(context, block, element);
  node.dataset.actionId = element.action_id ?? "";
  return node;
}

function section(block, context) {
  const fields =
    block.fields &&
    h(
      "div",
      { class: "fields" },
      block.fields.map((field) => h("div", { class: "field" }, textObject(field))),
    );
  const words = h(
    "div",
    { class: "section-text" },
    block.text && h("div", { class: block.text.type }, textObject(block.text)),
    fields,
  );
  if (!block.accessory) return words;
  return h(
    "div",
    { class: "section-row" },
    words,
    h("div", { class: "accessory" }, renderElement(context, block, block.accessory)),
  );
}

function header(block) {
  return h("h3", { class: "block-header" }, textObject(block.text));
}

function divider() {
  return h("hr");
}

function contextBlock(block) {
  return h(
    "div",
    { class: "context-row" },
    block.elements.map((element) =>
      element.type === "image"
        ? picture(element, "tiny")
        : h("span", { class: "context-text" }, textObject(element)),
    ),
  );
}

function actions(block, context) {
  return h(
    "div",
    { class: "actions-row" },
    block.elements.map((element) => renderElement(context, block, element)),
  );
}

function imageBlock(block) {
  return h(
    "figure",
    {},
    block.title && h("figcaption", {}, textObject(block.title)),
    picture(block, "large"),
  );
}

function input(block, context) {
  const id = `${context.key}-${block.block_id}`.replace(/[^\w-]/g, "_");
  const field = renderElement(context, block, block.element);
  const error = context.errors[block.block_id];
  const words = [
    textObject(block.label),
    block.optional && h("span", { class: "optional", text: " (optional)" }),
  ];
  return h(
    "div",
    { class: `input-block${error ? " wrong" : ""}` },
    nameField(field, id, words),
    describeField(field, { id, hint: block.hint, error }),
    error && errorLine(id, error),
    block.hint && h("div", { class: "input-hint", id: `${id}-hint` }, textObject(block.hint)),
  );
}

/** What a label points to: the field itself or the one control in it, but never one choice among several. */
function controlOf(field) {
  if (field.matches(".choices, input, textarea, button")) return field;
  return field.querySelector(".multi-open, input, textarea") ?? field;
}

function nameField(field, id, words) {
  const control = controlOf(field);
  control.id = id;
  if (!control.matches(".choices")) return h("label", { for: id, class: "input-label" }, words);
  control.setAttribute("aria-labelledby", `${id}-label`);
  return h("span", { id: `${id}-label`, class: "input-label" }, words);
}

function describeField(field, { id, hint, error }) {
  const control = controlOf(field);
  const by = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean);
  if (by.length) control.setAttribute("aria-describedby", by.join(" "));
  if (error) control.setAttribute("aria-invalid", "true");
  if (error && control.matches(".choices")) control.tabIndex = -1;
  return field;
}

function errorLine(id, error) {
  return h(
    "div",
    { class: "field-error", id: `${id}-error`, testid: "field-error", role: "alert" },
    icon(ICONS.warn, 15),
    h("span", { text: error }),
  );
}

function table(block) {
  const cell = (tag) => (value) =>
    h(tag, {}, value.type === "rich_text" ? richText(value) : plain(value.text ?? ""));
  const [head, ...rows] = block.rows ?? [];
  return h(
    "table",
    {},
    h("thead", {}, h("tr", {}, (head ?? []).map(cell("th")))),
    h(
      "tbody",
      {},
      rows.map((row) => h("tr", {}, row.map(cell("td")))),
    ),
  );
}
