import type { ComponentChildren } from "preact";
import { Question, type QuestionProps, ties } from "../ui/question.tsx";

type Answered = QuestionProps & { value: string | undefined };

/** A day, as browsers let it be picked or typed. */
export function DayField({ value, ...question }: Answered) {
  return (
    <Question question={question}>
      <input {...ties(question)} type="date" value={value} class={frame(question)} autocomplete="off" />
    </Question>
  );
}

/** An hour of the day, on 24 hours whatever the browser’s own habit: « 1015 » is enough (when-typed.ts). */
export function HourField({ value, ...question }: Answered) {
  return (
    <Question question={question}>
      <input
        {...ties(question)}
        type="text"
        inputmode="numeric"
        maxlength={8}
        autocomplete="off"
        value={value}
        placeholder="10:15"
        class={`${frame(question)} tnum`}
      />
    </Question>
  );
}

/** A length in minutes; empty means what the placeholder says. */
export function MinutesField({ value, usual, ...question }: Answered & { usual: number }) {
  return (
    <Question question={question}>
      <input
        {...ties(question)}
        type="text"
        inputmode="numeric"
        maxlength={3}
        autocomplete="off"
        value={value}
        placeholder={String(usual)}
        class={frame(question)}
      />
    </Question>
  );
}

/** A tick of one line. */
export function Tick({
  name,
  value = "oui",
  checked,
  children,
}: {
  name: string;
  value?: string;
  checked: boolean;
  children: ComponentChildren;
}) {
  return (
    <label class="target gap-3! items-start! py-2">
      <input class="checkbox" type="checkbox" name={name} id={name} value={value} checked={checked} />
      <span>{children}</span>
    </label>
  );
}

/** What Enter does, wherever one types: the first button of a form that has several. Nobody sees it or goes to it: the visible one does
 * the same. It is not taken out of the layout, since some browsers press only what has a place in it. */
export function DefaultButton({ value, children }: { value: string; children: string }) {
  return (
    <button type="submit" name="geste" value={value} class="invisible absolute">
      {children}
    </button>
  );
}

function frame({ error }: QuestionProps): string {
  return error ? "input input-error" : "input";
}
