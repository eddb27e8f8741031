/**
 * The methods once more, slowly and in another way, to compare with: a table of all quotients instead of seats
 * one by one, and the nearest whole numbers to the shares instead of remainders.
 * Null where equal quotients make the result a matter of lots.
 */
type Numbers = readonly number[];

/** Every votes ÷ divisor in one table; the largest `seats` of them are the seats. */
export function averagesByTable(votes: Numbers, seats: number, divisor: Divisor): Numbers | null {
  const table = votes.flatMap((count, list) =>
    Array.from({ length: seats }, (_, index) => {
      const [top, bottom] = divisor(index + 1);
      return { list, top: BigInt(count) * BigInt(bottom), bottom: BigInt(top) };
    }),
  );
  table.sort((a, b) => Number(sign(b.top * a.bottom - a.top * b.bottom)));
  const [last, next] = [table[seats - 1], table[seats]];
  if (last === undefined) return null;
  if (next !== undefined && last.top * next.bottom === next.top * last.bottom) return null;
  const winners = table.slice(0, seats);
  return votes.map((_, list) => winners.filter((one) => one.list === list).length);
}

type Divisor = (seat: number) => readonly [top: number, bottom: number];

export const DIVISORS: Readonly<
  Record<'dhondt' | 'sainte-lague' | 'modified-sainte-lague', Divisor>
> = {
  dhondt: (seat: number) => [seat, 1],
  'sainte-lague': (seat: number) => [2 * seat - 1, 1],
  'modified-sainte-lague': (seat: number) => (seat === 1 ? [14, 10] : [2 * seat - 1, 1]),
};

/**
 * Largest remainders are the seats nearest to the quotients: of all ways to give the seats, the one with the
 * least sum of squares of the differences (Balinski and Young 1982). `quota` is votes as [top, bottom].
 */
export function nearestSeats(
  votes: Numbers,
  seats: number,
  [top, bottom]: readonly [number, number],
): Numbers | null {
  let best: { readonly way: Numbers; readonly distance: bigint }[] = [];
  for (const way of waysToGive(seats, votes.length)) {
    let distance = 0n;
    for (const [list, given] of way.entries()) {
      // given − votes ÷ (top ÷ bottom), times top
      const difference = BigInt(given) * BigInt(top) - BigInt(votes[list] ?? 0) * BigInt(bottom);
      distance += difference * difference;
    }
    const record = best[0]?.distance ?? distance + 1n;
    if (distance < record) best = [{ way, distance }];
    else if (distance === record) best.push({ way, distance });
  }
  return best.length === 1 ? (best[0]?.way ?? null) : null;
}

function* waysToGive(seats: number, lists: number): Generator<Numbers> {
  if (lists === 1) yield [seats];
  else {
    for (let first = 0; first <= seats; first++) {
      for (const rest of waysToGive(seats - first, lists - 1)) yield [first, ...rest];
    }
  }
}

function sign(value: bigint): bigint {
  return value > 0n ? 1n : value < 0n ? -1n : 0n;
}
