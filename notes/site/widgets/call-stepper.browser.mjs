export const question = 'Does the call stepper go from the first call to the last by keyboard, and tell what a call left out brings?';

export default async ({ page, open, assert }) => {
  await open('01-socket-syscalls.html');
  const widget = page.locator('.call-stepper');
  const at = (name) => widget.getByRole('button', { name });
  await at('Next').focus();
  for (let i = 0; i < 3; ++i) await page.keyboard.press('Enter');
  assert.match(await widget.locator('.message').innerText(), /The server calls listen\(\)\. It gives 0\./);
  await at('Last').press('Enter');
  assert.match(await widget.locator('.lesson').innerText(), /TIME_WAIT/);
  assert.equal(await at('Next').getAttribute('aria-disabled'), 'true');
  for (const [leftOut, told] of [
    ['server listen', /ECONNREFUSED/],
    ['server accept', /connected all the same/],
    ['server close', /CLOSE_WAIT/],
  ]) {
    await widget.getByLabel('Leave out').selectOption(leftOut);
    await at('Last').press('Enter');
    assert.match(await widget.innerText(), told);
  }
};
