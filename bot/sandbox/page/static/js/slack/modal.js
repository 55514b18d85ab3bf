// The modals the app has opened for the teammate one acts as: the top of the stack is shown.
import { act, actInOrder } from "../api.js";
import { forget, makeContext } from "../blocks/context.js";
import { renderBlocks } from "../blocks/index.js";
import { flush } from "../blocks/texts.js";
import { avatar } from "../avatar.js";
import { h, icon, replace } from "../dom.js";
import { closeButton, trapFocus } from "../dialog.js";
import { ICONS } from "../icons.js";
import { plain } from "../mrkdwn.js";
import { onChange, refresh, slack, store } from "../store.js";

export function makeModals(root) {
  const shade = h("div", { class: "shade", hidden: true });
  root.append(shade);
  const self = { shade, shown: "", view: null, message: null, busy: false };
  onChange(() => sync(self));
}

/** Draw the view in front, if anything about it has changed or `force` says so. */
function sync(self, { force = false } = {}) {
  const stack = slack().modals;
  const view = stack.at(-1) ?? null;
  if (self.view && self.view.id !== view?.id) leave(self, stack);
  const signature = view
    ? JSON.stringify([
        view.id,
        view.hash,
        view.blocks,
        view.title,
        view.submit,
        view.close,
        view.errors,
        view.submit_disabled,
        stack.length,
      ])
    : "";
  self.view = view;
  if (signature === self.shown && !force) return;
  self.shown = signature;
  draw(self, stack);
}

/** A view that is no longer in the stack takes what was typed in it along. */
function leave(self, stack) {
  if (!stack.some((view) => view.id === self.view.id)) forget(self.view.id);
  self.message = null;
  self.busy = false;
}

function draw(self, stack) {
  const { view, shade } = self;
  const focus = focusIn(shade);
  const scroll = shade.querySelector(".modal-body")?.scrollTop ?? 0;
  const wasOpen = !shade.hidden;
  shade.hidden = !view;
  replace(shade);
  if (!view) return;
  const box = modalBox(self, view, stack);
  shade.append(box);
  trapFocus(box, () => dismiss(self));
  if (focus?.view === view.id) restore(box, focus);
  else firstField(box).focus({ preventScroll: true });
  box.querySelector(".modal-body").scrollTop = focus?.view === view.id ? scroll : 0;
  box.classList.toggle("entering", !wasOpen);
}

function modalBox(self, view, stack) {
  const context = makeContext(
    "modal",
    { view_id: view.id },
    { values: view.state?.values ?? {}, errors: view.errors },
  );
  const title = view.title?.text ?? "";
  const inner = stack.length > 1;
  const head = h(
    "header",
    { class: "modal-head" },
    inner
      ? h(
          "button",
          {
            type: "button",
            class: "icon-btn",
            "aria-label": "Back",
            testid: "modal-back",
            on: { click: () => close(self, false) },
          },
          icon(ICONS.back),
        )
      : avatar(slack().app.name, { size: 28, app: true }),
    h("h2", { testid: "modal-title" }, plain(title)),
    closeButton(() => dismiss(self)),
  );
  const body = h(
    "div",
    { class: "modal-body" },
    renderBlocks(view.blocks, context),
    self.message &&
      h(
        "div",
        { class: "modal-error", role: "alert", testid: "modal-error" },
        icon(ICONS.warn, 16),
        self.message,
      ),
  );
  const form = h(
    "form",
    {
      class: "modal",
      role: "dialog",
      "aria-modal": "true",
      "aria-label": title,
      testid: "modal",
      novalidate: true,
      data: { viewId: view.id, callbackId: view.callback_id ?? "" },
    },
    head,
    body,
    foot(self, view),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(self);
  });
  return form;
}

function foot(self, view) {
  const back = h(
    "button",
    { type: "button", class: "btn", testid: "modal-close", on: { click: () => close(self, false) } },
    plain(view.close?.text ?? (view.submit ? "Cancel" : "Close")),
  );
  const send =
    view.submit &&
    h(
      "button",
      {
        type: "submit",
        class: `btn primary${self.busy ? " busy" : ""}`,
        testid: "modal-submit",
        disabled: self.busy || view.submit_disabled,
      },
      plain(view.submit.text),
    );
  const hint = h("span", { class: "modal-app" }, "From ", h("strong", { text: slack().app.name }));
  return h("footer", { class: "modal-foot" }, hint, back, send);
}

const SELECTABLE = "input, textarea";

/** The field that the app wants the cursor in; else the first one. */
function firstField(box) {
  return (
    box.querySelector(".modal-body [data-focus]") ??
    box.querySelector(".modal-body input, .modal-body textarea, .modal-body button") ??
    box.querySelector(".modal-foot .primary, .modal-head .icon-btn")
  );
}

/** Which field has the focus, so that a redraw while typing does not take it away. */
function focusIn(shade) {
  const active = document.activeElement;
  if (!shade.contains(active)) return null;
  const block = active.closest("[data-block-id]")?.dataset.blockId;
  const action = active.closest("[data-action-id]")?.dataset.actionId;
  const view = shade.querySelector("[data-view-id]")?.dataset.viewId;
  return {
    view,
    block,
    action,
    testid: active.dataset.testid,
    start: active.selectionStart,
    end: active.selectionEnd,
  };
}

function restore(box, { block, action, testid, start, end }) {
  const byTestid = testid && `[data-testid="${testid}"]`;
  const inBlock =
    block && [...box.querySelectorAll("[data-block-id]")].find((one) => one.dataset.blockId === block);
  const holder =
    inBlock &&
    [...inBlock.querySelectorAll("[data-action-id]")].find((one) => one.dataset.actionId === action);
  const field = holder
    ? holder.matches("input, textarea, button")
      ? holder
      : holder.querySelector("input, textarea, button")
    : byTestid && box.querySelector(byTestid);
  (field ?? firstField(box)).focus({ preventScroll: true });
  // Number and date inputs have no selection to restore.
  if (field?.matches(SELECTABLE) && start !== null && start !== undefined)
    field.setSelectionRange(start, end);
}

async function submit(self) {
  if (self.busy || !self.view?.submit) return;
  flush();
  setBusy(self, true);
  const answer = await actInOrder("slack/submit", { user: store.me, view_id: self.view.id }, { quiet: true });
  await refresh();
  setBusy(self, false);
  if (self.view) self.message = answer.ok ? null : answer.message;
  sync(self, { force: true });
  const wrong = self.shade.querySelector("[aria-invalid='true']");
  wrong?.focus();
  (wrong ?? self.shade.querySelector(".modal-error"))?.scrollIntoView({ block: "center" });
}

function setBusy(self, busy) {
  self.busy = busy;
  const button = self.shade.querySelector("[data-testid='modal-submit']");
  button?.classList.toggle("busy", busy);
  if (button) button.disabled = busy || self.view?.submit_disabled;
}

async function close(self, all) {
  if (!self.view) return;
  flush();
  await act("slack/close_view", { user: store.me, view_id: self.view.id, all });
}

/** The cross closes every modal of the stack at once; Escape is the cross. */
const dismiss = (self) => close(self, true);
