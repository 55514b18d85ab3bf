// What the page knows: the sandbox's state (loaded whole, told anew by server-sent events) and where the person is.
import { loadState } from "./api.js";

const listeners = new Set();
const KEPT = ["me", "place", "thread", "phone"];

export const store = {
  state: null,
  live: false,
  me: null, // the teammate the person acts as
  place: null, // { kind: "channel" | "home" | "dm", id }
  thread: null, // { channel, ts } shown in the thread pane
  phone: null, // the number whose phone is shown
  seen: {}, // last message seen, by teammate and channel
  ...JSON.parse(sessionStorage.getItem("sandbox") ?? "{}"),
};

/** Call `fn` after every change. */
export function onChange(fn) {
  listeners.add(fn);
}

let scheduled = false;

/** Redraw soon; many changes in one turn cost one redraw. */
export function changed() {
  if (scheduled) return;
  scheduled = true;
  setTimeout(() => {
    scheduled = false;
    // While another teammate's view is on its way, the old one stays.
    if (store.state?.slack.viewer === store.me) for (const fn of listeners) fn(store);
  }, 0);
}

/** Move to another place, teammate, thread or phone, and remember it across a reload of the page. */
export function go(where) {
  Object.assign(store, where);
  const kept = Object.fromEntries(KEPT.map((name) => [name, store[name]]));
  sessionStorage.setItem("sandbox", JSON.stringify(kept));
  changed();
}

/** Act as another teammate: what they see is loaded first. */
export async function actAs(id) {
  store.me = id;
  await refresh();
  go({ me: id });
}

let loading = null;
let following = null;

/** Load the state as it is from now on; calls that come while a load is under way share the next one. */
export function refresh() {
  if (!loading) {
    loading = load().finally(() => {
      loading = null;
    });
    return loading;
  }
  following ??= loading.then(() => {
    following = null;
    return refresh();
  });
  return following;
}

async function load() {
  try {
    const me = store.me;
    store.state = await loadState(me);
    store.clockAt = performance.now();
    // Whoever has become another teammate meanwhile stays that one: their view comes with the next load.
    if (store.me === me && me !== store.state.slack.viewer) go({ me: store.state.slack.viewer });
    store.live = true;
  } catch {
    store.live = false;
  }
  changed();
}

/** Listen for changes. EventSource reconnects by itself; after each gap the state is loaded anew. */
export function listen() {
  const source = new EventSource("/sandbox/events");
  source.onopen = refresh;
  source.onmessage = refresh;
  source.onerror = () => {
    store.live = false;
    changed();
  };
}

/** The sandbox clock, in epoch seconds, running on between two loads. */
export function now() {
  return store.state ? store.state.clock.now + (performance.now() - store.clockAt) / 1000 : Date.now() / 1000;
}

export const slack = () => store.state.slack;
export const userById = (id) => slack().users.find((user) => user.id === id);
export const channelById = (id) => slack().channels.find((channel) => channel.id === id);
export const messagesIn = (channel) => channelById(channel)?.messages ?? [];

/** The replies in a thread, oldest first, without its root. */
export const repliesTo = (message) =>
  messagesIn(message.channel).filter((one) => one.thread_ts === message.ts && one.ts !== message.ts);
