import type { Answer } from "./browser.ts";

/** The fields of the form of a page that posts to `action`, as a browser without script would send them: hidden ones, what is typed, what is
 * ticked or chosen. Buttons are the test's to press. */
export function formOf({ body }: Answer, action: string): Record<string, string> {
  const forms = body.match(/<form\b.*?<\/form>/gs) ?? [];
  const form = forms.find((each) => each.includes(`action="${action}"`));
  if (!form) throw new Error(`no form posts to ${action}`);
  const fields: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input\b(?:[^>"]|"[^"]*")*>/g)) {
    const name = attribute(tag, "name");
    const isUnticked = /type="(checkbox|radio)"/.test(tag) && !/\bchecked\b/.test(tag);
    if (name && !isUnticked) fields[name] = attribute(tag, "value") ?? "";
  }
  for (const [, name = "", text = ""] of form.matchAll(/<textarea\b[^>]*name="(\w+)"[^>]*>(.*?)<\/textarea>/gs))
    fields[name] = plain(text);
  for (const [, tag = "", options = ""] of form.matchAll(/(<select\b(?:[^>"]|"[^"]*")*>)(.*?)<\/select>/gs)) {
    const chosen =
      options.match(/<option\b[^>]*\bselected\b[^>]*>/)?.[0] ?? options.match(/<option\b[^>]*>/)?.[0] ?? "";
    fields[attribute(tag, "name") ?? ""] = attribute(chosen, "value") ?? "";
  }
  return fields;
}

/** What is read on a page, one space between words. */
export function textOf({ body }: Answer): string {
  const bare = body.replace(/<(script|style|head|svg)\b.*?<\/\1>/gs, "").replace(/<[^>]+>/g, " ");
  return plain(bare).replace(/\s+/g, " ").trim();
}

function attribute(tag: string, name: string): string | undefined {
  const found = tag.match(new RegExp(`\\b${name}="([^"]*)"`))?.[1];
  return found === undefined ? undefined : plain(found);
}

function plain(html: string): string {
  return html
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
