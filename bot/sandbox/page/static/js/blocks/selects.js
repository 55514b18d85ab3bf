// Every menu that chooses: static, external (live search), people, conversations and channels; one or several; overflow.
import { append, h, icon } from "../dom.js";
import { avatar } from "../avatar.js";
import { ICONS } from "../icons.js";
import { listMenu } from "../menu.js";
import { plain, textObject } from "../mrkdwn.js";
import { placeName } from "../slack/people.js";
import { channelById, slack, userById } from "../store.js";
import { confirmed } from "./buttons.js";
import { asItem, chosen, flatten, pressed, suggestions, valueOf } from "./context.js";

// What Block Kit calls the chosen thing, one and several, for each source of options.
const SOURCES = {
  static: {
    one: "selected_option",
    many: "selected_options",
    initial: "initial_option",
    initials: "initial_options",
  },
  external: {
    one: "selected_option",
    many: "selected_options",
    initial: "initial_option",
    initials: "initial_options",
  },
  users: {
    one: "selected_user",
    many: "selected_users",
    initial: "initial_user",
    initials: "initial_users",
    items: userItems,
    name: userName,
  },
  conversations: {
    one: "selected_conversation",
    many: "selected_conversations",
    initial: "initial_conversation",
    initials: "initial_conversations",
    items: conversationItems,
    name: conversationName,
  },
  channels: {
    one: "selected_channel",
    many: "selected_channels",
    initial: "initial_channel",
    initials: "initial_channels",
    items: channelItems,
    name: conversationName,
  },
};

const sourceOf = (element) =>
  SOURCES[element.type.match(/(static|external|users|conversations|channels)_select$/)[1]];
const isExternal = (element) => element.type.endsWith("external_select");

function userName(id) {
  const user = userById(id);
  return user ? user.real_name || user.name : id;
}

function conversationName(id) {
  const channel = channelById(id);
  return channel ? placeName(channel) : id;
}

function userItems() {
  return slack()
    .users.filter((user) => !user.is_bot)
    .map((user) => ({
      label: userName(user.id),
      hint: `@${user.name}`,
      value: user.id,
      option: user.id,
      before: avatar(userName(user.id), { size: 22 }),
    }));
}

function channelItems() {
  return slack()
    .channels.filter((channel) => channel.kind === "channel")
    .map((channel) => ({ label: `#${channel.name}`, value: channel.id, option: channel.id }));
}

const KINDS = { channel: "public", group: "private", im: "im", mpim: "mpim" };

/** Channels and the direct messages with the app, as far as the element's filter leaves them. */
function conversationItems({ filter = {} }) {
  return slack()
    .channels.filter(
      ({ kind }) =>
        (filter.include ?? Object.values(KINDS)).includes(KINDS[kind]) &&
        !(kind === "im" && filter.exclude_bot_users),
    )
    .map(({ id }) => ({ label: conversationName(id), value: id, option: id }));
}

/** How to list an element's options: at once (`items`) or by asking the app (`load`). */
function optionsOf(context, block, element) {
  const source = sourceOf(element);
  if (isExternal(element))
    return {
      load: (query) => suggestions(context, block, element, query),
      minQuery: element.min_query_length ?? 3,
    };
  return { items: source.items ? source.items(element) : flatten(element).map(withNodes) };
}

const withNodes = (item) => ({ ...item, nodes: textObject(item.textObject) });
const nameOf = (source, picked) => (source.name ? source.name(picked) : plain(picked.text.text));
const idOf = (picked) => (typeof picked === "string" ? picked : picked?.value);

export function select(context, block, element) {
  const source = sourceOf(element);
  const current = valueOf(context, block, element);
  let picked = current ? current[source.one] : element[source.initial];
  const label = h("span", { class: "select-label" });
  const node = h(
    "button",
    {
      type: "button",
      class: "select",
      testid: "select",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      data: element.focus_on_load ? { focus: "" } : {},
    },
    label,
    icon(ICONS.down, 15),
  );
  const show = () => {
    label.replaceChildren();
    append(label, picked ? nameOf(source, picked) : [element.placeholder?.text ?? "Select an option"]);
    node.classList.toggle("blank", !picked);
  };
  show();
  node.addEventListener("click", () =>
    listMenu({
      anchor: node,
      ...optionsOf(context, block, element),
      search: isExternal(element) || Boolean(source.items) || flatten(element).length > 7,
      label: element.placeholder?.text ?? "Options",
      picked: (item) => item.value === idOf(picked),
      onPick: async (item) => {
        node.focus();
        if (!(await confirmed(element.confirm))) return;
        picked = item.option;
        show();
        await chosen(context, block, element, { [source.one]: picked });
      },
    }),
  );
  return node;
}

export function multiSelect(context, block, element) {
  const source = sourceOf(element);
  const current = valueOf(context, block, element);
  let picked = [...((current ? current[source.many] : element[source.initials]) ?? [])];
  const chips = h("span", { class: "chips" });
  const node = h("div", { class: "select multi", testid: "multi-select" }, chips);
  const store = (next) => {
    picked = next;
    show();
    return chosen(context, block, element, { [source.many]: picked });
  };
  const opener = h("button", {
    type: "button",
    class: "multi-open",
    "aria-haspopup": "listbox",
    "aria-expanded": "false",
  });
  const show = () => {
    chips.replaceChildren(
      ...picked.map((one) =>
        chip(nameOf(source, one), () => store(picked.filter((other) => idOf(other) !== idOf(one)))),
      ),
    );
    opener.textContent = picked.length ? "Add…" : (element.placeholder?.text ?? "Select options");
  };
  opener.addEventListener("click", () =>
    listMenu({
      anchor: node,
      ...optionsOf(context, block, element),
      search: true,
      multi: true,
      label: element.placeholder?.text ?? "Options",
      picked: (item) => picked.some((one) => idOf(one) === item.value),
      onPick: (item) => {
        const without = picked.filter((one) => idOf(one) !== item.value);
        const full = picked.length >= (element.max_selected_items ?? Infinity);
        if (without.length < picked.length) store(without);
        else if (!full) store([...picked, item.option]);
      },
    }),
  );
  show();
  node.append(opener);
  return node;
}

function chip(label, onRemove) {
  return h(
    "span",
    { class: "chip" },
    h("span", {}, label),
    h("button", { type: "button", "aria-label": "Remove", on: { click: onRemove } }, icon(ICONS.close, 12)),
  );
}

export function overflow(context, block, element) {
  const node = h(
    "button",
    {
      type: "button",
      class: "btn overflow",
      testid: "overflow",
      "aria-label": "More actions",
      "aria-haspopup": "listbox",
    },
    icon(ICONS.more, 16),
  );
  node.addEventListener("click", () =>
    listMenu({
      anchor: node,
      items: element.options.map((option) => withNodes(asItem(option))),
      label: "More actions",
      align: "end",
      width: 200,
      onPick: async (item) => {
        if (item.option.url && /^https?:/i.test(item.option.url))
          window.open(item.option.url, "_blank", "noreferrer,noopener");
        if (await confirmed(element.confirm))
          await pressed(context, block, element, { selected_option: item.option });
      },
    }),
  );
  return node;
}
