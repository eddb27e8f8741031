/** All ways to alter one value in JSON: every number, text, list entry and field, one at a time. */
export function mutations(value: unknown): unknown[] {
  if (typeof value === 'string') return [mutatedText(value)];
  if (typeof value === 'number') return [value + 1];
  if (typeof value === 'boolean') return [!value];
  if (Array.isArray(value)) {
    const within = value.flatMap((item, i) => mutations(item).map((one) => value.with(i, one)));
    return [
      ...within,
      value.slice(1),
      [...value, value[0]],
      ...(value.length > 1 ? [value.toReversed()] : []),
    ];
  }
  if (typeof value !== 'object' || value === null) return [];
  const entries = Object.entries(value);
  return [
    ...entries.flatMap(([key, item]) => mutations(item).map((one) => ({ ...value, [key]: one }))),
    ...entries.map(([key]) => Object.fromEntries(entries.filter(([other]) => other !== key))),
    { ...value, extra: 1 },
  ];
}

function mutatedText(text: string): string {
  const last = text.at(-1) ?? '';
  return text.slice(0, -1) + (last === '1' ? '2' : '1');
}
