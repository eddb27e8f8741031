import type { CalendarRule } from './calendar-rule.ts';

/** Told of each thing that keeps a calendar from being dated; `place` names the fact or the rule. */
export type RefuseCalendar = (
  code:
    | 'unknown-anchor'
    | 'anchor-cycle'
    | 'duplicate-rule'
    | 'impossible-date'
    | 'no-working-days',
  place: string,
  reason: string,
) => void;

const FIXED_ANCHORS = ['voting-day', 'called-day'];

/**
 * The rules in an order in which each comes after the rule that it is anchored to.
 * Unknown anchors, cycles, repeated codes and codes that are names of anchors are refused.
 */
export function orderByAnchor(
  rules: readonly CalendarRule[],
  refuse: RefuseCalendar,
): readonly CalendarRule[] {
  const byCode = new Map<string, CalendarRule>();
  for (const rule of rules) {
    if (byCode.has(rule.code) || FIXED_ANCHORS.includes(rule.code)) {
      const reason = `the code ${rule.code} stands for something else already`;
      refuse('duplicate-rule', rule.code, reason);
    } else {
      byCode.set(rule.code, rule);
    }
  }
  const ordered = new Set<CalendarRule>();
  for (const rule of byCode.values()) {
    const chain = chainToFixedAnchor(rule, byCode, refuse);
    for (const link of chain) ordered.add(link);
  }
  return [...ordered];
}

/** The rule and the rules that it hangs on, outermost first. Empty when the chain is broken. */
function chainToFixedAnchor(
  rule: CalendarRule,
  byCode: ReadonlyMap<string, CalendarRule>,
  refuse: RefuseCalendar,
): readonly CalendarRule[] {
  const chain = [rule];
  let link = rule;
  while (!FIXED_ANCHORS.includes(link.anchor)) {
    const anchor = byCode.get(link.anchor);
    if (anchor === undefined) {
      // Told once, at the rule that names the anchor; rules that hang on it are not to blame.
      if (link === rule) {
        const reason = `there is no rule ${link.anchor} to count from`;
        refuse('unknown-anchor', rule.code, reason);
      }
      return [];
    }
    if (chain.includes(anchor)) {
      const reason = `counted from itself: ${[...chain, anchor].map((one) => one.code).join(' ← ')}`;
      refuse('anchor-cycle', rule.code, reason);
      return [];
    }
    chain.push(anchor);
    link = anchor;
  }
  return chain.toReversed();
}
