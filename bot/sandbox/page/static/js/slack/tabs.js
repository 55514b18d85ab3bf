// The tabs of the app's own place: Home and Messages.
import { h } from "../dom.js";
import { go, slack } from "../store.js";
import { appChannel } from "./people.js";
import { enterHome } from "./sidebar.js";

export function homeTabs(current) {
  const dm = appChannel();
  const tab = (name, label, onClick) =>
    h(
      "button",
      {
        type: "button",
        class: `tab${current === name ? " current" : ""}`,
        role: "tab",
        testid: `tab-${name}`,
        "aria-selected": current === name ? "true" : "false",
        on: { click: onClick },
      },
      label,
    );
  return h(
    "div",
    { class: "tabs", role: "tablist" },
    slack().app.home_tab && tab("home", "Home", enterHome),
    dm && tab("messages", "Messages", () => go({ place: { kind: "channel", id: dm.id }, thread: null })),
  );
}
