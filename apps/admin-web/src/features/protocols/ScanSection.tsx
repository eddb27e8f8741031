import { Button } from '@digdir/designsystemet-react';
import { attachScan, getScan, type ProtocolView } from '@ovoz/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { AttachScan } from '../../counting/AttachScan.tsx';
import { useMessages } from '../../language.ts';
import { Loading } from '../../page/Loading.tsx';
import { Section } from '../../page/Page.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { FOREVER, reading } from '../../server/reading.ts';
import { useMay } from '../../session/use-session.ts';
import { Hash } from '../../values/Hash.tsx';
import { useOwnTime } from '../../values/moments.ts';
import type { ProtocolParams } from './use-protocol.ts';

type Props = { readonly params: ProtocolParams; readonly scans: ProtocolView['scans'] };

/** Pictures of the paper, opened one at a time: they are large. */
export function ScanSection({ params, scans }: Props) {
  const t = useMessages();
  const may = useMay();
  if (scans.length === 0 && !may(attachScan)) return null;
  return (
    <Section title={t('scan.title', { count: scans.length })}>
      {scans.map((scan) => (
        <Scan key={scan.hash} params={params} scan={scan} />
      ))}
      {may(attachScan) && <AttachScan params={params} />}
    </Section>
  );
}

function Scan({
  params,
  scan,
}: {
  readonly params: ProtocolParams;
  readonly scan: Props['scans'][number];
}) {
  const t = useMessages();
  const ownTime = useOwnTime();
  const [isOpen, setOpen] = useState(false);
  const { data, error } = useQuery({
    ...reading(getScan, { params: { ...params, hash: scan.hash } }),
    ...FOREVER,
    enabled: isOpen,
  });
  const address = data === undefined ? null : `data:${data.mediaType};base64,${data.base64}`;
  return (
    <figure className="scan">
      <figcaption>
        {t('scan.one', { version: scan.version, time: ownTime(scan.at) })}{' '}
        <Hash value={scan.hash} />
      </figcaption>
      {!isOpen && (
        <Button variant="secondary" data-size="sm" onClick={() => setOpen(true)}>
          {t('scan.show')}
        </Button>
      )}
      <QueryRefusal error={error} />
      {isOpen && address === null && error === null && <Loading />}
      {address !== null &&
        (data?.mediaType === 'application/pdf' ? (
          <a className="ds-link" href={address} download={`${params.station}.pdf`}>
            {t('scan.download')}
          </a>
        ) : (
          <img src={address} alt={t('scan.alt', { number: params.station })} />
        ))}
    </figure>
  );
}
