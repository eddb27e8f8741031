import type { Command } from 'commander';

/** Adds the option that names the folder of the device. */
export function withFolder(command: Command): Command {
  return command.requiredOption('--folder <folder>', 'folder of the device, made by enrol');
}
