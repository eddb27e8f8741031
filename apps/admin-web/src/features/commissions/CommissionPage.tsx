import { Button, Tag } from '@digdir/designsystemet-react';
import { type AnswerOf, appointMember, endMembership, getCommission } from '@ovoz/contract';
import { DataTable, DefinitionList, EmptyState, GeneratedMark } from '@ovoz/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useText, useTranslator } from '../../language.ts';
import { ButtonLink, PageLink } from '../../page/links.tsx';
import { Page, Section } from '../../page/Page.tsx';
import { useTerritoryName } from '../../places/use-territory-name.ts';
import { usePack } from '../../places/use-pack.ts';
import { reading } from '../../server/reading.ts';
import { useMay } from '../../session/use-session.ts';
import { today } from '../../values/today.ts';
import { EndMembershipDialog } from './EndMembershipDialog.tsx';

type MembershipRow = AnswerOf<typeof getCommission>['memberships'][number];

/** One commission: what it covers, its term, its members now and before. */
export function CommissionPage() {
  const { t, day } = useTranslator();
  const text = useText();
  const params = useParams({ from: '/shell/commissions/$pack/$code' });
  const pack = usePack(params.pack);
  const territoryName = useTerritoryName(params.pack);
  const { commission, memberships } = useSuspenseQuery(reading(getCommission, { params })).data;
  const kind = pack.commissionKinds.find((one) => one.code === commission.kind);
  return (
    <Page
      title={text(commission.name)}
      back={
        <PageLink to="/commissions/$pack" params={{ pack: params.pack }}>
          {t('commissions.back')}
        </PageLink>
      }
    >
      {commission.generated && <GeneratedMark />}
      <DefinitionList
        items={[
          {
            term: t('commissions.kind'),
            description: kind === undefined ? commission.kind : text(kind.name),
          },
          { term: t('commissions.code'), description: <code>{commission.code}</code> },
          {
            term: t('geography.territory'),
            description: territoryName(commission.territoryCode),
          },
          ...(commission.districtCode === null
            ? []
            : [{ term: t('commissions.district'), description: commission.districtCode }]),
          ...(commission.stationNumber === null
            ? []
            : [
                {
                  term: t('commissions.station'),
                  description: (
                    <PageLink
                      to="/geography/$pack/stations/$number"
                      params={{ pack: params.pack, number: commission.stationNumber }}
                    >
                      {commission.stationNumber}
                    </PageLink>
                  ),
                },
              ]),
          { term: t('station.address'), description: commission.address ?? t('value.unknown') },
          { term: t('commissions.phone'), description: commission.phone ?? t('value.unknown') },
          {
            term: t('commissions.term'),
            description:
              commission.endsOn === null
                ? t('commissions.since', { from: day(commission.formedOn) })
                : t('commissions.from-to', {
                    from: day(commission.formedOn),
                    to: day(commission.endsOn),
                  }),
          },
          ...(kind === undefined
            ? []
            : [
                {
                  term: t('commissions.size'),
                  description: t('commissions.size-range', { ...kind.members }),
                },
              ]),
        ]}
      />
      <Members memberships={memberships} />
    </Page>
  );
}

function Members({ memberships }: { readonly memberships: readonly MembershipRow[] }) {
  const { t, day } = useTranslator();
  const may = useMay();
  const params = useParams({ from: '/shell/commissions/$pack/$code' });
  const [ending, setEnding] = useState<MembershipRow | null>(null);
  const active = memberships.filter((one) => one.active).length;
  const sorted = memberships.toSorted((a, b) => Number(b.active) - Number(a.active));
  return (
    <Section
      title={t('commissions.members')}
      actions={
        may(appointMember) && (
          <ButtonLink to="/commissions/$pack/$code/appoint" params={params} variant="secondary">
            {t('commissions.appoint')}
          </ButtonLink>
        )
      }
    >
      {memberships.length === 0 ? (
        <EmptyState title={t('commissions.no-members')}>
          <p>{t('commissions.no-members-text')}</p>
        </EmptyState>
      ) : (
        <DataTable
          caption={t('commissions.members-count', { active, all: memberships.length })}
          rows={sorted}
          rowKey={(row) => row.id}
          columns={[
            {
              key: 'name',
              header: t('commissions.member'),
              rowHeader: true,
              cell: ({ membership }) => membership.name,
            },
            {
              key: 'office',
              header: t('commissions.office'),
              cell: ({ membership }) => t(`office.${membership.office}`),
            },
            {
              key: 'nominated',
              header: t('commissions.nominated-by'),
              cell: ({ membership }) => membership.nominatedBy ?? '',
            },
            {
              key: 'term',
              header: t('commissions.term'),
              cell: ({ membership }) =>
                membership.until === null
                  ? t('commissions.since', { from: day(membership.from) })
                  : t('commissions.from-to', {
                      from: day(membership.from),
                      to: day(membership.until),
                    }),
            },
            {
              key: 'state',
              header: t('versions.status'),
              cell: ({ active: isActive }) => (
                <Tag data-color={isActive ? 'success' : 'neutral'}>
                  {t(isActive ? 'commissions.active' : 'commissions.ended')}
                </Tag>
              ),
            },
            {
              key: 'end',
              header: t('table.actions'),
              cell: (row) =>
                row.active &&
                (row.membership.until === null || row.membership.until > today()) &&
                may(endMembership) && (
                  <Button
                    variant="secondary"
                    data-size="sm"
                    className="no-print"
                    aria-label={t('commissions.end-of', { name: row.membership.name })}
                    onClick={() => setEnding(row)}
                  >
                    {t('commissions.end')}
                  </Button>
                ),
            },
          ]}
        />
      )}
      {ending !== null && (
        <EndMembershipDialog
          id={ending.id}
          name={ending.membership.name}
          onClose={() => setEnding(null)}
        />
      )}
    </Section>
  );
}
