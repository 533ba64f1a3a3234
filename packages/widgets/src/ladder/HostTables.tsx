/** Both hosts' sockets at the cursor, as ss or netstat would print them. */
import { useState, type JSX } from 'react';
import type { Micros } from '@lastack/tcp';
import { formatTable, socketTable, type Trace } from '@lastack/trace';
import type { Words } from '../words/words.ts';

const FORMATS = ['ss', 'netstat'] as const;
type Format = (typeof FORMATS)[number];

interface Props {
  readonly trace: Trace;
  readonly at: Micros;
  /** The ladder's name: it keeps this switch apart from the other ladders' switches. */
  readonly name: string;
  readonly words: Words;
}

export function HostTables({ trace, at, name, words }: Props): JSX.Element {
  const [format, setFormat] = useState<Format>('ss');
  return (
    <div role="group" className="la-tables" data-format={format} aria-label={words.sockets}>
      <fieldset className="la-formats">
        <legend>{words.format}</legend>
        {FORMATS.map((each) => (
          <label key={each}>
            <input type="radio" name={`${name}-format`} checked={format === each} onChange={() => setFormat(each)} />
            <code>{each === 'ss' ? 'ss -tan' : 'netstat -ant'}</code>
          </label>
        ))}
      </fieldset>
      {trace.hosts.map((host) => (
        <figure key={host.name} data-host={host.name}>
          <figcaption>{words.socketsOf(host.name)}</figcaption>
          <pre tabIndex={0} aria-label={words.socketsOf(host.name)}>
            {formatTable(socketTable(trace, host.name, at), format)}
          </pre>
        </figure>
      ))}
    </div>
  );
}
