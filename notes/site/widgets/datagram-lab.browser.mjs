// The datagram lab on its page, by keyboard: what the chapter tells happens when the sliders say so.
import { simulate, usual } from './datagram-lab.mjs';

export const question = 'Does the datagram lab draw what its simulation says, and do its sliders and switches work by keyboard?';

export default async ({ page, open, assert }) => {
  await open('03-datagram-semantics.html');
  const widget = page.getByRole('region', { name: 'Datagram lab' });
  const agrees = async (settings) => {
    const run = simulate({ ...usual, ...settings });
    assert.match(await widget.getByRole('status').innerText(), new RegExp(`In the account: ${run.left} of`));
    assert.equal(await widget.locator('svg .way').count(), run.datagrams.length);
    assert.equal(await widget.locator('svg .cross').count(), run.datagrams.filter(({ lost }) => lost).length);
    assert.equal(await widget.locator('svg .label').count(), run.steps.length);
    return run;
  };
  const before = await agrees({});
  assert.ok(before.work > before.believed);
  await widget.getByLabel('numbered requests').focus();
  await page.keyboard.press('Space');
  const after = await agrees({ numbered: true });
  assert.ok(after.orders.every(({ work }) => work <= 1));
  await widget.getByLabel('Lost').focus();
  await page.keyboard.press('Home');
  await agrees({ numbered: true, loss: 0 });
  await widget.getByLabel('Repeated').focus();
  await page.keyboard.press('End');
  await widget.getByLabel('Held up').focus();
  await page.keyboard.press('ArrowRight');
  await agrees({ numbered: true, loss: 0, repetition: 90, reordering: 5 });
  await widget.getByRole('button', { name: 'Another time' }).press('Enter');
  await agrees({ numbered: true, loss: 0, repetition: 90, reordering: 5, seed: usual.seed + 1 });
  await widget.getByLabel('Tries').focus();
  await page.keyboard.press('Home');
  await agrees({ numbered: true, loss: 0, repetition: 90, reordering: 5, seed: usual.seed + 1, tries: 1 });
};
