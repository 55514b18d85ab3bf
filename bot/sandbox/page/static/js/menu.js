// Menus that float over the page: select options, overflow, shortcuts, reactions, faults.
// One is open at a time; arrows move, Enter picks, Escape and a click elsewhere close.
import { append, h, icon, replace } from "./dom.js";
import { ICONS } from "./icons.js";

let open = null;

export function closeMenu() {
  if (!open) return;
  const { element, anchor, onClose } = open;
  open = null;
  element.remove();
  anchor.setAttribute?.("aria-expanded", "false");
  onClose?.();
}

document.addEventListener("pointerdown", (event) => {
  if (open && !open.element.contains(event.target) && !open.anchor.contains(event.target)) closeMenu();
});
window.addEventListener("resize", closeMenu);

/** Float `element` beside `anchor`, inside the window, above or below as there is room. */
export function float(anchor, element, { onClose, align = "start" } = {}) {
  closeMenu();
  document.getElementById("layer").append(element);
  anchor.setAttribute?.("aria-expanded", "true");
  open = { anchor, element, onClose };
  place(anchor, element, align);
}

function place(anchor, element, align) {
  const box = anchor.getBoundingClientRect();
  const own = element.getBoundingClientRect();
  const below = window.innerHeight - box.bottom - 12;
  const left = align === "end" ? box.right - own.width : box.left;
  element.style.left = `${Math.max(8, Math.min(left, window.innerWidth - own.width - 8))}px`;
  if (own.height <= below || below > box.top) element.style.top = `${box.bottom + 4}px`;
  else element.style.bottom = `${window.innerHeight - box.top + 4}px`;
}

/**
 * A list to pick from. `items`: [{ label (text or nodes), hint, value, group, testid, danger, disabled }].
 * With `search`, a box filters by label; with `load(query)`, the items come from there instead.
 */
export function listMenu({
  anchor,
  items = [],
  load,
  search = false,
  minQuery = 0,
  onPick,
  picked = () => false,
  multi = false,
  label = "Options",
  empty = "No results",
  align,
  footer,
  width,
}) {
  const list = h("div", {
    class: "menu-list",
    role: "listbox",
    "aria-label": label,
    "aria-multiselectable": multi || null,
    tabIndex: -1,
  });
  const menu = { items, shown: items, active: -1, list, onPick, picked, multi, empty };
  const input = search ? searchBox(label, (query) => queryChanged(menu, query, load, minQuery)) : null;
  const element = h("div", { class: "menu", testid: "menu" }, input, list, footer);
  element.style.minWidth = `${width ?? Math.min(anchor.getBoundingClientRect().width, 460)}px`;
  element.addEventListener("keydown", (event) => onKey(menu, event, anchor));
  draw(menu);
  float(anchor, element, { align });
  (input?.querySelector("input") ?? list).focus({ preventScroll: true });
  if (search) queryChanged(menu, "", load, minQuery);
  else activate(menu, 0);
  return menu;
}

function searchBox(label, onInput) {
  const input = h("input", {
    type: "text",
    placeholder: "Search",
    "aria-label": `Search ${label}`,
    autocomplete: "off",
    testid: "menu-search",
    on: { input: () => onInput(input.value) },
  });
  return h("div", { class: "menu-search" }, icon(ICONS.search, 15), input);
}

const WAIT_WHILE_TYPING = 180;

function queryChanged(menu, query, load, minQuery) {
  clearTimeout(menu.timer);
  if (!load) {
    const wanted = query.trim().toLowerCase();
    menu.shown = menu.items.filter((item) => textOf(item).includes(wanted));
    draw(menu);
    return;
  }
  if (query.length < minQuery) {
    const more = `Type ${minQuery === 1 ? "something" : `at least ${minQuery} characters`} to search`;
    replace(menu.list, h("div", { class: "menu-empty", text: more }));
    return;
  }
  menu.latest = query;
  menu.timer = setTimeout(() => fill(menu, query, load), query ? WAIT_WHILE_TYPING : 0);
}

async function fill(menu, query, load) {
  menu.list.setAttribute("aria-busy", "true");
  const found = await load(query);
  if (menu.latest !== query) return; // A later query is under way.
  menu.list.removeAttribute("aria-busy");
  menu.shown = found ?? [];
  draw(menu, found ? menu.empty : "The options could not be loaded");
}

const textOf = (item) => `${item.search ?? item.label} ${item.hint ?? ""}`.toLowerCase();

function draw(menu, empty = menu.empty) {
  const rows = [];
  let group = null;
  for (const item of menu.shown) {
    if (item.group && item.group !== group)
      rows.push(h("div", { class: "menu-group", text: (group = item.group) }));
    rows.push(row(menu, item));
  }
  replace(menu.list, rows.length ? rows : h("div", { class: "menu-empty", text: empty }));
  activate(menu, menu.shown.length ? 0 : -1);
}

function row(menu, item) {
  const chosen = menu.picked(item);
  const element = h("div", {
    class: `menu-item${item.danger ? " danger" : ""}`,
    role: "option",
    "aria-selected": chosen ? "true" : "false",
    "aria-disabled": item.disabled || null,
    testid: item.testid ?? "option",
    data: { value: String(item.value ?? "") },
  });
  append(element, [
    menu.multi && h("span", { class: `tick${chosen ? " on" : ""}` }, chosen && icon(ICONS.check, 13)),
    item.before,
    h(
      "span",
      { class: "menu-text" },
      h("span", { class: "menu-label" }, item.nodes ?? item.label),
      item.hint && h("span", { class: "menu-hint", text: item.hint }),
    ),
    item.after,
    !menu.multi && chosen && icon(ICONS.check, 15),
  ]);
  element.addEventListener("click", () => pick(menu, item));
  element.addEventListener("pointermove", () => activate(menu, menu.shown.indexOf(item), false));
  return element;
}

function pick(menu, item) {
  if (item.disabled) return;
  if (!menu.multi) closeMenu();
  menu.onPick(item);
  if (menu.multi) draw(menu);
}

function activate(menu, index, scroll = true) {
  menu.active = index;
  // Who does not see the list is told which entry Enter would pick.
  if (index < 0) menu.list.removeAttribute("aria-activedescendant");
  else menu.list.setAttribute("aria-activedescendant", `menu-item-${index}`);
  for (const [at, element] of [...menu.list.querySelectorAll(".menu-item")].entries()) {
    element.id = `menu-item-${at}`;
    element.classList.toggle("active", at === index);
    if (at === index && scroll) element.scrollIntoView({ block: "nearest" });
  }
}

function onKey(menu, event, anchor) {
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in steps && menu.shown.length) {
    activate(menu, (menu.active + steps[event.key] + menu.shown.length) % menu.shown.length);
  } else if (event.key === "Enter" && menu.shown[menu.active]) {
    pick(menu, menu.shown[menu.active]);
  } else if (event.key === "Escape" || event.key === "Tab") {
    closeMenu();
    anchor.focus?.();
  } else return;
  event.preventDefault();
  event.stopPropagation();
}
