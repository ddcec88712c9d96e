/** What became of a notice, as a secretary needs to hear it. `handed-over`: the mail server took it, or the network of texts; `delivered`: the
 * telephone has it. */
export interface Outcome {
  state: "sending" | "handed-over" | "delivered" | "failed" | "not-sent";
  why: Why | null;
}

/** Why it did not arrive, or has not left yet. */
export type Why =
  | "bad-address"
  | "bad-number"
  | "mailbox-full"
  | "refused"
  | "unreachable"
  | "undelivered"
  | "trying-again"
  | "preference"
  | "late"
  | "no-mobile"
  | "sms-off"
  | "gone";

/** A receipt, as it is kept: codes (leave.ts, delivery.ts). */
export interface KeptReceipt {
  channel: "mail" | "sms" | "push";
  status: "sending" | "sent" | "failed" | "not-sent";
  because: string | null;
  delivery: "delivered" | "undelivered" | null;
}

/** Reads a receipt. Codes of servers are those of SMTP (RFC 5321, 4.2.3) and of the network of texts (SMPP 3.4, 5.1.3). */
export function outcomeOf({ channel, status, because, delivery }: KeptReceipt): Outcome {
  if (status === "sent") {
    if (delivery === "undelivered") return { state: "failed", why: "undelivered" };
    return { state: delivery === "delivered" ? "delivered" : "handed-over", why: null };
  }
  if (status === "sending") return { state: "sending", why: because ? "trying-again" : null };
  if (status === "not-sent") return { state: "not-sent", why: isReason(because) ? because : null };
  if (because?.startsWith("deferred-")) return { state: "failed", why: "unreachable" };
  return { state: "failed", why: refusal(channel, because?.replace(/^refused-/, "") ?? "") };
}

const reasons = ["preference", "late", "no-mobile", "sms-off", "gone"] as const;

function isReason(because: string | null): because is (typeof reasons)[number] {
  return reasons.some((reason) => reason === because);
}

function refusal(channel: KeptReceipt["channel"], code: string): Why {
  if (channel === "sms") return code.startsWith("ESME_RINVDST") || code === "address" ? "bad-number" : "refused";
  if (code === "552") return "mailbox-full";
  return ["550", "551", "553", "address"].includes(code) ? "bad-address" : "refused";
}
