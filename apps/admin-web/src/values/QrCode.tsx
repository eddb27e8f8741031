import encodeQR from 'qr';
import { qrPath } from './qr-path.ts';

/** Squares of quiet zone around the code: ISO/IEC 18004 asks for four. */
const QUIET_ZONE = 4;

/** A text as a QR code. Always dark on white, because cameras want it so. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const rows = encodeQR(text, 'raw', { border: QUIET_ZONE });
  return (
    <svg className="qr" viewBox={`0 0 ${rows.length} ${rows.length}`} role="img" aria-label={label}>
      <path d={`M0 0h${rows.length}v${rows.length}H0z`} fill="#fff" />
      <path d={qrPath(rows)} fill="#000" />
    </svg>
  );
}
