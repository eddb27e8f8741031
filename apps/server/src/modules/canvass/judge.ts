import { ok, present, type Result, refused } from '@ovoz/basics';
import type { RefusalCode } from '@ovoz/contract';
import { contentFaults, type ProtocolContent } from '@ovoz/election-model';
import { paperOf } from '../result-protocols/public.ts';
import type { ElectionTabulation } from '../tabulation/public.ts';
import { type CanvassNode, nodeKey } from './plan.ts';
import type { CanvassState } from './states.ts';
import { adopt, differencesOf, type LowerSums, lowerSums } from './sums.ts';

/** What a commission confirms: figures of its own, or `sums`, those below as they are. */
export type GivenCanvass = {
  readonly node: CanvassNode;
  /** Hash over what was summed, as the person saw it. */
  readonly basis: string;
  readonly content: ProtocolContent | 'sums';
  readonly reason: string | null;
};

export type JudgedCanvass = {
  readonly content: ProtocolContent;
  readonly sums: LowerSums;
  readonly differences: readonly string[];
  /** Why figures differ; null when none do. */
  readonly reason: string | null;
};

/** Whether a canvass may be confirmed as things stand: everything below is decided, and is what the person saw. */
export function judgeCanvass(
  tabulation: ElectionTabulation,
  states: ReadonlyMap<string, CanvassState>,
  { node, basis, content: given, reason }: GivenCanvass,
): Result<JudgedCanvass, RefusalCode> {
  const state = present(states.get(nodeKey(node)), 'the states of all nodes are known');
  if (state.decided < state.due) return refused('canvass-not-ready');
  if (state.basis !== basis) return refused('content-changed');
  const below = node.areas.map((area) =>
    present(states.get(area)?.last, 'an area that is confirmed has a protocol'),
  );
  const sums = lowerSums(tabulation, node, below);
  const content = given === 'sums' ? adopt(sums) : given;
  if (hasOtherFields(tabulation.context, node, content)) return refused('fields-wrong');
  const differences = differencesOf(sums, content);
  if (differences.length > 0 && reason === null) return refused('difference-needs-reason');
  return ok({ content, sums, differences, reason: differences.length === 0 ? null : reason });
}

/** The fields are those of the form; the votes those of the ballot, where one ballot holds for the area. */
function hasOtherFields(
  context: ElectionTabulation['context'],
  { contest, area }: CanvassNode,
  content: ProtocolContent,
): boolean {
  const [kind, code = null] = area.split(':');
  const template = context.definition.contests.find((one) => one.code === contest);
  const district = kind === 'district' ? code : null;
  const form = context.pack.forms.find((one) => one.code === template?.form);
  const isOverDistricts = template?.districtSet !== null && kind !== 'district';
  const options = isOverDistricts ? [] : (paperOf(context, contest, district)?.options ?? []);
  return contentFaults(present(form, 'a contest has its form'), options, content).length > 0;
}
