/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** WCAG 2.2, levels A and AA; earlier versions are contained in it. */
const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const CONTRAST = 'color-contrast';
const NODES_NAMED = 5;

/** Fails with each violation that axe finds, and where. */
export async function assertAccessible(
  page: Page,
  place: string,
  rules: 'all' | 'all but contrast' | 'contrast',
): Promise<void> {
  await layOutAll(page);
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  if (rules === 'contrast') axe.withRules(CONTRAST);
  else axe.withTags(STANDARD);
  if (rules === 'all but contrast') axe.disableRules(CONTRAST);
  const { violations } = await axe.analyze();
  const found = violations.map(({ id, help, nodes }) => {
    const named = nodes.slice(0, NODES_NAMED).map(({ html, failureSummary }) => {
      return `  ${html.slice(0, 200)}\n  ${failureSummary?.replaceAll('\n', ' ')}`;
    });
    return `${id}: ${help} (${nodes.length})\n${named.join('\n')}`;
  });
  assert.equal(found.join('\n'), '', `${place} is accessible`);
}

/**
 * Long pages leave out of the layout what is far from the window (`content-visibility`); measured there,
 * its links lie on top of each other, as nobody ever sees them.
 */
function layOutAll(page: Page): Promise<void> {
  return page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { content-visibility: visible !important; }');
    document.adoptedStyleSheets = [sheet];
  });
}
