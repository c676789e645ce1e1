// The widget on its page, by keyboard: the bytes and numbers of the chapter's outputs, and of its edges.
export const question = 'Does memory and wire show the bytes in both orders, and what a wrong one reads?';

const right = [ // text, bits, wire, hexadecimal, read in the wrong order
  ['1000', 32, '00 00 03 e8', '0x000003e8', '3892510720, or -402456576 with a sign'],
  ['1000', 16, '03 e8', '0x03e8', '59395, or -6141 with a sign'],
  ['0x01020304', 32, '01 02 03 04', '0x01020304', '67305985'],
  ['0x0102030405060708', 64, '01 02 03 04 05 06 07 08', '0x0102030405060708', '578437695752307201'],
  ['80', 16, '00 50', '0x0050', '20480'],
  ['-2', 16, 'ff fe', '0xfffe', '65279, or -257 with a sign'],
  ['-1000', 16, 'fc 18', '0xfc18', '6396'],
  ['65534', 16, 'ff fe', '0xfffe', '65279, or -257 with a sign'],
  ['0X7fff', 16, '7f ff', '0x7fff', '65407, or -129 with a sign'],
  ['-9223372036854775808', 64, '80 00 00 00 00 00 00 00', '0x8000000000000000', '128'],
  ['0', 32, '00 00 00 00', '0x00000000', null],
  ['18446744073709551615', 64, 'ff ff ff ff ff ff ff ff', '0xffffffffffffffff', null],
];
const wrong = [['65536', 16, /more than 16 bits/], ['-32769', 16, /from -32768 to 65535/], ['010', 16, /octal/], ['0x', 32, /missing/], ['1.5', 32, /no number/], ['', 64, /Type a number/]];

export default async ({ page, open, assert }) => {
  await open('04-network-byte-order.html');
  const widget = page.getByRole('region', { name: 'Memory and wire' });
  const type = async (text, bits) => {
    await widget.getByLabel('Number').fill(text);
    await widget.getByLabel('Size').selectOption(String(bits));
  };
  const row = async (name) => (await widget.locator(`tr.${name} td`).allInnerTexts()).join(' ');
  for (const [text, bits, wire, number, misread] of right) {
    await type(text, bits);
    assert.equal(await row('wire'), wire, text);
    assert.equal(await row('big'), wire, text);
    assert.equal(await row('little'), wire.split(' ').reverse().join(' '), text);
    assert.equal(await widget.locator('.value').innerText(), number);
    if (misread) assert.equal(await widget.locator('.wrong').innerText(), misread);
    else assert.match(await widget.getByRole('status').innerText(), /same from both ends/);
  }
  for (const [text, bits, why] of wrong) {
    await type(text, bits);
    assert.match(await widget.getByRole('status').innerText(), why, text);
    assert.equal(await widget.locator('table').count(), 0);
  }
  await type('0', 32);
  await widget.getByRole('button', { name: '0x01020304' }).focus();
  await page.keyboard.press('Enter');
  assert.equal(await row('wire'), '01 02 03 04');
};
