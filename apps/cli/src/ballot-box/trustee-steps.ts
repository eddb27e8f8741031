import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ChannelTools,
  makeCertificate,
  makeInput,
  makeOutput,
  makePolynomial,
  openGroup,
  openPrivateKey,
  parseJson,
  proofJson,
  proveKey,
  randomBase58,
  type SecretScalar,
  stringAt,
} from '@ovoz/verifiable-voting';
import { CommandFailure } from '../failure.ts';
import { type BoxFolder, type Plan, readPlan, readText, readWith, writeNew } from './box-folder.ts';
import { nodeCiphers, nodePlatform } from './node-platform.ts';
import { openSecrets } from './open-secrets.ts';

const SEED_CHARACTERS = 22;

export async function openTools({
  group,
  channels,
}: Pick<Plan, 'group' | 'channels'>): Promise<ChannelTools> {
  const secrets = await openSecrets(openGroup(group, nodePlatform));
  return { platform: nodePlatform, secrets, ciphers: nodeCiphers, cipher: channels };
}

/** A file of a trustee in the public folder. Trustees are counted from 1, the mandatory ones first. */
export function trusteeFile(box: BoxFolder, owner: number, name: string): string {
  return box.at('trustees', `${owner}.${name}.json`);
}

const places = (plan: Plan) => Array.from({ length: plan.size }, (_, i) => plan.mandatory + i + 1);

/** Texts of all threshold trustees, or null as long as one is missing. */
export function allOf(box: BoxFolder, plan: Plan, name: string): readonly string[] | null {
  const paths = places(plan).map((owner) => trusteeFile(box, owner, name));
  return paths.every((path) => existsSync(path)) ? paths.map(readText) : null;
}

/** Takes the next step of a trustee's key. @returns what was done or is waited for. */
export async function stepOfTrustee(box: BoxFolder, own: string, owner: number): Promise<string> {
  const plan = readPlan(box);
  if (!Number.isSafeInteger(owner) || owner < 1 || owner > plan.mandatory + plan.size) {
    throw new CommandFailure('trustee-unknown', `There is no trustee ${owner} in the plan.`);
  }
  const tools = await openTools(plan);
  return owner <= plan.mandatory
    ? makeSingleKey(tools, box, own, owner)
    : stepOfThreshold(tools, box, plan, own, owner);
}

function makeSingleKey(
  { secrets }: ChannelTools,
  box: BoxFolder,
  own: string,
  owner: number,
): string {
  const path = trusteeFile(box, owner, 'key');
  if (existsSync(path)) return 'The key is ready.';
  const x = secrets.random();
  const publicKey = secrets.generatorPower(x);
  writeNew(join(own, 'private-key.json'), JSON.stringify(secrets.reveal(x)), true);
  const key = { pok: proofJson(proveKey(secrets, x, publicKey)), public_key: publicKey.text };
  writeNew(path, JSON.stringify(key));
  return 'The key is ready.';
}

function stepOfThreshold(
  tools: ChannelTools,
  box: BoxFolder,
  plan: Plan,
  own: string,
  owner: number,
): string {
  const place = owner - plan.mandatory;
  const seedPath = join(own, 'seed.txt');
  if (!existsSync(trusteeFile(box, owner, 'certificate'))) {
    const seed = randomBase58(nodePlatform, SEED_CHARACTERS);
    const context = { group: plan.group, size: plan.size, threshold: plan.threshold, index: place };
    writeNew(seedPath, seed, true);
    writeNew(trusteeFile(box, owner, 'certificate'), makeCertificate(tools, seed, context));
    return 'The certificate is made. Come again when all certificates are there.';
  }
  const seed = readText(seedPath);
  const certificates = allOf(box, plan, 'certificate');
  if (certificates === null) return 'Some certificates are missing yet.';
  // A trustee remembers the certificates that it answered to: nobody exchanges them later.
  const remembered = join(own, 'certificates.json');
  if (!existsSync(remembered)) writeNew(remembered, JSON.stringify(certificates));
  if (readText(remembered) !== JSON.stringify(certificates)) {
    throw new CommandFailure('certificates-changed', 'The certificates are not those of before.');
  }
  if (!existsSync(trusteeFile(box, owner, 'polynomial'))) {
    const made = makePolynomial(tools, seed, certificates, plan.threshold);
    if (!made.ok) throw new CommandFailure(made.refusal, 'The certificates are not right.');
    writeNew(trusteeFile(box, owner, 'polynomial'), made.value);
    return 'The polynomial is made. Come again when all polynomials are there.';
  }
  const polynomials = allOf(box, plan, 'polynomial');
  if (polynomials === null) return 'Some polynomials are missing yet.';
  if (!existsSync(trusteeFile(box, owner, 'output'))) {
    const input = makeInput(polynomials, place);
    const made = makeOutput(tools, seed, certificates, plan.threshold, input);
    if (!made.ok)
      throw new CommandFailure(made.refusal, 'What the other trustees sent is not right.');
    writeNew(trusteeFile(box, owner, 'output'), made.value);
  }
  return 'The key is ready.';
}

/** The private key of a trustee from its own folder, with the tools that it works with. */
export async function openTrusteeKey(
  box: BoxFolder,
  own: string,
  owner: number,
): Promise<{ readonly tools: ChannelTools; readonly x: SecretScalar }> {
  const plan = readPlan(box);
  const tools = await openTools(plan);
  const malformed = () => new CommandFailure('key-wrong', `The key in ${own} cannot be read.`);
  if (owner <= plan.mandatory) {
    const x = readWith(join(own, 'private-key.json'), 'key-wrong', (text) =>
      tools.secrets.parse(String(parseJson(text))),
    );
    if (x === null) throw malformed();
    return { tools, x };
  }
  const sealed = readWith(trusteeFile(box, owner, 'output'), 'key-wrong', (text) => {
    const output = parseJson(text) as { private_key?: unknown } | null;
    return stringAt(output?.private_key, 'private_key');
  });
  const opened = openPrivateKey(tools, readText(join(own, 'seed.txt')), sealed);
  if (!opened.ok) throw malformed();
  return { tools, x: opened.value };
}
