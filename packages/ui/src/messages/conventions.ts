import type { LanguageTag } from './languages.ts';

/**
 * How a language writes numbers and dates. The tables are ours because browsers do not have them:
 * Chromium writes Uzbek, Azerbaijani and Kazakh dates as "2026 M12 27" and Mongolian, Kyrgyz and
 * Georgian ones in English. A test compares the names with the CLDR that Node carries.
 */
export type Conventions = {
  readonly group: string;
  readonly decimal: string;
  readonly percent: string;
  /** Months as they stand in a date, January first. */
  readonly months: readonly string[];
  readonly shortMonths: readonly string[];
  /** Months as they stand alone, where that differs. */
  readonly monthsAlone?: readonly string[];
  /** Monday first, as a heading. */
  readonly weekdays: readonly string[];
  /** `{d}` day, `{m}` month, `{y}` year. */
  readonly date: string;
  readonly shortDate: string;
  readonly month: string;
  /** Before the last item of a list. */
  readonly and: string;
};

const SPACE = '\u00A0';
const COMMA = { group: SPACE, decimal: ',', percent: '%' };

const words = (text: string) => text.split(' ');

export const CONVENTIONS: Readonly<Record<LanguageTag, Conventions>> = {
  'uz-Latn': {
    ...COMMA,
    months: words('yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr'),
    shortMonths: words('yan fev mar apr may iyn iyl avg sen okt noy dek'),
    weekdays: words('Dushanba Seshanba Chorshanba Payshanba Juma Shanba Yakshanba'),
    date: '{y}-yil {d}-{m}',
    shortDate: '{d}-{m}',
    month: '{y}-yil {m}',
    and: 'va',
  },
  'uz-Cyrl': {
    ...COMMA,
    months: words(
      'январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь',
    ),
    shortMonths: words('янв фев мар апр май июн июл авг сен окт ноя дек'),
    weekdays: words('Душанба Сешанба Чоршанба Пайшанба Жума Шанба Якшанба'),
    date: '{y} йил {d} {m}',
    shortDate: '{d} {m}',
    month: '{y} йил {m}',
    and: 'ва',
  },
  ru: {
    ...COMMA,
    percent: `${SPACE}%`,
    months: words(
      'января февраля марта апреля мая июня июля августа сентября октября ноября декабря',
    ),
    monthsAlone: words(
      'Январь Февраль Март Апрель Май Июнь Июль Август Сентябрь Октябрь Ноябрь Декабрь',
    ),
    shortMonths: words('янв. февр. мар. апр. мая июн. июл. авг. сент. окт. нояб. дек.'),
    weekdays: words('Понедельник Вторник Среда Четверг Пятница Суббота Воскресенье'),
    date: `{d} {m} {y}${SPACE}г.`,
    shortDate: '{d} {m}',
    month: `{m} {y}${SPACE}г.`,
    and: 'и',
  },
  en: {
    group: ',',
    decimal: '.',
    percent: '%',
    months: words(
      'January February March April May June July August September October November December',
    ),
    shortMonths: words('Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec'),
    weekdays: words('Monday Tuesday Wednesday Thursday Friday Saturday Sunday'),
    date: '{d} {m} {y}',
    shortDate: '{d} {m}',
    month: '{m} {y}',
    and: 'and',
  },
  mn: {
    group: ',',
    decimal: '.',
    percent: '%',
    months: words('1-р 2-р 3-р 4-р 5-р 6-р 7-р 8-р 9-р 10-р 11-р 12-р'),
    shortMonths: words('1-р 2-р 3-р 4-р 5-р 6-р 7-р 8-р 9-р 10-р 11-р 12-р'),
    weekdays: words('Даваа Мягмар Лхагва Пүрэв Баасан Бямба Ням'),
    date: '{y} оны {m} сарын {d}',
    shortDate: '{m} сарын {d}',
    month: '{y} оны {m} сар',
    and: 'ба',
  },
  az: {
    group: '.',
    decimal: ',',
    percent: '%',
    months: words('yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr'),
    monthsAlone: words(
      'Yanvar Fevral Mart Aprel May İyun İyul Avqust Sentyabr Oktyabr Noyabr Dekabr',
    ),
    shortMonths: words('yan fev mar apr may iyn iyl avq sen okt noy dek'),
    weekdays: 'Bazar ertəsi,Çərşənbə axşamı,Çərşənbə,Cümə axşamı,Cümə,Şənbə,Bazar'.split(','),
    date: '{d} {m} {y}',
    shortDate: '{d} {m}',
    month: '{m} {y}',
    and: 'və',
  },
  ky: {
    ...COMMA,
    // With the ending that belongs to "of the year": 2026-жылдын 27-декабры.
    months: words(
      'январы февралы марты апрели майы июну июлу августу сентябры октябры ноябры декабры',
    ),
    shortMonths: words('янв. фев. мар. апр. май июн. июл. авг. сен. окт. ноя. дек.'),
    weekdays: words('Дүйшөмбү Шейшемби Шаршемби Бейшемби Жума Ишемби Жекшемби'),
    date: '{y}-жылдын {d}-{m}',
    shortDate: '{d}-{m}',
    month: '{y}-жылдын {m}',
    and: 'жана',
  },
  kk: {
    ...COMMA,
    months: words(
      'қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан',
    ),
    shortMonths: words('қаң. ақп. нау. сәу. мам. мау. шіл. там. қыр. қаз. қар. жел.'),
    weekdays: words('Дүйсенбі Сейсенбі Сәрсенбі Бейсенбі Жұма Сенбі Жексенбі'),
    date: '{y} жылғы {d} {m}',
    shortDate: '{d} {m}',
    month: '{y} жылғы {m}',
    and: 'және',
  },
  ka: {
    ...COMMA,
    months: words(
      'იანვარი თებერვალი მარტი აპრილი მაისი ივნისი ივლისი აგვისტო სექტემბერი ოქტომბერი ნოემბერი დეკემბერი',
    ),
    shortMonths: words('იან თებ მარ აპრ მაი ივნ ივლ აგვ სექ ოქტ ნოე დეკ'),
    weekdays: words('ორშაბათი სამშაბათი ოთხშაბათი ხუთშაბათი პარასკევი შაბათი კვირა'),
    date: '{y} წლის {d} {m}',
    shortDate: '{d} {m}',
    month: '{y} წლის {m}',
    and: 'და',
  },
};
