import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icons.ts";
import { useIsland } from "./request.ts";
import { useWords } from "./words.ts";

/** primary: the one action · soft: the second · outline: equal alternatives, telephone numbers · ghost: a step back ·
 * danger: only where a destruction is confirmed · on-deep, line-deep: the first two on a deep panel. */
export type Tone = "primary" | "soft" | "outline" | "ghost" | "danger" | "on-deep" | "line-deep";

interface Dress {
  tone?: Tone;
  icon?: IconName;
  class?: string;
  "aria-label"?: string;
  children?: ComponentChildren;
}

export interface ButtonProps extends Dress {
  type?: "submit" | "button";
  name?: string;
  value?: string;
  /** The form it posts, when it stands outside. */
  form?: string;
  formaction?: string;
}

export interface ButtonLinkProps extends Dress {
  href: string;
  rel?: string;
  target?: "_blank";
  /** The name under which the browser keeps what is behind the link. */
  download?: string;
}

/** A button that posts its form, unless told otherwise. With script it says « Un instant… » and posts once. */
export function Button({ tone = "primary", type = "submit", icon, class: extra, children, ...button }: ButtonProps) {
  useIsland("forms");
  const t = useWords("ui");
  const busy = type === "submit" ? t("form.busy") : undefined;
  return (
    <button {...button} type={type} class={buttonClass(tone, extra)} data-busy={busy}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

/** A link dressed as a button: for going somewhere, never for changing something. */
export function ButtonLink({ tone = "primary", icon, class: extra, children, ...link }: ButtonLinkProps) {
  return (
    <a {...link} class={buttonClass(tone, extra)}>
      {icon && <Icon name={icon} />}
      {children}
    </a>
  );
}

const tones: Record<Tone, string> = {
  primary: "btn btn-primary",
  soft: "btn btn-soft btn-primary",
  outline: "btn btn-outline",
  ghost: "btn btn-ghost",
  danger: "btn btn-error",
  "on-deep": "btn btn-on-deep",
  "line-deep": "btn btn-line-deep",
};

function buttonClass(tone: Tone, extra: string | undefined): string {
  return extra ? `${tones[tone]} ${extra}` : tones[tone];
}
