// The right half: the clients' phones, one on the table at a time.
import { h, replace } from "../dom.js";
import { avatar } from "../avatar.js";
import { go, onChange, store } from "../store.js";
import { makeScreen } from "./screen.js";
import { readIfReading } from "./reading.js";
import { unseenOn } from "./unseen.js";

export function makePhones(root) {
  const tabs = h("div", { class: "phone-tabs", role: "tablist", "aria-label": "Clients" });
  const screen = makeScreen();
  root.append(h("h2", { class: "side-title", text: "Clients' phones" }), tabs, screen.element);
  let before = "";
  onChange(() => {
    const phones = store.state.phones;
    const signature = JSON.stringify([
      store.phone,
      phones.map((phone) => [phone.number, phone.name, phone.on, unseenOn(phone)]),
    ]);
    if (signature !== before) replace(tabs, phones.map(tab));
    before = signature;
    const phone = phones.find((one) => one.number === store.phone);
    if (!phone) return;
    screen.show(phone);
    for (const one of phones) readIfReading(one);
  });
}

function tab(phone) {
  const current = phone.number === store.phone;
  const unseen = unseenOn(phone);
  return h(
    "button",
    {
      type: "button",
      class: `phone-tab${current ? " current" : ""}${phone.on ? "" : " off"}`,
      role: "tab",
      testid: "phone-tab",
      "aria-selected": current ? "true" : "false",
      title: `${phone.name}, ${phone.number}`,
      data: { number: phone.number, name: phone.name },
      on: { click: () => go({ phone: phone.number }) },
    },
    avatar(phone.name, { size: 38, round: true }),
    h("span", { class: "phone-tab-name", text: phone.name.split(" ")[0] }),
    unseen > 0 &&
      h("span", { class: "badge", "aria-label": `${unseen} new`, testid: "phone-unseen" }, String(unseen)),
  );
}
