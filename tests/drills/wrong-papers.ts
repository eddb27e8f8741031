import type { ProtocolContent } from '@ovoz/election-model';

/** The paper with a count that breaks its equations: unused ballots do not add up. */
export function doesNotAddUp(content: ProtocolContent): ProtocolContent {
  const unused = content.counts['ballots-unused'] ?? 0;
  return { ...content, counts: { ...content.counts, 'ballots-unused': unused + 7 } };
}

/** The paper with votes of the first option written for the second one: every equation still holds. */
export function votesExchanged(content: ProtocolContent, most = 5): ProtocolContent {
  const [first = '', second = ''] = Object.keys(content.votes);
  const [own, other] = [content.votes[first] ?? 0, content.votes[second] ?? 0];
  const moved = Math.min(most, own);
  return { ...content, votes: { ...content.votes, [first]: own - moved, [second]: other + moved } };
}

/** What somebody keys who slips: one field with another last digit. */
export function keyedWithSlip(content: ProtocolContent, field: string): ProtocolContent {
  const figure = content.counts[field] ?? 0;
  const slip = figure % 10 === 9 ? figure - 1 : figure + 1;
  return { ...content, counts: { ...content.counts, [field]: slip } };
}
