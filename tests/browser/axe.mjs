// Runs axe-core on each page with its displays open, at two widths.

import axe from 'axe-core';
import { addressOf, answer, openDisplays, PATIENCE, question, withBrowser } from './browser.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const WIDTHS = [1280, 320];

const brief = (results) =>
  results.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 200)}`));

await withBrowser(async (browser) => {
  // Only here: the page's own policy would keep axe out, as it keeps out everything else.
  const context = await browser.newContext({ bypassCSP: true });
  await context.setOffline(true);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const found = {};
  for (const path of question.pages) {
    await page.goto(addressOf(path));
    await openDisplays(page);
    await page.evaluate(axe.source);
    found[path] = {};
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      const results = await page.evaluate((tags) => window.axe.run({ runOnly: tags }), TAGS);
      found[path][width] = {
        violations: brief(results.violations),
        undecided: brief(results.incomplete),
        passes: results.passes.map((rule) => rule.id),
      };
    }
  }
  answer(found);
});
