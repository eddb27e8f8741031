import { Button, Details, Paragraph } from '@digdir/designsystemet-react';
import type { CallRefusal } from '@ovoz/client';
import { attachScan, MAX_SCAN_BYTES, type ParamsOf } from '@ovoz/contract';
import { type ChangeEvent, useRef, useState } from 'react';
import { useMessages } from '../language.ts';
import { RefusalNotice } from '../page/RefusalNotice.tsx';
import { refusalHere } from '../server/refusal.ts';
import { useUpload } from '../server/upload.ts';
import { Hash } from '../values/Hash.tsx';
import { UploadStatus } from '../imports/UploadStatus.tsx';

const TYPES = ['image/jpeg', 'image/png', 'application/pdf'] as const;
type MediaType = (typeof TYPES)[number];

/** A picture of the paper: from the camera of a phone, or a file of a scanner. Its hash becomes public. */
export function AttachScan({ params }: { readonly params: ParamsOf<typeof attachScan> }) {
  const t = useMessages();
  const upload = useUpload(attachScan);
  const camera = useRef<HTMLInputElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const [hashes, setHashes] = useState<readonly string[]>([]);
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const attach = async (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = event.currentTarget.files?.[0];
    event.currentTarget.value = '';
    if (chosen === undefined) return;
    setRefusal(null);
    const mediaType = TYPES.find((type) => type === chosen.type);
    if (mediaType === undefined) return setRefusal(refusalHere('scan-unreadable'));
    if (chosen.size > MAX_SCAN_BYTES) return setRefusal(refusalHere('scan-too-large'));
    const answer = await upload.run({ params, body: await bodyOf(chosen, mediaType) });
    if (answer === null) return;
    if (answer.ok) setHashes((before) => [...before, answer.value.hash]);
    else setRefusal(answer.refusal);
  };
  const input = {
    type: 'file',
    hidden: true,
    onChange: (event: ChangeEvent<HTMLInputElement>) => void attach(event),
  } as const;
  return (
    <Details className="no-print">
      <Details.Summary>{t('scan.attach')}</Details.Summary>
      <Details.Content>
        <Paragraph>{t('scan.text')}</Paragraph>
        <div className="button-row">
          <input
            {...input}
            ref={camera}
            accept="image/jpeg,image/png"
            capture="environment"
            aria-label={t('scan.camera')}
          />
          <input {...input} ref={file} accept={TYPES.join(',')} aria-label={t('scan.file')} />
          <Button
            type="button"
            variant="secondary"
            className="scan-camera"
            onClick={() => camera.current?.click()}
          >
            {t('scan.camera')}
          </Button>
          <Button type="button" variant="secondary" onClick={() => file.current?.click()}>
            {t('scan.file')}
          </Button>
        </div>
        <UploadStatus progress={upload.progress} />
        <RefusalNotice refusal={refusal} />
        {hashes.map((hash) => (
          <Paragraph key={hash} role="status">
            {t('scan.attached')} <Hash value={hash} />
          </Paragraph>
        ))}
      </Details.Content>
    </Details>
  );
}

async function bodyOf(file: File, mediaType: MediaType) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  // In pieces: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += PIECE) {
    binary += String.fromCodePoint(...bytes.subarray(at, at + PIECE));
  }
  return { mediaType, base64: btoa(binary) };
}

const PIECE = 0x8000;
