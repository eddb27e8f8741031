import type { FieldBinding } from '../forms/use-form.ts';
import { FilterSelect } from '../forms/inputs.tsx';
import { useMessages, useText } from '../language.ts';
import { activeGrants } from '../session/permissions.ts';
import { useSession } from '../session/use-session.ts';
import { TerritoryPicker } from './TerritoryPicker.tsx';
import { useOwnCountries } from './use-pack.ts';

type Props = { readonly field: FieldBinding<string>; readonly label: string };

/** A territory inside the own grants; the country is asked for where there are several. */
export function OwnTerritoryPicker({ field, label }: Props) {
  const t = useMessages();
  const text = useText();
  const { grants } = useSession();
  const countries = useOwnCountries();
  const root = field.value.split('/')[0];
  const within = activeGrants(grants).map((grant) => grant.territoryPath);
  const country = countries.find((pack) => pack.root === root);
  const choosesCountry = countries.length > 1 || within.includes('');
  return (
    <>
      {choosesCountry && (
        <FilterSelect
          label={t('new-election.country')}
          value={root ?? ''}
          empty={within.includes('') ? t('value.installation') : t('places.choose')}
          onChange={field.set}
          choices={countries.map((pack) => ({ value: pack.root, label: text(pack.name) }))}
        />
      )}
      {country !== undefined && (
        <TerritoryPicker packCode={country.code} field={field} label={label} within={within} />
      )}
    </>
  );
}
