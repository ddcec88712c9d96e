import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icons.ts";

export interface NoticeProps {
  /** info by default · sun: a gentle warning, a hold · ok: done · err: something went wrong. */
  kind?: "info" | "sun" | "ok" | "err";
  icon: IconName;
  /** status is read when it appears with the page's own content; alert interrupts. */
  role?: "status" | "alert";
  class?: string;
  /** The first sentence in bold, and at most one action. */
  children: ComponentChildren;
}

/** Something to know, which stays until it is no longer true. */
export function Notice({ kind = "info", icon, role, class: extra, children }: NoticeProps) {
  const dress = kind === "info" ? "notice" : `notice ${dresses[kind]}`;
  return (
    <div class={extra ? `${dress} ${extra}` : dress} role={role}>
      <Icon name={icon} />
      <div>{children}</div>
    </div>
  );
}

const dresses = { sun: "notice-sun", ok: "notice-ok", err: "notice-err" };
