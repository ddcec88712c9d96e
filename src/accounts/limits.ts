import type pg from "pg";
import { createLimiter } from "../platform/rate-limit.ts";

const aDay = { withinS: 24 * 3600 };
const growing = { waitS: 60, lockS: 3600 };
const mails = { freely: 3, lockedFrom: 6, atMost: 10, ...growing, ...aDay };

/** How often signing in, its second step, asking for a mail and typing its code may be tried, per account typed (whether it exists or not) and per network.
 *
 * Per account: CNIL 2022-100, second case. After 5 failures one minute, doubling; after 10 an hour; 25 a day at most. A network may
 * be a whole clinic's or a telephone company's: it is only slowed down, so that one stranger in it locks nobody out; what stops guessing
 * is the limit of the account. */
export function accountLimits(pool: pg.Pool) {
  return {
    signInOfAccount: createLimiter(pool, {
      name: "sign-in-account",
      freely: 5,
      lockedFrom: 10,
      atMost: 25,
      ...growing,
      ...aDay,
    }),
    signInFromNetwork: createLimiter(pool, {
      name: "sign-in-network",
      freely: 100,
      waitS: 2,
      lockedFrom: 300,
      lockS: 60,
      atMost: 1000,
      withinS: 3600,
    }),
    activationToAddress: createLimiter(pool, { name: "mail-address", ...mails }),
    recoveryToAddress: createLimiter(pool, { name: "recovery-address", ...mails }),
    /** Mails to change an address by, per account and per address wanted. */
    addressChange: createLimiter(pool, { name: "address-change", ...mails }),
    /** Codes that confirm a phone, per account and per phone, besides the mails of a network: they cost, and someone else may read them. */
    phoneCode: createLimiter(pool, { name: "phone-code", ...mails }),
    mailFromNetwork: createLimiter(pool, {
      name: "mail-network",
      freely: 10,
      lockedFrom: 30,
      atMost: 60,
      ...growing,
      ...aDay,
    }),
    codeOfAccount: createLimiter(pool, {
      name: "code-account",
      freely: 10,
      lockedFrom: 15,
      atMost: 25,
      ...growing,
      ...aDay,
    }),
    codeFromNetwork: createLimiter(pool, {
      name: "code-network",
      freely: 20,
      lockedFrom: 40,
      atMost: 100,
      ...growing,
      ...aDay,
    }),
    /** Answers to the second step, by user id: whoever gives them knows the password, or sits before an open session. */
    secondStepOfAccount: createLimiter(pool, {
      name: "second-step-account",
      freely: 5,
      lockedFrom: 10,
      atMost: 25,
      ...growing,
      ...aDay,
    }),
    secondStepFromNetwork: createLimiter(pool, {
      name: "second-step-network",
      freely: 40,
      waitS: 2,
      lockedFrom: 100,
      lockS: 60,
      atMost: 400,
      withinS: 3600,
    }),
    /** Passkeys that are tried. */
    passkeyFromNetwork: createLimiter(pool, {
      name: "passkey-network",
      freely: 40,
      waitS: 2,
      lockedFrom: 100,
      lockS: 60,
      atMost: 400,
      withinS: 3600,
    }),
    /** Questions for passkeys: the sign-in page asks one as it opens. */
    passkeyQuestionFromNetwork: createLimiter(pool, {
      name: "passkey-question-network",
      freely: 200,
      waitS: 1,
      lockedFrom: 600,
      lockS: 60,
      atMost: 3000,
      withinS: 3600,
    }),
    /** Codes that leave by mail or SMS, by user id. */
    codeToAccount: createLimiter(pool, {
      name: "second-step-code",
      freely: 5,
      lockedFrom: 10,
      atMost: 20,
      ...growing,
      ...aDay,
    }),
  };
}
