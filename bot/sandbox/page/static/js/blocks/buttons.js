// Buttons, and the question a confirm object asks before an element acts.
import { h, replace } from "../dom.js";
import { plain, textObject } from "../mrkdwn.js";
import { openDialog } from "../dialog.js";
import { pressed } from "./context.js";

export function button(context, block, element) {
  const style = element.style ? ` ${element.style}` : "";
  const node = h(
    "button",
    {
      type: "button",
      class: `btn${style}`,
      testid: "button",
      "aria-label": element.accessibility_label ?? null,
    },
    plain(element.text.text),
  );
  node.addEventListener("click", async () => {
    if (!(await confirmed(element.confirm))) return;
    // A link button opens its page and tells the app as well.
    if (element.url && /^https?:/i.test(element.url))
      window.open(element.url, "_blank", "noreferrer,noopener");
    node.classList.add("busy");
    await pressed(context, block, element, { value: element.value ?? null });
    node.classList.remove("busy");
  });
  return node;
}

/** Resolves to whether the person agreed; without a confirm object at once to true. */
export function confirmed(confirm) {
  if (!confirm) return Promise.resolve(true);
  return new Promise((resolve) => {
    const body = h("div", { class: "confirm-text" }, textObject(confirm.text));
    const deny = h("button", { type: "button", class: "btn", testid: "confirm-deny" });
    const agree = h("button", {
      type: "button",
      class: `btn ${confirm.style ?? "primary"}`,
      testid: "confirm-ok",
    });
    replace(deny, textObject(confirm.deny));
    replace(agree, textObject(confirm.confirm));
    const close = openDialog({
      title: confirm.title.text,
      body,
      footer: [deny, agree],
      testid: "confirm",
      small: true,
      onClose: () => resolve(false),
    });
    const answer = (value) => () => {
      resolve(value);
      close();
    };
    deny.addEventListener("click", answer(false));
    agree.addEventListener("click", answer(true));
    agree.focus();
  });
}
