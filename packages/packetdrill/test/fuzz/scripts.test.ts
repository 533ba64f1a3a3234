/** Scripts damaged in any way: problems that name their place, or a verdict; never an exception, never for ever. */
import { expect, test } from 'vitest';
import { definesOf, parseScript, playScript } from '../../src/index.ts';
import { checkCases } from '../../../../scripts/soak/cases.ts';
import { mutatedText } from '../../../../scripts/soak/mutations.ts';
import { corpus } from '../corpus.ts';

const SCRIPTS = corpus();

test('damaged packetdrill scripts', () => {
  checkCases('pkt', mutatedText(SCRIPTS.map(({ text }) => text)), ({ index, text }) => {
    const { path, profile } = SCRIPTS[index]!;
    const parsed = parseScript(text, path, definesOf(profile));
    if (!parsed.ok) {
      const lines = text.split('\n').length;
      expect(parsed.problems.length).toBeGreaterThan(0);
      for (const { file, line, column, message, help } of parsed.problems) {
        expect(file).toBe(path);
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(lines);
        expect(column).toBeGreaterThanOrEqual(1);
        expect(message).not.toBe('');
        expect(help).not.toBe('');
      }
      return 'refused';
    }
    const { ok, failure } = playScript(parsed.script, { profile, strict: true });
    expect(ok).toBe(failure === null);
    if (failure !== null) expect(failure.line).toBeLessThanOrEqual(text.split('\n').length);
    return 'accepted';
  });
});
