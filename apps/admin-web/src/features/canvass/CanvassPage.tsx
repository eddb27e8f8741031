import { Alert, Button, Paragraph, Tag } from '@digdir/designsystemet-react';
import { type AnswerOf, confirmCanvass, getCanvass } from '@ovoz/contract';
import type { ProtocolContent } from '@ovoz/election-model';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { contentOf } from '../../counting/content-of.ts';
import { FigureFields } from '../../counting/FigureFields.tsx';
import type { Figure } from '../../counting/figures.ts';
import { FigureTable } from '../../counting/FigureTable.tsx';
import { compareFigures } from '../../counting/compare-figures.ts';
import { isRefusedWith } from '../../counting/is-refused.ts';
import { type KeyedTexts, textOfCount } from '../../counting/keyed-text.ts';
import { moveOn } from '../../counting/move-on.ts';
import { SealedNotice } from '../../counting/SealedNotice.tsx';
import { useContestName, usePaper } from '../../counting/use-contest.ts';
import { useCountedElection } from '../../counting/use-counted.ts';
import { checksIn, found } from '../../forms/check.ts';
import { FormFrame } from '../../forms/FormFrame.tsx';
import { ReasonInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useMessages } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { Loading } from '../../page/Loading.tsx';
import { Page, Section } from '../../page/Page.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { RefusalNotice } from '../../page/RefusalNotice.tsx';
import { usePlaceName } from '../../places/use-place-name.ts';
import { useAct } from '../../server/acting.ts';
import { reading } from '../../server/reading.ts';
import { useMay } from '../../session/use-session.ts';
import { useOwnTime } from '../../values/moments.ts';

type Canvass = AnswerOf<typeof getCanvass>;

/** One canvass: the sums from below, the own figures of the commission beside them, and where they differ. */
export function CanvassPage() {
  const t = useMessages();
  const params = useParams({ from: '/shell/count/$code/canvass/$contest/$area' });
  const counted = useCountedElection(params.code);
  const contestName = useContestName(counted);
  const placeName = usePlaceName();
  const { data, error } = useQuery(reading(getCanvass, { params }));
  const nameOf = ({ area, name, territoryPath }: Canvass['area']) =>
    area.startsWith('district:') ? name : placeName({ territoryPath, territoryName: name });
  const isSealed = isRefusedWith(error, 'not-released');
  return (
    <Page
      title={data === undefined ? t('count.canvass') : nameOf(data.area)}
      lead={contestName(params.contest)}
      back={
        <PageLink to="/count/$code/canvass" params={{ code: params.code }} search={{}}>
          {t('canvass.back')}
        </PageLink>
      }
    >
      {isSealed ? (
        <SealedNotice code={params.code} />
      ) : (
        <>
          <QueryRefusal error={error} />
          {data === undefined ? (
            error === null && <Loading />
          ) : (
            <CanvassView params={params} canvass={data} counted={counted} />
          )}
        </>
      )}
    </Page>
  );
}

type ViewProps = {
  readonly params: { readonly code: string; readonly contest: string; readonly area: string };
  readonly canvass: Canvass;
  readonly counted: ReturnType<typeof useCountedElection>;
};

