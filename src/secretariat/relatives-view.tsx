import type { FileRelative } from "../patients/file-relatives.ts";
import { listedName } from "../patients/listed-name.ts";
import { ageOn } from "../patients/relative.ts";
import { useToday } from "../patients/relative-words.ts";
import { proPaths } from "../pro-paths.ts";
import { useWords } from "../ui/words.ts";
import { ageInWords } from "./file-head.tsx";
import type { OpenedFile } from "./opened-file.ts";
import { Panel } from "./panel.tsx";

/** Who acts for this patient on the portal, and for whom she does: patients of the house by their names, anyone else by being there. */
export function Relatives({ file, relatives }: { file: OpenedFile; relatives: FileRelative[] }) {
  const t = useWords("secretariat");
  if (relatives.length === 0) return null;
  const groups = [
    { title: t(`relatives.actFor.${file.sex}`), those: relatives.filter(({ acts }) => acts) },
    { title: t(`relatives.actedFor.${file.sex}`), those: relatives.filter(({ acts }) => !acts) },
  ];
  return (
    <Panel id="proches" title={t("relatives.title")}>
      {groups
        .filter(({ those }) => those.length > 0)
        .map(({ title, those }) => (
          <div key={title} class="mt-2">
            <h3 class="muted small font-normal!">{title}</h3>
            <ul>
              {those.map((relative, index) => (
                <li key={relative.file?.id ?? index} class="mt-1">
                  <RelativeLine relative={relative} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      <p class="muted small mt-3">{t("relatives.said")}</p>
    </Panel>
  );
}

function RelativeLine({ relative: { file, acts, relation, representation } }: { relative: FileRelative }) {
  const t = useWords("secretariat");
  const today = useToday();
  const kinship = t(`relatives.${acts ? "who" : "whom"}.${relation}`);
  const capacity = representation && representation !== "agreement" ? t(`relatives.capacity.${representation}`) : null;
  const facts = [kinship, file && !acts && ageInWords(t, ageOn(file.birthDate, today)), capacity]
    .filter(Boolean)
    .join(", ");
  if (!file) return <span>{t("relatives.notHere", { facts })}</span>;
  return (
    <>
      <a class="link font-semibold" href={proPaths.patient(file.id)}>
        {listedName(file)}
      </a>{" "}
      <span class="muted">{facts}</span>
    </>
  );
}
