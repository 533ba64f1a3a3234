// variant: buffer() of node:stream/consumers reads to the FIN; on the server it must not destroy as it leaves
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';

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
  // Without allowHalfOpen Node answers the client's FIN with ours, and the answer has no way out.
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    readToFin(socket).then(
      (question) => socket.end(answerTo(question)),
      () => socket.destroy(),
    );
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** Everything up to the peer's FIN, as text. Rejects when the connection is lost before it. */
async function readToFin(socket: Socket): Promise<string> {
  socket.on('error', () => {});
  return (await buffer(socket.iterator({ destroyOnReturn: false }))).toString();
}

/** The question's lines, last one first, as `tac` does it. Given; nothing is wrong with it. */
function answerTo(question: string): string {
  return question.split('\n').reverse().join('\n');
}
