// A workflow with one step of the app's: a form of the step's inputs, and what became of the latest runs.
import { act } from "../api.js";
import { openDialog } from "../dialog.js";
import { h, icon, keyed } from "../dom.js";
import { makeForm } from "../form.js";
import { ICONS } from "../icons.js";
import { now, onChange, slack, store, userById } from "../store.js";
import { clockTime, momentOf, wallTime } from "../time.js";
import { toast } from "../toast.js";
import { nameOfUser } from "./people.js";

const TIMESTAMP = "slack#/types/timestamp";
const EXAMPLES = { number: "+1 202-555-0123", when: () => wallTime(now() + 86_400) };

let shown = null;
// The run that was started here last: what becomes of it is brought into sight.
let awaited = null;
onChange(() => shown?.());

export function openWorkflow(step) {
  const form = makeForm(step.inputs.map(fieldOf));
  const runs = h("ul", { class: "runs", testid: "workflow-runs", "aria-live": "polite" });
  const start = h("button", { type: "button", class: "btn primary", testid: "workflow-start", text: "Run workflow" });
  start.addEventListener("click", async () => {
    const inputs = inputsOf(step, form.values());
    const answer = await act("slack/run_step", { user: store.me, callback_id: step.callback_id, inputs });
    if (answer) awaited = answer.result;
  });
  openDialog({
    title: step.title,
    testid: "workflow",
    body: [h("p", { class: "form-about", text: step.description }), form.element, runs],
    footer: start,
    onClose: () => {
      shown = null;
    },
  });
  shown = () => drawRuns(runs, step);
  shown();
}

function fieldOf(input) {
  const example = EXAMPLES[input.name];
  return {
    name: input.name,
    label: input.title,
    hint: input.description,
    required: input.is_required,
    type: input.type === TIMESTAMP ? "moment" : "text",
    choices: input.choices.length ? input.choices : null,
    value: input.choices.length ? input.choices[0][0] : typeof example === "function" ? example() : null,
    placeholder: typeof example === "string" ? example : null,
  };
}

/** Slack hands timestamps on as whole seconds. */
function inputsOf(step, values) {
  const moments = new Set(step.inputs.filter((input) => input.type === TIMESTAMP).map((input) => input.name));
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, moments.has(name) ? momentOf(value) : value]),
  );
}

const STATES = {
  running: ["clock", "Running: the app has not said anything yet"],
  completed: ["check", "Completed"],
  failed: ["warn", "Failed"],
};

function drawRuns(list, step) {
  const mine = slack().runs.filter((run) => run.step === step.callback_id);
  keyed(
    list,
    mine.slice(0, 5),
    (run) => run.id,
    (run) => JSON.stringify(run),
    drawRun,
  );
  const run = mine.find((one) => one.id === awaited);
  if (!run) return;
  list.firstElementChild.scrollIntoView({ block: "nearest" });
  if (run.state !== "running") awaited = null;
}

function drawRun(run) {
  const [sign, words] = STATES[run.state];
  const said = run.error
    ? h("p", { text: run.error })
    : h(
        "dl",
        {},
        run.outputs.map(({ title, value }) => [h("dt", { text: title }), h("dd", { text: value })]),
      );
  const by = nameOfUser(userById(run.by));
  return h(
    "li",
    { class: `run ${run.state}`, testid: "workflow-run", data: { state: run.state } },
    icon(ICONS[sign], 17),
    h(
      "div",
      {},
      h("div", { class: "run-head" }, h("strong", { text: words }), ` · ${by}, ${clockTime(run.started)}`),
      said,
    ),
  );
}
