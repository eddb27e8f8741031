import { Button } from '@digdir/designsystemet-react';
import { listUnplacedAddresses, placeAddress, type UnplacedAddress } from '@ovoz/contract';
import { DataTable, EmptyState } from '@ovoz/ui';
import { useState } from 'react';
import { useTranslator } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { Loading } from '../../page/Loading.tsx';
import { MoreButton } from '../../page/MoreButton.tsx';
import { Section } from '../../page/Page.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { usePages } from '../../page/use-pages.ts';
import { useMay } from '../../session/use-session.ts';
import { PlaceDialog } from './PlaceDialog.tsx';
import { useCountry, usePlaceOf } from './use-assignment.ts';

/** Addresses that no rule places, or that two stations claim: a person gives each to a station. */
export function QueuePart() {
  const { t } = useTranslator();
  const pack = useCountry();
  const params = { pack: pack.code };
  const [placing, setPlacing] = useState<UnplacedAddress | null>(null);
  const { pages, error, more, isFetching } = usePages(listUnplacedAddresses, params, (after) => ({
    params,
    query: after === undefined ? {} : { after },
  }));
  const addresses = pages?.flatMap((page) => page.addresses) ?? [];
  const first = pages?.[0];
  return (
    <>
      <p className="page-back">
        <PageLink to="/voters/$pack/assignment" params={params}>
          {t('assignment.back')}
        </PageLink>
      </p>
      <Section title={t('assignment.queue')}>
        <p>{t('assignment.queue-lead')}</p>
        {error !== null && <QueryRefusal error={error} />}
        {pages === null && error === null && <Loading />}
        {first !== undefined && addresses.length === 0 && (
          <EmptyState
            title={t(first.set === null ? 'assignment.none-in-force' : 'assignment.queue-empty')}
          >
            <p>{t('assignment.queue-empty-text')}</p>
          </EmptyState>
        )}
        {first !== undefined && addresses.length > 0 && (
          <QueueTable addresses={addresses} total={first.total} onPlace={setPlacing} />
        )}
        <MoreButton more={more} isFetching={isFetching} />
      </Section>
      {placing !== null && <PlaceDialog address={placing} onClose={() => setPlacing(null)} />}
    </>
  );
}

type TableProps = {
  readonly addresses: readonly UnplacedAddress[];
  readonly total: number;
  readonly onPlace: (address: UnplacedAddress) => void;
};

function QueueTable({ addresses, total, onPlace }: TableProps) {
  const { t, number } = useTranslator();
  const may = useMay();
  const placeOf = usePlaceOf();
  return (
    <DataTable
      caption={t('difference.listed', { shown: addresses.length, all: total })}
      rows={addresses}
      rowKey={({ addressId }) => String(addressId)}
      columns={[
        {
          key: 'address',
          header: t('assignment.address'),
          rowHeader: true,
          cell: (address) => addressLine(address),
        },
        {
          key: 'territory',
          header: t('geography.territory'),
          cell: ({ territoryPath }) => placeOf(territoryPath),
        },
        {
          key: 'why',
          header: t('assignment.why'),
          cell: ({ method }) => t(`assignment.why-${method}`),
        },
        {
          key: 'voters',
          header: t('assignment.voters'),
          numeric: true,
          cell: ({ voters }) => number(voters),
        },
        ...(may(placeAddress)
          ? [
              {
                key: 'place',
                header: t('assignment.place'),
                cell: (address: UnplacedAddress) => (
                  <Button
                    variant="secondary"
                    data-size="sm"
                    aria-label={`${t('assignment.place')}: ${addressLine(address)}`}
                    onClick={() => onPlace(address)}
                  >
                    {t('assignment.place')}
                  </Button>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

function addressLine({ locality, street, house }: UnplacedAddress): string {
  return [locality, street, house].filter((part) => part !== '').join(', ');
}
