/** `npm start`: builds the site when something changed (turbo knows by content), then serves it. */
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { node, Refusal, turbo } from './run.mjs';

const DEFAULT_PORT = 3000;

/** Listens for a moment; resolves with the port, or `null` when it is taken. 0 asks the system for one. */
function tryPort(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, host: 'localhost' }, () => {
      const address = server.address();
      server.close(() => resolve(address.port));
    });
  });
}

/** `--port N`, else PORT, else 3000 or the next free one. A port that was asked for must be free. */
export async function choosePort(args, env = process.env) {
  const flag = args.indexOf('--port');
  const asked = flag >= 0 ? args[flag + 1] : env.PORT;
  if (asked !== undefined && asked !== '') {
    if (!/^\d{1,5}$/.test(asked) || Number(asked) > 65_535)
      throw new Refusal(2, `"${asked}" is not a port: give a number from 0 (any free one) to 65535.`);
    const port = await tryPort(Number(asked));
    if (port === null) throw new Refusal(2, `Port ${asked} is taken. Choose another, or 0 for any free one.`);
    return port;
  }
  for (let port = DEFAULT_PORT; port < DEFAULT_PORT + 100; port++) if ((await tryPort(port)) !== null) return port;
  return tryPort(0);
}

async function answers(url, stopped) {
  while (!stopped()) {
    const response = await fetch(url).catch(() => null);
    if (response?.ok) return true;
    await wait(100);
  }
  return false;
}

const welcome = (url) => `
  Last ACK: how TCP connections live and end

    The course      ${url}
    课程（中文）    ${url}zh-Hans/

    Exercises       cd exercises/08-time-wait && npm test
    练习            npx lastack list 列出全部

  Ctrl-C ends it. 按 Ctrl-C 结束。
`;

/** Serves until Ctrl-C, which is a good end. */
export async function start(args) {
  const port = await choosePort(args);
  const built = await turbo(['run', 'build', '--filter=@lastack/docs']);
  if (built !== 0) return built;
  const url = `http://localhost:${port}/`;
  let code = null;
  const server = node(
    [
      '../node_modules/@docusaurus/core/bin/docusaurus.mjs',
      'serve',
      '--port',
      `${port}`,
      '--host',
      'localhost',
      '--no-open',
    ],
    { cwd: new URL('../../docs', import.meta.url), stdio: ['ignore', 'ignore', 'inherit'] },
  ).then((exit) => (code = exit));
  if (await answers(url, () => code !== null)) console.log(welcome(url));
  await server;
  return code === 130 || code === 143 ? 0 : code;
}
