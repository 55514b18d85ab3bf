// A dialog over the workspace: keeps the focus inside, closes on Escape, gives the focus back.
import { h, icon } from "./dom.js";
import { ICONS } from "./icons.js";
import { closeMenu } from "./menu.js";

const FOCUSABLE =
  "button:not([disabled]), input:not([disabled]), textarea:not([disabled]), a[href], [tabindex]:not([tabindex='-1'])";

/** Open a dialog and return the function that closes it; `onClose` is called once, however it closes. */
export function openDialog({
  title,
  body,
  footer,
  testid = "dialog",
  small = false,
  onClose = () => {},
  label,
}) {
  const before = document.activeElement;
  const head = h(
    "header",
    { class: "modal-head" },
    h("h2", { text: title }),
    closeButton(() => close()),
  );
  const box = h(
    "div",
    {
      class: `modal${small ? " small" : ""}`,
      role: "dialog",
      "aria-modal": "true",
      "aria-label": label ?? title,
      testid,
    },
    head,
    h("div", { class: "modal-body" }, body),
    footer && h("footer", { class: "modal-foot" }, footer),
  );
  const shade = h("div", { class: "shade" }, box);
  let closed = false;
  function close() {
    if (closed) return;
    closed = true;
    shade.remove();
    before?.focus?.({ preventScroll: true });
    onClose();
  }
  trapFocus(box, close);
  document.getElementById("workspace").append(shade);
  box
    .querySelector(".modal-body input, .modal-body textarea, .modal-foot .primary, .modal-head button")
    ?.focus({ preventScroll: true });
  return close;
}

export function closeButton(onClick) {
  return h(
    "button",
    { type: "button", class: "icon-btn", "aria-label": "Close", testid: "modal-x", on: { click: onClick } },
    icon(ICONS.close),
  );
}

/** Tab goes round inside `box`; Escape calls `onEscape` unless a menu takes it first. */
export function trapFocus(box, onEscape) {
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      closeMenu();
      onEscape();
      return;
    }
    if (event.key !== "Tab") return;
    const inside = [...box.querySelectorAll(FOCUSABLE)].filter((element) => element.offsetParent !== null);
    const edge = event.shiftKey ? inside[0] : inside.at(-1);
    if (document.activeElement !== edge) return;
    (event.shiftKey ? inside.at(-1) : inside[0]).focus();
    event.preventDefault();
  });
}
