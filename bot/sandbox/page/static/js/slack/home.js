// The App Home tab of the teammate one acts as.
import { makeContext } from "../blocks/context.js";
import { renderBlocks } from "../blocks/index.js";
import { h, replace } from "../dom.js";
import { onChange, slack, store } from "../store.js";
import { appChannel } from "./people.js";
import { homeTabs } from "./tabs.js";

export function makeHome(root) {
  const head = h("header", { class: "pane-head" });
  const body = h("div", { class: "home-body", testid: "home-body" });
  root.append(head, body);
  let before = "";
  onChange(() => {
    if (store.place?.kind !== "home") return;
    const view = slack().home;
    // The Messages tab is there as soon as the app has written to this teammate.
    const signature = JSON.stringify([store.me, view?.id, view?.blocks, slack().app.name, appChannel()?.id]);
    if (signature === before) return;
    before = signature;
    replace(head, h("h1", { text: slack().app.name }), homeTabs("home"));
    replace(
      body,
      view
        ? renderBlocks(view.blocks, makeContext("home", { view_id: view.id }, { values: view.state?.values }))
        : waiting(),
    );
  });
}

const waiting = () =>
  h(
    "div",
    { class: "empty" },
    h("h2", { text: "Nothing here yet" }),
    h("p", {
      text: "The app has not published its Home tab for you. It does so when it is told that you opened it.",
    }),
  );
