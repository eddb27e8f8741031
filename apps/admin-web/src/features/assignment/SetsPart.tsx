import { type AssignmentSet, importAssignment, listAssignmentSets } from '@ovoz/contract';
import { DataTable, EmptyState } from '@ovoz/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslator } from '../../language.ts';
import { ButtonLink, PageLink } from '../../page/links.tsx';
import { Section } from '../../page/Page.tsx';
import { reading } from '../../server/reading.ts';
import { useMay } from '../../session/use-session.ts';
import { useOwnTime } from '../../values/moments.ts';
import { SetTag } from './SetTag.tsx';
import { LOOK_EVERY_MS, useCountry } from './use-assignment.ts';

/** All sets of rules: which is in force, which wait, which were; and how many addresses have no station. */
export function SetsPart() {
  const { t } = useTranslator();
  const may = useMay();
  const pack = useCountry();
  const params = { pack: pack.code };
  const { sets } = useSuspenseQuery({
    ...reading(listAssignmentSets, { params }),
    refetchInterval: ({ state }) =>
      state.data?.sets.some(({ isComputing }) => isComputing) === true ? LOOK_EVERY_MS : false,
  }).data;
  const actions = may(importAssignment) && (
    <ButtonLink to="/voters/$pack/assignment/import" params={params}>
      {t('assignment.import')}
    </ButtonLink>
  );
  if (sets.length === 0) {
    return (
      <Section title={t('assignment.title')}>
        <EmptyState title={t('assignment.none-yet')}>
          <p>{t('assignment.none-yet-text')}</p>
          {actions}
        </EmptyState>
      </Section>
    );
  }
  const inForce = sets.find(({ status }) => status === 'current');
  return (
    <>
      <Section title={t('assignment.title')} actions={actions}>
        {inForce === undefined ? <p>{t('assignment.none-in-force')}</p> : <InForce set={inForce} />}
      </Section>
      <Section title={t('assignment.sets')}>
        <SetTable sets={sets} />
      </Section>
    </>
  );
}

function InForce({ set }: { readonly set: AssignmentSet }) {
  const { t, number } = useTranslator();
  const pack = useCountry();
  const { report } = set;
  if (report === null) return null;
  const waiting = report.byMethod.unplaced + report.byMethod.conflict;
  return (
    <>
      <p>
        {t('assignment.in-force', {
          set: set.number,
          placed: number(report.addresses - waiting),
          all: number(report.addresses),
        })}
      </p>
      <p>
        <PageLink to="/voters/$pack/assignment/queue" params={{ pack: pack.code }}>
          {t('assignment.to-queue', { count: waiting })}
        </PageLink>
      </p>
    </>
  );
}

function SetTable({ sets }: { readonly sets: readonly AssignmentSet[] }) {
  const { t, number } = useTranslator();
  const ownTime = useOwnTime();
  const pack = useCountry();
  const share = (set: AssignmentSet) =>
    set.isComputing ? t('assignment.computing', { percent: Math.floor(set.progress / 10) }) : '–';
  return (
    <DataTable
      caption={t('assignment.sets-count', { count: sets.length })}
      rows={sets}
      rowKey={(set) => String(set.number)}
      columns={[
        {
          key: 'number',
          header: t('assignment.set'),
          rowHeader: true,
          cell: (set) => (
            <PageLink
              to="/voters/$pack/assignment/sets/$set"
              params={{ pack: pack.code, set: String(set.number) }}
            >
              {t('assignment.one', { set: set.number })}
            </PageLink>
          ),
        },
        {
          key: 'status',
          header: t('versions.status'),
          cell: (set) => <SetTag status={set.status} />,
        },
        { key: 'reason', header: t('versions.reason'), cell: (set) => set.reason },
        {
          key: 'made',
          header: t('versions.made'),
          cell: (set) => (
            <>
              {set.createdBy}
              <br />
              <span className="quiet">{ownTime(set.createdAt)}</span>
            </>
          ),
        },
        {
          key: 'addresses',
          header: t('assignment.addresses'),
          numeric: true,
          cell: (set) => (set.report === null ? share(set) : number(set.report.addresses)),
        },
        {
          key: 'waiting',
          header: t('assignment.without-station'),
          numeric: true,
          cell: ({ report }) =>
            report === null ? '–' : number(report.byMethod.unplaced + report.byMethod.conflict),
        },
        {
          key: 'moved',
          header: t('assignment.voters-moved'),
          numeric: true,
          cell: ({ report }) => (report === null ? '–' : number(report.moved.voters)),
        },
      ]}
    />
  );
}
