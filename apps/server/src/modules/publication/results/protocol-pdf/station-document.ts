import type { PublishedStationResult } from '@ovoz/contract';
import type { ResultPackage } from '@ovoz/election-model';
import { contestParts, figuresOfPaper } from './contest-parts.ts';
import { type DocumentPart, heading, paragraph, type ProtocolDocument } from './document.ts';
import { documentHead, type Source } from './document-head.ts';
import type { ElectionNames } from './election-names.ts';

type Protocol = PublishedStationResult['protocols'][number];

/** The protocols of one station as they stand, from its published file. */
export function stationDocument(
  names: ElectionNames,
  station: PublishedStationResult,
  source: Source,
): ProtocolDocument {
  const { words, say, spell, election } = names;
  const { timeZone, votingDay } = election.definition;
  const places = station.above.slice(1).map(({ name }) => say(name));
  return {
    ...documentHead(names, station, source),
    title: words.t('pdf.station', { number: station.station }),
    subtitle: spell(station.name),
    facts: [
      [words.t('results.area'), places.join(' · ')],
      ['', spell(station.address)],
      [words.t('pdf.votingDay'), words.day(votingDay)],
      ['', words.t('asOf', { time: words.dateTime(station.legalTime, timeZone) })],
    ].map(([name = '', value = '']) => [name, value] as const),
    parts: station.protocols.flatMap((protocol, index) => [
      ...(index === 0 ? [] : [{ kind: 'page' } as const]),
      ...protocolParts(names, protocol),
    ]),
  };
}

function protocolParts(names: ElectionNames, protocol: Protocol): readonly DocumentPart[] {
  const { words, say } = names;
  const { contest, district, count, status, versions } = protocol;
  const title = names.contest(contest)?.title;
  if (title === undefined) return [];
  const standing = versions.find(({ hash }) => hash === protocol.standing);
  const shown = standing ?? versions.at(-1);
  const kind = words.t(count === 'hand' ? 'stationResult.hand' : 'stationResult.machine');
  const where = district === null ? '' : ` · ${words.t('pdf.district')} ${district}`;
  const parts: DocumentPart[] = [heading(`${say(title)}${where}`)];
  if (status === 'annulled') parts.push({ kind: 'notice', text: words.t('pdf.annulled') });
  if (shown === undefined) return [...parts, paragraph(words.t('pdf.awaited'), true)];
  // Checked strictly when it was received; its hash is that of the text.
  const { payload } = JSON.parse(shown.package) as ResultPackage;
  const version = words.t('stationResult.version', { version: shown.version });
  return [
    ...parts,
    paragraph(`${kind} · ${version} · ${words.t(`origin.${payload.origin.kind}`)}`),
    ...contestParts(names, figuresOfPaper(contest, district, payload.content), words.t('pdf.rows')),
    ...findingParts(names, contest, shown),
    ...reasonParts(names, protocol),
    paragraph(`${words.t('pdf.package')}: ${shown.hash}`, true),
  ];
}

function findingParts(
  names: ElectionNames,
  contest: string,
  { findings, explanations }: Protocol['versions'][number],
): readonly DocumentPart[] {
  const { words, say } = names;
  if (findings.length === 0) return [];
  const checks = names.form(contest)?.checks ?? [];
  return [
    heading(words.t('stationResult.findings'), 2),
    ...findings.map(({ code }): DocumentPart => {
      const check = checks.find((one) => one.code === code);
      const why = explanations
        .filter((one) => one.check === code)
        .map(({ text }) => `${words.t('stationResult.explanation')} ${text}`);
      const what = check === undefined ? code : `${code}. ${say(check.meaning)}`;
      return { kind: 'notice', text: [what, ...why].join(' ') };
    }),
  ];
}

/** Corrections and what else people decided with a reason. */
function reasonParts(
  { words, election }: ElectionNames,
  { decisions }: Protocol,
): readonly DocumentPart[] {
  const { timeZone } = election.definition;
  return decisions.flatMap(({ decision, reason, at }): DocumentPart[] => {
    if (reason === null) return [];
    const key = `decision.${decision}`;
    const what = isDecision(key) ? words.t(key) : decision;
    return [{ kind: 'notice', text: `${words.dateTime(at, timeZone)}, ${what}: ${reason}` }];
  });
}

const DECISIONS = [
  'decision.accepted',
  'decision.returned',
  'decision.corrected',
  'decision.annulled',
  'decision.reinstated',
  'decision.alarm-settled',
] as const;

function isDecision(key: string): key is (typeof DECISIONS)[number] {
  return DECISIONS.some((known) => known === key);
}
