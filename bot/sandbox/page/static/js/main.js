// Starts the page: builds its parts once, then redraws what changed whenever the state does.
import { makeBar } from "./bar.js";
import { loadEmoji } from "./emoji.js";
import { makePhones } from "./phones/phones.js";
import { makeWorkspace } from "./slack/workspace.js";
import { changed, go, listen, onChange, refresh, store } from "./store.js";

const CLOCK_REDRAW_MS = 15_000;

function settle() {
  const { slack, phones } = store.state;
  const mine = slack.channels.filter((channel) => channel.members.includes(store.me));
  const known =
    store.place && (store.place.kind === "home" || mine.some((channel) => channel.id === store.place.id));
  if (!known)
    go({
      place: {
        kind: "channel",
        id: (mine.find((channel) => `#${channel.name}` === store.state.inbox) ?? mine[0]).id,
      },
    });
  if (!phones.some((phone) => phone.number === store.phone)) go({ phone: phones[0]?.number ?? null });
}

onChange(settle);
makeBar(document.getElementById("bar"));
makeWorkspace(document.getElementById("workspace"));
makePhones(document.getElementById("phones"));
await loadEmoji();
await refresh();
listen();
setInterval(changed, CLOCK_REDRAW_MS);
document.documentElement.dataset.ready = "true";
