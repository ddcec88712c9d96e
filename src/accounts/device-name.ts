import type { Language } from "../platform/web.ts";
import { wordsIn } from "../ui/words.ts";
import { type DeviceSeen, deviceSeen } from "./device.ts";

/** « Safari sur iPhone », as its owner would call the device; « Appareil inconnu » when it says nothing we know. */
export function deviceName(userAgent: string | null, language: Language): string {
  return deviceNamed(deviceSeen(userAgent), language);
}

/** The same, of what was seen already. */
export function deviceNamed({ browser, system }: DeviceSeen, language: Language): string {
  const t = wordsIn(language, "accounts");
  return browser && system ? t("devices.on", { browser, system }) : (browser ?? system ?? t("devices.unknown"));
}
