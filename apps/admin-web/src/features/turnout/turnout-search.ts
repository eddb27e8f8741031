export type TurnoutSearch = { readonly territory?: string; readonly hour?: string };

export function turnoutSearch(search: Record<string, unknown>): TurnoutSearch {
  const [territory, hour] = [search['territory'], search['hour']];
  return {
    ...(typeof territory === 'string' && territory !== '' ? { territory } : {}),
    ...(typeof hour === 'string' && /^\d\d:\d\d$/.test(hour) ? { hour } : {}),
  };
}
