// What the scripts share: a headless Chromium that can reach this machine only, questions, answers.

import fs from 'node:fs';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [questionPath, answerPath] = process.argv.slice(2);

export const PATIENCE = 120_000; // milliseconds
export const question = JSON.parse(fs.readFileSync(questionPath, 'utf8'));
export const answer = (found) => fs.writeFileSync(answerPath, JSON.stringify(found));
export const addressOf = (path) => pathToFileURL(path).href;

const QUIET = [
  '--no-sandbox', // as root Chromium needs it; what is opened is ours
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

// Playwright gives each browser a new profile folder and removes it.
export async function withBrowser(work) {
  const browser = await chromium.launch({ executablePath: question.chromium, args: QUIET, timeout: PATIENCE });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

// A page without a network, as a reader of a file has it.
export async function offlinePage(browser) {
  const context = await browser.newContext();
  await context.setOffline(true);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  return page;
}

export async function openDisplays(page) {
  for (const label of await page.locator('.reveal + label').all()) await label.click();
}

// What a reader sees of each display at this moment.
export const shown = (page) =>
  page.locator('.display').evaluateAll((all) =>
    all.map((one) => one.checkVisibility() && one.getBoundingClientRect().height > 0));
