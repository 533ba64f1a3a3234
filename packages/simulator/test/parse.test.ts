import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseScenario, SCENARIOS } from '../src/index.ts';
import { jsonSchemaText } from '../scripts/json-schema.ts';

/** `line:column message | help` of every problem. */
function problems(text: string): string[] {
  const parsed = parseScenario(text, 'close.json');
  if (parsed.ok) return [];
  expect(parsed.problems.every(({ file }) => file === 'close.json')).toBe(true);
  return parsed.problems.map(({ line, column, message, help }) => `${line}:${column} ${message} | ${help}`);
}

/** A scenario with one line of script. */
const scripted = (...calls: string[]) => `{
  "version": 1,
  "hosts": { "A": {}, "B": {} },
  "script": [
    { "at": 0, "host": "B", "call": "listen", "socket": "door", "port": 80 },
    ${calls.join(',\n    ')}
  ]
}`;

describe('what is wrong is named with its place and its remedy', () => {
  test('a misspelt key', () => {
    expect(problems(scripted('{ "at": 5, "host": "B", "call": "close", "sokcet": "door" }'))).toEqual([
      '6:46 There is no key "sokcet" here | Did you mean "socket"?',
    ]);
  });

  test('a misspelt call', () => {
    expect(problems(scripted('{ "at": 5, "host": "B", "call": "clsoe", "socket": "door" }'))).toEqual([
      '6:37 "call" cannot be "clsoe" | Did you mean "close"?',
    ]);
  });

  test('a text where a number belongs', () => {
    expect(problems(scripted('{ "at": "5 ms", "host": "B", "call": "close", "socket": "door" }'))).toEqual([
      '6:13 "at" must be a number, not "5 ms" | Milliseconds of virtual time, as a number: 100.',
    ]);
  });

  test('a port out of range', () => {
    expect(
      problems(scripted('{ "at": 5, "host": "A", "call": "connect", "socket": "a", "to": "B", "port": 70000 }')),
    ).toEqual(['6:82 "port" must be at most 65535 | A whole number from 1 to 65535.']);
  });

  test('an unknown host, in a call, as a destination, in a link and in a fault', () => {
    const text = `{ "version": 1, "hosts": { "alice": {}, "bob": {} },
      "links": [{ "between": ["alice", "bbo"] }],
      "script": [
        { "at": 0, "host": "alcie", "call": "exit" },
        { "at": 0, "host": "alice", "call": "connect", "socket": "a", "to": "bo", "port": 80 }
      ],
      "faults": [{ "packet": { "from": "carol" }, "fate": "drop" }] }`;
    expect(problems(text)).toEqual([
      '2:40 No host is called "bbo" | Did you mean "bob"?',
      '4:28 No host is called "alcie" | Did you mean "alice"?',
      '5:77 No host is called "bo" | Did you mean "bob"?',
      '7:40 No host is called "carol" | There are: alice, bob.',
    ]);
  });

  test('a socket that nobody made, or not yet', () => {
    expect(problems(scripted('{ "at": 5, "host": "B", "call": "close", "socket": "dor" }'))).toEqual([
      '6:56 B has no socket called "dor" | Did you mean "door"?',
    ]);
    const late = '{ "at": 9, "host": "A", "call": "connect", "socket": "a", "to": "B", "port": 80 }';
    expect(problems(scripted('{ "at": 5, "host": "A", "call": "close", "socket": "a" }', late))).toEqual([
      '6:56 "a" is used at 5 ms and made at 9 ms | Make it first, or call later.',
    ]);
  });

  test('a sysctl by half its name, and a value that it does not take', () => {
    const text = `{ "version": 1, "script": [], "hosts": { "A": { "sysctls": {
      "tcp_fin_timeout": 30,
      "net.ipv4.tcp_tw_reuse": 3 } } } }`;
    expect(problems(text)).toEqual([
      '2:7 There is no sysctl "tcp_fin_timeout" here | Did you mean "net.ipv4.tcp_fin_timeout"?',
      '3:32 net.ipv4.tcp_tw_reuse does not take 3 | Write it as sysctl -w takes it; spans in the unit of the sysctl, which is seconds for most.',
    ]);
  });

  test('a text that ends too early', () => {
    expect(problems('{ "version": 1,\n  "hosts": { "A": {}')).toEqual([
      '2:21 The text ends too early | The { of line 2, column 12 is never closed.',
    ]);
  });

  test('a comma too many, one too few, a comment', () => {
    expect(problems('{ "version": 1,\n}')).toEqual(['2:1 } was not expected here | Take away the comma before it.']);
    expect(problems('{ "version": 1\n"hosts": {} }')).toEqual([
      '2:1 "hosts" was not expected here | Perhaps a comma is missing before it.',
    ]);
    expect(problems('{ // two hosts\n}')[0]).toContain('1:3 / was not expected here | JSON has no comments');
  });

  test('a key that stands twice, which JSON would pass over', () => {
    expect(problems('{ "version": 1, "hosts": { "A": {}, "A": {} }, "script": [] }')).toEqual([
      '1:37 "A" stands twice in one object | Take one away: only the last would count.',
    ]);
  });

  test('a rule that can never apply, and a send() of nothing', () => {
    const text = `{ "version": 1, "script": [], "hosts": { "A": { "programs": [
      { "on": "connected", "prefix": "GET", "call": "send" },
      { "on": "readble", "call": "close" } ] } } }`;
    expect(problems(text)).toEqual(['3:15 "on" cannot be "readble" | Did you mean "readable"?']);
    expect(problems(text.replace('readble', 'readable'))).toEqual([
      '2:7 send() has nothing to send | Give "text", or "bytes" for so many octets of filling.',
      '2:28 "prefix" asks what waits to be read | It goes with "on": "readable" alone.',
    ]);
  });

  test('a sysctl beyond what an int of Linux holds', () => {
    const text = `{ "version": 1, "script": [], "hosts": { "A": { "sysctls": { "net.ipv4.tcp_fin_timeout": 1e308 } } } }`;
    expect(problems(text)[0]).toMatch(/net\.ipv4\.tcp_fin_timeout does not take 1e\+308/);
    expect(problems(text.replace('1e308', '2147483647'))).toEqual([]);
  });

  test('retries beyond what Linux keeps them in: a wait for the 2,147,483,647th would never end', () => {
    const text = (value: number): string =>
      `{ "version": 1, "script": [], "hosts": { "A": { "sysctls": { "net.ipv4.tcp_syn_retries": ${value} } } } }`;
    expect(problems(text(2_147_483_647))[0]).toMatch(/net\.ipv4\.tcp_syn_retries does not take 2147483647/);
    expect(problems(text(0))).toHaveLength(1);
    expect(problems(text(127))).toEqual([]);
  });

  test('nothing at all, a list, and ten thousand brackets', () => {
    expect(problems('')).toEqual(['1:1 The text is empty | Begin with {"version": 1, "hosts": …}.']);
    expect(problems('[]')[0]).toContain('1:1 ');
    expect(problems('['.repeat(10_000))).toEqual([
      '1:33 More than 32 levels of brackets | A scenario needs five levels.',
    ]);
  });

  test('lines that end with a carriage return alone count too, wherever the problem is found', () => {
    expect(problems('{\r"version": 1,\r"hosts": "A\u2028')[0]).toMatch(/^3:/);
    expect(problems('{ "version": 1,\r"hosts": { "A": {} },\r"script": [],\r"x": 1 }')[0]).toMatch(/^4:/);
  });

  test('every truncation of a good scenario has exactly one problem, within the text', () => {
    const text = JSON.stringify(SCENARIOS['old-segment'], null, 1);
    for (let length = 0; length < text.length; length += 7) {
      const found = problems(text.slice(0, length));
      expect(found, text.slice(0, length).slice(-20)).toHaveLength(1);
    }
  });
});

test('scenario.schema.json is up to date: npm run schema', () => {
  const published = readFileSync(new URL('../scenario.schema.json', import.meta.url), 'utf8');
  expect(JSON.parse(published)).toEqual(JSON.parse(jsonSchemaText()));
});
