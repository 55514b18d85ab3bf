// The bar on top: what to do first, the clock, and the menu that makes something fail.
import { act } from "./api.js";
import { h, icon, replace } from "./dom.js";
import { ICONS } from "./icons.js";
import { listMenu } from "./menu.js";
import { now, onChange, store } from "./store.js";
import { clockTime, place, weekday } from "./time.js";
import { openSystem } from "./system.js";
import { toast } from "./toast.js";

const by = (label, seconds, more) => ({ label: `Forward ${label}`, path: "advance", seconds, ...more });
const to = (label, time, more) => ({ label: `To the next ${label}`, path: "until", time, ...more });

const JUMPS = [
  by("10 seconds", 10),
  by("1 minute", 60),
  by("10 minutes", 600),
  by("1 hour", 3600),
  by("8 hours", 28_800),
  by("1 day", 86_400, { hint: "WhatsApp's reply window closes after 24 hours" }),
  by("1 week", 604_800),
  to("10 PM", "22:00", { hint: "At night, when clients sleep" }),
  to("8 AM", "08:00"),
];

export function makeBar(root) {
  const time = h("span", { class: "clock-time", testid: "clock" });
  const clock = h(
    "button",
    {
      type: "button",
      class: "bar-btn",
      testid: "fast-forward",
      "aria-haspopup": "listbox",
      title: "Put everybody's clock forward: the team's, the clients' and the bot's",
    },
    icon(ICONS.clock, 16),
    time,
    icon(ICONS.down, 14),
  );
  clock.addEventListener("click", () =>
    listMenu({
      anchor: clock,
      items: JUMPS.map((jump) => ({ ...jump, testid: "jump" })),
      label: "Fast-forward",
      align: "end",
      width: 230,
      onPick: ({ path, seconds, time }) => act(`clock/${path}`, { seconds, time }),
    }),
  );
  const fail = h(
    "button",
    {
      type: "button",
      class: "bar-btn",
      testid: "faults",
      "aria-haspopup": "listbox",
      // In a narrow window only the icon is left to be seen.
      "aria-label": "Make something fail",
      title: "Make something fail",
    },
    icon(ICONS.warn, 16),
    h("span", { text: "Make something fail" }),
    icon(ICONS.down, 14),
  );
  fail.addEventListener("click", () => openFaults(fail));
  const system = h(
    "button",
    {
      type: "button",
      class: "bar-btn",
      testid: "own-system",
      "aria-haspopup": "dialog",
      "aria-label": "Your own system",
      title: "Send the bot a signed request, as your booking system would",
      on: { click: openSystem },
    },
    icon(ICONS.forward, 16),
    h("span", { text: "Your own system" }),
  );
  const guide = h("p", { class: "guide", testid: "guide" });
  const lost = h("span", {
    class: "lost",
    hidden: true,
    testid: "lost",
    text: "Connection lost: is the sandbox still running?",
  });
  replace(root, brand(), guide, lost, sides(), clock, system, fail);
  onChange(() => {
    time.textContent = `${weekday(now())}, ${clockTime(now())} in ${place()}`;
    lost.hidden = store.live;
    guide.hidden = !store.live;
    drawGuide(guide);
  });
}

const brand = () =>
  h(
    "div",
    { class: "brand" },
    h("img", { src: "/static/icon.svg", alt: "", width: 24, height: 24 }),
    h("strong", { text: "Threadline" }),
    h("span", { class: "tag", text: "sandbox" }),
  );

/** One line that says what to try next, by what has happened so far on the phones. */
function drawGuide(guide) {
  const step = nextStep();
  if (guide.dataset.step === step.name) return;
  guide.dataset.step = step.name;
  replace(
    guide,
    step.words.map((word) => (word.startsWith("`") ? h("code", { text: word.slice(1) }) : word)),
  );
}

function nextStep() {
  const { texted, answered, replied } = progress();
  const command = store.state.slack.commands[0]?.command ?? "/sms";
  const name = store.state.phones[0]?.name ?? "a client";
  if (!texted)
    return {
      name: "send",
      words: ["Start here: type ", `\`${command} ${name} Hello`, " in the box on the left and press Enter."],
    };
  if (!answered)
    return { name: "answer", words: ["The text is on the phone. Answer it there, on the right."] };
  if (!replied)
    return { name: "reply", words: ["Now reply in the client's thread on the left: it goes to the phone."] };
  return {
    name: "play",
    words: ["Next: send ", "`STOP", " from a phone and write to it again, or make something fail."],
  };
}

/** How far the team and any one client have talked. */
function progress() {
  let [texted, answered, replied] = [false, false, false];
  for (const { messages } of store.state.phones.flatMap((phone) => phone.conversations)) {
    const ours = (one) => one.direction === "in";
    const first = messages.findIndex(ours);
    if (first < 0) continue;
    texted = true;
    const answer = messages.findIndex((one, at) => at > first && one.direction === "out");
    if (answer < 0) continue;
    answered = true;
    replied ||= messages.slice(answer).some(ours);
  }
  return { texted, answered, replied };
}

function openFaults(anchor) {
  const items = store.state.faults.map((fault) => ({ ...fault, value: fault.name, testid: "fault" }));
  listMenu({
    anchor,
    items,
    label: "Faults",
    align: "end",
    width: 330,
    onPick: async (fault) => {
      const answer = await act(`faults/${fault.scope}/${fault.name}`, {});
      if (answer) toast(fault.done);
    },
  });
}

/** On a narrow window one half is shown at a time. */
function sides() {
  const stage = document.getElementById("stage");
  const side = (name, label) =>
    h(
      "button",
      {
        type: "button",
        class: "bar-btn side",
        testid: `side-${name}`,
        "aria-pressed": stage.dataset.side === name ? "true" : "false",
        on: {
          click: () => {
            stage.dataset.side = name;
            for (const button of both.children)
              button.setAttribute("aria-pressed", String(button.dataset.testid === `side-${name}`));
          },
        },
      },
      label,
    );
  const both = h("div", { class: "sides" }, side("workspace", "Workspace"), side("phones", "Phones"));
  return both;
}
