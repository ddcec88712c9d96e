import type { ComponentChildren } from "preact";
import { proPaths } from "../pro-paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Notice } from "../ui/notice.tsx";
import type { DocumentProps } from "../ui/page.tsx";
import { ProPage } from "../ui/pro.tsx";
import { useRequest } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";

export interface SettingPageProps {
  title: string;
  /** Who or what it is about, under the title. */
  lead?: ComponentChildren;
  /** Where it was reached from; by default the settings. */
  back?: { href: string; label: string };
  /** On the line of the title. */
  actions?: ComponentChildren;
  erred?: boolean;
  /** A style sheet besides the one of every page. */
  styles?: DocumentProps["styles"];
  /** The item of the rail it belongs to, by its address. */
  current?: string;
  children: ComponentChildren;
}

/** A page of the settings: the way back, its title with its actions, what was just done, and the page. */
export function SettingPage({
  title,
  lead,
  back,
  actions,
  erred = false,
  styles,
  current,
  children,
}: SettingPageProps) {
  const t = useWords("settings");
  const from = back ?? { href: proPaths.settings(), label: t("hub.title") };
  return (
    <ProPage title={title} erred={erred} {...(styles && { styles })} {...(current && { current })}>
      <BackLink href={from.href}>{from.label}</BackLink>
      <div class="flex flex-wrap items-center gap-x-4 gap-y-3 mb-4">
        <div class="me-auto min-w-0 wrap-anywhere">
          <h1>{title}</h1>
          {lead && <p class="muted">{lead}</p>}
        </div>
        {actions}
      </div>
      <Told />
      {children}
    </ProPage>
  );
}

/** What was just done, as the address says. */
function Told() {
  const t = useWords("settings");
  const { path } = useRequest();
  const fait = new URL(path, "http://localhost").searchParams.get("fait");
  const deed = deeds.find((each) => each === fait);
  if (!deed) return null;
  return (
    <Notice kind="ok" icon="check" role="status" class="mb-4">
      <p>
        <strong>{t(`told.${deed}`)}</strong>
      </p>
    </Notice>
  );
}

const deeds = ["enregistre", "ajoute", "ferme", "rouvert", "photo", "sans-photo"] as const;

/** An address that tells, once there, what was just done. */
export function telling(address: string, deed: (typeof deeds)[number]): string {
  return `${address}?fait=${deed}`;
}
