// The box in which the client answers, and buttons for the words carriers know.
import { act } from "../api.js";
import { h, icon } from "../dom.js";
import { readFiles } from "../files.js";
import { ICONS } from "../icons.js";

const QUICK = ["STOP", "START", "HELP", "Yes", "Thanks!"];

export function makeAnswer() {
  const self = { phone: null, channel: "sms", to: null };
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
  const text = (body, media = []) =>
    act("phones/text", { number: self.phone.number, to: self.to, channel: self.channel, body, media });
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
    h("div", { class: "answer-row" }, attach, picker, box, send),
  );
  return { element, update: (next) => update(self, element, box, next) };
}

function update(self, element, box, next) {
  Object.assign(self, next);
  const can = next.phone.kinds.includes(next.channel);
  for (const control of element.querySelectorAll("button, input")) control.disabled = !can;
  const name = next.channel === "whatsapp" ? "Message" : "Text message";
  box.placeholder = can ? name : "A landline cannot text";
}
