// The box one writes in: commands, mentions, shortcuts, files, Enter to send.
import { act } from "../api.js";
import { h, icon, replace } from "../dom.js";
import { readFiles } from "../files.js";
import { ICONS } from "../icons.js";
import { listMenu } from "../menu.js";
import { slack, store } from "../store.js";
import { toast } from "../toast.js";
import { startEditing } from "./editor.js";
import { makeSuggestions } from "./suggest.js";

// What was written and not sent, by teammate and place.
const drafts = new Map();

/**
 * `where()` tells at the moment of sending into which channel and thread, `onSend()` is called at that moment,
 * and `lastOwn()` finds one's own newest message there.
 */
export function makeComposer({ where, onSend, lastOwn, testid, inThread = false }) {
  const box = h("textarea", {
    class: "composer-box",
    rows: 1,
    "aria-label": "Message",
    testid: `${testid}-box`,
  });
  const files = h("div", { class: "composer-files" });
  const send = h(
    "button",
    { type: "button", class: "send-btn", "aria-label": "Send", testid: `${testid}-send` },
    icon(ICONS.send, 17),
  );
  const picker = h("input", { type: "file", multiple: true, hidden: true, testid: `${testid}-files` });
  const note = h("div", { class: "composer-note", hidden: true });
  const tools = h(
    "div",
    { class: "composer-tools" },
    tool("Shortcuts", `${testid}-shortcuts`, ICONS.bolt, (event) =>
      openShortcuts(event.currentTarget, inThread),
    ),
    tool("Attach a file", `${testid}-attach`, ICONS.clip, () => picker.click()),
    tool("Mention someone", `${testid}-mention`, ICONS.at, () => insert(self, "@")),
    h("span", { class: "composer-hint", text: "Enter to send" }),
    send,
  );
  const element = h(
    "div",
    { class: "composer", testid },
    note,
    h("div", { class: "composer-frame" }, box, files, picker, tools),
  );
  const self = { box, files, send, element, note, where, onSend, lastOwn, inThread, attached: [], key: null };
  const suggestions = makeSuggestions(box, { commands: !inThread, onChange: () => changedText(self) });
  listenTo(self, suggestions, picker);
  return { element, update: (next) => update(self, next) };
}

function tool(label, testid, paths, onClick) {
  return h(
    "button",
    { type: "button", class: "icon-btn", "aria-label": label, title: label, testid, on: { click: onClick } },
    icon(paths, 18),
  );
}

function listenTo(self, suggestions, picker) {
  self.box.addEventListener("input", () => {
    changedText(self);
    suggestions.show();
  });
  self.box.addEventListener("keydown", (event) => {
    if (suggestions.onKey(event)) return;
    if (event.key === "ArrowUp" && !self.box.value && editLast(self)) event.preventDefault();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit(self);
  });
  self.box.addEventListener("blur", () => setTimeout(suggestions.hide, 120));
  self.send.addEventListener("click", () => submit(self));
  picker.addEventListener("change", async () => {
    self.attached.push(...(await readFiles(picker.files)));
    picker.value = "";
    showFiles(self);
  });
}

function update(self, { key, placeholder, disabled = null }) {
  if (self.key !== key) {
    self.key = key;
    self.box.value = drafts.get(key) ?? "";
    self.attached = [];
    showFiles(self);
    resize(self.box);
  }
  self.box.placeholder = placeholder;
  self.element.classList.toggle("disabled", Boolean(disabled));
  self.box.disabled = Boolean(disabled);
  self.note.hidden = !disabled;
  self.note.textContent = disabled ?? "";
  showReady(self);
}

function changedText(self) {
  drafts.set(self.key, self.box.value);
  resize(self.box);
  showReady(self);
}

function showReady(self) {
  const ready = !self.box.disabled && (self.box.value.trim() !== "" || self.attached.length > 0);
  self.send.disabled = !ready;
}

function resize(box) {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, 180)}px`;
}

function insert(self, text) {
  self.box.setRangeText(text, self.box.selectionStart, self.box.selectionEnd, "end");
  self.box.focus();
  self.box.dispatchEvent(new Event("input"));
}

function showFiles(self) {
  replace(
    self.files,
    self.attached.map((file) =>
      h(
        "span",
        { class: "chip" },
        icon(ICONS.file, 14),
        h("span", { text: file.name }),
        h(
          "button",
          {
            type: "button",
            "aria-label": `Remove ${file.name}`,
            on: {
              click: () => {
                self.attached = self.attached.filter((other) => other !== file);
                showFiles(self);
              },
            },
          },
          icon(ICONS.close, 12),
        ),
      ),
    ),
  );
  showReady(self);
}

/** As in Slack, the up arrow in an empty box opens one's last message; false when there is none. */
function editLast(self) {
  const message = self.lastOwn();
  if (message) startEditing(message);
  return Boolean(message);
}

async function submit(self) {
  const text = self.box.value.trim();
  if (!text && !self.attached.length) return;
  const { channel, thread_ts: thread } = self.where();
  const files = self.attached;
  const key = self.key;
  clear(self);
  self.onSend();
  const command = text.match(/^(\/[\w-]+)(?:\s+([\s\S]*))?$/);
  const answer = command
    ? await runCommand(self, channel, command)
    : await act("slack/post", { user: store.me, channel, text, thread_ts: thread, files });
  // What could not be sent is given back, so that nothing typed is lost.
  if (!answer && self.key === key && !self.box.value) giveBack(self, text, files);
}

function clear(self) {
  self.box.value = "";
  self.attached = [];
  showFiles(self);
  changedText(self);
}

function giveBack(self, text, files) {
  self.box.value = text;
  self.attached = files;
  showFiles(self);
  changedText(self);
}

function runCommand(self, channel, [, command, text = ""]) {
  if (self.inThread) {
    toast(`${command} does not work in threads: Slack offers commands in channels only.`, "error");
    return null;
  }
  return act("slack/command", { user: store.me, channel, command, text });
}

function openShortcuts(anchor, inThread) {
  const shortcuts = slack()
    .shortcuts.filter((one) => one.type === "global")
    .map((one) => ({
      label: one.name,
      hint: one.description,
      value: one.callback_id,
      group: "Shortcuts",
      testid: "global-shortcut",
      before: icon(ICONS.bolt, 16),
      run: () => act("slack/shortcut", { user: store.me, callback_id: one.callback_id }),
    }));
  const commands = inThread
    ? []
    : slack().commands.map((one) => ({
        label: one.command,
        hint: one.description,
        value: one.command,
        group: "Commands",
        before: icon(ICONS.hash, 16),
        run: () => startCommand(anchor, one.command),
      }));
  listMenu({
    anchor,
    label: "Shortcuts",
    items: [...shortcuts, ...commands],
    width: 300,
    onPick: (item) => item.run(),
    empty: "The app declares no shortcuts",
  });
}

function startCommand(anchor, command) {
  const box = anchor.closest(".composer").querySelector("textarea");
  box.value = `${command} `;
  box.focus();
  box.dispatchEvent(new Event("input"));
}
