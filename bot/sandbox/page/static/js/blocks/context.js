// What every element needs to know: where it stands, what was entered so far, and how to tell the server.
import { act, actInOrder } from "../api.js";
import { refresh, store } from "../store.js";

// What the person has entered and not yet submitted, by container, block and action.
const drafts = new Map();

/** A container is { channel, ts } for a message or { view_id } for a modal or the App Home. */
export function makeContext(surface, container, { values = {}, errors = {} } = {}) {
  return {
    surface,
    container,
    values,
    errors,
    key: container.view_id ?? `${container.channel}/${container.ts}`,
  };
}

const slot = (context, block, element) => `${context.key}|${block.block_id}|${element.action_id}`;

/** The value of an element as Block Kit keeps it ({ value } or { selected_option } …), or undefined if untouched. */
export function valueOf(context, block, element) {
  return drafts.get(slot(context, block, element)) ?? context.values[block.block_id]?.[element.action_id];
}

export function keep(context, block, element, value) {
  drafts.set(slot(context, block, element), value);
}

export function forget(key) {
  for (const name of drafts.keys()) if (name.startsWith(`${key}|`)) drafts.delete(name);
}

const body = (context, block, element, more) => ({
  user: store.me,
  container: context.container,
  block_id: block.block_id,
  action_id: element.action_id,
  ...more,
});

/** A choice was made: kept, and sent as Slack does (inputs only store, unless dispatch_action is set). */
export async function chosen(context, block, element, value) {
  keep(context, block, element, value);
  const path = block.type === "input" ? "slack/choose" : "slack/click";
  await actInOrder(path, body(context, block, element, { value }));
  await settle(context, block, element, value);
}

/** A button or an overflow option was pressed; nothing is kept. */
export async function pressed(context, block, element, value) {
  return actInOrder("slack/click", body(context, block, element, { value }));
}

export async function typed(context, block, element, text, { enter = false } = {}) {
  await actInOrder("slack/type_text", body(context, block, element, { text, enter }));
  return settle(context, block, element, { value: text });
}

/** The server now holds `value`: the draft goes, unless the person has gone on in the meantime. */
async function settle(context, block, element, value) {
  await refresh();
  const name = slot(context, block, element);
  if (JSON.stringify(drafts.get(name)) === JSON.stringify(value)) drafts.delete(name);
}

/** Live options of an external select: [{ label, value, option, group, hint }], or null when none came in time. */
export async function suggestions(context, block, element, query) {
  const answer = await act("slack/suggest", body(context, block, element, { query }), { quiet: true });
  return answer.ok ? answer.result.map((option) => asItem(option)) : null;
}

/** Options and option groups as one list the menu can show. */
export function flatten({ options, option_groups: groups }) {
  if (groups)
    return groups.flatMap((group) =>
      (group.options ?? []).map((option) => asItem(option, group.label?.text)),
    );
  return (options ?? []).map((option) => asItem(option));
}

export function asItem(option, group) {
  return {
    label: option.text.text,
    hint: option.description?.text,
    value: option.value,
    option,
    group,
    textObject: option.text,
  };
}
