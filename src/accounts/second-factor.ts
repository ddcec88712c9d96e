import { canTakeTexts } from "../notices/mobile.ts";
import type { Auth } from "./auth.ts";
import type { KeeperTx } from "./keeper.ts";

/** A way to prove besides the password who one is. */
export type Way = "passkey" | "app" | "mail" | "sms" | "recovery-code";

/** What someone has to prove herself by, besides her password and her mailbox. */
export interface Factors {
  /** Works somewhere today. */
  isStaff: boolean;
  passkeys: number;
  hasApp: boolean;
  recoveryCodesLeft: number;
  /** Confirmed; E.164. */
  phone: string | null;
  /** The password was chosen by a mail alone, and nothing else was proved since. */
  isByMailAlone: boolean;
}

/** The ways open to someone, the strongest first. There is always one: everybody has a mailbox.
 *
 * A mail proves nothing to whoever chose the password by a mail, as long as there is another way. Members of staff who have a passkey or
 * an app use them: no code by mail or SMS replaces them. */
export function waysOf(factors: Factors, { smsOn }: { smsOn: boolean }): Way[] {
  const { isStaff, passkeys, hasApp, recoveryCodesLeft, isByMailAlone } = factors;
  const takesCodes = !(isStaff && isStrong(factors));
  const hasPhone = takesTexts(factors, { smsOn });
  const provesByMail = !isByMailAlone || !(isStrong(factors) || hasPhone);
  const ways: [Way, boolean][] = [
    ["passkey", passkeys > 0],
    ["app", hasApp],
    ["mail", takesCodes && provesByMail],
    ["sms", takesCodes && hasPhone],
    ["recovery-code", recoveryCodesLeft > 0],
  ];
  return ways.filter(([, isOpen]) => isOpen).map(([way]) => way);
}

/** Whether a link by mail and a new password are all that can be asked: of a patient who has nothing else, another code by the same mail
 * would prove nothing more. */
export function isMailEnough(factors: Factors, { smsOn }: { smsOn: boolean }): boolean {
  return !factors.isStaff && !isStrong(factors) && !takesTexts(factors, { smsOn });
}

function takesTexts({ phone }: Factors, { smsOn }: { smsOn: boolean }): boolean {
  return smsOn && phone !== null && canTakeTexts(phone);
}

/** Something only that person holds: a passkey or an authenticator app. */
export function isStrong({ passkeys, hasApp }: Pick<Factors, "passkeys" | "hasApp">): boolean {
  return passkeys > 0 || hasApp;
}

/** Nothing is asked before a code leaves: there is no other way that is at hand. */
export function leavesAtOnce(ways: Way[]): boolean {
  return ways.every((way) => way === "mail" || way === "recovery-code") && ways.includes("mail");
}

export type RemovalRefusal = "last-of-staff";

/** Why this may not be taken away, or null when it may: members of staff keep at least one passkey or app. */
export function refusalToRemove(factors: Factors, what: "passkey" | "app"): RemovalRefusal | null {
  const { isStaff, passkeys, hasApp } = factors;
  const left = what === "app" ? passkeys : passkeys - 1 + Number(hasApp);
  return isStaff && left <= 0 ? "last-of-staff" : null;
}

/** Of two removals at the same moment, of whatever, the second waits, and counts what the first left. */
export async function oneRemovalAtATime(tx: KeeperTx, userId: string): Promise<void> {
  await tx.selectFrom("auth.user").select("id").where("id", "=", userId).forNoKeyUpdate().execute();
}

/** What this user has today. */
export async function factorsOf({ pool }: Pick<Auth, "pool">, userId: string): Promise<Factors> {
  const { rows } = await pool.query<Factors>({
    name: "factors-of-user",
    text: `select ${factorColumns} from auth."user"
      left join auth.account on account.user_id = "user".id and account.provider_id = 'credential' where "user".id = $1`,
    values: [userId],
  });
  if (!rows[0]) throw new Error("there is no such user");
  return rows[0];
}

/** The columns of Factors, where auth."user" and its auth.account are joined. */
export const factorColumns = `is_staff("user".id) as "isStaff",
  (select count(*)::integer from auth.passkey where passkey.user_id = "user".id) as passkeys,
  exists (select from auth.authenticator where authenticator.user_id = "user".id) as "hasApp",
  coalesce((select cardinality(code_hmacs) from auth.recovery_codes where recovery_codes.user_id = "user".id), 0) as "recoveryCodesLeft",
  case when "user".phone_confirmed_at is not null then "user".phone end as phone,
  account.recovered_at is not null as "isByMailAlone"`;
