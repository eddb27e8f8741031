import { Alert, Button, Checkbox, Paragraph, Tag } from '@digdir/designsystemet-react';
import {
  listStationKeys,
  MAX_KEYS_AT_ONCE,
  proposeStationKeys,
  revokeStationKey,
  type StationKey,
} from '@ovoz/contract';
import { DataTable, EmptyState } from '@ovoz/ui';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useCounted } from '../../counting/use-counted.ts';
import { FilterSearch } from '../../forms/inputs.tsx';
import { useTranslator } from '../../language.ts';
import { Loading } from '../../page/Loading.tsx';
import { MoreButton } from '../../page/MoreButton.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { ReasonDialog } from '../../page/ReasonDialog.tsx';
import { usePages } from '../../page/use-pages.ts';
import { useAct } from '../../server/acting.ts';
import { useMay } from '../../session/use-session.ts';
import { useOwnTime } from '../../values/moments.ts';
import { useDelayed } from '../../values/use-delayed.ts';
import { fingerprintGroups } from './fingerprint-groups.ts';
import { ProposeKeysForm } from './ProposeKeysForm.tsx';

const COLORS = {
  requested: 'info',
  proposed: 'warning',
  certified: 'success',
  revoked: 'neutral',
} as const;

/** Keys of stations: what devices ask for, to be compared by eye and ear, what is certified, what was revoked. */
export function KeysPart() {
  const { t } = useTranslator();
  const may = useMay();
  const { code } = useCounted();
  const navigate = useNavigate();
  const { station } = useSearch({ from: '/shell/count/$code/keys' });
  const [typed, setTyped] = useState(station ?? '');
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const find = useDelayed(
    (value: string) =>
      void navigate({
        to: '/count/$code/keys',
        params: { code },
        search: value.trim() === '' ? {} : { station: value.trim() },
        replace: true,
      }),
  );
  const list = usePages(listStationKeys, { code, station }, (cursor) => ({
    params: { code },
    query: {
      ...(station === undefined ? {} : { station }),
      ...(cursor === undefined ? {} : { cursor }),
    },
  }));
  const keys = list.pages?.flatMap((page) => page.keys) ?? null;
  const first = list.pages?.[0];
  const requested = (keys ?? []).filter(({ status }) => status === 'requested');
  const chosen = requested.filter(({ fingerprint }) => ticked.has(fingerprint));
  return (
    <>
      <Paragraph className="page-lead">{t('keys.lead')}</Paragraph>
      <div className="filters">
        <FilterSearch
          label={t('keying.search')}
          value={typed}
          onChange={(value) => {
            setTyped(value);
            find(value);
          }}
        />
        {first !== undefined && (
          <p>{t('keys.counts', { certified: first.certified, requested: first.requested })}</p>
        )}
      </div>
      <QueryRefusal error={list.error} />
      {keys === null && list.error === null && <Loading />}
      {keys !== null && keys.length === 0 && (
        <EmptyState title={t('keys.none')}>
          <p>{t('keys.none-text')}</p>
        </EmptyState>
      )}
      {requested.length > 0 && may(proposeStationKeys) && (
        <>
          <Alert data-color="info">
            <Paragraph>{t('keys.compare')}</Paragraph>
          </Alert>
          <div className="button-row no-print">
            <Button
              variant="secondary"
              onClick={() =>
                setTicked(
                  new Set(
                    requested.slice(0, MAX_KEYS_AT_ONCE).map(({ fingerprint }) => fingerprint),
                  ),
                )
              }
            >
              {t('keys.tick-all', { count: Math.min(requested.length, MAX_KEYS_AT_ONCE) })}
            </Button>
            {chosen.length > 0 && (
              <ProposeKeysForm code={code} keys={chosen} onDone={() => setTicked(new Set())} />
            )}
          </div>
        </>
      )}
      {keys !== null && keys.length > 0 && (
        <KeyTable code={code} keys={keys} ticked={ticked} onTick={setTicked} />
      )}
      <MoreButton more={list.more} isFetching={list.isFetching} />
    </>
  );
}

