import { noteMost, type PatientNote } from "../patients/patient-notes.ts";
import { proPaths } from "../pro-paths.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { Choice } from "../ui/choice.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { TextArea } from "../ui/field.tsx";
import { dayAndHour } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { Notice } from "../ui/notice.tsx";
import { useRequest } from "../ui/request.ts";
import { State } from "../ui/state.tsx";
import { useWords } from "../ui/words.ts";
import { FileSheet } from "./file-head.tsx";
import type { OpenedFile } from "./opened-file.ts";

/** What the page shows again after something went wrong, or because a note is being changed. */
export interface NotesAgain {
  /** The note that is being changed. */
  opened: string | null;
  typed?: { texte: string; epinglee?: string | undefined; faire: string };
  error?: "empty" | "tooLong";
  /** A colleague changed the note meanwhile: it says this by now. */
  current?: { note: string; isPinned: boolean; version: number };
  problem?: "sentBefore" | "changed" | "notMine" | "gone";
}

interface NotesProps extends NotesAgain {
  file: OpenedFile;
  notes: PatientNote[];
  /** Of the form of a new note. */
  noteKey: string;
  isManager: boolean;
}

export function NotesView(props: NotesProps) {
  const { file, notes, opened, error, problem } = props;
  const t = useWords("secretariat");
  const isNew = opened === null;
  return (
    <FileSheet file={file} part="notes" title={t("file.part.notes")}>
      <div class="grid gap-4 max-w-[48rem]">
        {error && <ErrorSummary errors={{ texte: t(`notes.${error}`, { count: noteMost }) }} />}
        {problem && (
          <Notice kind="err" icon="circle-alert" role="alert">
            <p>{t(`notes.problem.${problem}`)}</p>
          </Notice>
        )}
        {isNew && <NewNote {...props} />}
        {notes.length > 0 && (
          <ul class="grid gap-3" aria-label={t("notes.title")}>
            {notes.map((note) => (
              <li key={note.id}>
                {note.id === opened && (note.writtenBy.isMe || props.isManager) ? (
                  <OpenNote {...props} note={note} />
                ) : (
                  <NoteCard {...{ file, note }} isManager={props.isManager} />
                )}
              </li>
            ))}
          </ul>
        )}
        <p class="muted small">{t("notes.forWhom")}</p>
      </div>
    </FileSheet>
  );
}

function NewNote({ file, typed, error, noteKey }: NotesProps) {
  const t = useWords("secretariat");
  return (
    <form method="post" action={proPaths.patientNotes(file.id)} class="sheet p-4 sm:p-5 grid gap-3">
      <input type="hidden" name="faire" value="ecrire" />
      <input type="hidden" name="cle" value={noteKey} />
      <TextArea
        name="texte"
        label={t("notes.new")}
        hint={t("notes.hint")}
        rows={3}
        value={typed?.texte}
        error={error && t(`notes.${error}`, { count: noteMost })}
      />
      <Choice name="epinglee" value="oui" checked={typed?.epinglee !== undefined} detail={t("notes.pinDetail")}>
        {t("notes.pin")}
      </Choice>
      <p>
        <Button>{t("notes.save")}</Button>
      </p>
    </form>
  );
}

function NoteCard({ file, note, isManager }: { file: OpenedFile; note: PatientNote; isManager: boolean }) {
  const t = useWords("secretariat");
  const { now } = useRequest();
  const { id, writtenBy, writtenAt, changedAt, isPinned, version } = note;
  const when = (at: Temporal.Instant) => dayAndHour(at, file.zone, now, "fr");
  const name = writtenBy.name ?? t("notes.formerColleague");
  return (
    <article class={isPinned ? "rounded-box bg-accent-soft p-4 sm:p-5" : "sheet p-4 sm:p-5"}>
      {isPinned && (
        <p class="mb-2">
          <State kind="new" icon="sticky-note">
            {t("notes.pinned")}
          </State>
        </p>
      )}
      <p class="whitespace-pre-line break-words">{note.note}</p>
      <p class="muted small mt-2">
        {t("notes.signed", { name, on: when(writtenAt) })}
        {changedAt && <>. {t("notes.changed", { on: when(changedAt) })}</>}
      </p>
      <div class="flex flex-wrap gap-2 mt-2">
        {writtenBy.isMe && (
          <ButtonLink tone="outline" icon="pencil" href={`${proPaths.patientNotes(file.id, { note: id })}#texte`}>
            {t("notes.change")}
          </ButtonLink>
        )}
        {!writtenBy.isMe && isManager && (
          <ButtonLink tone="outline" icon="trash-2" href={proPaths.patientNotes(file.id, { note: id })}>
            {t("notes.delete")}
          </ButtonLink>
        )}
        <form method="post" action={proPaths.patientNotes(file.id)}>
          <input type="hidden" name="note" value={id} />
          <input type="hidden" name="version" value={version} />
          <Button tone="ghost" name="faire" value={isPinned ? "desepingler" : "epingler"}>
            {t(isPinned ? "notes.unpinIt" : "notes.pinIt")}
          </Button>
        </form>
      </div>
    </article>
  );
}

/** One's own note, to be changed; of a colleague, for a manager, to be taken away. */
function OpenNote({ file, note, typed, error, current }: NotesProps & { note: PatientNote }) {
  const t = useWords("secretariat");
  const { id, writtenBy } = note;
  const isChecked = typed ? typed.epinglee !== undefined : note.isPinned;
  return (
    <section class="sheet p-4 sm:p-5 grid gap-3" aria-label={t("notes.changing")}>
      {current && (
        <Notice kind="sun" icon="triangle-alert" role="alert">
          <p>
            <strong>{t("notes.stale")}</strong>
          </p>
          <p class="whitespace-pre-line break-words mt-1">{current.note}</p>
          <p class="small mt-1">{t("notes.staleThen")}</p>
        </Notice>
      )}
      {writtenBy.isMe ? (
        <form method="post" action={proPaths.patientNotes(file.id, { note: id })} class="grid gap-3">
          <input type="hidden" name="faire" value="modifier" />
          <input type="hidden" name="note" value={id} />
          <input type="hidden" name="version" value={note.version} />
          <TextArea
            name="texte"
            label={t("notes.changing")}
            rows={4}
            value={typed?.texte ?? note.note}
            error={error && t(`notes.${error}`, { count: noteMost })}
          />
          <Choice name="epinglee" value="oui" checked={isChecked} detail={t("notes.pinDetail")}>
            {t("notes.pin")}
          </Choice>
          <p class="flex flex-wrap gap-2">
            <Button>{t("notes.save")}</Button>
            <ButtonLink tone="ghost" href={proPaths.patientNotes(file.id)}>
              {t("notes.leave")}
            </ButtonLink>
          </p>
        </form>
      ) : (
        <p class="whitespace-pre-line break-words">{note.note}</p>
      )}
      <form
        method="post"
        action={proPaths.patientNotes(file.id)}
        class="border-t border-line pt-3 flex flex-wrap gap-3 items-center"
      >
        <input type="hidden" name="faire" value="effacer" />
        <input type="hidden" name="note" value={id} />
        <p class="muted small grow">
          <Icon name="trash-2" /> {t("notes.deleteWhat")}
        </p>
        <Button tone="danger">{t("notes.deleteNow")}</Button>
      </form>
    </section>
  );
}
