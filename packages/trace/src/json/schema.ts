/**
 * What a trace looks like as JSON. Times are milliseconds, fractions down to 0.001; everything else stands as in
 * record.ts. A file from outside meets this schema before anyone reads it.
 * Next: json.ts
 */
import { STATES, TIMERS, type ErrnoName as ErrnoNames } from '@lastack/tcp';
import * as v from 'valibot';

/** Milliseconds there, whole microseconds here. */
const Time = v.pipe(
  v.number('expected a time in milliseconds'),
  v.finite('expected a time in milliseconds'),
  v.transform((ms) => Math.round(ms * 1_000)),
);

const Whole = v.pipe(v.number('expected a whole number'), v.integer('expected a whole number'));
const Count = v.pipe(Whole, v.minValue(0, 'expected 0 or more'));
const Port = v.pipe(Count, v.maxValue(65_535, 'expected a port, 0 to 65535'));
const Sequence = v.pipe(Count, v.maxValue(0xffff_ffff, 'expected a sequence number, 0 to 4294967295'));
const Bytes = v.pipe(
  v.string('expected octets as a string'),
  // eslint-disable-next-line no-control-regex
  v.regex(/^[\u0000-\u00ff]*$/, 'expected one character of 0 to 255 for each octet'),
);

const Endpoint = v.strictObject({ address: v.string('expected an address'), port: Port });

const Segment = v.strictObject({
  seq: Sequence,
  ack: v.nullable(Sequence),
  wnd: v.pipe(Count, v.maxValue(65_535, 'expected a window, 0 to 65535')),
  syn: v.boolean('expected true or false'),
  fin: v.boolean('expected true or false'),
  rst: v.boolean('expected true or false'),
  psh: v.boolean('expected true or false'),
  text: Bytes,
  options: v.strictObject({
    mss: v.optional(Port),
    // A trace has what was on the wire, where a careless peer may offer more than 14. RFC 7323 §2.3
    windowScale: v.optional(v.pipe(Count, v.maxValue(255, 'expected one octet, 0 to 255'))),
    sackPermitted: v.optional(v.literal(true)),
    sack: v.optional(v.array(v.strictTuple([Sequence, Sequence]))),
    timestamps: v.optional(v.strictObject({ val: Sequence, ecr: Sequence })),
  }),
});

const Packet = v.strictObject({
  id: Count,
  source: Endpoint,
  destination: Endpoint,
  segment: Segment,
  identity: v.string('expected an identity'),
});

const base = { at: Time, host: v.string('expected the name of a host') };
const State = v.picklist(STATES, `expected a state: ${STATES.join(', ')}`);

/** A name that the type lacks, or has more of, does not compile. */
const ERRNO_NAMES: { readonly [name in ErrnoNames]: true } = {
  EADDRINUSE: true,
  EADDRNOTAVAIL: true,
  EAGAIN: true,
  EBADF: true,
  ECONNABORTED: true,
  ECONNREFUSED: true,
  ECONNRESET: true,
  EHOSTUNREACH: true,
  EINPROGRESS: true,
  EINVAL: true,
  EISCONN: true,
  EMFILE: true,
  ENETUNREACH: true,
  ENOTCONN: true,
  EPIPE: true,
  ETIMEDOUT: true,
};
const ErrnoName = v.picklist(Object.keys(ERRNO_NAMES) as ErrnoNames[], 'expected an errno name, as ECONNRESET');

const TraceRecord = v.variant('type', [
  v.strictObject({
    type: v.literal('socket'),
    ...base,
    socket: Count,
    local: v.nullable(Endpoint),
    remote: v.nullable(Endpoint),
    parent: v.nullable(Count),
  }),
  v.strictObject({ type: v.literal('state'), ...base, socket: Count, from: State, to: State, cause: v.string() }),
  v.strictObject({ type: v.literal('transmit'), ...base, socket: v.nullable(Count), packet: Packet }),
  v.strictObject({ type: v.literal('arrive'), ...base, socket: v.nullable(Count), packet: Packet }),
  v.strictObject({
    type: v.literal('drop'),
    ...base,
    packet: Packet,
    reason: v.picklist(['fault', 'loss', 'ttl', 'mtu', 'no-host']),
  }),
  v.strictObject({
    type: v.literal('call'),
    ...base,
    id: Count,
    call: v.string(),
    fd: v.nullable(Whole),
    args: v.array(v.union([v.string(), v.number()])),
  }),
  v.strictObject({
    type: v.literal('result'),
    ...base,
    id: Count,
    value: v.nullable(v.union([v.number(), v.string()])),
    error: v.nullable(ErrnoName),
  }),
  v.strictObject({
    type: v.literal('timer'),
    ...base,
    socket: Count,
    timer: v.picklist(TIMERS),
    action: v.picklist(['set', 'stopped', 'fired']),
    deadline: v.nullable(Time),
  }),
  v.strictObject({
    type: v.literal('signal'),
    ...base,
    socket: Count,
    signal: v.picklist(['established', 'peer-closed', 'reset', 'refused', 'timed-out', 'closed']),
  }),
  v.strictObject({ type: v.literal('queues'), ...base, socket: Count, recvQ: Count, sendQ: Count }),
  v.strictObject({
    type: v.literal('descriptor'),
    ...base,
    socket: Count,
    fd: Count,
    action: v.picklist(['opened', 'closed']),
  }),
  v.strictObject({ type: v.literal('note'), ...base, text: v.string() }),
]);

export const TraceSchema = v.strictObject({
  version: v.literal(1, 'expected version 1, the only one there is'),
  seed: Whole,
  hosts: v.array(v.strictObject({ name: v.string(), address: v.string(), profile: v.string() })),
  records: v.array(TraceRecord),
  end: Time,
});
