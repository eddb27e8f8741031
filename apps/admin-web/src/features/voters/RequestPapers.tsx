import { Button, Paragraph } from '@digdir/designsystemet-react';
import type { CallRefusal } from '@ovoz/client';
import {
  addRequestDocument,
  type DocumentType,
  getRequestDocument,
  MAX_SCAN_BYTES,
  type VoterRequest,
} from '@ovoz/contract';
import { useQuery } from '@tanstack/react-query';
import { type ChangeEvent, useId, useRef, useState } from 'react';
import { UploadStatus } from '../../imports/UploadStatus.tsx';
import { useMessages } from '../../language.ts';
import { Section } from '../../page/Page.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { RefusalNotice } from '../../page/RefusalNotice.tsx';
import { reading } from '../../server/reading.ts';
import { refusalHere } from '../../server/refusal.ts';
import { useUpload } from '../../server/upload.ts';
import { Hash } from '../../values/Hash.tsx';

const TYPES: readonly DocumentType[] = ['application/pdf', 'image/jpeg', 'image/png'];
const WAITING = ['notice-due', 'notice-given', 'open', 'proposed', 'appealed'];

/** The papers that a request rests on. Each look at one is recorded. */
export function RequestPapers({ request }: { readonly request: VoterRequest }) {
  const t = useMessages();
  const { summary, documents } = request;
  const isWaiting = WAITING.includes(summary.status);
  return (
    <Section title={t('requests.papers')}>
      {documents.length === 0 && <Paragraph>{t('requests.no-papers')}</Paragraph>}
      {documents.map((document) => (
        <Paper key={document.number} id={summary.id} document={document} />
      ))}
      {isWaiting && <AddPaper id={summary.id} />}
    </Section>
  );
}

function Paper({
  id,
  document,
}: {
  readonly id: string;
  readonly document: VoterRequest['documents'][number];
}) {
  const t = useMessages();
  const [isOpen, setOpen] = useState(false);
  const { data, error } = useQuery({
    ...reading(getRequestDocument, { params: { id, number: String(document.number) } }),
    enabled: isOpen,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    meta: { once: true },
  });
  return (
    <div className="stack">
      <p>
        <strong>{document.name}</strong> <Hash value={document.hash} />{' '}
        {!isOpen && (
          <Button variant="tertiary" data-size="sm" onClick={() => setOpen(true)}>
            {t('requests.open-paper')}
          </Button>
        )}
        {data !== undefined && (
          <a
            className="ds-link"
            href={`data:${data.mediaType};base64,${data.base64}`}
            download={data.name}
          >
            {t('requests.save-paper')}
          </a>
        )}
      </p>
      <QueryRefusal error={error} />
    </div>
  );
}

function AddPaper({ id }: { readonly id: string }) {
  const t = useMessages();
  const inputId = useId();
  const file = useRef<HTMLInputElement>(null);
  const upload = useUpload(addRequestDocument);
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const add = async (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = event.currentTarget.files?.[0];
    event.currentTarget.value = '';
    if (chosen === undefined) return;
    setRefusal(null);
    const mediaType = TYPES.find((type) => type === chosen.type);
    if (mediaType === undefined) return setRefusal(refusalHere('scan-unreadable'));
    if (chosen.size > MAX_SCAN_BYTES) return setRefusal(refusalHere('scan-too-large'));
    const body = { name: chosen.name, mediaType, base64: await base64Of(chosen) };
    const answer = await upload.run({ params: { id }, body });
    if (answer?.ok === false) setRefusal(answer.refusal);
  };
  return (
    <>
      <label htmlFor={inputId} hidden>
        {t('requests.add-paper')}
      </label>
      <input
        id={inputId}
        ref={file}
        type="file"
        hidden
        accept={TYPES.join(',')}
        onChange={(event) => void add(event)}
      />
      <div className="button-row no-print">
        <Button variant="secondary" onClick={() => file.current?.click()}>
          {t('requests.add-paper')}
        </Button>
      </div>
      <UploadStatus progress={upload.progress} />
      <RefusalNotice refusal={refusal} />
    </>
  );
}

/** A call takes only so many arguments. */
const PIECE = 0x8000;

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (let at = 0; at < bytes.length; at += PIECE) {
    binary += String.fromCodePoint(...bytes.subarray(at, at + PIECE));
  }
  return btoa(binary);
}
