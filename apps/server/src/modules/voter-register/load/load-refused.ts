import type { LoadRefusal } from '@ovoz/voter-register';

/** A batch as a whole cannot be taken over; nothing of it is. */
export class LoadRefused extends Error {
  override name = 'LoadRefused';
  readonly code: LoadRefusal;

  constructor(code: LoadRefusal) {
    super(`the batch is refused: ${code}`);
    this.code = code;
  }
}
