// The plus beside the box: what a phone can send on WhatsApp that is no words and no picture.
import { h, icon } from "../dom.js";
import { ICONS } from "../icons.js";
import { listMenu } from "../menu.js";
import { store } from "../store.js";

const PLACE = {
  latitude: 37.7955,
  longitude: -122.3937,
  name: "Ferry Building",
  address: "1 Ferry Building, San Francisco",
};
const FORWARDED = "Closed on Friday? Somebody said so in our group.";

/** A button; `send(action, fields)` does one of the phone's actions. */
export function makePlus(send) {
  const button = h(
    "button",
    {
      type: "button",
      class: "icon-btn",
      "aria-label": "Send something else",
      title: "Send something else",
      "aria-haspopup": "listbox",
      testid: "phone-plus",
      on: { click: () => open(button, send) },
    },
    icon(ICONS.plus, 18),
  );
  return button;
}

function open(anchor, send) {
  const items = [
    item("Location", "The Ferry Building", ICONS.pin, () => send("place", PLACE)),
    item("Contact", someone().name, ICONS.person, () => send("contact", someone())),
    item("Sticker", "A smiling face", ICONS.smile, () => send("sticker")),
    item("Voice note", "A second of silence", ICONS.mic, () => send("voice")),
    item("Forwarded message", "From another chat", ICONS.forward, () => send("forward", { body: FORWARDED })),
  ];
  listMenu({ anchor, items, label: "Send something else", width: 230, onPick: (one) => one.run() });
}

const item = (label, hint, face, run) => ({
  label,
  hint,
  value: label,
  before: icon(face, 17),
  testid: "phone-plus-item",
  run,
});

/** Somebody whose phone lies on the table too, as an entry of this phone's address book. */
function someone() {
  const other = store.state.phones.find((phone) => phone.number !== store.phone);
  return other ? { name: other.name, phones: [other.number] } : { name: "Ann Lee", phones: ["+12025550111"] };
}
