import { useMessages } from '../../language.ts';

/** Fields of a record, as the server names them. */
const FIELDS = [
  'surname',
  'given',
  'patronymic',
  'sex',
  'birthDate',
  'citizenship',
  'addressId',
  'flat',
  'territoryPath',
  'status',
  'nationalNumber',
  'documentNumber',
] as const;

/** Names a field of a record; one that is not known stays as it is. */
export function useFieldName(): (field: string) => string {
  const t = useMessages();
  return (field) => {
    const known = FIELDS.find((one) => one === field);
    return known === undefined ? field : t(`voter-field.${known}`);
  };
}
