import { Button, Tag } from '@digdir/designsystemet-react';
import type { Grant } from '@ovoz/contract';
import { DataTable } from '@ovoz/ui';
import { useTranslator } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { usePlaceName } from '../../places/use-place-name.ts';
import { useOwnTime } from '../../values/moments.ts';
import { todayOfRoles } from '../../values/today.ts';
import { type GrantPhase, grantPhase } from './grant-phase.ts';

const COLORS = { active: 'success', future: 'info', past: 'neutral' } as const;
const ORDER: readonly GrantPhase[] = ['active', 'future', 'past'];

type Props = {
  readonly grants: readonly Grant[];
  /** Null when the person who looks may not end grants. */
  readonly onEnd: ((grant: Grant) => void) | null;
};

/** Roles of a person with territory, dates and the two who gave them. */
export function GrantTable({ grants, onEnd }: Props) {
  const { t, day } = useTranslator();
  const ownTime = useOwnTime();
  const placeName = usePlaceName();
  const phaseOf = (grant: Grant) => grantPhase(grant, todayOfRoles());
  const sorted = grants.toSorted((a, b) => ORDER.indexOf(phaseOf(a)) - ORDER.indexOf(phaseOf(b)));
  return (
    <DataTable
      caption={t('grants.count', { count: grants.length })}
      rows={sorted}
      rowKey={(grant) => grant.id}
      columns={[
        {
          key: 'role',
          header: t('grant.role'),
          rowHeader: true,
          cell: (grant) => t(`role.${grant.role}`),
        },
        {
          key: 'territory',
          header: t('geography.territory'),
          cell: (grant) => placeName(grant),
        },
        {
          key: 'election',
          header: t('grant.election'),
          cell: (grant) =>
            grant.election === null ? (
              t('grant.all-elections')
            ) : (
              <PageLink to="/elections/$code" params={{ code: grant.election }}>
                {grant.election}
              </PageLink>
            ),
        },
        {
          key: 'dates',
          header: t('grant.valid'),
          cell: (grant) => (
            <>
              {grant.until === null
                ? t('commissions.since', { from: day(grant.from) })
                : t('commissions.from-to', { from: day(grant.from), to: day(grant.until) })}
              {grant.endedAt !== null && (
                <>
                  <br />
                  {t('grant.ended', { time: ownTime(grant.endedAt) })}
                </>
              )}
            </>
          ),
        },
        {
          key: 'state',
          header: t('versions.status'),
          cell: (grant) => (
            <Tag data-color={COLORS[phaseOf(grant)]}>{t(`grant-phase.${phaseOf(grant)}`)}</Tag>
          ),
        },
        {
          key: 'by',
          header: t('grant.given-by'),
          cell: (grant) => `${grant.proposedBy}, ${grant.approvedBy}`,
        },
        ...(onEnd === null
          ? []
          : [
              {
                key: 'end',
                header: t('table.actions'),
                cell: (grant: Grant) =>
                  phaseOf(grant) !== 'past' && (
                    <Button
                      variant="secondary"
                      data-size="sm"
                      className="no-print"
                      aria-label={t('people.end-grant-of', { role: t(`role.${grant.role}`) })}
                      onClick={() => onEnd(grant)}
                    >
                      {t('people.end-grant')}
                    </Button>
                  ),
              },
            ]),
      ]}
    />
  );
}
