import { type Checkpoint, type Verification, verifyArchive } from '@ovoz/verifiable-voting';
import { CommandFailure } from '../failure.ts';
import type { Terminal } from '../terminal.ts';
import { openArchive } from './archive-file.ts';
import { openBallotPool } from './ballot-pool.ts';
import { nodePlatform } from './node-platform.ts';

type Pool = ReturnType<typeof openBallotPool>;

/**
 * Verifies an archive on all cores, and does something with what was found while the workers are there.
 * @param sidecar the text of the sidecar, or null.
 */
export async function withVerified<Answer>(
  terminal: Terminal,
  path: string,
  { sidecar, checkpoint }: { readonly sidecar: string | null; readonly checkpoint?: Checkpoint },
  use: (verification: Verification) => Promise<Answer>,
): Promise<Answer> {
  const { source, sizeBytes, close } = await openArchive(path);
  const pools: Pool[] = [];
  try {
    const verification = await verifyArchive(source, {
      platform: nodePlatform,
      sidecar,
      ...(checkpoint === undefined ? {} : { checkpoint }),
      openBallotWork: ({ texts }) => {
        const pool = openBallotPool(texts);
        pools.push(pool);
        return pool;
      },
      onProgress: (ballots, offset) =>
        terminal.progress(offset, sizeBytes, `bytes read, ${ballots} ballots`),
    });
    return await use(verification);
  } finally {
    terminal.clear();
    await close();
    for (const pool of pools) await pool.close();
  }
}

/** Verifies an archive that is to be continued. @throws CommandFailure where it is not valid. */
export async function withValid<Answer>(
  terminal: Terminal,
  path: string,
  use: (
    verification: Verification & { setup: NonNullable<Verification['setup']> },
  ) => Promise<Answer>,
): Promise<Answer> {
  return withVerified(terminal, path, { sidecar: null }, async (verification) => {
    const { setup, verdict, findings } = verification;
    const isValid = verdict === 'strictly-valid' || verdict === 'belenios-valid';
    if (!isValid || setup === null) {
      const first = findings.find(({ level }) => level !== 'strict');
      throw new CommandFailure(
        first?.code ?? 'archive-without-setup',
        `The archive is not valid: ${first?.sentence} (${first?.place})`,
      );
    }
    return use({ ...verification, setup });
  });
}
