// Opens each page as a reader without a network would, and says what is there.

import { addressOf, answer, offlinePage, openDisplays, question, shown, withBrowser } from './browser.mjs';

const PHONE = 360;
const NARROW = 320;
const WIDE = 1280;

// Everything that could run, fetch or lead away.
function parts() {
  const all = [...document.querySelectorAll('*')];
  const count = (selector) => document.querySelectorAll(selector).length;
  return {
    title: document.title,
    lang: document.documentElement.lang,
    headings: [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((h) => Number(h.tagName[1])),
    h1: document.querySelector('h1')?.textContent ?? '',
    csp: document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.content ?? '',
    scripts: count('script'),
    handlers: all.flatMap((e) => e.getAttributeNames()).filter((name) => name.startsWith('on')),
    embedded: count('iframe, object, embed, link, form, base, video, audio, meta[http-equiv="refresh"]'),
    addresses: all
      .flatMap((e) => ['href', 'src', 'srcset', 'action', 'poster'].map((name) => e.getAttribute(name)))
      .filter((value) => value !== null && !value.startsWith('data:image/svg+xml,')),
    blocks: count('section.nicdev-block'),
    displays: count('.display'),
    tables: count('table'),
    text: document.body.innerText,
  };
}

const images = (page) =>
  page.locator('img').evaluateAll((all) =>
    all.map((img) => ({ alt: img.alt, drawn: img.complete && img.naturalWidth > 0,
                        scale: img.clientWidth / img.naturalWidth })));

const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

// Walks through the page with Tab alone, and asks for each display with Space.
async function keyboard(page) {
  const wanted = await page.locator('.reveal').evaluateAll((all) => all.map((one) => one.id));
  const outlines = [];
  for (let presses = 0; outlines.length < wanted.length && presses < 500; presses += 1) {
    await page.keyboard.press('Tab');
    const id = await page.evaluate(() => document.activeElement?.id ?? '');
    if (id !== wanted[outlines.length]) continue;
    outlines.push(await page.evaluate(() =>
      getComputedStyle(document.activeElement.nextElementSibling).outlineStyle));
    await page.keyboard.press('Space');
  }
  return { outlines, shown: await shown(page) };
}

// What the keyboard does not come to, of all that can be used, with every display open.
async function unreached(page) {
  await page.evaluate(() => {
    const can = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
    window.waiting = new Set([...document.querySelectorAll(can)].filter((one) => one.checkVisibility()));
    document.activeElement?.blur();
  });
  const left = () => page.evaluate(() => {
    window.waiting.delete(document.activeElement);
    return [...window.waiting].map((one) => one.outerHTML.slice(0, 120));
  });
  const most = 2 * (await left()).length + 10;
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await left()).length === 0) return [];
  }
  return left();
}

// What every page is asked for: what it holds, and what it does when its displays are opened.
async function look(page) {
  await page.setViewportSize({ width: WIDE, height: 900 });
  const found = { ...(await page.evaluate(parts)), before: await shown(page) };
  await openDisplays(page);
  found.clicked = await shown(page);
  found.images = await images(page);
  return found;
}

// The rest: every size, the keyboard alone, paper, and no style at all.
async function lookCloser(page, address) {
  const found = { sidewaysWide: await sideways(page) };
  await page.setViewportSize({ width: PHONE, height: 700 });
  found.sidewaysPhone = await sideways(page);
  found.phoneScales = (await images(page)).map((image) => image.scale);
  await page.setViewportSize({ width: NARROW, height: 700 });
  found.sidewaysNarrow = await sideways(page);

  await page.setViewportSize({ width: WIDE, height: 900 });
  await page.goto(address);
  found.keyboard = await keyboard(page);
  found.unreached = await unreached(page);

  await page.goto(address);
  await page.emulateMedia({ media: 'print' });
  found.printed = await shown(page);
  found.printedControls = await page.locator('.reveal + label').evaluateAll((all) =>
    all.filter((one) => one.checkVisibility()).length);
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => document.querySelectorAll('style').forEach((style) => style.remove()));
  found.unstyled = await shown(page);
  return found;
}

async function visit(page, path) {
  const asked = [];
  const complaints = [];
  const listeners = {
    request: (request) => asked.push(request.url()),
    console: (message) => complaints.push(message.text()),
    pageerror: (error) => complaints.push(String(error)),
  };
  for (const [event, listener] of Object.entries(listeners)) page.on(event, listener);
  const address = addressOf(path);
  await page.goto(address);
  const found = await look(page);
  if (question.closer.includes(path)) Object.assign(found, await lookCloser(page, address));
  for (const [event, listener] of Object.entries(listeners)) page.off(event, listener);
  return {
    ...found,
    opened: asked.includes(address),
    // A picture inside the page is a request to Chromium, but not one that leaves the page.
    requests: asked.filter((url) => url !== address && !url.startsWith('data:')),
    complaints,
  };
}

await withBrowser(async (browser) => {
  const found = Object.fromEntries(question.pages.map((path) => [path, null]));
  const waiting = [...question.pages];
  const look = async () => {
    const page = await offlinePage(browser);
    while (waiting.length > 0) {
      const path = waiting.shift();
      found[path] = await visit(page, path);
    }
  };
  await Promise.all([look(), look()]); // a page is a process of its own
  answer(found);
});
