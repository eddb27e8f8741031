import { existsSync, linkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CHANNEL_CIPHERS,
  type ChannelCipher,
  type SetupTexts,
  appendEvent,
  beginArchive,
  credentialText,
  generateCredential,
  GROUP_NAMES,
  isGroupName,
  randomBase58,
  readSetup,
  secretOfCredential,
  checkSetup,
  findingLog,
  combineOutputs,
  Malformed,
  parseJson,
  parseTrustees,
  verifyTrustees,
} from '@ovoz/verifiable-voting';
import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  BOX,
  type BoxFolder,
  demandNew,
  openBox,
  type Plan,
  readPlan,
  readText,
  readWith,
  writeNew,
} from '../ballot-box/box-folder.ts';
import { nodePbkdf2, nodePlatform } from '../ballot-box/node-platform.ts';
import { electionOf, electionText, readTemplate } from '../ballot-box/plan-election.ts';
import { runBox } from '../ballot-box/run-box.ts';
import { allOf, openTools, stepOfTrustee, trusteeFile } from '../ballot-box/trustee-steps.ts';
import { CommandFailure } from '../failure.ts';
import { fromWhereCalled } from '../server-program.ts';
import type { Outcome, Terminal } from '../terminal.ts';

const UUID_CHARACTERS = 14;

export function wholeNumber(text: string): number {
  if (!/^[0-9]{1,9}$/.test(text)) throw new InvalidArgumentError('It is to be a whole number.');
  return Number(text);
}

function numberFromOne(text: string): number {
  const number = wholeNumber(text);
  if (number === 0) throw new InvalidArgumentError('It is to be a whole number from 1.');
  return number;
}

type PlanOptions = {
  readonly group: string;
  readonly questions: string;
  readonly mandatory: number;
  readonly trustees: number;
  readonly threshold: number;
  readonly channels: ChannelCipher;
};

export function addSetUp(box: Command): void {
  box
    .command('plan')
    .description('Writes down the group, the questions and the trustees of a new election.')
    .argument(BOX[0], `${BOX[1]}, which is made`)
    .requiredOption('--questions <file>', 'name, description and questions as JSON')
    .addOption(new Option('--group <name>').choices([...GROUP_NAMES]).default('Ed25519'))
    .option('--mandatory <count>', 'trustees without whom nothing is decrypted', wholeNumber, 1)
    .option('--trustees <count>', 'trustees of whom some are enough', wholeNumber, 0)
    .option('--threshold <count>', 'how many of these are enough', wholeNumber, 0)
    .addOption(
      new Option('--channels <cipher>', 'how these write to each other; GCM is of Belenios 3.1')
        .choices(Object.keys(CHANNEL_CIPHERS))
        .default('AES-CCM'),
    )
    .action((path: string, options: PlanOptions, command: Command) =>
      runBox(command, async () => writePlan(openBox(path), options)),
    );
  box
    .command('trustee')
    .description('Takes the next step of a trustee towards its key.')
    .argument(...BOX)
    .requiredOption('--own <folder>', 'the trustee’s own folder, for what is secret')
    .requiredOption('--as <number>', 'which trustee, from 1, the mandatory ones first', wholeNumber)
    .action((path: string, options: { own: string; as: number }, command: Command) =>
      runBox(command, async () => {
        const said = await stepOfTrustee(openBox(path), fromWhereCalled(options.own), options.as);
        return { json: { trustee: options.as, said }, lines: [`Trustee ${options.as}: ${said}`] };
      }),
    );
  box
    .command('credentials')
    .description('Makes the credentials of the voters, as the registrar.')
    .argument(...BOX)
    .requiredOption('--own <folder>', 'the registrar’s own folder, for the private credentials')
    .requiredOption('--count <count>', 'how many voters', numberFromOne)
    .option('--weight <number>', 'what each vote weighs', numberFromOne, 1)
    .addOption(new Option('--form <version>').choices(['2.0', '2.4']).default('2.4'))
    .action((path: string, options: CredentialOptions, command: Command) =>
      runBox(command, (terminal) => makeCredentials(terminal, openBox(path), options)),
    );
  box
    .command('create')
    .description('Puts the set-up together and begins the archive.')
    .argument(...BOX)
    .option('--belenios-valid', 'begin also what can be Belenios-valid only, never strictly valid')
    .action((path: string, options: { beleniosValid?: true }, command: Command) =>
      runBox(command, () => createArchive(openBox(path), options.beleniosValid !== true)),
    );
}

function writePlan(box: BoxFolder, options: PlanOptions): Outcome {
  const { group, mandatory, trustees: size, threshold, channels } = options;
  if (!isGroupName(group)) throw new CommandFailure('plan-malformed', 'There is no such group.');
  if (mandatory + size === 0 || (size > 0 && (threshold < 1 || threshold > size))) {
    throw new CommandFailure('plan-malformed', 'The threshold is to be from 1 to --trustees.');
  }
  demandNew(box.at('plan.json'));
  const uuid = randomBase58(nodePlatform, UUID_CHARACTERS);
  const questions = fromWhereCalled(options.questions);
  const template = readWith(questions, 'questions-malformed', (text) =>
    readTemplate(text, group, uuid),
  );
  const plan: Plan = { uuid, group, mandatory, size, threshold, channels, template };
  writeNew(box.at('plan.json'), JSON.stringify(plan, null, 2));
  return { json: { uuid, group }, lines: [`Election ${uuid} in ${group} is planned.`] };
}

