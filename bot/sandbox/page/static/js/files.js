// Reads chosen files for upload, within the bounds the sandbox's server accepts.
import { toast } from "./toast.js";

export const MOST_BYTES = 10_000_000;

/** [{ name, mimetype, content (base64) }] of the files small enough; the others are named in a notice. */
export async function readFiles(list) {
  const fit = [...list].filter((file) => file.size <= MOST_BYTES);
  for (const file of list)
    if (file.size > MOST_BYTES)
      toast(`${file.name} is over 10 MB, which the sandbox does not take.`, "error");
  return Promise.all(
    fit.map(async (file) => ({
      name: file.name,
      mimetype: file.type || "application/octet-stream",
      content: await base64(file),
    })),
  );
}

async function base64(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 32_768)
    text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
}

/** 1,234 → "1.2 KB". */
export function sizeWords(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
