/** `expect` with vitest's matchers: no snapshots, no polling. */
import {
  ASYMMETRIC_MATCHERS_OBJECT,
  customMatchers,
  GLOBAL_EXPECT,
  getState,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  setState,
  type ExpectStatic,
} from '@vitest/expect';
import * as chai from 'chai';

export const expect: ExpectStatic = /* @__PURE__ */ createExpect();

function createExpect(): ExpectStatic {
  for (const plugin of [JestExtend, JestChaiExpect, JestAsymmetricMatchers]) chai.use(plugin);
  const made = ((value: unknown, message?: string) => {
    setState({ assertionCalls: getState(made).assertionCalls + 1 }, made);
    return chai.expect(value, message);
  }) as unknown as ExpectStatic;
  Object.assign(made, chai.expect, Reflect.get(globalThis, ASYMMETRIC_MATCHERS_OBJECT));
  made.getState = () => getState(made);
  made.setState = (state) => setState(state, made);
  setState({ assertionCalls: 0, isExpectingAssertions: false, expectedAssertionsNumber: null, currentTestName: '' }, made); // prettier-ignore
  made.extend = (matchers) => (chai.expect as unknown as ExpectStatic & { extend: Extend }).extend(made, matchers);
  made.extend(customMatchers);
  Reflect.defineProperty(globalThis, GLOBAL_EXPECT, { value: made, configurable: true });
  return made;
}

type Extend = (expect: ExpectStatic, matchers: Parameters<ExpectStatic['extend']>[0]) => void;
