/** Why a command did not do what was asked: a stable code and one sentence. Ends with exit code 1. */
export class CommandFailure extends Error {
  override name = 'CommandFailure';
  readonly code: string;
  /** Fields that were wrong, as the server named them. */
  readonly errors: readonly { readonly field: string; readonly reason: string }[];

  constructor(code: string, sentence: string, errors: CommandFailure['errors'] = []) {
    super(sentence);
    this.code = code;
    this.errors = errors;
  }
}
