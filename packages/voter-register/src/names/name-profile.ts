/** How a country writes names. `plain` covers Russian, Kazakh, Kyrgyz, Georgian and Latin spellings without rules of their own. */
export const NAME_PROFILES = ['uzbek', 'azerbaijani', 'mongolian', 'plain'] as const;
export type NameProfile = (typeof NAME_PROFILES)[number];

/** In Mongolia `surname` is the clan and `patronymic` the father's or mother's name. */
export type NamePart = 'surname' | 'given' | 'patronymic';
