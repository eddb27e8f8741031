import { getResults } from '@ovoz/contract';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { AsOfLine } from '../../counting/AsOfLine.tsx';
import { CountGate } from '../../counting/CountGate.tsx';
import { isRefusedWith } from '../../counting/is-refused.ts';
import { SealedNotice } from '../../counting/SealedNotice.tsx';
import { TerritoryFilter } from '../../counting/TerritoryFilter.tsx';
import { useCounted } from '../../counting/use-counted.ts';
import { FilterSelect } from '../../forms/inputs.tsx';
import { useMessages, useText } from '../../language.ts';
import { Loading } from '../../page/Loading.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { reading } from '../../server/reading.ts';
import { whileSomebodyIsThere } from '../../session/activity.ts';
import { areaOfTerritory, districtOfArea, type ResultsSearch } from './results-search.ts';
import { SeatsSection } from './SeatsSection.tsx';
import { TotalsSection } from './TotalsSection.tsx';

const RENEW_MS = 10_000;

/** Totals of an area, and for the nation the seats with their working. Sealed until the release time. */
export function ResultsPart() {
  const { code } = useCounted();
  return (
    <CountGate code={code}>
      <Results code={code} />
    </CountGate>
  );
}

function Results({ code }: { readonly code: string }) {
  const search = useSearch({ from: '/shell/count/$code/results' });
  const { area } = search;
  const { data, error } = useQuery({
    ...reading(getResults, { params: { code }, query: area === undefined ? {} : { area } }),
    refetchInterval: whileSomebodyIsThere(RENEW_MS),
  });
  if (isRefusedWith(error, 'not-released')) return <SealedNotice code={code} />;
  return (
    <>
      <AreaFilter code={code} search={search} />
      <QueryRefusal error={error} />
      {data === undefined ? (
        error === null && <Loading />
      ) : (
        <>
          <AsOfLine instant={data.asOf} />
          {data.seats !== null && <SeatsSection code={code} seats={data.seats} search={search} />}
          {data.totals.map((totals) => (
            <TotalsSection key={totals.contest} totals={totals} area={data.area} />
          ))}
        </>
      )}
    </>
  );
}

function AreaFilter({ code, search }: { readonly code: string; readonly search: ResultsSearch }) {
  const t = useMessages();
  const text = useText();
  const { pack, definition } = useCounted();
  const navigate = useNavigate();
  const choose = (area: string | undefined) =>
    void navigate({
      to: '/count/$code/results',
      params: { code },
      search: area === undefined ? {} : { area },
      replace: true,
    });
  const contest = definition.contests.find(({ districtSet }) => districtSet !== null);
  const districts = definition.ballots.flatMap((ballot) =>
    ballot.contest === contest?.code && ballot.district !== null ? [ballot.district] : [],
  );
  const set = pack.districtSets.find((one) => one.code === contest?.districtSet);
  return (
    <>
      {districts.length > 0 && set !== undefined && (
        <div className="filters">
          <FilterSelect
            label={text(set.name)}
            value={districtOfArea(search.area ?? '') ?? ''}
            empty={t('results.no-district')}
            onChange={(district) => choose(district === '' ? undefined : `district:${district}`)}
            choices={districts.map((district) => ({
              value: district,
              label: t('results.district', { number: district }),
            }))}
          />
        </div>
      )}
      <TerritoryFilter
        pack={pack.code}
        value={undefined}
        onChange={(path) =>
          choose(path === undefined ? undefined : areaOfTerritory(path, pack.root))
        }
      />
    </>
  );
}
