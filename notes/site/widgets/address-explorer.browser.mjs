// The widget on its page, by keyboard: the same bytes as in the chapter's outputs, and as the compiled solutions have them.
export const question = 'Does the address explorer show every byte, and say why a text is no address?';

const right = [
  ['127.0.0.1', '80', '02 00 00 50 7f 00 00 01 00 00 00 00 00 00 00 00', '127.0.0.1:80'],
  ['192.0.2.1', '4660', '02 00 12 34 c0 00 02 01 00 00 00 00 00 00 00 00', '192.0.2.1:4660'],
  ['255.255.255.255', '0', '02 00 00 00 ff ff ff ff 00 00 00 00 00 00 00 00', '255.255.255.255:0'],
  ['::', '65535', '0a 00 ff ff 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00', '[::]:65535'],
  ['0:0:0:0:0:0:0:1', '80', '0a 00 00 50 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 00 00 00 00', '[::1]:80'],
  ['::FFFF:c000:201', '80', '0a 00 00 50 00 00 00 00 00 00 00 00 00 00 00 00 00 00 ff ff c0 00 02 01 00 00 00 00', '[::ffff:192.0.2.1]:80'],
  ['2001:0:0:1:0:0:0:1', '1', '0a 00 00 01 00 00 00 00 20 01 00 00 00 00 00 01 00 00 00 00 00 00 00 01 00 00 00 00', '[2001:0:0:1::1]:1'],
  ['fe80::1%2', '80', '0a 00 00 50 00 00 00 00 fe 80 00 00 00 00 00 00 00 00 00 00 00 00 00 01 02 00 00 00', '[fe80::1%2]:80'],
  ['/tmp/log', '', '01 00 2f 74 6d 70 2f 6c 6f 67 00', '/tmp/log'],
  ['@lab', '', '01 00 00 6c 61 62', '@lab'],
];
const wrong = [
  ['127.1', '80', /four numbers/],
  ['010.0.0.1', '80', /leading zero/],
  ['256.0.0.1', '80', /too large/],
  ['1::2::3', '80', /no group/],
  ['12345::', '80', /no group/],
  ['fe80::1%lo', '80', /ip link/],
  ['[::1]', '80', /brackets/],
  ['::1', '70000', /too large/],
];

export default async ({ page, open, assert }) => {
  await open('05-address-structs.html');
  const widget = page.getByRole('region', { name: 'Address explorer' });
  const type = async (text, port) => {
    await widget.getByLabel('Address', { exact: true }).fill(text);
    if (port) await widget.getByLabel('Port').fill(port);
  };
  for (const [text, port, bytes, printed] of right) {
    await type(text, port);
    assert.equal((await widget.locator('.all').innerText()).trim(), bytes, text);
    assert.equal(await widget.locator('.printed').innerText(), printed);
  }
  for (const [text, port, why] of wrong) {
    await type(text, port);
    assert.match(await widget.getByRole('status').innerText(), why, text);
    assert.equal(await widget.locator('.all').count(), 0);
  }
  await type('::1', '80');
  await widget.getByLabel('Machine').selectOption('big');
  assert.match(await widget.locator('.all').innerText(), /^00 0a 00 50/);
  await widget.getByRole('button', { name: '/tmp/log' }).focus();
  await page.keyboard.press('Enter');
  assert.equal(await widget.locator('.struct').innerText(), 'sockaddr_un');
};
