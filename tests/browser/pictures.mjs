// Takes the README's pictures of a workspace's pages: node pictures.mjs HUB_FOLDER PICTURE_FOLDER CHROMIUM

import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [hub, out, executablePath] = process.argv.slice(2);

// What is shown, how wide and high, light or dark; `from` is what stands at the top.
const PICTURES = [
  { name: 'front', page: 'index', width: 1200, height: 1000 },
  { name: 'wheel', page: 'index', width: 1200, height: 900, from: '#development-reflection-wheel' },
  { name: 'ring', page: '20_roles_and_relationships', width: 1200, height: 900, from: '#roles-connections-density' },
  { name: 'dark', page: '10_technical_core', width: 1200, height: 900, from: '#technical-measurement-run_chart', dark: true },
  { name: 'phone', page: '20_roles_and_relationships', width: 360, height: 780, from: '#roles-trust-facets figure' },
];

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
for (const picture of PICTURES) {
  const page = await browser.newPage({
    viewport: { width: picture.width, height: picture.height },
    colorScheme: picture.dark ? 'dark' : 'light',
  });
  await page.goto(pathToFileURL(path.resolve(hub, `${picture.page}.html`)).href);
  if (picture.from) {
    for (const label of await page.locator('.reveal + label').all()) {
      if (!(await label.evaluate((one) => Boolean(one.closest('.numbers'))))) await label.click();
    }
    await page.locator(picture.from).evaluate((one) => scrollTo(0, one.getBoundingClientRect().top + scrollY - 16));
  }
  await page.screenshot({ path: path.join(out, `${picture.name}.png`) });
  await page.close();
}
await browser.close();
