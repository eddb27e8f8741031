import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { transliterateMessage } from './message-transliteration.ts';
import { transliterateUzbek } from './uzbek-transliteration.ts';
import { UZBEK_CYRILLIC_WORDS } from './uzbek-words.ts';

const WORDS: readonly (readonly [latin: string, cyrillic: string])[] = [
  // Letters that differ, digraphs, and oʻ and gʻ.
  ['Oʻzbekiston', 'Ўзбекистон'],
  ['Qoʻqon', 'Қўқон'],
  ['Fargʻona', 'Фарғона'],
  ['Gʻijduvon', 'Ғиждувон'],
  ['Shahrisabz', 'Шаҳрисабз'],
  ['Chirchiq', 'Чирчиқ'],
  ['Toshkent', 'Тошкент'],
  ['Xorazm', 'Хоразм'],
  ['Hazorasp', 'Ҳазорасп'],
  ['Jizzax', 'Жиззах'],
  ['Qoraqalpogʻiston', 'Қорақалпоғистон'],
  ['Margʻilon', 'Марғилон'],
  ['Mingbuloq', 'Мингбулоқ'],
  ['ovoz', 'овоз'],
  ['saylov', 'сайлов'],
  ['saylovchi', 'сайловчи'],
  ['nomzod', 'номзод'],
  ['byulletenlar', 'бюллетенлар'],
  ['bayonnoma', 'баённома'],
  ['hokimiyat', 'ҳокимият'],
  ['qonun', 'қонун'],
  ['huquq', 'ҳуқуқ'],
  ['tuman', 'туман'],
  ['uchastka', 'участка'],
  ['boʻlinma', 'бўлинма'],
  // y with a vowel.
  ['Yevropa', 'Европа'],
  ['Yangiyoʻl', 'Янгийўл'],
  ['yoʻl', 'йўл'],
  ['Yozyovon', 'Ёзёвон'],
  ['Boyovut', 'Боёвут'],
  ['Amudaryo', 'Амударё'],
  ['Yunusobod', 'Юнусобод'],
  ['Payariq', 'Паяриқ'],
  ['Yangiyer', 'Янгиер'],
  ['Kegeyli', 'Кегейли'],
  ['Quyi', 'Қуйи'],
  ['Navoiy', 'Навоий'],
  ['yigirma', 'йигирма'],
  ['viloyat', 'вилоят'],
  ['poyezd', 'поезд'],
  ['toʻyingiz', 'тўйингиз'],
  // e at the beginning and after vowels.
  ['Ellikqalʼa', 'Элликқалъа'],
  ['erkin', 'эркин'],
  ['elektron', 'электрон'],
  ['poema', 'поэма'],
  ['aeroport', 'аэропорт'],
  ['Denov', 'Денов'],
  ['deputat', 'депутат'],
  // The sign ʼ.
  ['sanʼat', 'санъат'],
  ['maʼlumot', 'маълумот'],
  ['eʼlon', 'эълон'],
  ['aʼzo', 'аъзо'],
  ['masʼul', 'масъул'],
  ['daʼvo', 'даъво'],
  ['Tuproqqalʼa', 'Тупроққалъа'],
  ['Isʼhoq', 'Исҳоқ'],
  ["Is'hoq", 'Исҳоқ'],
  ['ISʼHOQ', 'ИСҲОҚ'],
  // ts.
  ['konstitutsiya', 'конституция'],
  ['litsey', 'лицей'],
  ['militsiya', 'милиция'],
  ['protsent', 'процент'],
  ['skeptitsizm', 'скептицизм'],
  ['ketsa', 'кетса'],
  ['aytsin', 'айтсин'],
  ['aytsinlar', 'айтсинлар'],
  ['hujjatsiz', 'ҳужжатсиз'],
  ['adolatsizlik', 'адолатсизлик'],
  ['baxtsiz', 'бахтсиз'],
  ['boʻlmaganda', 'бўлмаганда'],
  // Words that the letters alone do not give.
  ['rayon', 'район'],
  ['obyektlar', 'объектлар'],
  ['Subyekt', 'Субъект'],
  ['noyabr', 'ноябрь'],
  ['noyabrda', 'ноябрда'],
  ['iyun', 'июнь'],
  ['iyulgacha', 'июлгача'],
  ['parol', 'пароль'],
  ['parolni', 'паролни'],
  ['sement', 'цемент'],
  ['fraksiyasi', 'фракцияси'],
  ['KOMPYUTER', 'КОМПЬЮТЕР'],
];

test('words come out as they are spelt', () => {
  assert.ok(WORDS.length >= 60);
  for (const [latin, cyrillic] of WORDS) assert.equal(transliterateUzbek(latin), cyrillic, latin);
});

test('capitals follow capitals', () => {
  const cases = [
    ['TOSHKENT SHAHRI', 'ТОШКЕНТ ШАҲРИ'],
    ['MAʼLUMOT', 'МАЪЛУМОТ'],
    ['Aʼzo', 'Аъзо'],
    ['YOʻL', 'ЙЎЛ'],
    ['Yoʻl', 'Йўл'],
    ['OʻZBEKISTON', 'ЎЗБЕКИСТОН'],
    ['SHavkat', 'Шавкат'],
    ['Sh. Rashidov', 'Ш. Рашидов'],
    ['YA. Yoqubov', 'Я. Ёқубов'],
  ] as const;
  for (const [latin, cyrillic] of cases) assert.equal(transliterateUzbek(latin), cyrillic);
});

