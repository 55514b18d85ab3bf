// Workspace name, channels with unread marks, people, the app, and whom one acts as.
import { act } from "../api.js";
import { avatar } from "../avatar.js";
import { h, icon, replace } from "../dom.js";
import { ICONS } from "../icons.js";
import { listMenu } from "../menu.js";
import { actAs, go, onChange, slack, store, userById } from "../store.js";
import { appChannel, isDirect, isMine, nameOfUser, otherIn } from "./people.js";
import { startSeen, unreadIn } from "./unread.js";
import { openWorkflow } from "./workflows.js";

export function makeSidebar(root) {
  let before = "";
  onChange(() => {
    startSeen();
    const now = JSON.stringify([
      store.me,
      store.place,
      slack().channels.map((channel) => [channel.id, unreadIn(channel.id)]),
      slack().users.length,
    ]);
    if (now === before) return;
    before = now;
    replace(root, head(), h("div", { class: "side-scroll" }, channels(), people(), apps(), workflows()), actor());
  });
}

const head = () =>
  h(
    "div",
    { class: "team", testid: "team-name" },
    h("span", { class: "team-mark", "aria-hidden": "true", text: slack().team.name[0] }),
    h("span", { text: slack().team.name }),
  );

function group(title, items) {
  return h("div", { class: "side-group" }, h("h2", { text: title }), h("ul", {}, items));
}

function item({ id, name, face, current, unread = 0, onClick, testid = "sidebar-item" }) {
  const button = h(
    "button",
    {
      type: "button",
      class: `side-item${current ? " current" : ""}${unread ? " unread" : ""}`,
      testid,
      data: { id, name },
      "aria-current": current ? "page" : null,
      on: { click: onClick },
    },
    face,
    h("span", { class: "side-name", text: name }),
    unread > 0 &&
      h("span", { class: "badge", testid: "unread", "aria-label": `${unread} new` }, String(unread)),
  );
  return h("li", {}, button);
}

const isAt = (kind, id) => store.place?.kind === kind && store.place.id === id;

function channels() {
  const mine = slack().channels.filter(
    (channel) => !isDirect(channel) && isMine(channel) && !channel.is_archived,
  );
  return group(
    "Channels",
    mine.map((channel) =>
      item({
        id: channel.id,
        name: channel.name,
        face: icon(ICONS.hash, 15),
        current: isAt("channel", channel.id),
        unread: unreadIn(channel.id),
        onClick: () => enter(channel.id),
      }),
    ),
  );
}

function people() {
  const direct = slack().channels.filter(
    (channel) => isDirect(channel) && isMine(channel) && channel.id !== appChannel()?.id,
  );
  if (!direct.length) return null;
  return group(
    "Direct messages",
    direct.map((channel) => {
      const name = nameOfUser(otherIn(channel));
      return item({
        id: channel.id,
        name,
        face: avatar(name, { size: 20 }),
        current: isAt("channel", channel.id),
        unread: unreadIn(channel.id),
        onClick: () => enter(channel.id),
      });
    }),
  );
}

function apps() {
  const dm = appChannel();
  return group("Apps", [
    item({
      id: "home",
      name: slack().app.name,
      testid: "app-home-link",
      face: avatar(slack().app.name, { size: 20, app: true }),
      current: store.place?.kind === "home" || (dm && isAt("channel", dm.id)),
      unread: dm ? unreadIn(dm.id) : 0,
      onClick: enterApp,
    }),
  ]);
}

/** Workflows with a step of the app's, if its manifest declares some. */
function workflows() {
  if (!slack().steps.length) return null;
  return group(
    "Workflows",
    slack().steps.map((step) =>
      item({
        id: step.callback_id,
        name: step.title,
        testid: "workflow-link",
        face: icon(ICONS.bolt, 15),
        current: false,
        onClick: () => openWorkflow(step),
      }),
    ),
  );
}

function enter(id) {
  go({ place: { kind: "channel", id }, thread: store.thread?.channel === id ? store.thread : null });
}

/** The app opens at its Home tab, or at its messages when it has none. */
function enterApp() {
  if (slack().app.home_tab) enterHome();
  else if (appChannel()) enter(appChannel().id);
}

/** Opening the app's Home tab is an event the app is told of. */
export function enterHome() {
  go({ place: { kind: "home", id: "home" }, thread: null });
  act("slack/open_home", { user: store.me }, { quiet: true });
}

function actor() {
  const me = userById(store.me);
  const button = h(
    "button",
    {
      type: "button",
      class: "actor",
      testid: "act-as",
      "aria-haspopup": "listbox",
      "aria-label": `You act as ${nameOfUser(me)}. Change`,
    },
    avatar(nameOfUser(me), { size: 30 }),
    h(
      "span",
      { class: "actor-words" },
      h("small", { text: "You are" }),
      h("span", { class: "actor-name", text: nameOfUser(me) }),
    ),
    icon(ICONS.down, 15),
  );
  button.addEventListener("click", () =>
    listMenu({
      anchor: button,
      label: "Act as",
      width: 230,
      picked: (one) => one.value === store.me,
      items: slack()
        .users.filter((user) => !user.is_bot)
        .map((user) => ({
          label: nameOfUser(user),
          hint: user.title || `@${user.name}`,
          value: user.id,
          testid: "act-as-option",
          before: avatar(nameOfUser(user), { size: 26 }),
        })),
      onPick: async (one) => {
        await actAs(one.value);
        if (store.place.kind === "home") enterHome();
      },
    }),
  );
  return button;
}
