/** pcapng files written block by block, by the format's own description (draft-ietf-opsawg-pcapng §3–4). */

/** Octets, numbers of 16 and 32 bits in the file's order, and padding to 32 bits. */
export class PcapngWriter {
  readonly #little: boolean;
  readonly #octets: number[] = [];

  constructor(littleEndian: boolean) {
    this.#little = littleEndian;
  }

  #number(value: number, size: number): number[] {
    const big = Array.from({ length: size }, (_, i) => Math.floor(value / 256 ** (size - 1 - i)) % 256);
    return this.#little ? big.reverse() : big;
  }

  u16 = (value: number): number[] => this.#number(value, 2);
  u32 = (value: number): number[] => this.#number(value, 4);

  static padded = (octets: Iterable<number>): number[] => {
    const all = [...octets];
    return [...all, ...Array<number>((4 - (all.length % 4)) % 4).fill(0)];
  };

  option(code: number, value: readonly number[]): number[] {
    return [...this.u16(code), ...this.u16(value.length), ...PcapngWriter.padded(value)];
  }

  block(type: number, body: readonly number[]): this {
    const length = this.u32(body.length + 12);
    this.#octets.push(...this.u32(type), ...length, ...body, ...length);
    return this;
  }

  section(): this {
    const unknownLength = Array<number>(8).fill(255);
    return this.block(0x0a0d0d0a, [...this.u32(0x1a2b3c4d), ...this.u16(1), ...this.u16(0), ...unknownLength]);
  }

  interface(linkType: number, { snapLength = 0, options = [] as readonly number[] } = {}): this {
    return this.block(1, [...this.u16(linkType), ...this.u16(0), ...this.u32(snapLength), ...options]);
  }

  /** `units`: the 64 bits of its time. */
  packet(frame: Uint8Array, { of = 0, units = 0, original = frame.length } = {}): this {
    const time = [...this.u32(Math.floor(units / 2 ** 32)), ...this.u32(units % 2 ** 32)];
    const lengths = [...this.u32(frame.length), ...this.u32(original)];
    return this.block(6, [...this.u32(of), ...time, ...lengths, ...PcapngWriter.padded(frame)]);
  }

  simplePacket(frame: Uint8Array, original = frame.length): this {
    return this.block(3, [...this.u32(original), ...PcapngWriter.padded(frame)]);
  }

  get file(): Uint8Array {
    return Uint8Array.from(this.#octets);
  }
}
