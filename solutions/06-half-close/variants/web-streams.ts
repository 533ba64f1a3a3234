// variant: web streams in the client, a Transform in the server
import { Socket, Server, type AddressInfo } from 'node:net';
import { pipeline, Duplex, Transform, type TransformCallback } from 'node:stream';

export interface Question {
  readonly port: number;
  readonly text: string;
}

/** Swallows a stream, gives the backwards text at its end. */
class Tac extends Transform {
  #whole: Uint8Array = new Uint8Array(0);
  override _transform(piece: Buffer, _: string, done: TransformCallback): void {
    this.#whole = Buffer.concat([this.#whole, piece]);
    done();
  }
  override _flush(done: TransformCallback): void {
    done(null, new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.#whole).split('\n').reverse().join('\n'));
  }
}

export const ask = async ({ port, text }: Question): Promise<string> => {
  const { readable, writable } = Duplex.toWeb(new Socket({ allowHalfOpen: true }).connect(port, '127.0.0.1'));
  const pen = writable.getWriter();
  const said = pen.write(Buffer.from(text)).then(() => pen.close());
  said.catch(() => {});
  let answer = '';
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for await (const piece of readable) answer += decoder.decode(piece as Uint8Array, { stream: true });
  await said;
  return answer + decoder.decode();
};

export const serve = (): Promise<number> =>
  new Promise((resolve) => {
    const server = new Server({ allowHalfOpen: true });
    server.on('connection', (socket) => pipeline(socket, new Tac(), socket, () => {}));
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