test('every sign that people type for an apostrophe is understood', () => {
  for (const sign of ["'", '`', '\u2018', '\u2019', '\u02BB', '\u02BC', '\u00B4']) {
    assert.equal(transliterateUzbek(`O${sign}zbek`), 'Ўзбек', sign);
    assert.equal(transliterateUzbek(`tog${sign}`), 'тоғ', sign);
    assert.equal(transliterateUzbek(`ma${sign}no`), 'маъно', sign);
  }
  assert.equal(transliterateUzbek("'salom' dedi"), "'салом' деди");
});

test('what is not Uzbek stays: addresses, Roman numerals, foreign words, numbers', () => {
  const text = 'XXI asr, www.saylov.uz, info@saylov.uz, https://a.uz/b?x=1, Word, 1209, Äö, PDF';
  assert.equal(
    transliterateUzbek(text),
    'XXI аср, www.saylov.uz, info@saylov.uz, https://a.uz/b?x=1, Word, 1209, Äö, PDF',
  );
  assert.equal(transliterateUzbek('Ўзбекистон ва Россия'), 'Ўзбекистон ва Россия');
});

test('a sentence', () => {
  assert.equal(
    transliterateUzbek('Saylov uchastkasi 08:00 dan 20:00 gacha ochiq boʻladi.'),
    'Сайлов участкаси 08:00 дан 20:00 гача очиқ бўлади.',
  );
});

test('overrides take the place of the list, for a word or for a stem', () => {
  assert.equal(transliterateUzbek('rayon', {}), 'раён');
  assert.equal(transliterateUzbek('Moʻtabar', { moʻtabar: 'мўтабар' }), 'Мўтабар');
  assert.equal(transliterateUzbek("Mo'tabarga", { 'moʻtabar-': 'мўтабар' }), 'Мўтабарга');
  const more = { ...UZBEK_CYRILLIC_WORDS, soʻz: 'калом' };
  assert.equal(transliterateUzbek('soʻz, soʻzlar', more), 'калом, сўзлар');
});

test('every word of the list is needed', () => {
  for (const [key, cyrillic] of Object.entries(UZBEK_CYRILLIC_WORDS)) {
    assert.notEqual(transliterateUzbek(key.replace(/-$/, ''), {}), cyrillic, key);
  }
});

test('in messages only the text is transliterated', () => {
  const cases = [
    ['Salom, {name}!', 'Салом, {name}!'],
    [
      '{count, plural, one {# ta ovoz} other {# ta ovoz, {place} tumani}} sanaldi',
      '{count, plural, one {# та овоз} other {# та овоз, {place} тумани}} саналди',
    ],
    [
      '{sex, select, female {Ayol} male {Erkak} other {Odam}}',
      '{sex, select, female {Аёл} male {Эркак} other {Одам}}',
    ],
    ['{day, date, long} kuni', '{day, date, long} куни'],
    ['{share, number, ::percent} ovoz', '{share, number, ::percent} овоз'],
    ['<strong>Muhim</strong>: <a1>oʻqing</a1>', '<strong>Муҳим</strong>: <a1>ўқинг</a1>'],
    ["Qavslar: '{salom}'", "Қавслар: '{salom}'"],
    [
      '{n, plural, offset:1 =0 {hech kim} other {#}}',
      '{n, plural, offset:1 =0 {ҳеч ким} other {#}}',
    ],
    ['', ''],
  ] as const;
  for (const [latin, cyrillic] of cases) assert.equal(transliterateMessage(latin), cyrillic);
  assert.equal(transliterateMessage('rayon {rayon}', {}), 'раён {rayon}');
});

test('a message whose braces do not pair is a defect', () => {
  for (const message of [
    '{',
    '}',
    'a {b',
    'a} b',
    '{n, plural, other {x}',
    '{n, select, a {b}}}',
  ]) {
    assert.throws(() => transliterateMessage(message), /braces come in pairs/, message);
  }
});

test('no Latin letter of Uzbek is left, and a second pass changes nothing', () => {
  const letters = [
    ...Array.from('abdefghijklmnopqrstuvxyzABDEFGHIJKLMNOPQRSTUVXYZ'),
    'oʻ',
    'gʻ',
    'sh',
    'ch',
    'ʼ',
    ' ',
  ];
  const text = fc
    .array(fc.constantFrom(...letters), { maxLength: 30 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (latin) => {
      const cyrillic = transliterateUzbek(latin, {});
      const left = cyrillic.match(/[A-Za-z]+/g) ?? [];
      for (const word of left) assert.match(word, /^(?:[MDCLXVI]{2,}|.*c.*)$/i, latin);
      if (left.length === 0) assert.equal(transliterateUzbek(cyrillic, {}), cyrillic);
    }),
  );
});
