import {
  approveProposal,
  confirmCanvasses,
  decideObjection,
  getCertification,
  getCoverage,
  getProposal,
  listCanvass,
  listObjections,
  proposeCertification,
} from '@ovoz/contract';
import type { CountryPack } from '@ovoz/election-model';
import { inParts } from './at-once.ts';
import type { DrillClient } from './drill-client.ts';
import type { Founders } from './drill-election.ts';
import { DrillFailure } from './drill-failure.ts';
import { approve } from './drill-people.ts';
import type { Night, RegionDesk } from './night.ts';

const CONFIRMED_AT_ONCE = 500;

/** Objections are decided by another officer than the one who registered them. */
export async function decideObjections(night: Night): Promise<void> {
  const { code } = night.election;
  for (const { officers } of new Set(night.desks.values())) {
    const [first, second] = officers;
    const { objections } = await second.call(listObjections, { params: { code }, query: {} });
    for (const { number } of objections.filter(({ decision }) => decision === null)) {
      const call = {
        params: { code, number: String(number) },
        body: { decision: 'rejected', text: 'Copies were handed out within the hour.' },
      } as const;
      night.expectRefusal('second-person-required', await first.tryCall(decideObjection, call));
      await second.call(decideObjection, call);
    }
  }
}

type CanvassStep = { readonly contest: string; readonly area: string; readonly path: string };

/** Level by level, from the lowest: every commission draws up its protocol of what lies below. */
export async function confirmCanvass(
  night: Night,
  [central]: Founders,
  { territoryLevels }: Pick<CountryPack, 'territoryLevels'>,
): Promise<number> {
  const levels = await canvassLevels(night, central, territoryLevels.length);
  let confirmed = 0;
  for (const steps of levels.toReversed()) {
    for (const [person, own] of byPerson(night, central, steps)) {
      for (const part of inParts(own, CONFIRMED_AT_ONCE)) {
        confirmed += await confirm(night, person, part);
      }
    }
  }
  return confirmed;
}

/** Areas of every contest by their depth, the nation first. */
async function canvassLevels(
  { election: { code, definition } }: Night,
  central: DrillClient,
  lowest: number,
): Promise<readonly CanvassStep[][]> {
  const levels: CanvassStep[][] = [];
  for (const { code: contest } of definition.contests) {
    let parents: readonly (string | null)[] = [null];
    for (let depth = 0; parents.length > 0; depth++) {
      const found: CanvassStep[] = [];
      for (const parent of parents) {
        const query = parent === null ? { contest } : { contest, parent };
        const { areas } = await central.call(listCanvass, { params: { code }, query });
        found.push(...areas.map(({ area, territoryPath: path }) => ({ contest, area, path })));
      }
      levels[depth] = [...(levels[depth] ?? []), ...found];
      // Below districts of a set and the lowest territories there are stations only.
      parents = found
        .filter(
          ({ area, path }) => !area.startsWith('district:') && path.split('/').length < lowest,
        )
        .map(({ area }) => area);
    }
  }
  return levels;
}

function byPerson(
  night: Night,
  central: DrillClient,
  steps: readonly CanvassStep[],
): ReadonlyMap<DrillClient, readonly CanvassStep[]> {
  return Map.groupBy(steps, ({ area, path }) => {
    if (area === 'nation') return central;
    const desk = [...night.desks.values()].find(
      (one: RegionDesk) => path === one.path || path.startsWith(`${one.path}/`),
    );
    return desk?.officers[0] ?? central;
  });
}

async function confirm(
  { election: { code } }: Night,
  person: DrillClient,
  steps: readonly CanvassStep[],
): Promise<number> {
  const basis = new Map<string, string>();
  for (const contest of new Set(steps.map((step) => step.contest))) {
    // Read again: what was confirmed below changes what is summed here.
    for (const parent of parentsOf(steps.filter((step) => step.contest === contest))) {
      const query = parent === null ? { contest } : { contest, parent };
      const { areas } = await person.call(listCanvass, { params: { code }, query });
      for (const area of areas) basis.set(`${contest} ${area.area}`, area.basis);
    }
  }
  const areas = steps.map(({ contest, area }) => {
    const own = basis.get(`${contest} ${area}`);
    if (own === undefined) throw new DrillFailure(`The canvass of ${area} cannot be found again.`);
    return { contest, area, basis: own };
  });
  const { confirmed, refused } = await person.call(confirmCanvasses, {
    params: { code },
    body: { areas },
  });
  if (refused.length > 0) {
    throw new DrillFailure(`A canvass was refused: ${JSON.stringify(refused.slice(0, 3))}`);
  }
  return confirmed;
}

function parentsOf(steps: readonly CanvassStep[]): readonly (string | null)[] {
  return [...new Set(steps.map(({ area, path }) => parentOf(area, path)))];
}

/** Districts of a set lie right below the nation; a territory below the one above it. */
function parentOf(area: string, path: string): string | null {
  if (area === 'nation') return null;
  if (area.startsWith('district:')) return 'nation';
  const above = path.split('/').slice(0, -1);
  return above.length <= 1 ? 'nation' : `territory:${above.at(-1)}`;
}

/** Nothing stands in the way any more; two members of the central commission certify. */
export async function certify(night: Night, [first, second]: Founders): Promise<string> {
  const params = { code: night.election.code };
  const { blockers, ties } = await first.call(getCertification, { params });
  if (blockers.length > 0 || ties.length > 0) {
    throw new DrillFailure(`Certification is blocked: ${JSON.stringify({ blockers, ties })}`);
  }
  const { proposalId, resultHash } = await first.call(proposeCertification, {
    params,
    body: { reason: 'All protocols are in and the canvass is complete', override: false },
  });
  const { proposal } = await first.call(getProposal, { params: { id: proposalId } });
  const alone = await first.tryCall(approveProposal, {
    params: { id: proposalId },
    body: { contentHash: proposal.contentHash },
  });
  night.expectRefusal('second-person-required', alone);
  await approve(second, proposalId);
  return resultHash;
}

/** Every station has come and was decided about. */
export async function requireComplete(night: Night, [central]: Founders): Promise<void> {
  const { whole } = await central.call(getCoverage, {
    params: { code: night.election.code },
    query: {},
  });
  const open = whole.awaited + whole.received + whole.returned + whole.alarms + whole.different;
  const { papersDue, annulments } = night.figures;
  if (open > 0 || whole.due !== papersDue || whole.annulled !== annulments) {
    throw new DrillFailure(`The count is not complete: ${JSON.stringify(whole)}`);
  }
}