type CredentialOptions = {
  readonly own: string;
  readonly count: number;
  readonly weight: number;
  readonly form: '2.0' | '2.4';
};

async function makeCredentials(
  terminal: Terminal,
  box: BoxFolder,
  { own, count, weight, form }: CredentialOptions,
): Promise<Outcome> {
  const plan = readPlan(box);
  const path = join(fromWhereCalled(own), 'credentials.txt');
  demandNew(path);
  demandNew(box.at('credentials.json'));
  const { questions } = electionOf(plan.template, plan.group, plan.uuid, '');
  if (weight !== 1 && questions.some(({ kind }) => kind === 'non-homomorphic')) {
    const sentence =
      'Votes that are mixed weigh 1: a question of this election is not homomorphic.';
    throw new CommandFailure('weight-not-allowed', sentence);
  }
  const { secrets } = await openTools(plan);
  const lines: string[] = [];
  const keys: string[] = [];
  for (let voter = 1; voter <= count; voter++) {
    const credential = generateCredential(nodePlatform, form);
    const secret = secretOfCredential(nodePlatform, secrets, nodePbkdf2, plan.uuid, credential);
    if (secret === null) throw new CommandFailure('credential-malformed', 'A credential is wrong.');
    lines.push(`${voter} ${credential}`);
    keys.push(secrets.generatorPower(secret).text);
    if (voter % 100 === 0) terminal.progress(voter, count, 'credentials');
  }
  // Sorted, so that the list does not tell which voter has which key.
  const list = keys
    .toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1))
    .map((key) => credentialText({ key, weight }));
  writeNew(path, lines.join('\n'), true);
  writeNew(box.at('credentials.json'), JSON.stringify(list));
  return { json: { count }, lines: [`${count} credentials are made.`] };
}

async function createArchive(box: BoxFolder, isStrict: boolean): Promise<Outcome> {
  const plan = readPlan(box);
  const path = box.at(`${plan.uuid}.bel`);
  demandNew(path);
  const tools = await openTools(plan);
  const { group } = tools.secrets;
  const trustees: unknown[] = [];
  for (let owner = 1; owner <= plan.mandatory; owner++) {
    const key = trusteeFile(box, owner, 'key');
    if (!existsSync(key)) throw missing(`the key of trustee ${owner}`);
    trustees.push(['Single', readWith(key, 'trustee-key-malformed', parseJson)]);
  }
  if (plan.size > 0) {
    const [certificates, polynomials, outputs] = ['certificate', 'polynomial', 'output'].map(
      (name) => allOf(box, plan, name),
    );
    if (!certificates || !polynomials || !outputs) throw missing('a step of a trustee');
    const combined = combineOutputs(tools, certificates, plan.threshold, polynomials, outputs);
    if (!combined.ok) throw new CommandFailure(combined.refusal, 'The trustees’ keys are wrong.');
    trustees.push(['Pedersen', combined.value.parameters]);
  }
  if (!existsSync(box.at('credentials.json'))) throw missing('the list of credentials');
  const texts = {
    election: '',
    trustees: JSON.stringify(trustees),
    credentials: readText(box.at('credentials.json')),
  };
  const { publicKey } = verifyTrustees(group, parseTrustees(group, texts.trustees));
  texts.election = electionText(plan.template, plan.group, plan.uuid, publicKey.text);
  checkTexts(texts, isStrict);
  const begun = beginArchive(Math.floor(Date.now() / 1000));
  const hashes = Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [
      key,
      Buffer.from(nodePlatform.sha256(text)).toString('hex'),
    ]),
  );
  const data = [texts.election, texts.trustees, texts.credentials, JSON.stringify(hashes)];
  const setUp = appendEvent(nodePlatform, begun.head, 'Setup', data);
  // The archive appears whole or not at all.
  const draft = `${path}.new`;
  writeFileSync(draft, Buffer.concat([begun.bytes, setUp.bytes]), { flush: true });
  linkSync(draft, path);
  rmSync(draft);
  const fingerprint = Buffer.from(nodePlatform.sha256(texts.election))
    .toString('base64')
    .slice(0, -1);
  return {
    json: { archive: path, fingerprint },
    lines: [`The archive is begun: ${path}`, `Fingerprint of the election: ${fingerprint}`],
  };
}

/** Nothing is begun that verification would not call valid. */
function checkTexts(texts: SetupTexts, isStrict: boolean): void {
  const log = findingLog();
  try {
    checkSetup(readSetup(texts, nodePlatform), log);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new CommandFailure('setup-malformed', `The election cannot be made: ${error.message}.`);
  }
  const first = log.kept.find(({ level }) => isStrict || level !== 'strict');
  if (first !== undefined)
    throw new CommandFailure(first.code, `${first.sentence} (${first.place})`);
}

function missing(what: string): CommandFailure {
  return new CommandFailure('set-up-unfinished', `There is not yet ${what}.`);
}
