// Suggestions over the composer while one types: commands after "/", people after "@", channels after "#".
import { avatar } from "../avatar.js";
import { h, icon, replace } from "../dom.js";
import { ICONS } from "../icons.js";
import { slack } from "../store.js";
import { isDirect, isMine, nameOfUser } from "./people.js";

const MOST = 8;

/** `show()` after typing, `hide()`, and `onKey(event)`, which is true when a key was meant for the list. */
export function makeSuggestions(box, { commands, onChange }) {
  const list = h("div", {
    class: "suggestions",
    testid: "suggestions",
    role: "listbox",
    "aria-label": "Suggestions",
    hidden: true,
  });
  const self = { box, list, items: [], active: 0, commands, onChange };
  // The frame the list hangs on exists only once the composer has been put together.
  queueMicrotask(() => box.parentElement.append(list));
  const hide = () => {
    list.hidden = true;
  };
  return { show: () => show(self), hide, onKey: (event) => onKey(self, event, hide) };
}

function show(self) {
  const before = self.box.value.slice(0, self.box.selectionStart);
  self.items = find(before, self.commands).slice(0, MOST);
  self.active = 0;
  self.list.hidden = self.items.length === 0;
  draw(self);
}

function find(before, commands) {
  const slash = before.match(/^\/([\w-]*)$/);
  if (slash) return commands ? commandItems(slash[1]) : [noCommandsHere()];
  const person = before.match(/(?:^|\s)@([\p{L}\p{N}._-]*)$/u);
  if (person) return personItems(person[1]);
  const channel = before.match(/(?:^|\s)#([\w-]*)$/);
  return channel ? channelItems(channel[1]) : [];
}

function commandItems(start) {
  return slack()
    .commands.filter((one) => one.command.startsWith(`/${start}`))
    .map((one) => ({
      before: avatar(slack().app.name, { size: 26, app: true }),
      label: one.command,
      extra: one.usage_hint,
      hint: one.description,
      from: `/${start}`,
      to: `${one.command} `,
      testid: "command-option",
    }));
}

const noCommandsHere = () => ({
  label: "Commands do not work in threads",
  hint: "Slack does not offer them here. Reply, or use the buttons on the card.",
  to: null,
});

function personItems(start) {
  const wanted = start.toLowerCase();
  return slack()
    .users.filter((user) =>
      `${user.real_name} ${user.name}`
        .toLowerCase()
        .split(/\s/)
        .some((word) => word.startsWith(wanted)),
    )
    .map((user) => ({
      before: avatar(nameOfUser(user), { size: 22, app: user.is_bot }),
      label: nameOfUser(user),
      hint: `@${user.name}`,
      from: `@${start}`,
      to: `@${nameOfUser(user)} `,
      testid: "mention-option",
    }));
}

function channelItems(start) {
  return slack()
    .channels.filter((channel) => !isDirect(channel) && isMine(channel) && channel.name.startsWith(start))
    .map((channel) => ({
      before: icon(ICONS.hash, 16),
      label: channel.name,
      from: `#${start}`,
      to: `#${channel.name} `,
      testid: "channel-option",
    }));
}

function draw(self) {
  replace(
    self.list,
    self.items.map((item, index) =>
      h(
        "div",
        {
          class: `suggestion${index === self.active ? " active" : ""}`,
          role: "option",
          "aria-selected": index === self.active ? "true" : "false",
          testid: item.testid,
          on: {
            pointerdown: (event) => {
              event.preventDefault(); // The box keeps the focus.
              pick(self, item);
            },
          },
        },
        item.before,
        h(
          "span",
          { class: "suggestion-text" },
          h(
            "span",
            {},
            h("strong", { text: item.label }),
            item.extra && h("span", { class: "extra", text: ` ${item.extra}` }),
          ),
          item.hint && h("span", { class: "menu-hint", text: item.hint }),
        ),
      ),
    ),
  );
}

function pick(self, item) {
  if (item.to === null) return;
  const end = self.box.selectionStart;
  self.box.setRangeText(item.to, end - item.from.length, end, "end");
  self.list.hidden = true;
  self.onChange();
}

function onKey(self, event, hide) {
  if (self.list.hidden) return false;
  if (event.key === "Escape") hide();
  else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const step = event.key === "ArrowDown" ? 1 : -1;
    self.active = (self.active + step + self.items.length) % self.items.length;
    draw(self);
  } else if (event.key === "Tab" || (event.key === "Enter" && !isWhole(self))) {
    if (self.items[self.active].to === null) return false;
    pick(self, self.items[self.active]);
  } else return false;
  event.preventDefault();
  return true;
}

/** Enter sends a command that is already complete instead of completing it again. */
const isWhole = (self) => self.items.some((item) => item.from !== undefined && item.to?.trim() === item.from);
