import type { ComponentChildren } from "preact";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import { useWords } from "../ui/words.ts";
import type { AppointmentDetails } from "./details.ts";

/** What to bring, and what to know before coming. Nothing when the practice says nothing. */
export function Preparation({ appointment }: { appointment: AppointmentDetails }) {
  const t = useWords("appointments");
  return (
    <>
      {appointment.toBring && (
        <Told id="apporter" icon="backpack" title={t("confirmed.bring")}>
          <ul lang="fr" class="mt-3 grid gap-2">
            {appointment.toBring.split("\n").map((item) => (
              <li key={item} class="flex gap-2.5">
                <Icon name="check" class="text-primary mt-0.5" />
                {item}
              </li>
            ))}
          </ul>
        </Told>
      )}
      {appointment.instructions && (
        <Told id="avant" icon="info" title={t("confirmed.before")}>
          <p lang="fr" class="mt-3 whitespace-pre-line">
            {appointment.instructions}
          </p>
        </Told>
      )}
    </>
  );
}

/** A few words under a heading, on a card of their own. */
export function Told({
  id,
  icon,
  title,
  children,
}: {
  id: string;
  icon: IconName;
  title: string;
  children: ComponentChildren;
}) {
  return (
    <section class="sheet sheet-pad" aria-labelledby={id}>
      <h2 id={id} class="flex items-center gap-3">
        <Icon name={icon} class="text-primary" /> {title}
      </h2>
      {children}
    </section>
  );
}
