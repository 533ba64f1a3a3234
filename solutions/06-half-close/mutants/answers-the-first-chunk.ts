// mutant: the server takes the first chunk for the whole question
// fails: serve > it answers when the question is over, and not before
// code: half-close/question-end
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Question {
  /** Of a server on 127.0.0.1. */
  readonly port: number;
  readonly text: string;
}

/** Sends the question as UTF-8, ends writing, and answers with everything the server says until its FIN. */
export function ask({ port, text }: Question): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port });
  socket.end(text);
  return readToFin(socket);
}

/** Listens on a free port of 127.0.0.1, answers every question once it is over, and resolves to the port. */
export function serve(): Promise<number> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    // As text, so that where the first chunk ends, inside a character or not, changes nothing.
    socket.setEncoding('utf8');
    socket.once('data', (chunk: string) => socket.end(answerTo(chunk)));
    socket.on('end', () => socket.end());
    socket.on('error', () => socket.destroy());
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
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
