// Slack's emoji codes and their characters, as the stand-in knows them; an unknown code is shown as typed.
let characters = new Map();

/** Learn the stand-in's table. What it makes of a typed emoji must be drawn as that emoji again. */
export async function loadEmoji() {
  const response = await fetch("/sandbox/emoji", { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`emoji answered ${response.status}`);
  characters = new Map(Object.entries(await response.json()));
}

/** The picture for a code without its colons (skin tones are dropped), or null when it is unknown. */
export function emojiFor(code) {
  return characters.get(code.split("::")[0]) ?? null;
}

/** What the reaction picker offers first. */
export const COMMON = [
  "+1",
  "white_check_mark",
  "eyes",
  "heart",
  "joy",
  "tada",
  "pray",
  "raised_hands",
  "wave",
  "x",
  "hourglass_flowing_sand",
  "arrows_counterclockwise",
];
