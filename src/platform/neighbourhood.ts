import { isIPv4, isIPv6 } from "node:net";

/** The neighbourhood of a network address as networkOf() gives it: the first three numbers of an IPv4, the first three groups of an IPv6.
 * `203.0.113.0/24`, `2001:db8:1::/48`; null when it is none. */
export function neighbourhood(network: string): string | null {
  if (isIPv4(network)) return `${network.split(".").slice(0, 3).join(".")}.0/24`;
  const [address = ""] = network.split("/");
  if (!isIPv6(address)) return null;
  return `${address.split(":").slice(0, 3).join(":")}::/48`;
}
