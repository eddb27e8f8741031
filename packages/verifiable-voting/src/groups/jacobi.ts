/** The Jacobi symbol (a / n) for an odd n above 0: 1, -1, or 0 where they share a factor. Variable time. */
export function jacobi(a: bigint, n: bigint): 1 | -1 | 0 {
  let top = a % n;
  let bottom = n;
  let sign: 1 | -1 = 1;
  while (top !== 0n) {
    const zeros = trailingZeros(top);
    top >>= BigInt(zeros);
    const bottomMod8 = Number(bottom & 7n);
    if (zeros % 2 === 1 && (bottomMod8 === 3 || bottomMod8 === 5)) sign = flip(sign);
    if ((top & 3n) === 3n && (bottom & 3n) === 3n) sign = flip(sign);
    [top, bottom] = [bottom % top, top];
  }
  return bottom === 1n ? sign : 0;
}

function flip(sign: 1 | -1): 1 | -1 {
  return sign === 1 ? -1 : 1;
}

/** How often 2 divides a number above 0. */
function trailingZeros(value: bigint): number {
  let rest = value;
  let zeros = 0;
  while ((rest & 0xffffffffn) === 0n) {
    rest >>= 32n;
    zeros += 32;
  }
  const word = Number(rest & 0xffffffffn);
  return zeros + (31 - Math.clz32(word & -word));
}
