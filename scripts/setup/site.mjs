/** `npm start`: builds the site when something changed (turbo knows by content), then serves it. */
import { join } from 'node:path';
import { Refusal, ROOT, turbo } from './run.mjs';

const DEFAULT_PORT = 3000;

/** `--port N`, else PORT; `null`: 3000, or the next free one. */
export function askedPort(args, env = process.env) {
  const flag = args.indexOf('--port');
  const asked = flag >= 0 ? (args[flag + 1] ?? 'nothing') : env.PORT;
  if (asked === undefined || asked === '') return null;
  if (/^\d{1,5}$/.test(asked) && Number(asked) <= 65_535) return Number(asked);
  throw new Refusal(2, `"${asked}" is not a port: give a number from 0 (any free one) to 65535.`);
}

/** Serves on the port that was asked for, which must be free, or on the first free one from 3000 on. */
export async function listen(serve, asked) {
  for (let port = asked ?? DEFAULT_PORT; ; port++) {
    try {
      return await serve(port);
    } catch (error) {
      if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
      if (asked !== null) throw new Refusal(2, `Port ${asked} is taken. Choose another, or 0 for any free one.`);
      if (port === DEFAULT_PORT + 100) return serve(0);
    }
  }
}

const welcome = (url) => `
  Last ACK: how TCP connections live and end

    The course      ${url}
    课程（中文）    ${url}zh-Hans/

    Exercises       npx lastack (in another terminal)
    练习            npx lastack（另开一个终端）

  Ctrl-C ends it. 按 Ctrl-C 结束。
`;

/** Serves until Ctrl-C, which is a good end. */
export async function start(args) {
  const asked = askedPort(args);
  const built = await turbo(['run', 'build', '--filter=@lastack/docs']);
  if (built !== 0) return built;
  // Not before everything is installed: it brings a dependency.
  const { serveSite } = await import('../serve-site.mjs');
  const site = await listen((port) => serveSite(join(ROOT, 'docs/build'), port), asked);
  console.log(welcome(site.url));
  await new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  await site.close();
  return 0;
}
