/**
 * A reason why the program cannot start or go on, in one sentence for the person at the terminal.
 * Everything else that is thrown is a defect and shows its stack.
 */
export class StartFailure extends Error {
  override name = 'StartFailure';
  readonly code: string;

  constructor(code: string, sentence: string) {
    super(sentence);
    this.code = code;
  }
}
