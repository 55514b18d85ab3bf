// The box in which the client answers, and buttons for the words carriers know.
import { act } from "../api.js";
import { h, icon, replace } from "../dom.js";
import { readFiles } from "../files.js";
import { ICONS } from "../icons.js";
import { inWords } from "./extras.js";
import { makePlus } from "./plus.js";

const QUICK = ["STOP", "START", "HELP", "Yes", "Thanks!"];

export function makeAnswer() {
  const self = { phone: null, channel: "sms", to: null, replying: null };
  const box = h("input", {
    type: "text",
    class: "answer-box",
    "aria-label": "Answer from this phone",
    placeholder: "Text message",
    testid: "phone-input",
    autocomplete: "off",
  });
  const send = h(
    "button",
    { type: "button", class: "answer-send", "aria-label": "Send from this phone", testid: "phone-send" },
    icon(ICONS.send, 16),
  );
  const picker = h("input", {
    type: "file",
    accept: "image/*,audio/*,video/*,application/pdf",
    hidden: true,
    testid: "phone-files",
  });
  const attach = h(
    "button",
    {
      type: "button",
      class: "icon-btn",
      "aria-label": "Send a picture",
      testid: "phone-attach",
      on: { click: () => picker.click() },
    },
    icon(ICONS.image, 18),
  );
  const say = async (action, fields = {}) => {
    const answered = self.replying?.sid ?? null;
    stopReplying(self, strip);
    const at = { number: self.phone.number, to: self.to, channel: self.channel, reply_to: answered };
    return act(`phones/${action}`, { ...at, ...fields });
  };
  const text = (body, media = []) => say("text", { body, media });
  const plus = makePlus(say);
  const strip = h("div", { class: "replying", testid: "phone-replying", hidden: true });
  const submit = async () => {
    const body = box.value.trim();
    if (!body) return;
    box.value = "";
    if (!(await text(body)) && !box.value) box.value = body;
  };
  send.addEventListener("click", submit);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) submit();
  });
  picker.addEventListener("change", async () => {
    const media = await readFiles(picker.files);
    picker.value = "";
    if (media.length && (await text(box.value.trim(), media))) box.value = "";
  });
  const quick = h(
    "div",
    { class: "quick" },
    QUICK.map((word) =>
      h("button", {
        type: "button",
        testid: "quick",
        data: { word },
        text: word,
        on: { click: () => text(word) },
      }),
    ),
  );
  const element = h(
    "div",
    { class: "answer" },
    quick,
    strip,
    h("div", { class: "answer-row" }, plus, attach, picker, box, send),
  );
  return {
    element,
    update: (next) => update(self, element, { box, strip, plus }, next),
    replyTo: (message) => startReplying(self, strip, box, message),
  };
}

function startReplying(self, strip, box, message) {
  self.replying = message;
  const stop = h(
    "button",
    {
      type: "button",
      class: "icon-btn",
      "aria-label": "Do not reply to it",
      testid: "phone-reply-cancel",
      on: {
        click: () => {
          stopReplying(self, strip);
          box.focus();
        },
      },
    },
    icon(ICONS.close, 14),
  );
  replace(strip, h("span", { text: `Replying to “${inWords(message)}”` }), stop);
  strip.hidden = false;
  box.focus();
}

function stopReplying(self, strip) {
  self.replying = null;
  strip.hidden = true;
}

function update(self, element, { box, strip, plus }, next) {
  const elsewhere = next.phone.number !== self.phone?.number || next.channel !== self.channel;
  if (elsewhere) stopReplying(self, strip);
  Object.assign(self, next);
  plus.hidden = next.channel !== "whatsapp";
  const can = next.phone.kinds.includes(next.channel);
  for (const control of element.querySelectorAll("button, input")) control.disabled = !can;
  const name = next.channel === "whatsapp" ? "Message" : "Text message";
  box.placeholder = can ? name : "A landline cannot text";
}
