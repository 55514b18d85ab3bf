// Short notices at the foot of the page; read out by screen readers through the live region.
import { h } from "./dom.js";

const SECONDS_SHOWN = 6;

export function toast(message, kind = "info") {
  const box = document.getElementById("toasts");
  const note = h("div", { class: `toast ${kind}`, testid: "toast", text: message });
  box.append(note);
  while (box.children.length > 4) box.firstChild.remove();
  setTimeout(() => note.remove(), SECONDS_SHOWN * 1000);
}
