// variant: six small functions, each from the two listings to lines
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

type Look = readonly string[];
type Question = (before: Look, after: Look, incident: Incident) => number[];

const STATE_AND_ENDS = /^(\S+) +\d+ +\d+ +(\S+) +(\S+)/;
const key = (line: string): string => (STATE_AND_ENDS.exec(line) ?? []).slice(1).join(' ');
const where = (look: Look, test: (line: string) => boolean): number[] =>
  look.flatMap((line, index) => (index > 0 && test(line) ? [index] : []));
const owner = (line: string): string => /users:\(\("(.*?)"/.exec(line)?.[1] ?? '';

const held = (before: Look, line: string): boolean =>
  /^CLOSE-WAIT /.test(line) && owner(line) !== '' && before.map(key).includes(key(line));

const forgets: Question = (before, after) => where(after, (line) => held(before, line) && /^\S+ +0 /.test(line));
const stops: Question = (before, after) => where(after, (line) => held(before, line) && !/^\S+ +0 /.test(line));

const queued = (line: string): boolean => /^LISTEN +[1-9]/.test(line);
const waits = (before: Look, after: Look): number[] =>
  where(after, (line) => queued(line) && before.some((earlier) => queued(earlier) && key(earlier) === key(line)));
const atLimit = ({ descriptors }: Incident, line: string): boolean => {
  const own = descriptors[owner(line)];
  return own !== undefined && own.limit - own.used <= 0;
};

const idle: Question = (before, after, incident) =>
  waits(before, after).filter((at) => !atLimit(incident, after[at] ?? ''));
const short: Question = (before, after, incident) => {
  const leakers = [...forgets(before, after, incident), ...stops(before, after, incident)].map((at) =>
    owner(after[at] ?? ''),
  );
  return waits(before, after).filter(
    (at) => atLimit(incident, after[at] ?? '') && !leakers.includes(owner(after[at] ?? '')),
  );
};

const ports: Question = (_, after, { portRange: [first, last] }) => {
  const route = (line: string): string | null => {
    const [, state, local = '', peer] = STATE_AND_ENDS.exec(line) ?? [];
    const [address, port] = local.split(':');
    return state === 'LISTEN' || Number(port) < first || Number(port) > last ? null : `${address}>${peer}`;
  };
  const routes = after.map(route);
  return where(after, (line) => {
    const mine = route(line);
    return mine !== null && routes.filter((one) => one === mine).length === last + 1 - first;
  });
};

const gone: Question = (_, after) => where(after, (line) => /timer:\(on,[^)]*,(?:[5-9]|\d\d+)\)/.test(line));

export function diagnose(incident: Incident): readonly Finding[] {
  const { before, after } = incident;
  const finding = (cause: Cause, action: Action, question: Question): Finding[] => {
    const lines = question(before, after, incident);
    return lines.length === 0 ? [] : [{ cause, action, lines }];
  };
  return [
    ...finding('peer-gone', 'set-a-user-timeout', gone),
    ...finding('out-of-ports', 'reuse-connections', ports),
    ...finding('out-of-descriptors', 'raise-the-limit', short),
    ...finding('not-accepting', 'mend-the-program', idle),
    ...finding('stops-reading', 'mend-the-program', stops),
    ...finding('forgets-close', 'mend-the-program', forgets),
  ];
}
