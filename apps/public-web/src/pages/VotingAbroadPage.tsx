import { ABROAD_WORDS, type AbroadData } from '../site/abroad-data.ts';
import { ABROAD, addresses } from '../site/addresses.ts';
import type { ElectionView } from '../site/election-view.ts';
import { islandWords } from '../site/island-words.ts';
import { usePage } from '../site/page-context.tsx';
import { DataBlock } from './DataBlock.tsx';
import { PageFrame } from './PageFrame.tsx';

const MAX_NAME = 100;
const MAX_NUMBER = 40;
const MAX_CONTACT = 200;

/** For citizens abroad: asks a mission for a place on its list. */
export function VotingAbroadPage({ view }: { readonly view: ElectionView }) {
  const { t, to, language } = usePage();
  const places = ['deadline', 'listed', 'verified', 'requested', 'living', 'number'];
  const data: AbroadData = {
    election: view.code,
    language,
    timeZone: view.election.definition.timeZone,
    words: islandWords(t, ABROAD_WORDS, places),
  };
  return (
    <PageFrame title={t('abroad.title')} view={view}>
      <p className="site-lead">{t('abroad.lead')}</p>
      <noscript>
        <p>{t('abroad.noScripts')}</p>
      </noscript>
      <div id="abroad-status" role="status" />
      <form id="abroad-form" className="ov-needs-scripts site-lookup" autoComplete="off" hidden>
        <MissionField view={view} />
        <TextField id="given" max={MAX_NAME} />
        <TextField id="surname" max={MAX_NAME} optional />
        <TextField id="patronymic" max={MAX_NAME} optional />
        <TextField id="birthDate" max={MAX_NUMBER} type="date" />
        <TextField id="nationalNumber" max={MAX_NUMBER} />
        <TextField id="document" max={MAX_NUMBER} />
        <TextField id="contact" max={MAX_CONTACT} />
        <p className="site-lookup__hint">{t('abroad.contact.text')}</p>
        <button type="submit" className="site-button">
          {t('abroad.ask')}
        </button>
      </form>
      <div id="abroad-answer" className="site-lookup__answer" role="status" />
      <p>
        <a href={to(addresses.territory(view.code, ABROAD))}>{t('abroad.stations')}</a>
      </p>
      <DataBlock id="abroad-data" content={data} />
    </PageFrame>
  );
}

function MissionField({ view }: { readonly view: ElectionView }) {
  const { t, country, compare, say } = usePage();
  const missions = (view.stations.get(ABROAD)?.stations ?? [])
    .map(({ station }) => {
      const where = station.hostCountry === null ? '' : `${country(station.hostCountry)} – `;
      return { number: station.number, text: `${where}${say.name(station.name)}` };
    })
    .toSorted((left, right) => compare(left.text, right.text));
  return (
    <p className="site-lookup__field">
      <label htmlFor="abroad-station">{t('abroad.mission')}</label>
      <select id="abroad-station" name="station" defaultValue="" required>
        <option value="">{t('abroad.choose')}</option>
        {missions.map(({ number, text }) => (
          <option key={number} value={number}>
            {text}
          </option>
        ))}
      </select>
    </p>
  );
}

type FieldProps = {
  readonly id:
    | 'given'
    | 'surname'
    | 'patronymic'
    | 'birthDate'
    | 'nationalNumber'
    | 'document'
    | 'contact';
  readonly max: number;
  readonly type?: 'text' | 'date';
  readonly optional?: boolean;
};

function TextField({ id, max, type = 'text', optional = false }: FieldProps) {
  const { t } = usePage();
  const label = {
    given: t('abroad.given'),
    surname: t('abroad.surname'),
    patronymic: t('abroad.patronymic'),
    birthDate: t('abroad.birthDate'),
    nationalNumber: t('lookup.national'),
    document: t('lookup.document'),
    contact: t('abroad.contact'),
  }[id];
  return (
    <p className="site-lookup__field">
      <label htmlFor={`abroad-${id}`}>
        {optional ? `${label} (${t('abroad.optional')})` : label}
      </label>
      <input
        id={`abroad-${id}`}
        name={id}
        type={type}
        autoComplete="off"
        spellCheck={false}
        maxLength={max}
        required={!optional}
      />
    </p>
  );
}
