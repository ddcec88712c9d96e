/** What we use of the package smpp 0.5, which brings no types of its own (SMPP 3.4). */
declare module "smpp" {
  import type { EventEmitter } from "node:events";
  import type { Server as NetServer, Socket } from "node:net";

  export interface Pdu {
    command: string;
    command_status: number;
    sequence_number: number;
    response(fields?: Fields): Pdu;
    /** Fields and TLVs, by their names in the standard. */
    [field: string]: unknown;
  }
  export type Fields = Record<string, unknown>;
  type Heard = (answer: Pdu) => void;

  /** One connection. Events: `connect`, `secureConnect`, `close`, `error`, `pdu`, and each command by its name. */
  export interface Session extends EventEmitter {
    socket: Socket;
    /** False when the connection cannot be written to: then nothing left. */
    send(pdu: Pdu, heard?: Heard): boolean;
    bind_transceiver(fields: Fields, heard?: Heard): boolean;
    submit_sm(fields: Fields, heard?: Heard): boolean;
    deliver_sm(fields: Fields, heard?: Heard): boolean;
    enquire_link(fields: Fields, heard?: Heard): boolean;
    unbind(fields: Fields, heard?: Heard): boolean;
    destroy(): void;
  }

  export interface Server extends NetServer {
    sessions: Session[];
  }

  interface Coder {
    encode(text: string): Buffer;
    decode(bytes: Buffer): string;
  }

  const smpp: {
    connect(where: { host: string; port: number; tls?: boolean; servername?: string }): Session;
    createServer(options: { key?: string; cert?: string }, listener: (session: Session) => void): Server;
    /** Codes by their names in the standard, such as ESME_RTHROTTLED. */
    errors: Record<string, number>;
    encodings: { ASCII: Coder; UCS2: Coder };
  };
  export default smpp;
}