function CanvassView({ params, canvass, counted }: ViewProps) {
  const t = useMessages();
  const may = useMay();
  const ownTime = useOwnTime();
  const { area, versions } = canvass;
  const figures = useCanvassFigures(params, counted);
  const sums = contentOfSums(canvass, figures);
  const last = versions.at(-1);
  const mayConfirm = may(confirmCanvass, area.territoryPath) && area.status !== 'waiting';
  return (
    <>
      <p className="marks">
        <Tag>{t(`canvass-status.${area.status}`)}</Tag>
        <span className="quiet">
          {t('canvass.decided', { decided: area.decided, due: area.due })}
        </span>
      </p>
      {area.status === 'stale' && (
        <Alert data-color="warning">
          <Paragraph>{t('canvass.stale-text')}</Paragraph>
        </Alert>
      )}
      {area.status === 'waiting' && (
        <Alert data-color="info">
          <Paragraph>{t('refusal.canvass-not-ready')}</Paragraph>
        </Alert>
      )}
      <Section title={t('protocol.figures')}>
        <FigureTable
          caption={t('canvass.beside')}
          figures={figures}
          withGap={last !== undefined}
          columns={[
            { key: 'sums', header: t('canvass.sums'), content: sums },
            ...(last === undefined
              ? []
              : [{ key: 'own', header: t('canvass.own'), content: last.content }]),
          ]}
        />
      </Section>
      {versions.length > 0 && (
        <Section title={t('election.versions')}>
          <ul className="values">
            {versions.map(({ number, by, at, differences, reason }) => (
              <li key={number}>
                {t('versions.one', { version: number })}: {by}, {ownTime(at)} ·{' '}
                {t('canvass.differ', { count: differences.length })}
                {reason !== null && ` · ${reason}`}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {mayConfirm && (
        <Section title={t('canvass.confirm-title')}>
          {/* Other sums below make a new form. */}
          <ConfirmForm
            key={area.basis}
            params={params}
            canvass={canvass}
            figures={figures}
            sums={sums}
          />
        </Section>
      )}
    </>
  );
}

type FormProps = Pick<ViewProps, 'params' | 'canvass'> & {
  readonly figures: readonly Figure[];
  readonly sums: ProtocolContent;
};

/** The figures that the commission signed. They start as the sums; what differs needs a reason. */
function ConfirmForm({ params, canvass, figures, sums }: FormProps) {
  const t = useMessages();
  const act = useAct(confirmCanvass);
  const checks = checksIn(t);
  const [isOwn, setOwn] = useState(false);
  const [texts, setTexts] = useState<KeyedTexts>(() =>
    Object.fromEntries(
      compareFigures(figures, [sums]).map(({ figure, counts }) => [
        figure.name,
        textOfCount(counts[0]),
      ]),
    ),
  );
  const [content, isComplete] = contentOf(figures, texts);
  const differences = compareFigures(figures, [sums, content]).filter(({ differs }) => differs);
  const send = (reason: string | null) =>
    act.run({ params, body: { basis: canvass.area.basis, ...content, reason } });
  const form = useForm({
    initial: { reason: '' },
    check: ({ reason }) => found({ reason: checks.reason(reason) }),
    send: ({ reason }) => send(reason.trim()),
    onDone: () => setOwn(false),
  });
  return (
    // The fields are real controls; only Enter among them is caught here.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className="entry-form" onKeyDown={moveOn}>
      {isOwn ? (
        <>
          <p className="quiet">{t('keying.keys')}</p>
          <FigureFields
            figures={figures}
            texts={texts}
            set={(name, text) => setTexts((before) => ({ ...before, [name]: text }))}
            findings={[]}
          />
          {differences.length > 0 && (
            <FigureTable
              caption={t('canvass.differ', { count: differences.length })}
              figures={figures}
              withGap
              onlyDifferent
              columns={[
                { key: 'sums', header: t('canvass.sums'), content: sums },
                { key: 'own', header: t('canvass.own'), content },
              ]}
            />
          )}
        </>
      ) : (
        <Paragraph>{t('canvass.same-text')}</Paragraph>
      )}
      {differences.length > 0 && isComplete ? (
        <FormFrame form={form} submitLabel={t('canvass.confirm')}>
          <ReasonInput field={form.bind('reason')} label={t('canvass.reason')} />
        </FormFrame>
      ) : (
        <>
          <RefusalNotice refusal={act.refusal} />
          <div className="button-row">
            <Button
              disabled={!isComplete}
              loading={act.pending}
              data-finish
              onClick={() => void send(null)}
            >
              {t('canvass.confirm')}
            </Button>
            {!isOwn && (
              <Button variant="secondary" onClick={() => setOwn(true)}>
                {t('canvass.key-own')}
              </Button>
            )}
          </div>
        </>
      )}
    </div>
  );
}

/** Rows of the form; options too where the area has one ballot. */
function useCanvassFigures(
  { contest, area }: ViewProps['params'],
  counted: ViewProps['counted'],
): readonly Figure[] {
  const template = counted.definition.contests.find(({ code }) => code === contest);
  const district =
    template?.districtSet === null
      ? null
      : area.startsWith('district:')
        ? area.slice('district:'.length)
        : null;
  return usePaper(counted, contest, district)?.figures ?? [];
}

function contentOfSums({ sums }: Canvass, figures: readonly Figure[]): ProtocolContent {
  const of = (part: 'counts' | 'votes') =>
    Object.fromEntries(
      figures
        .filter((figure) => figure.part === part)
        .map(({ code }) => [code, sums[part][code]?.sum ?? null]),
    );
  return { counts: of('counts'), votes: of('votes') };
}
