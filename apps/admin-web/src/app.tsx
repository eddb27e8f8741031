import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { LanguageProvider } from './LanguageProvider.tsx';
import type { AdminTranslator } from './load-language.ts';
import { createAdminRouter } from './router.tsx';
import { isPassing, Refused } from './server/refusal.ts';
import { noteSessionEnd } from './server/session-end.ts';

/** Readings are fresh for a moment, so that parts of one page share an answer. */
const FRESH_MS = 2000;
const ATTEMPTS = 2;

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (error instanceof Refused) noteSessionEnd(queries, error.refusal);
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      // What the rules refuse will be refused again; only outages are worth another attempt.
      retry: (failures, error) =>
        failures < ATTEMPTS && error instanceof Refused && isPassing(error.refusal),
    },
  },
});

const router = createAdminRouter(queries);

/** The administration's desk. */
export function App({ translator }: { readonly translator: AdminTranslator }) {
  return (
    <QueryClientProvider client={queries}>
      <LanguageProvider first={translator}>
        <RouterProvider router={router} />
      </LanguageProvider>
    </QueryClientProvider>
  );
}
