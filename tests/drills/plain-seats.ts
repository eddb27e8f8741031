/**
 * Seats worked out a second time, as plainly as can be, to hold the product's own against: for the rules of
 * the two countries that are drilled. Whole numbers only, so that nothing is rounded.
 */

/** Lists with their votes share the seats by Hare's quota and the largest remainders (KZ Art. 97, UZ Art. 96-1). */
export function hareSeats(
  votes: Readonly<Record<string, number>>,
  seats: number,
  threshold: { readonly percent: number; readonly of: number },
): Readonly<Record<string, number>> {
  const passed = Object.entries(votes).filter(
    ([, own]) => BigInt(own) * 100n >= BigInt(threshold.percent) * BigInt(threshold.of),
  );
  const all = passed.reduce((sum, [, own]) => sum + BigInt(own), 0n);
  // votes ÷ (all ÷ seats) = votes × seats ÷ all
  const shared = passed.map(([list, own]) => {
    const product = BigInt(own) * BigInt(seats);
    return { list, whole: Number(product / all), remainder: product % all };
  });
  const left = seats - shared.reduce((sum, { whole }) => sum + whole, 0);
  const byRemainder = shared.toSorted((a, b) => (a.remainder < b.remainder ? 1 : -1));
  if (left > 0 && byRemainder[left - 1]?.remainder === byRemainder[left]?.remainder) {
    throw new RangeError('a lot decides the last seat');
  }
  const lucky = new Set(byRemainder.slice(0, left).map(({ list }) => list));
  const given = shared.map(({ list, whole }) => [list, whole + (lucky.has(list) ? 1 : 0)] as const);
  return {
    ...Object.fromEntries(Object.keys(votes).map((list) => [list, 0])),
    ...Object.fromEntries(given),
  };
}

/** Who has more than half of the valid votes; null when nobody has. */
export function majorityWinner(votes: Readonly<Record<string, number>>): string | null {
  const all = Object.values(votes).reduce((sum, own) => sum + own, 0);
  return Object.entries(votes).find(([, own]) => 2 * own > all)?.[0] ?? null;
}
