/**
 * The shape of a scenario, for data from outside. `scenario.schema.json` is made from it. What a shape cannot say
 * (a socket's name that nobody made) is in meaning.ts.
 * Next: shape.ts
 */
import * as v from 'valibot';
import type { Scenario } from '../scenario.ts';

const YEAR_MS = 366 * 24 * 3_600_000;
const MOST_OCTETS = 16_777_216;

const milliseconds = v.pipe(v.number(), v.minValue(0), v.maxValue(YEAR_MS), v.description('ms of virtual time'));
const chance = v.pipe(v.number(), v.minValue(0), v.maxValue(1), v.description('a chance, 0 to 1'));
const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000));
const octets = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_OCTETS), v.description('octets'));
const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535), v.description('a port'));
// tcp(7): 1 … 32767 seconds; below 0, TCP_LINGER2 means that FIN-WAIT-2 is left at once.
const keepaliveSeconds = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(32_767), v.description('seconds'));
const lingerSeconds = v.pipe(v.number(), v.integer(), v.minValue(-1), v.maxValue(32_767), v.description('seconds'));
const userTimeout = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(YEAR_MS), v.description('ms'));
/** What an identity (`A:40000>B:80 FIN,ACK`) sets apart with, no name may contain. */
const hostName = v.pipe(v.string(), v.regex(/^[^\s:>#,()]{1,40}$/), v.description('the name of a host'));
const socketName = v.pipe(v.string(), v.regex(/^\S(?:.{0,38}\S)?$/), v.description('the name of a socket'));
const bytes = v.pipe(v.string(), v.maxLength(MOST_OCTETS), v.description('characters U+0000 to U+00FF, one an octet'));
const backlog = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535));
const setting = v.union([v.number(), v.string()]);

const ruleSpec = v.strictObject({
  on: v.picklist(['incoming', 'accepted', 'connected', 'readable', 'peer-closed', 'reset']),
  prefix: v.exactOptional(bytes),
  count: v.exactOptional(octets),
  delay: v.exactOptional(milliseconds),
  call: v.picklist(['accept', 'send', 'recv', 'shutdown', 'close', 'abort', 'exit']),
  text: v.exactOptional(bytes),
  bytes: v.exactOptional(octets),
  repeat: v.exactOptional(count),
});
const namedProgram = v.strictObject({ program: v.string() });

const hostSpec = v.strictObject({
  address: v.exactOptional(v.pipe(v.string(), v.description('an IPv4 or IPv6 address'))),
  profile: v.exactOptional(v.picklist(['rfc9293', 'linux', 'freebsd'])),
  sysctls: v.exactOptional(v.record(v.string(), setting)),
  openFiles: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_048_576))),
  iss: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff))),
  timeWait: v.exactOptional(milliseconds),
  programs: v.exactOptional(v.array(v.union([ruleSpec, namedProgram]))),
});

const linkSpec = v.strictObject({
  between: v.tuple([hostName, hostName]),
  delay: v.exactOptional(milliseconds),
  loss: v.exactOptional(chance),
  duplicate: v.exactOptional(chance),
  reorder: v.exactOptional(chance),
  hops: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255))),
});

const onOff = v.boolean();
const option = v.variant('name', [
  v.strictObject({ name: v.picklist(['SO_KEEPALIVE', 'SO_REUSEADDR', 'TCP_NODELAY', 'TCP_QUICKACK']), value: onOff }),
  v.strictObject({
    name: v.literal('SO_LINGER'),
    value: v.strictObject({ on: onOff, seconds: v.pipe(v.number(), v.minValue(0), v.maxValue(65_535)) }),
  }),
  v.strictObject({ name: v.picklist(['TCP_KEEPIDLE', 'TCP_KEEPINTVL']), value: keepaliveSeconds }),
  v.strictObject({ name: v.literal('TCP_LINGER2'), value: lingerSeconds }),
  v.strictObject({ name: v.literal('TCP_USER_TIMEOUT'), value: userTimeout }),
  v.strictObject({ name: v.literal('TCP_KEEPCNT'), value: count }),
  v.strictObject({ name: v.picklist(['SO_RCVBUF', 'SO_SNDBUF']), value: octets }),
]);

const on = { at: milliseconds, host: hostName };
const socket = { ...on, socket: socketName };
const scriptedCall = v.variant('call', [
  v.strictObject({ ...socket, call: v.literal('socket') }),
  v.strictObject({ ...socket, call: v.literal('bind'), port }),
  v.strictObject({
    ...socket,
    call: v.literal('listen'),
    port: v.exactOptional(port),
    backlog: v.exactOptional(backlog),
  }),
  v.strictObject({ ...socket, call: v.literal('accept'), as: socketName }),
  v.strictObject({ ...socket, call: v.literal('connect'), to: v.string(), port, from: v.exactOptional(port) }),
  v.strictObject({
    ...socket,
    call: v.literal('send'),
    text: v.exactOptional(bytes),
    bytes: v.exactOptional(octets),
  }),
  v.strictObject({ ...socket, call: v.literal('recv'), bytes: v.exactOptional(octets) }),
  v.strictObject({ ...socket, call: v.picklist(['shutdown', 'close', 'abort']) }),
  v.strictObject({ ...socket, call: v.literal('setsockopt'), option }),
  v.strictObject({ ...on, call: v.literal('sysctl'), name: v.string(), value: setting }),
  v.strictObject({ ...on, call: v.literal('exit') }),
  v.strictObject({ ...on, call: v.literal('note'), text: v.string() }),
]);

const faultSpec = v.strictObject({
  packet: v.strictObject({
    identity: v.exactOptional(v.string()),
    from: v.exactOptional(hostName),
    to: v.exactOptional(hostName),
    flags: v.exactOptional(v.string()),
    has: v.exactOptional(v.string()),
    seq: v.exactOptional(v.pipe(v.number(), v.integer())),
    length: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0))),
    nth: v.exactOptional(count),
    match: v.exactOptional(count),
  }),
  fate: v.pipe(
    v.picklist(['drop', 'delay', 'duplicate', 'hold']),
    v.description(
      'what becomes of the packet. A copy meets no fault itself, what is sent in answer to it may; ' +
        'of packets that say the same (flags, SEQ, ACK, octets) eight are doubled at most',
    ),
  ),
  by: v.exactOptional(milliseconds),
});

export const scenarioSchema = v.strictObject({
  $schema: v.exactOptional(v.string()),
  version: v.literal(1),
  title: v.exactOptional(v.string()),
  hosts: v.record(hostName, hostSpec),
  links: v.exactOptional(v.array(linkSpec)),
  script: v.array(scriptedCall),
  faults: v.exactOptional(v.array(faultSpec)),
  seed: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff))),
  until: v.exactOptional(milliseconds),
});

type Writable<T> = T extends object ? { -readonly [Key in keyof T]: Writable<T[Key]> } : T;
type Output = v.InferOutput<typeof scenarioSchema>;

/** The schema and the type are two writings of one thing: these lines do not compile when they part. */
export const asScenario = (output: Output): Scenario => output;
export const asOutput = (scenario: Writable<Scenario>): Output => scenario;
