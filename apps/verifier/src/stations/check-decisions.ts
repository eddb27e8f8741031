import type { StationProtocol } from '../election-types.ts';
import type { LoggedDecision } from '../facts/log-state.ts';
import { isAhead, MARGIN_MS, type StationChecking } from './station-checking.ts';

type Shown = StationProtocol['decisions'][number];

/** Decisions as the file tells them are those of the log, one for one: what, about which package, why, by which role, when. */
export function checkDecisions(
  { context, tell, publishedMs }: StationChecking,
  place: string,
  shown: readonly Shown[],
  logged: readonly LoggedDecision[],
): void {
  const waiting = [...logged];
  for (const decision of shown) {
    const at = waiting.findIndex((one) => isSame(one, decision));
    if (at >= 0) {
      waiting.splice(at, 1);
      continue;
    }
    const severity = isAhead(context, publishedMs) ? 'gap' : 'false';
    const sentence = `The file tells a decision (${decision.decision}, ${decision.at}) that is not in the log.`;
    tell({ severity, code: 'decision-not-in-log', place, sentence });
  }
  for (const { decision, time, leaf } of waiting) {
    const severity = Date.parse(time) >= publishedMs - MARGIN_MS ? 'gap' : 'false';
    const sentence = `The log has a decision (${decision}, ${time}) that the file leaves out.`;
    tell({ severity, code: 'decision-left-out', place, sentence, since: { leaf, time } });
  }
}

function isSame(logged: LoggedDecision, shown: Shown): boolean {
  return (
    logged.decision === shown.decision &&
    logged.hash === shown.hash &&
    logged.reason === shown.reason &&
    logged.role === shown.role &&
    logged.time === shown.at &&
    (shown.fact === undefined || shown.fact === logged.fact)
  );
}
