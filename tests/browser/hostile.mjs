// Opens each page of a hostile network, with its policy and without it, and says what happened.

import { addressOf, answer, openDisplays, PATIENCE, question, withBrowser } from './browser.mjs';

const WIDTHS = [1280, 320];

function parts() {
  const all = [...document.querySelectorAll('*')];
  const here = ['href', 'src', 'srcset', 'action', 'poster', 'background', 'xlink:href', 'data'];
  return {
    marker: window.nicdevRan ?? null,
    title: document.title,
    text: document.body.innerText,
    elements: [...new Set(all.map((e) => e.localName))],
    handlers: all.flatMap((e) => e.getAttributeNames().filter((name) => name.startsWith('on'))),
    styled: all.filter((e) => e.hasAttribute('style')).length,
    addresses: all.flatMap((e) => here.map((name) => e.getAttribute(name)))
      .filter((value) => value !== null && !value.startsWith('data:image/svg+xml,')),
  };
}

async function visit(page, path) {
  const asked = [];
  const happened = [];
  const listeners = {
    request: (request) => asked.push(request.url()),
    console: (message) => happened.push(message.text()),
    pageerror: (error) => happened.push(String(error)),
    dialog: async (dialog) => { happened.push(dialog.message()); await dialog.dismiss(); },
    popup: (popup) => happened.push(popup.url()),
    download: (download) => happened.push(download.url()),
  };
  for (const [event, listener] of Object.entries(listeners)) page.on(event, listener);
  const address = addressOf(path);
  await page.goto(address);
  await openDisplays(page);
  const sideways = {};
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    sideways[width] = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  }
  const found = await page.evaluate(parts);
  for (const [event, listener] of Object.entries(listeners)) page.off(event, listener);
  const requests = asked.filter((url) => url !== address && !url.startsWith('data:image/svg+xml,'));
  return { ...found, sideways, requests, happened, at: page.url() === address };
}

await withBrowser(async (browser) => {
  const found = {};
  for (const bypassCSP of [false, true]) {
    const context = await browser.newContext({ bypassCSP });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    for (const path of question.pages) {
      found[path] ??= {};
      found[path][bypassCSP ? 'without' : 'with'] = await visit(page, path);
    }
    await context.close();
  }
  answer(found);
});
