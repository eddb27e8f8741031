import type { Visit } from './visit.ts';

/** Publication renders the pages of nine languages; busy machines take their time. */
const PUBLICATION_LIMIT_MS = 90_000;
const LOOK_AGAIN_MS = 1000;

/** Opens a public page again and again until it shows the text: publication follows acts by itself. */
export async function untilPublished(visit: Visit, path: string, text: string): Promise<void> {
  const { page } = visit;
  // Until the very first publication there is no page.
  visit.expectRefusal(/^GET \/\S* 404$/);
  const limit = performance.now() + PUBLICATION_LIMIT_MS;
  for (;;) {
    await page.goto(path);
    try {
      return await page.getByText(text).first().waitFor({ timeout: LOOK_AGAIN_MS });
    } catch (error) {
      if (performance.now() > limit) throw error;
    }
  }
}
