/** The browser that asks, as sessions and what happened remember it. */
export interface Device {
  network: string;
  userAgent: string;
}

/** What a browser says of itself, in two words anyone recognises. Null when it says nothing we know. */
export interface DeviceSeen {
  browser: string | null;
  system: string | null;
}

/** Reads a User-Agent roughly: enough to tell one's own devices apart, and no more. */
export function deviceSeen(userAgent: string | null): DeviceSeen {
  const named = (kinds: [RegExp, string][]) => kinds.find(([sign]) => sign.test(userAgent ?? ""))?.[1] ?? null;
  return { browser: named(browsers), system: named(systems) };
}

/* Each browser also claims to be those below it. */
const browsers: [RegExp, string][] = [
  [/\bEdg(e|A|iOS)?\//, "Edge"],
  [/\bOPR\/|\bOpera\b/, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(Firefox|FxiOS)\b/, "Firefox"],
  [/(Chrome|Chromium|CriOS)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];

const systems: [RegExp, string][] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bMac OS X\b|\bMacintosh\b/, "Mac"],
  [/\bLinux\b/, "Linux"],
];
