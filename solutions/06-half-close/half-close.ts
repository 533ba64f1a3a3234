/**
 * Both ends read the same way: keep the octets, and know at the other side's FIN, and not before, what was said.
 * Both end the same way: end() sends a FIN behind the last octet and leaves the reading half alone.
 */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

const HOST = '127.0.0.1';

export interface Question {
  /** Of a server on 127.0.0.1. */
  readonly port: number;
  readonly text: string;
}

/** Sends the question as UTF-8, ends writing, and answers with everything the server says until its FIN. */
export function ask({ port, text }: Question): Promise<string> {
  const socket = connect({ host: HOST, port });
  socket.end(text);
  return readToFin(socket);
}

/** Listens on a free port of 127.0.0.1, answers every question once it is over, and resolves to the port. */
export async function serve(): Promise<number> {
  // Without allowHalfOpen Node answers the client's FIN with ours, and the answer has no way out.
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    readToFin(socket).then(
      (question) => socket.end(answerTo(question)),
      () => {},
    );
  });
  server.listen(0, HOST);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Everything up to the peer's FIN, as text. Rejects when the connection is lost before it. */
function readToFin(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    // A chunk may end inside a character: octets become text once, when all of them are there.
    socket.on('end', () => resolve(Buffer.concat(chunks).toString()));
    // It stays for the whole life of the socket: a reset while we answer is heard, too, and does no harm.
    socket.on('error', reject);
  });
}

/** The question's lines, last one first, as `tac` does it. Given; nothing is wrong with it. */
function answerTo(question: string): string {
  return question.split('\n').reverse().join('\n');
}
