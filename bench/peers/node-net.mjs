/**
 * The lifecycle through Node's `net`, over loopback, 64 connections at a time, both ends in this process.
 * `node node-net.mjs CONNECTIONS` prints {"connections":…,"cpuSeconds":…}: user and system time of the process.
 */
import { Buffer } from 'node:buffer';
import net from 'node:net';

const connections = Number(process.argv[2] ?? 50_000);
const AT_ONCE = 64;
const ADDRESSES = 8;
const REQUEST = Buffer.alloc(100, 'q');
const ANSWER = Buffer.alloc(1_000, 'a');

/** Calls `then` once `count` octets have come. */
function after(socket, count, then) {
  let got = 0;
  socket.on('data', (octets) => {
    got += octets.length;
    if (got === count) then();
  });
}

const server = net.createServer({ noDelay: true }, (socket) => {
  after(socket, REQUEST.length, () => socket.write(ANSWER));
});
await new Promise((resolve) => server.listen(0, '0.0.0.0', 1_024, resolve));
const { port } = server.address();

let begun = 0;
async function oneAfterAnother() {
  while (begun < connections) {
    const host = `127.0.0.${1 + (begun % ADDRESSES)}`;
    begun += 1;
    await new Promise((resolve, reject) => {
      const socket = net.connect({ port, host, noDelay: true }, () => socket.write(REQUEST));
      after(socket, ANSWER.length, () => socket.end());
      socket.once('error', reject);
      socket.once('close', resolve);
    });
  }
}
await Promise.all(Array.from({ length: AT_ONCE }, oneAfterAnother));
server.close();

const { user, system } = process.cpuUsage();
console.log(JSON.stringify({ connections, cpuSeconds: (user + system) / 1e6 }));
