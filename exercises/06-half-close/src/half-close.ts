/**
 * A client and a server for questions of any length, both half-closing: the client's FIN is the end of the question,
 * the server's FIN is the end of the answer. What is here works on your desk, with a short word and a fast loopback.
 */
import { connect, createServer, type AddressInfo } from 'node:net';

export interface Question {
  /** Of a server on 127.0.0.1. */
  readonly port: number;
  readonly text: string;
}

/** Sends the question as UTF-8, ends writing, and answers with everything the server says until its FIN. */
export function ask({ port, text }: Question): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    // TODO: begin here. Who tells the server that the question is over? And what is one chunk of an answer?
    socket.write(text);
    socket.on('data', (chunk) => {
      resolve(chunk.toString());
      socket.destroy();
    });
  });
}

/** Listens on a free port of 127.0.0.1, answers every question once it is over, and resolves to the port. */
export function serve(): Promise<number> {
  const server = createServer((socket) => {
    // TODO: the last line of a question comes first in its answer. When is the last line known?
    socket.on('data', (chunk) => {
      socket.end(answerTo(chunk.toString()));
    });
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** The question's lines, last one first, as `tac` does it. Given; nothing is wrong with it. */
function answerTo(question: string): string {
  return question.split('\n').reverse().join('\n');
}
