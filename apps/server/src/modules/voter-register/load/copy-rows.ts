const FIRST_BYTES = 1 << 20;
const DAY_MS = 86_400_000;
/** Days in PostgreSQL begin with the year 2000. */
const EPOCH_DAYS = Date.UTC(2000, 0, 1) / DAY_MS;
const HIGH = 2 ** 32;

/** What a COPY in the binary format begins and ends with (PostgreSQL manual, COPY, binary format). */
export const COPY_START = Buffer.from('PGCOPY\n\u00FF\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
export const COPY_END = Buffer.from([0xff, 0xff]);

/**
 * Rows for COPY in the binary format. Half the bytes of the text format, and nothing to escape: what stands in a
 * register can never end a row.
 */
export class CopyRows {
  #bytes = Buffer.allocUnsafeSlow(FIRST_BYTES);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Begins a row of so many fields, each of which is written next. */
  row(fields: number): void {
    this.#room(2);
    this.#length = this.#bytes.writeInt16BE(fields, this.#length);
  }

  text(text: string): void {
    this.#room(4 + 3 * text.length);
    const written = this.#bytes.write(text, this.#length + 4, 'utf8');
    this.#bytes.writeInt32BE(written, this.#length);
    this.#length += 4 + written;
  }

  bytes(bytes: Uint8Array): void {
    this.#room(4 + bytes.length);
    this.#bytes.writeInt32BE(bytes.length, this.#length);
    this.#bytes.set(bytes, this.#length + 4);
    this.#length += 4 + bytes.length;
  }

  int4(number: number): void {
    this.#room(8);
    this.#length = this.#bytes.writeInt32BE(4, this.#length);
    this.#length = this.#bytes.writeInt32BE(number, this.#length);
  }

  /** A whole number that is not negative, up to 2^53. */
  int8(number: number): void {
    this.#room(12);
    this.#length = this.#bytes.writeInt32BE(8, this.#length);
    this.#length = this.#bytes.writeUInt32BE(Math.floor(number / HIGH), this.#length);
    this.#length = this.#bytes.writeUInt32BE(number % HIGH, this.#length);
  }

  /** @param day a day that exists, ISO 8601 */
  date(day: string): void {
    this.int4(Date.parse(day) / DAY_MS - EPOCH_DAYS);
  }

  none(): void {
    this.#room(4);
    this.#length = this.#bytes.writeInt32BE(-1, this.#length);
  }

  /** All rows so far, as memory of their own that a thread can hand over; begins anew. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = new Uint8Array(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
    return taken;
  }

  #room(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(2 * (this.#bytes.length + bytes));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
