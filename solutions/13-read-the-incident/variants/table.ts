// variant: a table of causes, each with one question about one socket
interface Incident {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly descriptors: { readonly [program: string]: { readonly used: number; readonly limit: number } };
  readonly portRange: readonly [number, number];
}

type Cause = 'forgets-close' | 'stops-reading' | 'not-accepting' | 'out-of-descriptors' | 'out-of-ports' | 'peer-gone';

type Action = 'mend-the-program' | 'raise-the-limit' | 'reuse-connections' | 'set-a-user-timeout';

interface Finding {
  readonly cause: Cause;
  readonly lines: readonly number[];
  readonly action: Action;
}

type Line = {
  at: number;
  state: string;
  recv: number;
  from: string;
  port: number;
  to: string;
  owner: string;
  timer: string;
};

function parse(listing: readonly string[]): Line[] {
  return listing.slice(1).map((text, index) => {
    const [state = '', recv = '0', , local = '', to = ''] = text.split(/ +/);
    const [from = '', port = ''] = local.split(':');
    return {
      at: index + 1,
      state,
      recv: Number(recv),
      from,
      port: Number(port),
      to,
      owner: text.split('"')[1] ?? '',
      timer: text.split('timer:(')[1]?.split(')')[0] ?? '',
    };
  });
}

interface Context {
  readonly incident: Incident;
  readonly lines: readonly Line[];
  readonly lasts: (line: Line) => boolean;
  readonly leaks: (owner: string) => boolean;
  readonly full: (owner: string) => boolean;
}

const isLeak = ({ lasts }: Context, line: Line): boolean =>
  line.state === 'CLOSE-WAIT' && line.owner !== '' && lasts(line);
const isStuck = ({ lasts }: Context, line: Line): boolean => line.state === 'LISTEN' && line.recv > 0 && lasts(line);

const CAUSES: readonly (readonly [Cause, Action, (context: Context, line: Line) => boolean])[] = [
  ['forgets-close', 'mend-the-program', (context, line) => isLeak(context, line) && line.recv === 0],
  ['stops-reading', 'mend-the-program', (context, line) => isLeak(context, line) && line.recv > 0],
  ['not-accepting', 'mend-the-program', (context, line) => isStuck(context, line) && !context.full(line.owner)],
  [
    'out-of-descriptors',
    'raise-the-limit',
    (context, line) => isStuck(context, line) && context.full(line.owner) && !context.leaks(line.owner),
  ],
  ['out-of-ports', 'reuse-connections', usesLastPort],
  ['peer-gone', 'set-a-user-timeout', (_, { timer }) => timer.startsWith('on,') && Number(timer.split(',')[2]) > 4],
];

function usesLastPort({ incident, lines }: Context, line: Line): boolean {
  const [first, last] = incident.portRange;
  const inRange = (one: Line): boolean => one.state !== 'LISTEN' && one.port >= first && one.port <= last;
  const same = lines.filter((one) => inRange(one) && one.from === line.from && one.to === line.to);
  return inRange(line) && same.length > last - first;
}

export function diagnose(incident: Incident): readonly Finding[] {
  const lines = parse(incident.after);
  const earlier = new Set(
    parse(incident.before)
      .filter(({ state, recv }) => state !== 'LISTEN' || recv > 0)
      .map(({ state, from, port, to }) => [state, from, port, to].join()),
  );
  const lasts = ({ state, from, port, to }: Line): boolean => earlier.has([state, from, port, to].join());
  const bare: Context = { incident, lines, lasts, leaks: () => false, full: () => false };
  const leakers = new Set(lines.filter((line) => isLeak(bare, line)).map(({ owner }) => owner));
  const full = (owner: string): boolean => {
    const { used, limit } = incident.descriptors[owner] ?? { used: 0, limit: 1 };
    return used === limit;
  };
  const context: Context = { ...bare, leaks: (owner) => leakers.has(owner), full };
  return CAUSES.flatMap(([cause, action, proves]) => {
    const proof = lines.filter((line) => proves(context, line));
    return proof.length === 0 ? [] : [{ cause, action, lines: proof.map(({ at }) => at) }];
  });
}
