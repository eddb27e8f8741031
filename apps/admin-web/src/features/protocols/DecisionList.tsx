import type { ProtocolView } from '@ovoz/contract';
import type { Role } from '@ovoz/election-model';
import { DataTable } from '@ovoz/ui';
import { useMessages } from '../../language.ts';
import { Section } from '../../page/Page.tsx';
import { ShortHash } from '../../values/Hash.tsx';
import { useOwnTime } from '../../values/moments.ts';

/** Who decided what about which content, and why. */
export function DecisionList({ decisions }: Pick<ProtocolView, 'decisions'>) {
  const t = useMessages();
  const ownTime = useOwnTime();
  if (decisions.length === 0) return null;
  return (
    <Section title={t('protocol.decisions')}>
      <DataTable
        caption={t('protocol.decisions-count', { count: decisions.length })}
        rows={decisions}
        rowKey={({ at, decision }) => `${at} ${decision}`}
        columns={[
          {
            key: 'decision',
            header: t('protocol.decision'),
            rowHeader: true,
            cell: ({ decision }) => t(`decision.${decision as 'accepted'}`),
          },
          {
            key: 'by',
            header: t('protocol.by'),
            cell: ({ by, role }) => (
              <>
                {by}
                <br />
                <span className="quiet">{t(`role.${role as Role}`)}</span>
              </>
            ),
          },
          { key: 'at', header: t('protocol.at'), cell: ({ at }) => ownTime(at) },
          { key: 'reason', header: t('form.reason'), cell: ({ reason }) => reason ?? '' },
          {
            key: 'hash',
            header: t('protocol.about'),
            cell: ({ hash }) => <ShortHash value={hash} />,
          },
        ]}
      />
    </Section>
  );
}
