/** `10.0.0.1:80`, `[::1]:80`, `:::80`, `*:*`, `192.168.0.1%eth0:22` as the tools print them. Next: ss-line.ts */
import type { Endpoint } from '../record.ts';

/** The port is what follows the last colon; `*` is any. `null` for what is no address and port. */
export function parseEndpoint(text: string): Endpoint | null {
  const match = /^(.+):(\d{1,5}|\*)$/.exec(text);
  if (!match) return null;
  const port = match[2] === '*' ? 0 : Number(match[2]);
  const address = match[1]!.replace(/^\[(.*)\]/, '$1');
  return port > 65_535 ? null : { address: address === '*' ? '0.0.0.0' : address, port };
}
