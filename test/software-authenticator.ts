import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { attestationCertificate } from "./attestation-certificate.ts";

/** What a passkey says and signs, byte by byte; a test may make it say something else. */
export interface Saying {
  origin?: string;
  rpId?: string;
  isVerified?: boolean;
  counter?: number;
  userHandle?: string | null;
  crossOrigin?: boolean;
  /** Of a key being made: the device proves by a certificate of which make it is. */
  isAttested?: boolean;
}

type Kind = "P-256" | "Ed25519";

interface Question {
  challenge: string;
}

/** A device that makes one key, on P-256 unless told otherwise, and signs with it (WebAuthn level 3, sections 6.1, 6.5 and 7): written from
 * the standard, with node:crypto alone. */
export function newAuthenticator({ origin, rpId, kind = "P-256" }: { origin: string; rpId: string; kind?: Kind }) {
  const { publicKey, privateKey } =
    kind === "P-256" ? generateKeyPairSync("ec", { namedCurve: kind }) : generateKeyPairSync("ed25519");
  const id = randomBytes(32);
  const kept = { counter: 0, userHandle: null as string | null };

  const clientData = (type: "webauthn.create" | "webauthn.get", { challenge }: Question, saying: Saying) =>
    Buffer.from(
      JSON.stringify({ type, challenge, origin: saying.origin ?? origin, crossOrigin: saying.crossOrigin ?? false }),
    );
  const authenticatorData = (saying: Saying, credential?: Buffer) => {
    const { isVerified = true, counter = ++kept.counter } = saying;
    const flags = isPresent | (isVerified ? isUserVerified : 0) | (credential ? hasCredential : 0);
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(saying.rpId ?? rpId), Buffer.of(flags), count, credential ?? Buffer.alloc(0)]);
  };
  const answer = (response: object) =>
    JSON.stringify({
      id: id.toString("base64url"),
      rawId: id.toString("base64url"),
      type: "public-key",
      response,
      clientExtensionResults: {},
    });

  return {
    id: id.toString("base64url"),
    /** Answers a question of creation. */
    create(question: Question & { user: { id: string } }, saying: Saying = {}): string {
      kept.userHandle = question.user.id;
      const credential = Buffer.concat([Buffer.alloc(16), Buffer.of(0, id.length), id, coseKey(publicKey, kind)]);
      const authData = authenticatorData(saying, credential);
      const client = clientData("webauthn.create", question, saying);
      const attestation = new Map<string, Cbor>([
        ["fmt", saying.isAttested ? "packed" : "none"],
        ["attStmt", saying.isAttested ? attested(Buffer.concat([authData, sha256(client)])) : new Map()],
        ["authData", authData],
      ]);
      return answer({
        clientDataJSON: client.toString("base64url"),
        attestationObject: cbor(attestation).toString("base64url"),
        transports: ["internal", "unheard-of"],
      });
    },
    /** Answers a question of signing in. */
    get(question: Question, saying: Saying = {}): string {
      const client = clientData("webauthn.get", question, saying);
      const data = authenticatorData(saying);
      return answer({
        clientDataJSON: client.toString("base64url"),
        authenticatorData: data.toString("base64url"),
        signature: sign("sha256", Buffer.concat([data, sha256(client)]), privateKey).toString("base64url"),
        userHandle: saying.userHandle === undefined ? kept.userHandle : saying.userHandle,
      });
    },
  };
}

const [isPresent, isUserVerified, hasCredential] = [0x01, 0x04, 0x40];

function sha256(of: Buffer | string): Buffer {
  return createHash("sha256").update(of).digest();
}

/** « packed », with the certificate of a maker. */
function attested(what: Buffer): Map<string, Cbor> {
  const { certificate, privateKey } = attestationCertificate();
  return new Map<string, Cbor>([
    ["alg", es256],
    ["sig", sign("sha256", what, privateKey)],
    ["x5c", [certificate]],
  ]);
}

const es256 = -7;

/** RFC 9053: an EC2 key for ES256, or an octet key pair for EdDSA. */
function coseKey(key: KeyObject, kind: Kind): Buffer {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  if (kind === "Ed25519")
    return cbor(
      new Map<number, Cbor>([
        [1, 1],
        [3, -8],
        [-1, 6],
        [-2, Buffer.from(x, "base64url")],
      ]),
    );
  return cbor(
    new Map<number, Cbor>([
      [1, 2],
      [3, es256],
      [-1, 1],
      [-2, Buffer.from(x, "base64url")],
      [-3, Buffer.from(y, "base64url")],
    ]),
  );
}

type Cbor = number | string | Buffer | Cbor[] | Map<number | string, Cbor>;

/** As much of RFC 8949 as authenticators speak. */
function cbor(value: Cbor): Buffer {
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string") return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(cbor)]);
  return Buffer.concat([head(5, value.size), ...[...value].flat().map((part) => cbor(part as Cbor))]);
}

function head(kind: number, size: number): Buffer {
  const start = kind << 5;
  if (size < 24) return Buffer.of(start | size);
  if (size < 256) return Buffer.of(start | 24, size);
  return Buffer.of(start | 25, size >> 8, size & 255);
}
