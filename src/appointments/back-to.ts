import { paths } from "../paths.ts";
import { useRequest } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";

/** Where the pages about one appointment lead back to: the list; whoever came by its link has none, and goes back to that appointment. */
export function useBackTo(id: string): { href: string; label: string } {
  const t = useWords("appointments");
  const { signedIn } = useRequest();
  return signedIn
    ? { href: paths.myAppointments(), label: t("show.back") }
    : { href: paths.appointment(id), label: t("guest.title") };
}
