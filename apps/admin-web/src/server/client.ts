import { createClient } from '@ovoz/client';

/** Calls `/api` on the page's own origin. */
export const client = createClient({ origin: '', fetch: (url, init) => fetch(url, init) });