type TableProps = {
  readonly code: string;
  readonly keys: readonly StationKey[];
  readonly ticked: ReadonlySet<string>;
  readonly onTick: (ticked: ReadonlySet<string>) => void;
};

function KeyTable({ code, keys, ticked, onTick }: TableProps) {
  const { t, dateTime } = useTranslator();
  const may = useMay();
  const ownTime = useOwnTime();
  const { definition } = useCounted();
  const [revoking, setRevoking] = useState<StationKey | null>(null);
  const act = useAct(revokeStationKey);
  const legal = (instant: string) => dateTime(instant, definition.timeZone);
  const tick = (key: StationKey, isOn: boolean) => {
    const next = new Set(ticked);
    if (isOn) next.add(key.fingerprint);
    else next.delete(key.fingerprint);
    onTick(next);
  };
  return (
    <>
      <DataTable
        caption={t('keys.count', { count: keys.length })}
        className="key-table"
        stacked
        rows={keys}
        rowKey={({ fingerprint }) => fingerprint}
        columns={[
          {
            key: 'tick',
            header: <span className="ds-sr-only">{t('protocols.chosen')}</span>,
            cell: (key) =>
              key.status === 'requested' && may(proposeStationKeys) ? (
                <Checkbox
                  aria-label={t('keys.tick', { number: key.station })}
                  checked={ticked.has(key.fingerprint)}
                  onChange={(event) => tick(key, event.currentTarget.checked)}
                />
              ) : null,
          },
          {
            key: 'station',
            header: t('protocols.station'),
            rowHeader: true,
            cell: ({ station }) => <strong>{station}</strong>,
          },
          {
            key: 'fingerprint',
            header: t('keys.fingerprint'),
            line: true,
            cell: ({ fingerprint }) => <Fingerprint value={fingerprint} />,
          },
          {
            key: 'status',
            header: t('protocols.status'),
            line: true,
            cell: (key) => (
              <>
                <Tag data-color={COLORS[key.status]}>{t(`key-status.${key.status}`)}</Tag>
                {key.requestedAt !== null && key.status === 'requested' && (
                  <>
                    <br />
                    <span className="quiet">{ownTime(key.requestedAt)}</span>
                  </>
                )}
                {key.validFrom !== null && key.validUntil !== null && (
                  <>
                    <br />
                    <span className="quiet">
                      {legal(key.validFrom)} – {legal(key.validUntil)}
                    </span>
                  </>
                )}
                {key.certifiedBy.length > 0 && (
                  <>
                    <br />
                    <span className="quiet">{key.certifiedBy.join(', ')}</span>
                  </>
                )}
                {key.revokedAt !== null && (
                  <>
                    <br />
                    <span className="quiet">
                      {ownTime(key.revokedAt)}: {key.revokeReason}
                    </span>
                  </>
                )}
              </>
            ),
          },
          {
            key: 'act',
            header: t('table.actions'),
            line: true,
            cell: (key) =>
              key.status === 'certified' && may(revokeStationKey) ? (
                <Button
                  variant="tertiary"
                  data-size="sm"
                  data-color="danger"
                  aria-label={t('keys.revoke-one', { number: key.station })}
                  onClick={() => setRevoking(key)}
                >
                  {t('keys.revoke')}
                </Button>
              ) : null,
          },
        ]}
      />
      {revoking !== null && (
        <ReasonDialog
          title={t('keys.revoke-one', { number: revoking.station })}
          confirmLabel={t('keys.revoke')}
          onClose={() => setRevoking(null)}
          send={(reason) =>
            act.run({ params: { code, fingerprint: revoking.fingerprint }, body: { reason } })
          }
        >
          <Paragraph>{t('keys.revoke-text')}</Paragraph>
        </ReasonDialog>
      )}
    </>
  );
}

/** In groups of four, as devices show it: to be read aloud over the telephone and compared. */
function Fingerprint({ value }: { readonly value: string }) {
  return (
    <code className="fingerprint">
      {fingerprintGroups(value).map((group, index) => (
        // Groups may repeat; their place is what tells them apart.
        <span key={index}>{group} </span>
      ))}
    </code>
  );
}
