import type pg from "pg";
import { createLimiter } from "../platform/rate-limit.ts";

const aDay = { withinS: 24 * 3600 };
const growing = { waitS: 60, lockS: 3600 };

/** How often signing in, asking for a mail and typing its code may be tried, per account typed (whether it exists or not) and per network.
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
    mailToAddress: createLimiter(pool, {
      name: "mail-address",
      freely: 3,
      lockedFrom: 6,
      atMost: 10,
      ...growing,
      ...aDay,
    }),
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
  };
}
