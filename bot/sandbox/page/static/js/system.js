// A system of the clinic's own: a form whose event goes to the bot as one signed request, and its answer.
import { act } from "./api.js";
import { openDialog } from "./dialog.js";
import { h, icon, replace } from "./dom.js";
import { makeForm } from "./form.js";
import { ICONS } from "./icons.js";
import { now, store } from "./store.js";
import { clockTime, wallTime, weekday } from "./time.js";

const WHOSE = ["number", "name"];
const EVENTS = [
  ["appointment.set", "An appointment is made or moved", [...WHOSE, "at", "place"]],
  ["appointment.confirmed", "An appointment is confirmed", []],
  ["appointment.cancelled", "An appointment is cancelled", []],
  ["payment.due", "A payment is due", [...WHOSE, "day", "invoice_number", "amount", "link"]],
  ["payment.paid", "A payment has come", []],
  ["payment.cancelled", "A payment is called off", []],
  ["document.ready", "A document is ready", [...WHOSE, "title", "link"]],
  ["client.created", "There is a new client", WHOSE],
];
const NEEDS = { "client.number": "number", name: "title" };

const inDays = (days) => wallTime(now() + days * 86_400);

const fields = () => [
  {
    name: "event",
    label: "What happened",
    required: true,
    wide: true,
    choices: EVENTS.map(([value, label]) => [value, `${label} (${value})`]),
    value: EVENTS[0][0],
  },
  { name: "ref", label: "What the system calls it", required: true, value: "A-17", wide: true },
  { name: "number", label: "Client's phone", required: true, value: store.phone ?? "", placeholder: "+1 202-555-0123" },
  { name: "name", label: "Client's name" },
  { name: "at", label: "When", type: "moment", required: true, value: inDays(1) },
  { name: "day", label: "Due on", type: "day", required: true, value: inDays(3).slice(0, 10) },
  { name: "place", label: "Where", value: "2 Pier Road" },
  { name: "invoice_number", label: "Invoice", value: "1043" },
  { name: "amount", label: "Amount in dollars", value: "120.00" },
  { name: "title", label: "What the document is", value: "Deed of sale" },
  { name: "link", label: "Link", value: "https://harbor.example/1043" },
];

export function openSystem() {
  const answer = h("div", { class: "system-answer", testid: "system-answer", "aria-live": "polite" });
  const form = makeForm(fields(), { onChange: () => showFields(form) });
  const send = h("button", { type: "button", class: "btn primary", testid: "system-send", text: "Send signed request" });
  send.addEventListener("click", async () => {
    const event = eventOf(form.values());
    const told = await act("system/tell", { event });
    if (told) drawAnswer(answer, form, told.result);
  });
  openDialog({
    title: "Your own system",
    testid: "system",
    body: [
      h("p", {
        class: "form-about",
        text: "A booking system or a shop tells the bot by POST /triggers. The request is signed with a key that an admin has made.",
      }),
      form.element,
      answer,
    ],
    footer: send,
  });
  showFields(form);
}

function showFields(form) {
  const [, , own] = EVENTS.find(([name]) => name === form.values().event);
  form.show(["event", "ref", ...own]);
}

/** What goes over the wire. Each press is an event of its own; the same ref means the same thing. */
function eventOf(values) {
  const { event, ref, number, name, title, amount, at, ...rest } = values;
  return {
    id: `evt-${crypto.randomUUID()}`,
    event,
    ref,
    ...(number || name ? { client: { ...(number && { number }), ...(name && { name }) } } : {}),
    ...(title && { name: title }),
    ...(amount && { amount, currency: "USD" }),
    ...(at && { at, time_zone: store.state.clock.zone }),
    ...rest,
  };
}

function drawAnswer(box, form, { status, answer }) {
  const errors = answer.fields ?? {};
  const fieldOf = (name) => NEEDS[name] ?? name;
  const marked = form.mark(
    Object.fromEntries(Object.entries(errors).map(([name, why]) => [fieldOf(name), why])),
  );
  const well = status < 300;
  // What stands at its field already is not said twice.
  const others = Object.entries(errors).filter(([name]) => !marked.includes(fieldOf(name)));
  const lines = well ? planned(answer) : others.map(([name, why]) => `${name}: ${why}`);
  replace(
    box,
    h(
      "div",
      { class: `run ${well ? "completed" : "failed"}` },
      icon(ICONS[well ? "check" : "warn"], 17),
      h(
        "div",
        {},
        h("div", { class: "run-head" }, h("strong", { text: `The bot answers ${status}` })),
        h(
          "ul",
          { class: "lines" },
          lines.map((line) => h("li", { text: line })),
        ),
        h("pre", { text: JSON.stringify(answer, null, 2) }),
      ),
    ),
  );
  box.scrollIntoView({ block: "nearest" });
}

function planned({ planned = [], left_out = [] }) {
  const times = planned.map(({ at }) => {
    const moment = new Date(at).getTime() / 1000;
    return `Goes on ${weekday(moment)}, ${clockTime(moment)}`;
  });
  return [...(times.length ? times : ["Nothing is planned for it."]), ...left_out];
}
