import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** A measured value with what it is held against: a peer or a physical limit of the same run, and the goal. */
export type Figure = {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly beside?: { readonly what: string; readonly value: number };
  /** `least`: the ratio to what is beside; `most`: the value itself. */
  readonly goal?: { readonly least: number } | { readonly most: number };
};

export function printMachine(): void {
  const [cpu] = cpus();
  const load = loadavg().map((one) => one.toFixed(1));
  console.log(
    `Machine: ${availableParallelism()} × ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}, Node ${process.versions.node}, load ${load.join(' ')}`,
  );
}

export function printFigure({ what, value, unit, beside, goal }: Figure): void {
  const ratio = beside === undefined ? null : value / beside.value;
  const parts = [`${what}: ${shown(value)} ${unit}`];
  if (beside !== undefined && ratio !== null) {
    parts.push(`${beside.what}: ${shown(beside.value)} ${unit}`, `ratio ${ratio.toFixed(2)}`);
  }
  if (goal !== undefined) parts.push(verdict(goal, value, ratio));
  console.log(`  ${parts.join('; ')}`);
}

function verdict(goal: NonNullable<Figure['goal']>, value: number, ratio: number | null): string {
  if ('most' in goal) {
    return `goal at most ${goal.most}: ${value <= goal.most ? 'reached' : 'NOT reached'}`;
  }
  const reached = ratio !== null && ratio >= goal.least;
  return `goal at least ${goal.least}: ${reached ? 'reached' : 'NOT reached'}`;
}

function shown(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(value < 10 ? 2 : 1);
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
