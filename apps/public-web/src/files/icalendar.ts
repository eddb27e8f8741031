/** A dated step of the calendar, in the words of one language. */
export type CalendarEvent = {
  /** Unique for ever, so that a new version replaces the old one in people's calendars. */
  readonly uid: string;
  readonly summary: string;
  readonly description: string;
  /** A whole local day `YYYY-MM-DD`, or an instant in UTC. */
  readonly at: { readonly day: string } | { readonly instant: string };
};

export type CalendarFile = {
  readonly name: string;
  /** Language of the texts, BCP 47. */
  readonly language: string;
  /** When this version was published: an instant. */
  readonly publishedAt: string;
  /** Number of the version, for SEQUENCE. */
  readonly version: number;
  readonly events: readonly CalendarEvent[];
};

/** Longest line in octets, without the break: RFC 5545 section 3.1. */
const MAX_LINE_OCTETS = 75;

/** Writes an iCalendar file: RFC 5545, with the name of RFC 7986. */
export function writeICalendar(file: CalendarFile): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Ovoz//Election calendar//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME;LANGUAGE=${file.language}:${escapeText(file.name)}`,
    `X-WR-CALNAME:${escapeText(file.name)}`,
    ...file.events.flatMap((event) => eventLines(event, file)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${foldLine(line)}\r\n`).join('');
}

function eventLines(event: CalendarEvent, file: CalendarFile): readonly string[] {
  const { language } = file;
  return [
    'BEGIN:VEVENT',
    `UID:${event.uid}`,
    `DTSTAMP:${writeInstant(file.publishedAt)}`,
    `SEQUENCE:${file.version}`,
    // Without DTEND a day lasts the day, an instant has no length: RFC 5545 section 3.6.1.
    'day' in event.at
      ? `DTSTART;VALUE=DATE:${event.at.day.replaceAll('-', '')}`
      : `DTSTART:${writeInstant(event.at.instant)}`,
    `SUMMARY;LANGUAGE=${language}:${escapeText(event.summary)}`,
    `DESCRIPTION;LANGUAGE=${language}:${escapeText(event.description)}`,
    // A legal date does not make anyone busy.
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

function writeInstant(instant: string): string {
  return `${instant.slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

function escapeText(text: string): string {
  return text.replaceAll(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');
}

/** Breaks a long line between characters; a continuation begins with a space. */
function foldLine(line: string): string {
  const octets = (text: string) => new TextEncoder().encode(text).length;
  const parts: string[] = [];
  let part = '';
  let size = 0;
  for (const character of line) {
    const more = octets(character);
    if (size + more > MAX_LINE_OCTETS) {
      parts.push(part);
      // The space that begins a continuation counts.
      part = ' ';
      size = 1;
    }
    part += character;
    size += more;
  }
  return [...parts, part].join('\r\n');
}
