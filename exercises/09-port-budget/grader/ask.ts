/** Puts a host and a request to the learner's function. Any free port passes; which are free is worked out port by port. */
import { asking, oneOf, Story, text, verbatim, whole, type Rule, type Shape, type Text } from '@lastack/exercise-kit';
import type { Answer, Budget, Endpoint, Host, Request, Socket } from '#subject';
import { RULES } from './rules.ts';

export type Connect = (host: Host, request: Request) => Answer;
export type PerSecond = (budget: Budget) => number;

const ERRNO = oneOf('EADDRINUSE', 'EADDRNOTAVAIL');
const SHAPE: Shape<Answer> = {
  name: `{ port: integer } | { errno: ${ERRNO.name} }`,
  misfit(value) {
    const shape = typeof value === 'object' && value !== null && 'port' in value ? whole : ERRNO;
    const field = shape === whole ? 'port' : 'errno';
    if (typeof value !== 'object' || value === null) return { path: '', expected: SHAPE.name, got: value };
    const misfit = shape.misfit(Reflect.get(value, field));
    return misfit === null ? null : { ...misfit, path: `.${field}` };
  },
};

/** Every port that would be right; none: the errno. */
export function allowed(host: Host, request: Request): readonly number[] | Extract<Answer, { errno: string }>['errno'] {
  const { bind } = request;
  const byBind = bind !== null && (bind.port !== 0 || !bind.addressNoPort);
  const candidates = bind !== null && bind.port !== 0 ? [bind.port] : chosenByKernel(host);
  const afterBind = byBind ? candidates.filter((port) => holders(host, request, port).length === 0) : candidates;
  if (afterBind.length === 0 && byBind) return 'EADDRINUSE';
  const free = afterBind.filter((port) => host.sockets.every((socket) => !stopsConnect(socket, request, port, byBind)));
  return free.length === 0 ? 'EADDRNOTAVAIL' : free;
}

function chosenByKernel({ portRange: [first, last], reserved }: Host): readonly number[] {
  const ports: number[] = [];
  for (let port = first; port <= last; port += 1) if (!reserved.includes(port)) ports.push(port);
  return ports;
}

/** Those that bind() may not share this port with. */
const holders = ({ sockets }: Host, { from, bind }: Request, port: number): readonly Socket[] =>
  sockets.filter(
    ({ local, state, reuseAddress }) =>
      local.port === port &&
      [from, '0.0.0.0'].includes(local.address) &&
      (state === 'LISTEN' || !reuseAddress || bind?.reuseAddress !== true || bind.port === 0),
  );

function stopsConnect(
  { local, peer, portFrom }: Socket,
  { from, to }: Request,
  port: number,
  byBind: boolean,
): boolean {
  if (local.port !== port) return false;
  if (!byBind && portFrom === 'bind') return true;
  return local.address === from && peer?.address === to.address && peer.port === to.port;
}

export function answers(connect: Connect, host: Host, request: Request, rule: Rule, seed?: number): void {
  const story = new Story({ ...(seed === undefined ? {} : { seed }), before: tell(host, request) });
  const ask = asking({ name: 'connect', subject: connect, shape: SHAPE, rules: RULES, twice: seed !== undefined });
  const got = ask(story, host, request);
  const right = allowed(host, request);
  const passes = 'errno' in got ? got.errno === right : typeof right !== 'string' && right.includes(got.port);
  if (passes) return;
  const expected = typeof right === 'string' ? verbatim(`{ errno: '${right}' }`) : oneOfPorts(right);
  story.fail(rule, { expected, got: verbatim('errno' in got ? `{ errno: '${got.errno}' }` : `{ port: ${got.port} }`) });
}

const oneOfPorts = (ports: readonly number[]): Text =>
  ports.length === 1
    ? verbatim(`{ port: ${ports[0]} }`)
    : text(`{ port }, one of ${ports.join(', ')}`, `{ port }，${ports.join('、')} 之一`);

export function lasts(perSecond: PerSecond, budget: Budget, right: number, rule: Rule, seed?: number): void {
  const { portRange, reserved, sources, destinations, lifetimeMs, closer, timeWaitMs } = budget;
  const before = [
    text(
      `range ${portRange.join(' ')}, reserved ${reserved.join(', ') || 'none'}; ${sources} source addresses, ${destinations} destinations`,
      `范围 ${portRange.join(' ')}，保留 ${reserved.join('、') || '无'}；本机地址 ${sources} 个，目的地 ${destinations} 个`,
    ),
    text(
      `each lives ${lifetimeMs} ms, the ${closer} closes first, TIME-WAIT ${timeWaitMs} ms`,
      `每条活 ${lifetimeMs} ms，${closer === 'client' ? '客户端' : '服务器'}先关，TIME-WAIT ${timeWaitMs} ms`,
    ),
  ];
  const story = new Story({ ...(seed === undefined ? {} : { seed }), before });
  const ask = asking({ name: 'perSecond', subject: perSecond, shape: whole, rules: RULES, twice: seed !== undefined });
  const got = ask(story, budget);
  if (got !== right) story.fail(rule, { expected: verbatim(`${right}`), got: verbatim(`${got}`) });
}

const end = ({ address, port }: Endpoint): string => `${address}:${port}`;

function tell({ portRange, reserved, sockets }: Host, { from, to, bind }: Request): Text[] {
  const line = ({ state, local, peer, portFrom, reuseAddress }: Socket): string =>
    `${state} ${end(local)} ${peer === null ? '*' : end(peer)} ${portFrom}()${reuseAddress ? ' SO_REUSEADDR' : ''}`;
  const flags = [
    bind?.reuseAddress === true ? 'SO_REUSEADDR' : '',
    bind?.addressNoPort === true ? 'IP_BIND_ADDRESS_NO_PORT' : '',
  ];
  const options = flags.filter((flag) => flag !== '').map((flag) => `, ${flag}`);
  return [
    text(
      `range ${portRange.join(' ')}, reserved ${reserved.join(', ') || 'none'}; ${sockets.length} sockets`,
      `范围 ${portRange.join(' ')}，保留 ${reserved.join('、') || '无'}；套接字 ${sockets.length} 个`,
    ),
    ...sockets.slice(0, MOST_TOLD).map((socket) => text(`there is ${line(socket)}`, `已有 ${line(socket)}`)),
    bind === null
      ? text(`connect() from ${from} to ${end(to)}`, `connect()，从 ${from} 到 ${end(to)}`)
      : text(
          `bind() to ${from}:${bind.port}${options.join('')}; connect() to ${end(to)}`,
          `bind() 到 ${from}:${bind.port}${options.join('')}；connect() 到 ${end(to)}`,
        ),
  ];
}

/** Sockets in a failure: enough for all cases but those that fill a whole range. */
const MOST_TOLD = 14;
