import { spawnSync } from 'node:child_process';
import type { TestContext } from 'node:test';

/**
 * Mounts a small file system in memory on a folder that is there.
 * @returns what takes it away; null, and the test is skipped, where nothing may be mounted (only root may).
 */
export function mountSmallDisk(t: TestContext, folder: string, size: `${number}m`) {
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]).status !== 0) {
    t.skip('file systems cannot be mounted here');
    return null;
  }
  return () => spawnSync('umount', ['--lazy', folder]);
}
