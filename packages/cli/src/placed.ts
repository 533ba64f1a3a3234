/** A problem in somebody's file, as one line that editors and terminals can follow. */
export interface Placed {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly help: string;
}

/** `close.json:7:12: hosts.A.adress is not a field of a host. Did you mean address?` */
export function placed({ file, line, column, message, help }: Placed): string {
  const sentence = /[.!?。！？]$/.test(message) ? message : `${message}.`;
  return `${file}:${line}:${column}: ${sentence}${help ? ` ${help}` : ''}`;
}
