/**
 * Reading what came over a wire from a process that nobody trusts: bounded before it is parsed, checked after.
 */
import type { Plain } from './border.ts';
import { MAX_DEPTH, MAX_VALUES, toPlain } from './codec.ts';
import { refuse } from './codec-refusal.ts';

/**
 * A frozen plain value from JSON text. One linear pass bounds nesting and count before `JSON.parse` builds anything.
 * Throws `BorderViolation`; `root` names the value in it.
 */
export function fromJson(text: string, root: string, maxBytes: number): Plain {
  bound(text, root);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse(root, { kind: 'not-json' });
  }
  return toPlain(value, root, maxBytes) as Plain;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

function bound(text: string, root: string): void {
  let depth = 0;
  let values = 1;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (inString) {
      if (unit === BACKSLASH) index++;
      else if (unit === QUOTE) inString = false;
      continue;
    }
    switch (unit) {
      case QUOTE:
        inString = true;
        break;
      case 0x5b: // [
      case 0x7b: // {
        if (++depth > MAX_DEPTH) throw refuse(root, { kind: 'too-deep', max: MAX_DEPTH });
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth--;
        break;
      case 0x2c: // ,
        if (++values > MAX_VALUES) throw refuse(root, { kind: 'too-many', max: MAX_VALUES });
        break;
      default:
    }
  }
}
