// Speaks to the sandbox's own server, and tells the person in words when something went wrong.
import { toast } from "./toast.js";

/** POST one action. Resolves to the answer, or to null after the error has been shown. */
export async function act(path, body = {}, { quiet = false } = {}) {
  let answer;
  try {
    const response = await fetch(`/sandbox/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    answer = await response.json();
  } catch {
    answer = { ok: false, message: "The sandbox did not answer. Is it still running?" };
  }
  if (!answer.ok && !quiet) toast(answer.message ?? "That did not work.", "error");
  return answer.ok ? answer : quiet ? answer : null;
}

// What is done inside one modal must arrive in the order it was done: typing before submitting.
let tail = Promise.resolve();

/** Like `act`, after every earlier ordered action has been answered. */
export function actInOrder(path, body, options) {
  const run = tail.then(() => act(path, body, options));
  tail = run.catch(() => null);
  return run;
}

/** Everything the page shows, as `viewer` sees it (without one: the first teammate). */
export async function loadState(viewer) {
  const response = await fetch(`/sandbox/state?as=${encodeURIComponent(viewer ?? "")}`, {
    headers: { Accept: "application/json" },
  });
  if (!response.ok) throw new Error(`state answered ${response.status}`);
  return response.json();
}
