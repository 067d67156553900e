// Opens each notebook in JupyterLab, chooses Run > Run All Cells, and says what the page holds.

import { answer, PATIENCE, question, withBrowser } from './browser.mjs';

const NOTEBOOK = '.jp-NotebookPanel:not(.lm-mod-hidden)';

function facts(selector) {
  const panel = document.querySelector(selector);
  const all = (what, within = panel) => [...within.querySelectorAll(what)];
  return {
    prompts: all('.jp-CodeCell .jp-InputArea-prompt').map((prompt) => prompt.textContent.trim()),
    errors: all('[data-mime-type="application/vnd.jupyter.error"], .jp-RenderedText[data-mime-type="application/vnd.jupyter.stderr"]')
      .map((output) => output.textContent),
    blocks: all('.jp-OutputArea-output section.nicdev-block').map((block) => ({
      id: block.id,
      question: block.querySelector('h3').textContent,
      displays: all('.display', block).map((d) => d.checkVisibility() && d.getBoundingClientRect().height > 0),
      text: block.textContent,
    })),
    images: all('.jp-OutputArea-output img').map((img) => ({
      alt: img.alt,
      block: img.closest('section.nicdev-block')?.id ?? '',
      drawn: img.complete && img.naturalWidth > 0 && img.checkVisibility(),
    })),
  };
}

async function runAll(page, name) {
  await page.goto(`${question.address}/lab/tree/notebooks/${name}?token=${question.token}&reset`);
  // Whoever asks for Run All before there is a kernel is asked to choose one.
  await page.waitForFunction(() =>
    window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle');
  await page.locator('.lm-MenuBar-itemLabel', { hasText: /^Run$/ }).click();
  await page.locator('.lm-Menu-itemLabel', { hasText: /^Run All Cells$/ }).click();
  await page.waitForFunction((selector) => {
    const prompts = [...document.querySelectorAll(`${selector} .jp-CodeCell .jp-InputArea-prompt`)];
    const texts = prompts.map((prompt) => prompt.textContent.trim());
    const failed = document.querySelector(`${selector} [data-mime-type="application/vnd.jupyter.error"]`);
    const finished = texts.every((text) => /^\[\d+\]:$/.test(text));
    return texts.length > 0 && (finished || (failed && !texts.includes('[*]:')));
  }, NOTEBOOK);
  return page.evaluate(facts, NOTEBOOK);
}

await withBrowser(async (browser) => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(PATIENCE);
  const requests = new Set();
  page.on('request', (request) => requests.add(new URL(request.url()).origin));
  page.on('websocket', (socket) => requests.add(new URL(socket.url()).origin));
  const found = {};
  for (const name of question.notebooks) {
    found[name] = await runAll(page, name);
    // One kernel at a time; saved outputs must not pass for those of a later run.
    await page.evaluate(async (token) => {
      const headers = { Authorization: `token ${token}` };
      const sessions = await (await fetch('/api/sessions', { headers })).json();
      for (const { id } of sessions) await fetch(`/api/sessions/${id}`, { method: 'DELETE', headers });
    }, question.token);
  }
  answer({ notebooks: found, requests: [...requests] });
});
