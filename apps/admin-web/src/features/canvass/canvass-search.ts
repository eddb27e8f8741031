export type CanvassSearch = { readonly contest?: string; readonly parent?: string };

export function canvassSearch(search: Record<string, unknown>): CanvassSearch {
  const [contest, parent] = [search['contest'], search['parent']];
  return {
    ...(typeof contest === 'string' && contest !== '' ? { contest } : {}),
    ...(typeof parent === 'string' && parent !== '' ? { parent } : {}),
  };
}
