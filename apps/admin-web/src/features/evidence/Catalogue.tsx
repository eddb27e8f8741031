import { Details, Tag } from '@digdir/designsystemet-react';
import type { EventTypeDescription } from '@ovoz/contract';
import { useMessages } from '../../language.ts';

/** What each type of fact records, and which of its fields everybody can read. */
export function Catalogue({
  eventTypes,
}: {
  readonly eventTypes: readonly EventTypeDescription[];
}) {
  const t = useMessages();
  return (
    <Details>
      <Details.Summary>{t('evidence.catalogue', { count: eventTypes.length })}</Details.Summary>
      <Details.Content>
        {eventTypes.map((eventType) => (
          <EventType key={eventType.type} eventType={eventType} />
        ))}
      </Details.Content>
    </Details>
  );
}

/** One type of fact explained. The catalogue itself is written in English. */
export function EventType({ eventType }: { readonly eventType: EventTypeDescription }) {
  const t = useMessages();
  return (
    <section className="event-type">
      <h2>
        <code>{eventType.type}</code>
      </h2>
      <p lang="en">{eventType.meaning}</p>
      <ul>
        {eventType.fields.map((field) => (
          <li key={field.name}>
            <code>{field.name}</code>{' '}
            <Tag data-size="sm" data-color={field.visibility === 'public' ? 'success' : 'warning'}>
              {t(`visibility.${field.visibility}`)}
            </Tag>{' '}
            <span lang="en">{field.meaning}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
