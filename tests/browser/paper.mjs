// Prints each page to paper, as a reader would, and says what stands on it.

import { addressOf, answer, offlinePage, question, withBrowser } from './browser.mjs';

// What must not be lost: headings, sentences, names and cells. Formulas are signs, not text.
const TEXTS = 'main :is(h1, h2, h3, h4, p, li, caption, th, td, dt, dd, figcaption)';

await withBrowser(async (browser) => {
  const page = await offlinePage(browser);
  const found = {};
  for (const [path, paper] of Object.entries(question.pages)) {
    await page.goto(addressOf(path));
    const texts = await page.locator(TEXTS).evaluateAll((all) =>
      all.filter((one) => one.closest('nav') === null && one.querySelector('math') === null)
        .map((one) => one.textContent));
    await page.emulateMedia({ media: 'print' });
    // How wide what cannot be made narrower is, on a sheet of this width between its margins.
    const beyond = {};
    for (const [format, width] of Object.entries(question.widths)) {
      await page.setViewportSize({ width, height: 1000 });
      beyond[format] = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    }
    await page.emulateMedia({ media: null }); // as on a screen, until it is printed
    for (const [format, target] of Object.entries(paper)) await page.pdf({ path: target, format });
    found[path] = { texts, beyond };
  }
  answer(found);
});
