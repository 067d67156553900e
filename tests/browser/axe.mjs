// Runs axe-core on each page with everything open: two widths and paper, in light and in dark.

import axe from 'axe-core';
import { addressOf, answer, openDisplays, PATIENCE, question, withBrowser } from './browser.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
// A4 between its margins is 680 wide. The first view is the one that sees every letter.
const VIEWS = [[1280, 'screen'], [320, 'screen'], [680, 'print']];
const SCHEMES = ['light', 'dark'];
// What has scrolled out of sight has no colours that axe could tell: nothing scrolls here.
const OPEN = '* { overflow: visible !important; }';

// A sign between two terms is no text to axe, which then cannot decide on its colour: it is that of
// the letters beside it, and those are looked at.

// Of what passes the rules are asked for, and not each of some thousand cells.
const RESULTS = ['violations', 'incomplete'];

const brief = (results) =>
  results.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 200)}`));

// A dark screen changes colours and nothing else (tests/show/test_style.py): the rest was
// looked at in the light.
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];
const asked = (colorScheme) => (colorScheme === 'dark' ? OF_COLOURS : TAGS);

// Colours are looked at on every letter once, on a light screen. In the other views on the first
// letters of each kind: of the same colour, size and weight, on the same colours under them.
const SEEN = 'data-first-of-its-colours';
const firstOfItsColours = (mark) => {
  const under = new Map();
  const grounds = (one) => {
    if (!one) return '';
    if (!under.has(one)) {
      const { backgroundColor, backgroundImage, opacity, filter } = getComputedStyle(one);
      const own = [backgroundColor, backgroundImage, opacity, filter].join();
      const above = grounds(one.parentElement);
      under.set(one, above.endsWith(own) ? above : `${above} ${own}`);
    }
    return under.get(one);
  };
  const met = new Set();
  for (const one of document.querySelectorAll('*')) {
    one.removeAttribute(mark);
    if (![...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) continue;
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(one);
    const kind = [color, fontSize, fontWeight, textShadow, grounds(one)].join('|');
    if (!one.checkVisibility() || met.has(kind)) continue;
    met.add(kind);
    one.setAttribute(mark, '');
  }
  window.axe.configure({ rules: [{ id: 'color-contrast', selector: `[${mark}]` }] });
};

async function every(page, path, found) {
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(addressOf(path));
  await openDisplays(page);
  await page.addStyleTag({ content: OPEN });
  await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true; }));
  await page.evaluate(axe.source);
  for (const [width, media] of VIEWS) {
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ media, colorScheme });
      await page.setViewportSize({ width, height: 900 });
      if (width !== VIEWS[0][0] || colorScheme !== SCHEMES[0]) {
        await page.evaluate(firstOfItsColours, SEEN);
      }
      const results = await page.evaluate(([tags, resultTypes]) =>
        window.axe.run({ exclude: ['math mo'] }, { runOnly: tags, resultTypes }), [asked(colorScheme), RESULTS]);
      found[path][`${media} ${width} ${colorScheme}`] = {
        violations: brief(results.violations),
        undecided: brief(results.incomplete),
        passes: results.passes.map((rule) => rule.id),
      };
    }
  }
}

await withBrowser(async (browser) => {
  // Only here: the page's own policy would keep axe out, as it keeps out everything else.
  const context = await browser.newContext({ bypassCSP: true });
  await context.setOffline(true);
  const found = Object.fromEntries(question.pages.map((path) => [path, {}]));
  const waiting = [...question.pages];
  const look = async () => {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    while (waiting.length > 0) await every(page, waiting.shift(), found);
  };
  await Promise.all([look(), look()]); // a page is a process of its own
  answer(found);
});
