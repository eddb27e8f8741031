import type { LogStatus } from '@ovoz/contract';

/**
 * Why nothing more is signed. What was signed once binds for ever: when database or files no longer agree with it,
 * people have to find out why, and the rest of the server goes on.
 */
export type LogFault = {
  readonly code: Exclude<LogStatus, 'starting' | 'running'>;
  readonly detail: string;
};

export class LogFaultFound extends Error {
  override name = 'LogFaultFound';
  readonly fault: LogFault;
  constructor(code: LogFault['code'], detail: string) {
    super(`${code}: ${detail}`);
    this.fault = { code, detail };
  }
}
