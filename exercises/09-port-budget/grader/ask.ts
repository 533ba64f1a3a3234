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
  const kept = reservedText(reserved);
  const before = [
    text(
      `range ${portRange.join(' ')}, ${kept.en}; ${sources} source addresses, ${destinations} destinations`,
      `范围 ${portRange.join(' ')}，${kept['zh-Hans']}；本机地址 ${sources} 个，目的地 ${destinations} 个`,
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

const reservedText = (reserved: readonly number[]): Text =>
  reserved.length === 0
    ? text('no port reserved', '没有保留端口')
    : text(`reserved ${reserved.join(', ')}`, `保留 ${reserved.join('、')}`);

/** Sockets that differ in their local port alone are one line. */
function socketTexts(sockets: readonly Socket[]): Text[] {
  const alike = new Map<string, Socket[]>();
  for (const socket of sockets) {
    const key = JSON.stringify({ ...socket, local: socket.local.address });
    alike.set(key, [...(alike.get(key) ?? []), socket]);
  }
  return [...alike.values()].map((group) => {
    const { state, local, peer, portFrom, reuseAddress } = group[0]!;
    const ports = runs(group.map((socket) => socket.local.port).toSorted((a, b) => a - b));
    const ends = `${state} ${local.address}:${ports} → ${peer === null ? '*' : end(peer)}`;
    const flag = reuseAddress ? 'SO_REUSEADDR' : null;
    return text(
      [`there ${group.length === 1 ? 'is' : 'are'} ${ends}`, `port from ${portFrom}()`, flag ?? []].flat().join(', '),
      [`已有 ${ends}`, `端口由 ${portFrom}() 定`, flag ?? []].flat().join('，'),
    );
  });
}

/** `40000 … 40003, 40005` */
function runs(ports: readonly number[]): string {
  const found: number[][] = [];
  for (const port of ports) {
    const run = found.at(-1);
    if (run?.at(-1) === port - 1) run.push(port);
    else found.push([port]);
  }
  return found.map((run) => (run.length === 1 ? `${run[0]}` : `${run[0]} … ${run.at(-1)}`)).join(', ');
}

function tell({ portRange, reserved, sockets }: Host, { from, to, bind }: Request): Text[] {
  const flags = [
    bind?.reuseAddress === true ? 'SO_REUSEADDR' : [],
    bind?.addressNoPort === true ? 'IP_BIND_ADDRESS_NO_PORT' : [],
  ].flat();
  const kept = reservedText(reserved);
  return [
    text(
      `range ${portRange.join(' ')}, ${kept.en}${sockets.length === 0 ? ', no sockets' : ''}`,
      `范围 ${portRange.join(' ')}，${kept['zh-Hans']}${sockets.length === 0 ? '，没有套接字' : ''}`,
    ),
    ...socketTexts(sockets),
    bind === null
      ? text(`connect() from ${from} to ${end(to)}`, `connect()，从 ${from} 到 ${end(to)}`)
      : text(
          `${[`bind() to ${from}:${bind.port}`, ...flags].join(', ')}; connect() to ${end(to)}`,
          `${[`bind() 到 ${from}:${bind.port}`, ...flags].join('，')}；connect() 到 ${end(to)}`,
        ),
  ];
}
