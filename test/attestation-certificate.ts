import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";

/** A certificate as makers of devices put into them (WebAuthn level 3, section 8.2.1), signed by itself, and its private key. */
export function attestationCertificate(): { certificate: Buffer; privateKey: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const subject = nameOf([
    [[0x55, 4, 6], "FR"],
    [[0x55, 4, 10], "Maker"],
    [[0x55, 4, 11], "Authenticator Attestation"],
    [[0x55, 4, 3], "Device"],
  ]);
  const validity = sequence(der(0x17, Buffer.from("260101000000Z")), der(0x17, Buffer.from("460101000000Z")));
  const isNoAuthority = sequence(identifier([0x55, 29, 19]), der(0x04, sequence()));
  const said = sequence(
    der(0xa0, integer(2)),
    integer(1),
    ecdsaWithSha256,
    ...[subject, validity, subject],
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(isNoAuthority)),
  );
  const signature = Buffer.concat([Buffer.of(0), sign("sha256", said, privateKey)]);
  return { certificate: sequence(said, ecdsaWithSha256, der(0x03, signature)), privateKey };
}

/** As much of X.690 as that takes: a tag, a length, and what is inside. */
function der(tag: number, ...inside: Buffer[]): Buffer {
  const content = Buffer.concat(inside);
  const length = content.length < 128 ? [content.length] : [0x82, content.length >> 8, content.length & 255];
  return Buffer.concat([Buffer.of(tag, ...length), content]);
}

function sequence(...inside: Buffer[]): Buffer {
  return der(0x30, ...inside);
}

function integer(value: number): Buffer {
  return der(0x02, Buffer.of(value));
}

function identifier(bytes: number[]): Buffer {
  return der(0x06, Buffer.from(bytes));
}

function nameOf(parts: [number[], string][]): Buffer {
  return sequence(...parts.map(([kind, text]) => der(0x31, sequence(identifier(kind), der(0x13, Buffer.from(text))))));
}

const ecdsaWithSha256 = sequence(identifier([0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2]));
