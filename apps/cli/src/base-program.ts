import { Command } from 'commander';

/** `ovoz` with some of its commands. */
export function programOf(parts: readonly ((program: Command) => void)[]): Command {
  const program = new Command('ovoz')
    .description('Works with Ovoz, the national election information system.')
    .option('--json', 'write one JSON object for programs instead of text for people')
    .showSuggestionAfterError()
    .showHelpAfterError('Add --help to see how it is used.')
    .configureHelp({ showGlobalOptions: true })
    .addHelpText(
      'after',
      `
In a clone: npm run ovoz -- COMMAND
for example npm run ovoz -- proposals --demo demo.central
Exit codes: 0 done, 1 refused or failed (one sentence with a stable code),
2 written wrong.`,
    )
    .exitOverride();
  for (const add of parts) add(program);
  inheritSettings(program);
  return program;
}

/** Commander hands its settings to subcommands only when these are made by `command()`, one level at a time. */
function inheritSettings(parent: Command): void {
  for (const child of parent.commands) {
    child.copyInheritedSettings(parent);
    inheritSettings(child);
  }
}
