// Date, time and date-with-time pickers, on the browser's own controls.
import { h } from "../dom.js";
import { momentOf, wallTime } from "../time.js";
import { chosen, valueOf } from "./context.js";

function picker(context, block, element, { type, initial, toValue }) {
  const input = h("input", {
    type,
    class: "field-input date",
    testid: element.type,
    value: initial,
    "aria-label": element.placeholder?.text ?? null,
  });
  input.addEventListener("change", () => {
    // What need not be filled in can be emptied again.
    if (input.value || block.optional) chosen(context, block, element, toValue(input.value || null));
  });
  return input;
}

export function datePicker(context, block, element) {
  const initial = valueOf(context, block, element)?.selected_date ?? element.initial_date ?? "";
  return picker(context, block, element, {
    type: "date",
    initial,
    toValue: (value) => ({ selected_date: value }),
  });
}

export function timePicker(context, block, element) {
  const initial = valueOf(context, block, element)?.selected_time ?? element.initial_time ?? "";
  return picker(context, block, element, {
    type: "time",
    initial,
    toValue: (value) => ({ selected_time: value }),
  });
}

export function dateTimePicker(context, block, element) {
  const seconds = valueOf(context, block, element)?.selected_date_time ?? element.initial_date_time;
  const toValue = (value) => ({ selected_date_time: value && momentOf(value) });
  return picker(context, block, element, {
    type: "datetime-local",
    initial: seconds ? wallTime(seconds) : "",
    toValue,
  });
}
