import { Paragraph, Tag } from '@digdir/designsystemet-react';
import { getRollState, proposePrint, type RollState } from '@ovoz/contract';
import { DefinitionList } from '@ovoz/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslator } from '../../language.ts';
import { Loading } from '../../page/Loading.tsx';
import { Section } from '../../page/Page.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { reading } from '../../server/reading.ts';
import { useMay } from '../../session/use-session.ts';
import { Hash } from '../../values/Hash.tsx';
import { useOwnTime } from '../../values/moments.ts';
import { FreezePart } from './FreezePart.tsx';
import { PrintDialog } from './PrintDialog.tsx';
import { PrintTable } from './PrintTable.tsx';
import { RollStations } from './RollStations.tsx';

/** While something runs a screen looks this often. */
const LOOK_EVERY_MS = 1500;

/** The roll of an election: what is open before the freeze, its progress, then stations and prints. */
export function RollPart() {
  const { code } = useParams({ from: '/shell/voters/$pack/rolls/$code' });
  const { data: state, error } = useQuery({
    ...reading(getRollState, { params: { code } }),
    refetchInterval: ({ state: { data } }) => (isAtWork(data) ? LOOK_EVERY_MS : false),
  });
  if (error !== null) return <QueryRefusal error={error} />;
  if (state === undefined) return <Loading />;
  return state.status === 'frozen' ? <FrozenRoll state={state} /> : <FreezePart state={state} />;
}

function isAtWork(state: RollState | undefined): boolean {
  if (state === undefined) return false;
  return state.status === 'freezing' || state.prints.some(({ status }) => status !== 'done');
}

function FrozenRoll({ state }: { readonly state: RollState }) {
  const { t, number } = useTranslator();
  const may = useMay();
  const ownTime = useOwnTime();
  const { counts, root, frozenAt, supplements } = state;
  return (
    <>
      <Section title={t('rolls.is-frozen')}>
        <Tag data-color="success">{t('rolls.frozen-tag')}</Tag>
        <DefinitionList
          items={[
            {
              term: t('rolls.frozen-at'),
              description: frozenAt === null ? '–' : ownTime(frozenAt),
            },
            { term: t('rolls.voters'), description: number(counts?.voters ?? 0) },
            { term: t('rolls.stations'), description: number(counts?.stations ?? 0) },
            ...(counts?.excluded ?? []).map(({ reason, voters }) => ({
              term: `${t('rolls.excluded')}: ${t(`rolls.reason.${reason}`)}`,
              description: number(voters),
            })),
            { term: t('rolls.supplements'), description: number(supplements) },
            { term: t('rolls.root'), description: root === null ? '–' : <Hash value={root} /> },
          ]}
        />
        <Paragraph>{t('rolls.root-text')}</Paragraph>
      </Section>
      <RollStations code={state.election} />
      <Section
        title={t('rolls.prints')}
        actions={may(proposePrint) && <PrintDialog code={state.election} />}
      >
        <PrintTable code={state.election} prints={state.prints} />
      </Section>
    </>
  );
}
