// Checks the HTML of each page against html-validate's standard rules and those on access.

import { HtmlValidate } from 'html-validate';
import { answer, question } from './browser.mjs';

const checker = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard', 'html-validate:a11y'],
  rules: Object.fromEntries(question.notAsked.map((rule) => [rule, 'off'])),
});

const found = {};
for (const path of question.pages) {
  const report = await checker.validateFile(path);
  found[path] = report.results.flatMap((result) =>
    result.messages.map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`));
}
answer(found);
