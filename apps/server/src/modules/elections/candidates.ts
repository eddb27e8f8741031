import { canonicalJson, ok, refused } from '@ovoz/basics';
import type { BodyOf, importCandidates } from '@ovoz/contract';
import {
  checkCandidateImport,
  type ElectionDefinition,
  type ImportReport,
} from '@ovoz/election-model';
import type { Actor } from '../../platform/actor.ts';
import { readCsv, refuseUnreadable } from '../../platform/csv-table.ts';
import { type Database, inTransaction } from '../../platform/database.ts';
import { recordFact, sha256 } from '../../platform/evidence.ts';
import { loadGeography } from '../geography/public.ts';
import { actsOnBallot, askCalendar, packOf } from './calendar.ts';
import { candidatesImported } from './events.ts';
import { MAX_DEFINITION_LENGTH, updateDraft } from './store.ts';
import { factAbout, lockDraft, type Outcome, textOf, type VersionKey } from './version-lock.ts';

type Imported = { report: ImportReport; applied: boolean; revision: number };

/** Replaces parties, lists and candidates of a draft by what the files say, or changes nothing. */
export async function importIntoDraft(
  database: Database,
  actor: Actor,
  now: Date,
  key: VersionKey,
  body: BodyOf<typeof importCandidates>,
): Outcome<Imported> {
  const parties = readCsv('parties', body.files.parties);
  if (!parties.ok) return refused(refuseUnreadable(parties.refusal));
  const candidates = readCsv('candidates', body.files.candidates);
  if (!candidates.ok) return refused(refuseUnreadable(candidates.refusal));
  return inTransaction(database, async (transaction): Outcome<Imported> => {
    const locked = await lockDraft(transaction, actor, key, body.revision);
    if (!locked.ok) return locked;
    const { election, version } = locked.value;
    const { contests, geography: place } = version.definition;
    const pack = await packOf(transaction, version.definition);
    const { districts } = await loadGeography(transaction, {
      pack: election.pack,
      number: place.version,
    });
    const { candidacies, report } = checkCandidateImport(
      { pack, contests, districts },
      { parties: parties.value, candidates: candidates.value },
      null,
    );
    if (candidacies === null) return ok({ report, applied: false, revision: version.revision });
    const definition: ElectionDefinition = {
      ...version.definition,
      parties: [...candidacies.parties],
      ballots: [...candidacies.ballots],
      generatedCandidates: body.generated,
    };
    if (canonicalJson(definition).length > MAX_DEFINITION_LENGTH) {
      return refused({ code: 'import-unreadable', detail: TOO_LARGE });
    }
    const asked = await askCalendar(transaction, election, now, (sealed) =>
      actsOnBallot(sealed, definition),
    );
    if (!asked.ok) return asked;
    const text = textOf(definition);
    await updateDraft(transaction, version, text);
    const revision = version.revision + 1;
    await recordFact(transaction, candidatesImported, factAbout(election, actor, now, key.number), {
      version: key.number,
      revision,
      hash: sha256(text).toString('hex'),
      files: {
        parties: sha256(body.files.parties).toString('hex'),
        candidates: sha256(body.files.candidates).toString('hex'),
      },
      calendarWarning: asked.value?.rule.code ?? null,
      person: actor.personId,
    });
    return ok({ report, applied: true, revision });
  });
}

const TOO_LARGE = 'All names together are larger than a definition may be.';
