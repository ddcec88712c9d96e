import type { AppointmentStatus } from "../appointments/appointment.ts";
import type { Step } from "../appointments/course-of-visit.ts";
import type { AppointmentForStaff } from "../appointments/for-staff.ts";
import { proPaths } from "../pro-paths.ts";
import { Button, type Tone } from "../ui/button.tsx";
import type { IconName } from "../ui/icons.ts";
import { useWords } from "../ui/words.ts";

type Visit = Pick<AppointmentForStaff, "id" | "version"> & { patient: Pick<AppointmentForStaff["patient"], "sex"> };

interface CourseProps {
  visit: Visit;
  steps: { forward: readonly Step[]; back: AppointmentStatus | null };
  /** Where one goes on. */
  back: string | undefined;
}

/** The next steps of a visit, each one press; and one step back, for a wrong one. */
export function CourseButtons({ visit, steps, back }: CourseProps) {
  const t = useWords("agenda");
  if (steps.forward.length === 0 && !steps.back) return null;
  return (
    <form method="post" action={proPaths.attend(visit.id)} class="flex flex-wrap gap-2">
      <Seen visit={visit} back={back} />
      {steps.forward.map((step, index) => (
        <Button key={step} tone={toneOf(step, index)} icon={icons[step]} name="vers" value={step} class="grow px-1.5!">
          {t(`course.${step}.${visit.patient.sex}`)}
        </Button>
      ))}
      {steps.back && (
        <Button tone="ghost" icon="undo-2" name="vers" value="back" class="grow">
          {t(`course.back.${steps.back as "booked" | "arrived" | "in-consultation"}`)}
        </Button>
      )}
    </form>
  );
}

/** Yes or no to a patient's request: yes at one press, no with a word to the patient. */
export function RequestButtons({ visit, back }: { visit: Visit; back: string | undefined }) {
  const t = useWords("agenda");
  return (
    <form method="post" action={proPaths.answerRequest(visit.id)} class="flex flex-wrap gap-2">
      <Seen visit={visit} back={back} />
      <input type="hidden" name="prevenir" value="oui" />
      <Button icon="check" name="reponse" value="confirm">
        {t("request.accept")}
      </Button>
      <a class="btn btn-outline" href={proPaths.answerRequest(visit.id)}>
        {t("request.decline")}
      </a>
    </form>
  );
}

/** What the form saw, and where it leads back. */
export function Seen({ visit, back }: { visit: Pick<Visit, "version">; back: string | undefined }) {
  return (
    <>
      <input type="hidden" name="version" value={visit.version} />
      {back && <input type="hidden" name="retour" value={back} />}
    </>
  );
}

/** One filled button: what usually comes next. */
function toneOf(step: Step, index: number): Tone {
  return index === 0 && step !== "missed" ? "primary" : "outline";
}

const icons: Record<Step, IconName> = {
  arrived: "armchair",
  "in-consultation": "stethoscope",
  seen: "check-check",
  missed: "user-x",
};
