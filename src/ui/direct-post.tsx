import { useIsland } from "./request.ts";

/** A form nobody sees: with script, a click on `a[data-hold]` posts it at once, each field filled from the query of that link.
 * Without script the link leads where it says, and the same is posted from there. One per page. */
export function DirectPost({ action, fields }: { action: string; fields: readonly string[] }) {
  useIsland("hold");
  return (
    <form method="post" action={action} data-hold hidden>
      {fields.map((name) => (
        <input key={name} type="hidden" name={name} />
      ))}
    </form>
  );
}
