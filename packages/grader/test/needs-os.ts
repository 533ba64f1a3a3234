/** Tests of `os` isolation are skipped on a machine without it, loudly; under CI that is a failure. */
import { probeOs } from '../src/os/probe.ts';

export async function needsOs(): Promise<boolean> {
  const os = await probeOs();
  if (os.ok) return true;
  const message = `os isolation is not here, its tests are NOT run: ${os.why.en}. Run: ${os.command}`;
  if (process.env['CI'] === 'true') throw new Error(message);
  console.warn(message);
  return false;
}
