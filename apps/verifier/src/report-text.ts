import type { LocalText } from './election-types.ts';
import type { Finding, Severity } from './finding.ts';
import type { ElectionVerdict, LogVerdict, Outcome, Verdict } from './verdict.ts';

/** Findings of one code that the text shows; the JSON has more. */
const SHOWN_PER_CODE = 5;

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  verified: 'VERIFIED: everything in this record follows from what was signed.',
  'verified-with-gaps':
    'VERIFIED WITH GAPS: nothing in this record is wrong, and something is missing.',
  false: 'FALSE: this record contradicts itself or its log.',
  unsettled:
    'UNSETTLED: this site changed while it was read. Verify it again, or an archive of it; nothing is said of it now.',
};

/** The verdict for people at a terminal: the outcome first, then what it rests on, then what was found. */
export function reportText(verdict: Verdict): string {
  const { outcome, source, log, elections, files, findings, counts } = verdict;
  return [
    OUTCOMES[outcome],
    '',
    `Record   ${source}`,
    ...logLines(log),
    `Files    ${grouped(files.checked)} compared, ${grouped(files.signatures)} signatures of stations, commissions and publisher`,
    ...elections.flatMap(electionLines),
    ...findingLines('false', 'What is wrong', findings, counts),
    ...findingLines('gap', 'Gaps', findings, counts),
    ...findingLines('note', 'Notes', findings, counts),
    '',
  ].join('\n');
}

function logLines(log: LogVerdict | null): readonly string[] {
  if (log === null) return ['Log      none that could be read'];
  const { registered, cosigned, needed } = log.witnesses;
  const witnesses =
    registered === 0
      ? 'no witness is registered'
      : `${cosigned.length} of ${registered} witnesses co-signed, ${needed} are needed`;
  return [
    `Log      ${log.origin}: ${grouped(log.size)} entries${log.until === null ? '' : ` until ${log.until}`}`,
    `         root ${log.root}`,
    `         key ${log.keyFromRecord ? 'taken from the record itself' : 'as you gave it'}; ${witnesses}`,
  ];
}

function electionLines(election: ElectionVerdict): readonly string[] {
  const { title, code, mode, status, contests, origins, seats, certifiedVersion } = election;
  const head = ['', `${named(title)} (${code})`, `Mode     ${modeWords(mode)}`];
  if (status === null) return [...head, 'Count    not open'];
  const certified = certifiedVersion === null ? '' : `, certified version ${certifiedVersion}`;
  return [
    ...head,
    `Result   ${status}${certified}`,
    ...contests.map(({ title: contest, due, counted, annulled }) => {
      const missing = due - counted - annulled;
      return `Count    ${named(contest)}: ${grouped(counted)} of ${grouped(due)} protocols count, ${annulled} annulled, ${missing} missing`;
    }),
    `Signed   ${grouped(origins['station-signed'])} by stations; ${grouped(origins.keyed)} keyed and ${grouped(origins.corrected)} corrected by commissions, signed by the server`,
    ...seatLines(seats),
  ];
}

function modeWords(mode: ElectionVerdict['mode']): string {
  return mode === 'live' ? 'live' : `${mode.toUpperCase()} – this is no real election`;
}

function seatLines(seats: ElectionVerdict['seats']): readonly string[] {
  if (seats === null) return [];
  const pending = seats.districts.filter(
    ({ allocation, seats: all }) =>
      (allocation?.options.reduce((sum, option) => sum + option.seats, 0) ?? 0) < all,
  ).length;
  return [
    'Seats    worked out again from the protocols:',
    ...seats.parties
      .toSorted((a, b) => b.seats - a.seats)
      .map(({ party, name, seats: held }) => {
        const who = party === null ? 'without a party' : name === null ? party : named(name);
        return `         ${String(held).padStart(5)}  ${who}`;
      }),
    ...(pending === 0 ? [] : [`         ${pending} districts still have seats to give`]),
  ];
}

function findingLines(
  severity: Severity,
  title: string,
  findings: readonly Finding[],
  counts: Verdict['counts'],
): readonly string[] {
  const own = Map.groupBy(
    findings.filter((finding) => finding.severity === severity),
    ({ code }) => code,
  );
  if (own.size === 0) return [];
  const lines = [...own].flatMap(([code, list]) => {
    const all = counts[code] ?? list.length;
    const shown = list.slice(0, severity === 'note' ? 1 : SHOWN_PER_CODE);
    const more = all - shown.length;
    return [
      `  ${code}${all > 1 ? ` (${grouped(all)})` : ''}`,
      ...shown.flatMap(({ place, sentence, since }) => [
        `    ${place}`,
        `      ${sentence}`,
        ...(since === undefined
          ? []
          : [`      since entry ${since.leaf} of the log, ${since.time}`]),
      ]),
      ...(more > 0 && severity !== 'note' ? [`    … and ${grouped(more)} more`] : []),
    ];
  });
  return ['', `${title}:`, ...lines];
}

function named(text: LocalText): string {
  return text['en'] ?? Object.values(text)[0] ?? '';
}

/** 22 056: digits in groups of three, as no language puts a comma or a point. */
function grouped(number: number): string {
  return String(number).replaceAll(/\B(?=(\d{3})+(?!\d))/g, '\u202f');
}
