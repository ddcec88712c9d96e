import { practitionerName } from "../appointments/details.ts";
import { proPaths } from "../pro-paths.ts";
import { Avatar } from "../ui/avatar.tsx";
import { useWords } from "../ui/words.ts";
import { initialsOf } from "./initials.ts";

interface Faced {
  slug: string;
  title: string;
  firstName: string;
  lastName: string;
  /** The version of the photograph's address; null: initials. */
  photo: string | null;
}

/** A practitioner's photograph, or initials on a ground of their own. */
export function Face({ of, class: extra = "" }: { of: Faced; class?: string }) {
  const t = useWords("directory");
  if (!of.photo) return <Avatar initials={initialsOf(of)} class={extra} />;
  return (
    <img
      class={`avatar-mark object-cover ${extra}`}
      src={proPaths.publicPhoto(of.slug, of.photo)}
      width={480}
      height={480}
      alt={t("sheet.portrait", { name: practitionerName(of) })}
    />
  );
}
