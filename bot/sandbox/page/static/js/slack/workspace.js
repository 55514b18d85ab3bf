// The left half: sidebar, the place the person is in, the thread pane, and modals on top.
import { h } from "../dom.js";
import { onChange, store } from "../store.js";
import { makeChannel } from "./channel.js";
import { makeHome } from "./home.js";
import { makeModals } from "./modal.js";
import { makeSidebar } from "./sidebar.js";
import { makeThread } from "./thread.js";

export function makeWorkspace(root) {
  const sidebar = h("nav", { class: "sidebar", "aria-label": "Channels", testid: "sidebar" });
  const channel = h("div", { class: "pane channel", testid: "channel-view" });
  const home = h("div", { class: "pane home", testid: "home-view", hidden: true });
  const thread = h("aside", {
    class: "pane thread",
    "aria-label": "Thread",
    testid: "thread-pane",
    hidden: true,
  });
  root.append(sidebar, channel, home, thread);
  // First of all what is in sight: a list can be scrolled to its end only while it is shown.
  onChange(() => {
    const atHome = store.place?.kind === "home";
    channel.hidden = atHome;
    home.hidden = !atHome;
    thread.hidden = !store.thread || atHome;
    root.classList.toggle("with-thread", !thread.hidden);
  });
  makeSidebar(sidebar);
  makeChannel(channel);
  makeHome(home);
  makeThread(thread);
  makeModals(root);
}
