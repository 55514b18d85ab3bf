// What the phone's owner decides about the number: hide it behind a user name, or move to another one.
import { act } from "../api.js";
import { openDialog } from "../dialog.js";
import { h } from "../dom.js";
import { go } from "../store.js";

export const hideNumber = (phone, hidden) =>
  act(`phones/${hidden ? "hide" : "show"}_number`, { number: phone.number });

export function changeNumberButton(phone) {
  return h("button", {
    type: "button",
    class: "btn small",
    text: "Change number…",
    testid: "phone-change-number",
    on: { click: () => ask(phone) },
  });
}

function ask(phone) {
  const box = h("input", {
    type: "tel",
    id: "new-number",
    class: "field-input",
    value: "+12025550171",
    testid: "new-number",
    autocomplete: "off",
  });
  const keep = h("button", { type: "button", class: "btn", text: "Cancel" });
  const change = h("button", { type: "button", class: "btn primary", text: "Change", testid: "change-number" });
  const close = openDialog({
    title: `${phone.name}'s new number`,
    small: true,
    testid: "change-number-dialog",
    footer: [keep, change],
    body: h(
      "div",
      {},
      h("label", { class: "input-label", for: "new-number", text: "With + and the country code" }),
      box,
    ),
  });
  const submit = async () => {
    const next = box.value.trim();
    if (!(await act("phones/change_number", { number: phone.number, new: next }))) return;
    go({ phone: next });
    close();
  };
  keep.addEventListener("click", close);
  change.addEventListener("click", submit);
  box.addEventListener("keydown", (event) => event.key === "Enter" && submit());
  box.focus();
  box.select();
}
