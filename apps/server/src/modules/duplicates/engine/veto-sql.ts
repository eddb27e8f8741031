import { present } from '@ovoz/basics';
import { differentLevel, MISSING, type MatchingSetup } from '@ovoz/voter-register';

/** Whether names of twins stand on the two sides of the pair (a, b). */
export function twinsSql({ veto }: MatchingSetup): string {
  if (veto === null || veto.twinNames.length === 0) return 'false';
  const pairs = veto.twinNames.flatMap(([one, other]) => [
    `'${one}|${other}'`,
    `'${other}|${one}'`,
  ]);
  return `coalesce((a.${veto.names} || '|' || b.${veto.names}) in (${pairs.join()}), false)`;
}

/** Whether the veto holds, from the levels `l0, l1, …` and `twins`. */
export function vetoSql({ veto, comparisons }: MatchingSetup): string {
  if (veto === null) return 'false';
  const place = (name: string) => comparisons.findIndex((comparison) => comparison.name === name);
  const [given, number, home] = [
    place(veto.comparison),
    place(veto.number),
    place(veto.home.comparison),
  ];
  const numbers = present(comparisons[number], 'the veto names a comparison');
  const names = present(comparisons[given], 'the veto names a comparison');
  const addresses = present(comparisons[home], 'the veto names a comparison');
  const equal = numbers.levels.findIndex(({ test }) => test.is === 'equal');
  const together = veto.home.levels.map((level) =>
    addresses.levels.findIndex(({ name }) => name === level),
  );
  return `(l${number} <> ${equal} and (twins or (l${given} = ${differentLevel(names)}
    and (l${number} <> ${MISSING} or l${home} in (${together.join()})))))`;
}
