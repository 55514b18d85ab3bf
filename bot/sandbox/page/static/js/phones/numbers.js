// Phone numbers as people read them.

/** "+12025550142" → "+1 202-555-0142"; other countries are grouped in threes after the country code. */
export function pretty(number) {
  const american = number.match(/^\+1(\d{3})(\d{3})(\d{4})$/);
  if (american) return `+1 ${american[1]}-${american[2]}-${american[3]}`;
  const parts = number.match(/^(\+\d{2})(\d+)$/);
  return parts ? `${parts[1]} ${parts[2].replace(/(\d{3})(?=\d{3})/g, "$1 ")}` : number;
}
