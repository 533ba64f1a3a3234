/**
 * The seed of an exercise's random cases in one batch: the same for every submission, another for each exercise and
 * version, and unknown to whoever does not know the instructor's. No subject is ever told.
 */
import { createHmac } from 'node:crypto';
import type { Manifest } from '@lastack/exercise-kit';

/** 0 … 2^32 − 1, from HMAC-SHA-256 of exercise and version under the instructor's seed. */
export function seedOf(instructor: string, { id, version }: Pick<Manifest, 'id' | 'version'>): number {
  return createHmac('sha256', instructor).update(`${id}@${version}`).digest().readUInt32BE(0);
}
