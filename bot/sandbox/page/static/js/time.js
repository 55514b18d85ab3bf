// Times as a person in the sandbox reads them.
const DAY = 86_400;

const format = (options) => {
  const formatter = new Intl.DateTimeFormat("en-US", options);
  return (seconds) => formatter.format(new Date(seconds * 1000));
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
const dateNum = (seconds) => new Date(seconds * 1000).toLocaleDateString("sv-SE");

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
