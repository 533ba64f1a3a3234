/** What stands in the page before any script runs. */
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '@lastack/trace';
import { Ladder, Predict } from '../src/index.ts';
import { CLOSE } from './close.ts';

describe.each(LANGUAGES)('the ladder as built, in %s', (language) => {
  const html = renderToStaticMarkup(
    <Ladder name="close" title="close" scenario={CLOSE} from={150} start={150} language={language} />,
  );

  test('has every packet and every state of the close', () => {
    expect(html.match(/data-packet=/g)).toHaveLength(4);
    for (const state of ['FIN-WAIT-1', 'CLOSE-WAIT', 'FIN-WAIT-2', 'LAST-ACK', 'TIME-WAIT', 'CLOSED']) {
      expect(html).toContain(`>${state}</tspan>`);
    }
  });

  test('draws numbers only', () => {
    expect(html).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('says what happens now, and tells the whole story', () => {
    expect(html).toContain('aria-live="polite"');
    expect(html.match(/aria-current="step"/g)).toHaveLength(1);
    expect(html.match(/<li/g)?.length).toBeGreaterThan(7);
  });

  test('does not yet shade a future', () => {
    expect(html).toContain('data-live="false"');
  });
});

test('a prediction works without a script: its answer is in native details', () => {
  const html = renderToStaticMarkup(
    <Predict name="q" question="Which?" options={['this', 'that']} answer={1} language="en">
      Because.
    </Predict>,
  );
  expect(html).toContain('<details>');
  expect(html).toContain('Because.');
  expect(html).not.toContain('(right)');
});
