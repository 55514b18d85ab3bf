// Builds DOM from data. Text only ever arrives by textContent, so nothing a client writes can become markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element: props may hold `on` (events), `data` (dataset), `testid`, properties, or plain attributes. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) setProp(element, name, value);
  append(element, children);
  return element;
}

const PROPERTIES = new Set([
  "value",
  "checked",
  "disabled",
  "hidden",
  "tabIndex",
  "selected",
  "multiple",
  "readOnly",
]);

function setProp(element, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name === "on") for (const [event, fn] of Object.entries(value)) element.addEventListener(event, fn);
  else if (name === "data") Object.assign(element.dataset, value);
  else if (name === "testid") element.dataset.testid = value;
  else if (name === "text") element.textContent = value;
  else if (PROPERTIES.has(name)) element[name] = value;
  else element.setAttribute(name, value === true ? "" : String(value));
}

/** Add children, leaving out nothing-values and flattening lists. */
export function append(parent, children) {
  for (const child of [children].flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    parent.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return parent;
}

export function replace(parent, ...children) {
  parent.replaceChildren();
  return append(parent, children);
}

/** An inline icon drawn by strokes; decorative unless given a label. */
export function icon(paths, size = 18) {
  const svg = document.createElementNS(SVG, "svg");
  const attributes = {
    viewBox: "0 0 24 24",
    width: size,
    height: size,
    fill: "none",
    stroke: "currentColor",
    "stroke-width": 1.8,
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
    "aria-hidden": "true",
  };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  for (const d of [paths].flat()) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

/** Bring `parent`'s children in line with `items`, redrawing only those whose signature changed. */
export function keyed(parent, items, keyOf, signatureOf, render) {
  const old = parent.keyedChildren ?? new Map();
  const next = new Map();
  let cursor = parent.firstChild;
  for (const item of items) {
    const key = keyOf(item);
    const signature = signatureOf(item);
    let entry = old.get(key);
    if (!entry || entry.signature !== signature) {
      const element = render(item);
      if (entry) {
        if (entry.element === cursor) cursor = cursor.nextSibling;
        entry.element.remove();
      }
      entry = { element, signature };
    }
    if (entry.element === cursor) cursor = cursor.nextSibling;
    else parent.insertBefore(entry.element, cursor);
    next.set(key, entry);
  }
  while (cursor) {
    const after = cursor.nextSibling;
    cursor.remove();
    cursor = after;
  }
  parent.keyedChildren = next;
}

/** Whether a scrolling list stands at its end, so that new entries should pull it along. */
export function atEnd(element) {
  return element.scrollHeight - element.scrollTop - element.clientHeight < 60;
}
