import Type, { type Static } from 'typebox';

/**
 * Every code that a refusal can carry, with its HTTP status and one sentence for people.
 * Codes are public: they are never renamed or reused.
 */
export const REFUSALS = {
  'invalid-input': [400, 'The request does not have the expected form.'],
  'not-signed-in': [401, 'Sign in first.'],
  'not-permitted': [403, 'Your roles do not include this act.'],
  'wrong-origin': [403, 'The request came from another site.'],
  'not-found': [404, 'There is no such thing, or it is outside your territory.'],
  'method-not-allowed': [405, 'This address does not take this method.'],
  'body-too-large': [413, 'The request is larger than this operation accepts.'],
  'unsupported-media-type': [415, 'Send JSON.'],
  'too-many-requests': [429, 'Too many requests from this account. Wait and try again.'],
  'internal-error': [500, 'Something failed here. Nothing was changed.'],
  unavailable: [503, 'The service cannot answer now. Try again shortly.'],
  'outcome-unknown': [
    503,
    'The connection was lost while saving. Look whether the change is there.',
  ],
  'disk-full': [507, 'The server has no space left. Nothing was changed.'],

  'wrong-credentials': [401, 'Name, password and code do not fit together.'],
  'sign-in-delayed': [
    429,
    'Too many failed attempts on this account from unknown devices. Wait, or use a device you have signed in from before.',
  ],
  'sign-in-level-too-low': [
    403,
    'A live election needs a stronger sign-in than password and one-time code.',
  ],
  'not-a-demo': [404, 'This installation is not a demonstration.'],
  'invitation-invalid': [404, 'The invitation is wrong, used or expired.'],
  'password-too-weak': [422, 'The password is too short or too common.'],
  'code-wrong': [422, 'The one-time code is wrong or was used already.'],
  'username-taken': [409, 'There is already an account with this name.'],
  'person-suspended': [409, 'The account is suspended.'],
  'grant-ended': [409, 'The grant has ended already.'],
  'grant-outside-own-territory': [
    422,
    'You can grant only inside the territory of your own grant.',
  ],
  'role-not-grantable': [422, 'Your role cannot grant this role.'],
  'dates-out-of-order': [422, 'The end is before the beginning.'],
  'wider-role-held': [403, 'The person holds a role that you could not give.'],
  'own-grant': [422, 'Nobody proposes a grant for themselves.'],

  'second-person-required': [403, 'The person who proposed it cannot decide it.'],
  'not-independent': [
    403,
    'One of the two people handed out the account of the other, so they may be one person.',
  ],
  'proposal-not-waiting': [409, 'The proposal was decided, withdrawn or has expired.'],
  'content-changed': [409, 'The content is not what you were shown. Look again.'],
  'proposal-exists': [409, 'The same act is already waiting for a second person.'],

  'pack-unknown': [404, 'There is no such country pack.'],
  'import-has-errors': [422, 'The import has errors; nothing was applied.'],
  'import-unreadable': [422, 'The file cannot be read as what it says it is.'],
  'version-not-draft': [409, 'Only a draft can be changed.'],
  'version-not-current': [409, 'The version is not the current one.'],
  'no-geography': [409, 'The country has no approved geography yet.'],
  'no-change': [409, 'There is no difference to the current version.'],
  'calendar-blocks': [409, 'The election calendar does not allow this act now.'],

  'commission-code-taken': [409, 'There is already a commission with this code.'],
  'seat-taken': [
    409,
    'The person, or another one in this office, serves in the commission at that time already.',
  ],
  'membership-ended': [409, 'The membership has ended already.'],

  'election-code-taken': [409, 'There is already an election with this code.'],
  'revision-conflict': [
    409,
    'Somebody else saved meanwhile. Load the newest state and repeat your change.',
  ],
  'definition-has-errors': [422, 'The definition has errors that have to be mended first.'],
  'date-impossible': [422, 'There is no such day, or the days are out of order.'],
  'clock-is-real': [409, 'A live election runs on real time.'],
  'clock-backwards': [409, 'Outside the demonstration the election clock does not go back.'],

  'not-sealed': [409, 'The election has no sealed definition yet.'],
  'count-already-open': [409, 'The count is open already.'],
  'count-too-early': [409, 'The count is opened on voting day or after it.'],
  'count-not-open': [409, 'The count of this election is not open.'],
  'count-open': [409, 'The count is open; the definition rests until it is over.'],
  'not-released': [
    409,
    'Figures are sealed until the last station that the law waits for has closed.',
  ],

  'package-malformed': [400, 'This is not a result package.'],
  'package-not-canonical': [
    400,
    'The package is not the canonical JSON that was signed: it was changed, or names a field twice.',
  ],
  'package-unknown': [404, 'There is no such package of this protocol.'],
  'wrong-election': [422, 'The package is for another election.'],
  'wrong-mode': [422, 'The package is from another mode: training, drill and live never mix.'],
  'wrong-definition': [422, 'The package was made for another definition of the election.'],
  'station-unknown': [422, 'There is no such station in this election.'],
  'contest-unknown': [422, 'There is no such contest at this station.'],
  'key-unknown': [422, 'The key that signed is not certified for this election.'],
  'key-revoked': [422, 'The key has been revoked.'],
  'key-not-valid-now': [422, 'The key is not valid at this time.'],
  'key-of-another-station': [422, 'The key that signed belongs to another station.'],
  'key-certified-already': [409, 'The key has been certified already.'],
  'key-requests-full': [
    429,
    'Too many devices wait for a certificate at this station. Ask the commission.',
  ],
  'signature-wrong': [422, 'The signature does not fit what was signed.'],
  'fields-wrong': [422, 'The fields are not those of the form and the ballot.'],
  'station-still-open': [409, 'The station has not closed yet.'],
  'device-clock-off': [422, 'The clock of the device is far from the time of the election.'],
  'version-outdated': [409, 'A protocol of this version, or a newer one, is there already.'],
  'version-gap': [409, 'A version before this one is missing.'],
  'origin-not-allowed': [422, 'A package like this is made by the commission, not sent.'],

  'protocol-decided': [409, 'The protocol has been decided about.'],
  'protocol-has-errors': [
    422,
    'The protocol has errors: accept it with a reason, or send it back.',
  ],
  'alarm-open': [409, 'An alarm is open: two people have to settle it first.'],
  'wrong-state': [409, 'This cannot be done with the protocol as it stands.'],
  'check-unknown': [422, 'The protocol has no such finding.'],
  'entry-by-same-person': [
    403,
    'Another person keys this entry: each of them sees only the paper.',
  ],
  'entry-by-another': [409, 'Somebody else is keying this entry.'],
  'entry-finished': [409, 'The entry is finished.'],
  'entry-unresolved': [
    409,
    'Three people keyed three figures: the commission starts the entry anew.',
  ],
  'no-entries': [409, 'There is nothing keyed to put aside.'],
  'scan-unreadable': [422, 'The file is not the picture or document that it says it is.'],
  'scan-too-large': [413, 'The picture is larger than 8 MB.'],

  'hour-unknown': [422, 'Turnout is not reported at this hour.'],
  'hour-not-reached': [409, 'This hour has not come at the station yet.'],

  'canvass-not-ready': [409, 'Protocols below are not decided yet.'],
  'difference-needs-reason': [422, 'The figures differ from the sums below: give the reason.'],
  'objection-decided': [409, 'The objection has been decided.'],
  'lot-not-needed': [409, 'There is no such tie.'],
  'certification-blocked': [409, 'Something stands in the way of certifying.'],
  'not-certified': [409, 'Nothing is certified yet.'],
  'not-elected': [422, 'This candidate was not elected.'],

  'checkpoint-unknown': [422, 'This log did not sign such a checkpoint.'],
  'witness-unknown': [422, 'There is no such witness of this log.'],
  'witness-key-wrong': [
    422,
    'This is not a key for co-signatures: copy the line as the witness shows it.',
  ],
  'witness-registered': [409, 'There is a witness of this name, or with this key, already.'],
  'cosignature-in-future': [422, 'The clock of the witness runs ahead.'],

  'supplier-unknown': [422, 'No register with such a key is registered for this country.'],
  'supplier-ended': [422, 'Batches signed with this key are taken no more.'],
  'supplier-registered': [409, 'There is a register of this name, or with this key, already.'],
  'supplier-key-wrong': [422, 'This is not a public key of Ed25519.'],
  'manifest-malformed': [400, 'This is not the manifest of a batch.'],
  'manifest-not-canonical': [
    400,
    'The manifest is not the canonical JSON that was signed: it was changed, or names a field twice.',
  ],
  'manifest-files-wrong': [
    422,
    'The manifest names a file twice, files of another register, or more than a batch may hold.',
  ],
  'first-batch-not-full': [422, 'The first batch of a register holds everybody.'],
  'register-of-other-country': [
    409,
    'This installation keeps the voter list of another country. Each country needs an installation of its own.',
  ],
  'sequence-gap': [409, 'A batch before this one is missing.'],
  'sequence-taken': [409, 'There is another batch with this number.'],
  'previous-differs': [409, 'The manifest does not continue the batch that was applied last.'],
  'batch-before-open': [409, 'The batch before this one is not settled yet.'],
  'batch-time-wrong': [
    422,
    'The batch shows a moment in the future, or one before that of the batch before.',
  ],
  'file-unknown': [422, 'The manifest names no such file.'],
  'offset-wrong': [409, 'What is here of the file ends at another byte.'],
  'file-too-long': [422, 'The file is longer than the manifest says.'],
  'file-altered': [
    422,
    'The file does not have the hash that the manifest gives. It was removed: send it anew.',
  ],
  'files-missing': [409, 'Files of the batch are not here yet, or not whole.'],
  'batch-not-held': [409, 'The batch does not wait for a decision.'],
  'line-resolved': [409, 'Somebody has settled this line already.'],
  'checksums-malformed': [400, 'These are not the checksums of a register.'],
  'checksums-outdated': [409, 'The checksums are not those after the batch that was applied last.'],

  'list-law-missing': [409, 'The country pack says nothing of the voter list.'],
  'search-running': [409, 'The whole register is being searched already.'],
  'pair-decided': [
    409,
    'Two people have decided about this pair already, or it waits for the second.',
  ],
  'pair-changed': [409, 'The entries have changed since. Look at them again.'],
  'superfluous-wrong': [
    422,
    'Of two entries of one person name the one that is to be removed; otherwise none.',
  ],
  'nothing-to-sample': [409, 'No full search has put a pair to people yet.'],
  'sample-drawn': [
    409,
    'The sample of the last full search is drawn. There is one of each search.',
  ],
  'sample-missing': [409, 'No sample of the last full search is drawn.'],
  'pair-reviewed': [409, 'This pair needs no review of yours.'],
  'roll-exists': [409, 'The roll of this election is frozen, or being frozen.'],
  'roll-not-frozen': [409, 'The roll of this election is not frozen yet.'],
  'roll-not-ready': [409, 'Something has to be settled before the roll is frozen.'],
  'voter-unknown': [422, 'There is no such voter in the register of this country.'],
  'voter-ineligible': [422, 'By the law of the pack this voter cannot vote on that day.'],
  'voter-on-roll': [409, 'The voter is on a roll of this election already.'],
  'voter-not-on-roll': [422, 'A certificate needs a line at home that it strikes out.'],
  'print-unfinished': [409, 'This has not been printed yet.'],
  'print-removed': [410, 'The files of this printing have been removed from the server.'],
  'supplement-missing': [
    409,
    'Nobody was added to the roll of this station, and none of its lines is struck out.',
  ],
  'lookup-not-built': [503, 'The look-up is not ready yet. Try again later.'],
  'proof-of-work-needed': [
    429,
    'Many questions come in just now. Send the answer to the puzzle with the question.',
  ],

  'address-placed': [409, 'The address has a station already: only a new set of rules moves it.'],
  'station-unknown-at-home': [
    422,
    'There is no such station at home that addresses can belong to.',
  ],

  'no-desk': [409, 'No polling station was given to you yet. Ask the commission of the district.'],
  'desk-person-wrong': [
    422,
    'There is no such person who works in a precinct commission of this territory, or it is yourself.',
  ],
  'search-too-wide': [
    422,
    'Say more of the person: three letters of the surname at least, or the national number.',
  ],
  'purpose-words-missing': [422, 'Say in words what you look this voter up for.'],
  'name-invalid': [
    422,
    'This cannot be a name: it is empty, mixes alphabets, or holds characters that names do not have.',
  ],
  'national-number-invalid': [422, 'The national number is not one: a digit or letter is wrong.'],
  'address-unknown': [422, 'There is no such address in force in this territory.'],
  'voter-listed-already': [409, 'A voter with this national number is in the register already.'],
  'voter-changed': [409, 'The record of the voter has changed since. Look at it again.'],
  'identity-not-found': [
    422,
    'No voter fits the numbers and the birth date that were given. Reject the request, or have it corrected.',
  ],
  'request-incomplete': [422, 'Something that a request of this kind needs is missing.'],
  'request-wrong-state': [409, 'This cannot be done with the request as it stands.'],
  'answer-awaited': [
    409,
    'The person who is to be removed was told, and still has time to answer.',
  ],
  'evidence-missing': [422, 'Nothing is decided without a paper that it rests on. Add it first.'],
  'nothing-to-reverse': [
    409,
    'There is no granted request that can be taken back, or it is being taken back already.',
  ],
  'document-unknown': [404, 'The request has no such paper.'],
  'too-many-documents': [409, 'The request holds as many papers as can be kept.'],
  'abroad-too-late': [409, 'The time for asking to vote abroad is over.'],
  'abroad-already': [409, 'The voter is on the list of a mission already.'],
  'abroad-not': [409, 'The voter is on no list of a mission for this election.'],
  'not-a-mission': [422, 'This polling station is not at a mission abroad.'],
  'list-frozen': [409, 'The list of this election is frozen: only supplements follow.'],
  'not-on-display': [
    409,
    'The list is on public display only in the days that the law names before voting.',
  ],
  'view-link-invalid': [404, 'The link is wrong, was used, or has run out. Ask for another one.'],
} as const satisfies Record<string, readonly [status: number, sentence: string]>;

export type RefusalCode = keyof typeof REFUSALS;

/** Codes that any operation may answer with. */
export const GENERAL_REFUSALS: readonly RefusalCode[] = [
  'invalid-input',
  'not-signed-in',
  'not-permitted',
  'wrong-origin',
  'not-found',
  'method-not-allowed',
  'body-too-large',
  'unsupported-media-type',
  'too-many-requests',
  'internal-error',
  'unavailable',
  'outcome-unknown',
  'disk-full',
];

/** Why a call was refused: RFC 9457 problem details with a stable code. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  requestId: Type.String(),
  detail: Type.Optional(Type.String()),
  errors: Type.Optional(Type.Array(Type.Object({ field: Type.String(), reason: Type.String() }))),
});
export type Problem = Static<typeof Problem>;
