/** A mutant that its test does not catch: what that test did, and the answer that it let pass. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { accountText, failureText, type Account } from '@lastack/exercise-kit';
import { afterAll, describe, expect, test } from 'vitest';
import type { CourseProblem } from '../src/verify/problem.ts';
import { verifyExercises } from '../src/verify/verify-exercises.ts';
import { copyOf, ID, MANIFEST, removeCourses, TEST } from './courses.ts';
import { SLOW } from './places.ts';

afterAll(removeCourses);

const FIN = 'a segment takes numbers > a FIN takes one';
const ASKS = "expectNext('next-number/fin', { seq: 100, length: 10, fin: true }, 111);";
const MUTANTS = `solutions/${ID}/mutants`;
const OWN = `${MUTANTS}/fin-takes-none.ts`;

/** What verify says of the mutant whose FIN takes no number, when the test of the FIN is `body`. */
async function saysOf(body: string, change: (mutant: string) => string = (s) => s): Promise<CourseProblem | undefined> {
  const { root, edit } = copyOf();
  edit(MANIFEST, (s) => s.replace('"terminal", "os", "interpreter"', '"terminal"'));
  rmSync(path.join(root, `solutions/${ID}/variants`), { recursive: true });
  rmSync(path.join(root, `${MUTANTS}/never-wraps.ts`));
  edit(OWN, change);
  edit(TEST, (s) => s.replace(ASKS, body).replace('RuleBroken, ', 'RuleBroken, Story, text, watch, world, tcpWith, '));
  const { problems, runs } = await verifyExercises({ root, cache: null });
  const found = problems.find(({ file }) => file === OWN);
  expect(runs.find(({ file }) => file === OWN)?.survived).toEqual(found?.survived);
  return found;
}

const accountIn = (problem: CourseProblem | undefined): Account => {
  expect(problem?.survived?.test).toBe(FIN);
  return problem?.survived?.account as Account;
};

describe('a mutant that survives', SLOW, () => {
  test('a plain function: what it was asked and answered, and that nobody asked for the mistake', async () => {
    const problem = await saysOf(ASKS.replace('fin: true }, 111', 'fin: false }, 110'));
    expect(problem?.text.en).toMatch(/^survived, with all points/);
    const account = accountIn(problem);
    const call = 'nextNumber({"seq":100,"length":10,"fin":false})';
    expect(account).toEqual({
      tried: [],
      ladder: null,
      calls: [{ call, answer: '{"next":110}', times: 1 }],
      asked: 1,
      parting: null,
    });
    expect(accountText(account, FIN, 'en')).toBe(
      [
        `"${FIN}" tells no story.`,
        '',
        'What was asked, and the answers:',
        `  ${call}`,
        '    = {"next":110}',
        '',
        "Every answer is the reference's, 1 of 1: this test never asks for the mistake.",
      ].join('\n'),
    );
  });

  test('a story and its random case: that of the first answer which is not the reference’s', async () => {
    const asks = `
      for (const [seed, fin] of [[1, false], [2, true], [3, false]] as const) {
        const story = new Story({ seed });
        story.tell(text(\`step \${seed}\`, \`第 \${seed} 步\`));
        subject.nextNumber({ seq: 100, length: 10, fin });
        subject.nextNumber({ seq: 100, length: 10, fin });
      }`;
    const account = accountIn(await saysOf(asks));
    const call = 'nextNumber({"seq":100,"length":10,"fin":true})';
    expect(account).toMatchObject({
      tried: [{ en: 'step 2', 'zh-Hans': '第 2 步' }],
      seed: 2,
      asked: 6,
      parting: { nth: 3, call, answer: '{"next":110}', reference: '{"next":111}' },
    });
    expect(accountText(account, FIN, 'zh-Hans')).toContain(
      '第一个与参考答案不同的回答（第 3 次，共 6 次），这个测试放过了它：\n  实际  {"next":110}\n  参考  {"next":111}',
    );
  });

  test('a world: its lines are the steps, its ladder is the picture', async () => {
    const asks = `
      const scene = world().opens('hello').closes(300, 'A').closes(400, 'B');
      const { trace } = watch(scene, { machines: { A: tcpWith(30_000), B: tcpWith(30_000) } });
      for (const record of trace.records) {
        if (record.type !== 'transmit' || !record.packet.segment.fin) continue;
        subject.nextNumber({ seq: record.packet.segment.seq as unknown as number, length: 0, fin: true });
      }`;
    const inScene = accountIn(await saysOf(asks));
    expect(inScene.tried.map(({ en }) => en)).toEqual([
      'A connects to B and says "hello"',
      '300 ms: A closes',
      '400 ms: B closes',
    ]);
    expect(inScene.ladder?.en).toContain('FIN,ACK seq=6 ack=1');
    expect(inScene.ladder?.['zh-Hans']).toContain('LAST-ACK');
    expect(inScene.parting).toMatchObject({ nth: 1, answer: '{"next":6}', reference: '{"next":7}' });
  });

  test('a test that asks nothing and tells nothing says so', async () => {
    const account = accountIn(await saysOf(''));
    expect(account).toMatchObject({ tried: [], ladder: null, calls: [], asked: 0 });
    expect(accountText(account, FIN, 'en')).toMatch(/^".*" tells no story, and asks the code nothing\./);
    expect(accountText(account, FIN, 'zh-Hans')).toContain('也没有向代码提任何问题');
  });

  test('caught by another rule than it names: that failure’s story instead', async () => {
    const problem = await saysOf(ASKS, (s) => s.replace('code: next-number/fin', 'code: next-number/round'));
    expect(problem?.survived).toBeUndefined();
    expect(problem?.failure?.code).toBe('next-number/fin');
    expect(failureText(problem!.failure!, 'en')).toContain('nextNumber({"seq":100,"length":10,"fin":true})');
  });
});

test('a program: how it was started, what it was asked, and how it ended', SLOW, async () => {
  const [id, name] = ['91-echo', 'echo > it has its arguments'];
  const { root, write, edit } = copyOf(id);
  edit(`exercises/${id}/exercise.json`, (s) => s.replace('"terminal", "os"', '"terminal"'));
  const folder = path.join(root, `solutions/${id}`);
  for (const file of readdirSync(path.join(folder, 'mutants'))) rmSync(path.join(folder, 'mutants', file));
  const right = readFileSync(path.join(folder, 'echo.ts'), 'utf8');
  write(`solutions/${id}/mutants/none.ts`, `// mutant: none at all\n// fails: ${name}\n// code: echo/words\n${right}`);
  const { problems } = await verifyExercises({ root, cache: null });
  expect(problems.map(({ survived }) => survived).filter((one) => one !== undefined)).toEqual([
    {
      test: name,
      account: {
        tried: [],
        ladder: null,
        calls: [
          { call: 'start("--backlog", "7")', answer: '"started"', times: 1 },
          { call: 'words()', answer: '["--backlog","7"]', times: 1 },
        ],
        asked: 2,
      },
    },
  ]);
});
