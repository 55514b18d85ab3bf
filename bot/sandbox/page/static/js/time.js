// Times as the people in the sandbox read them: in the clinic's zone, wherever the browser is.
import { store } from "./store.js";

const DAY = 86_400;

const zone = () => store.state.clock.zone;

/** The zone's city, such as "New York". */
export const place = () => zone().split("/").at(-1).replaceAll("_", " ");

const format = (options, locale = "en-US") => {
  let formatter; // Made when the first time is shown: by then the state, and with it the zone, is there.
  return (seconds) => {
    formatter ??= new Intl.DateTimeFormat(locale, { ...options, timeZone: zone() });
    return formatter.format(new Date(seconds * 1000));
  };
};

export const clockTime = format({ hour: "numeric", minute: "2-digit" });
export const clockSeconds = format({ hour: "numeric", minute: "2-digit", second: "2-digit" });
export const weekday = format({ weekday: "short", month: "short", day: "numeric" });
const dayKey = format({ year: "numeric", month: "2-digit", day: "2-digit" });
const longDay = format({ weekday: "long", month: "long", day: "numeric" });
const full = format({
  weekday: "long",
  month: "long",
  day: "numeric",
  year: "numeric",
  hour: "numeric",
  minute: "2-digit",
});
export const fullTime = full;

/** The words on the line between two days. */
export function dayLabel(seconds, now) {
  return nearDay(seconds, now) ?? longDay(seconds);
}

export const sameDay = (a, b) => dayKey(a) === dayKey(b);

function nearDay(seconds, now) {
  if (sameDay(seconds, now)) return "Today";
  if (sameDay(seconds, now - DAY)) return "Yesterday";
  return sameDay(seconds, now + DAY) ? "Tomorrow" : null;
}

const date = format({ year: "numeric", month: "long", day: "numeric" });
const dateShort = format({ year: "numeric", month: "short", day: "numeric" });
const dateLong = format({ weekday: "long", year: "numeric", month: "long", day: "numeric" });
const dateNum = format({ year: "numeric", month: "2-digit", day: "2-digit" }, "sv-SE");
const wallClock = format({ dateStyle: "short", timeStyle: "short" }, "sv-SE");

/** What calendar and clock show at a moment, as `2026-11-27T10:00`. */
export const wallTime = (seconds) => wallClock(seconds).replace(" ", "T");

/** The moment, in epoch seconds, at which calendar and clock show `2026-11-27T10:00`. */
export function momentOf(shown) {
  const asIfUtc = (text) => Date.parse(`${text}Z`) / 1000;
  const wanted = asIfUtc(shown);
  // The second step mends a guess that fell on the other side of a change of the clocks.
  let guess = wanted;
  for (let step = 0; step < 2; step += 1) guess += wanted - asIfUtc(wallTime(guess));
  return guess;
}

/** Slack's `<!date^…>` tokens: see "Date formatting" in its mrkdwn reference. */
export function dateTokens(template, seconds, now) {
  const pretty = (fn) => nearDay(seconds, now) ?? fn(seconds);
  const tokens = {
    date_num: () => dateNum(seconds),
    date: () => date(seconds),
    date_short: () => dateShort(seconds),
    date_long: () => dateLong(seconds),
    date_pretty: () => pretty(date),
    date_short_pretty: () => pretty(dateShort),
    date_long_pretty: () => pretty(dateLong),
    time: () => clockTime(seconds),
    time_secs: () => clockSeconds(seconds),
    ago: () => ago(seconds, now),
  };
  return template.replace(/\{(\w+)\}/g, (whole, name) => (tokens[name] ? tokens[name]() : whole));
}

/** "5 minutes ago", "in 2 days". */
export function ago(seconds, now) {
  const gap = now - seconds;
  const size = Math.abs(gap);
  const [amount, unit] =
    size < 60
      ? [size, "second"]
      : size < 3600
        ? [size / 60, "minute"]
        : size < DAY
          ? [size / 3600, "hour"]
          : [size / DAY, "day"];
  const words = `${Math.floor(amount)} ${unit}${Math.floor(amount) === 1 ? "" : "s"}`;
  if (size < 45) return gap >= 0 ? "just now" : "in a moment";
  return gap >= 0 ? `${words} ago` : `in ${words}`;
}
