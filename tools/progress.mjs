/**
 * Says what is being done: on a terminal one line with the seconds passing, which becomes a tick;
 * elsewhere plain lines.
 */
export class Progress {
  #output;

  /** @param {Pick<NodeJS.WriteStream, 'write'> & { isTTY?: boolean }} output */
  constructor(output) {
    this.#output = output;
  }

  /**
   * @template T
   * @param {string} what such as "Installing the packages"
   * @param {string} expected how long it may take; may be empty
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  async during(what, expected, work) {
    const began = performance.now();
    const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;
    const note = expected === '' ? '' : ` (${expected})`;
    if (!this.#output.isTTY) this.#output.write(`${what}${note} …\n`);
    const show = () => this.#output.write(`\r\x1b[2K… ${what}${note} ${seconds()}`);
    const timer = this.#output.isTTY ? setInterval(show, 100) : undefined;
    try {
      const result = await work();
      this.#end(timer, `✓ ${what} ${seconds()}`);
      return result;
    } catch (error) {
      this.#end(timer, `✗ ${what} ${seconds()}`);
      throw error;
    }
  }

  /** @param {NodeJS.Timeout | undefined} timer @param {string} line */
  #end(timer, line) {
    clearInterval(timer);
    this.#output.write(`${this.#output.isTTY ? '\r\x1b[2K' : ''}${line}\n`);
  }
}
