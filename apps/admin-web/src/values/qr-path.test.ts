import assert from 'node:assert/strict';
import { test } from 'node:test';
import encodeQR from 'qr';
import decodeQR from 'qr/decode.js';
import { qrPath, secretOf } from './qr-path.ts';

const URI =
  'otpauth://totp/Ovoz:nilufar.k?issuer=Ovoz&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&algorithm=SHA1&digits=6&period=30';

test('an authenticator reads back the address that was drawn', () => {
  const rows = encodeQR(URI, 'raw', { border: 4 });
  const size = rows.length;
  const scale = 4;
  const data = new Uint8ClampedArray((size * scale) ** 2 * 4).fill(255);
  // Draws the path as a browser would: each run is `M x y h length v 1 h -length z`.
  for (const [, x, y, length] of qrPath(rows).matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row += 1) {
      const from = row * size * scale + Number(x) * scale;
      for (let pixel = from; pixel < from + Number(length) * scale; pixel += 1) {
        data.set([0, 0, 0], pixel * 4);
      }
    }
  }
  assert.equal(decodeQR({ width: size * scale, height: size * scale, data }), URI);
});

test('the secret is shown in groups for typing', () => {
  assert.equal(secretOf(URI), 'JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP');
  assert.equal(secretOf('otpauth://totp/x'), '');
});
