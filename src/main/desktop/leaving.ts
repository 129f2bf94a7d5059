// What a desktop that HQ took off its list gives up: every lock of its store, and of the backups this machine can reach,
// but the group's.
import { keysBeside, listBackups } from '../store/backup.ts'
import * as keyring from '../store/keys.ts'
import type { Place } from '../store/profile.ts'
import { quietly } from './quietly.ts'

/** From here on only the group's recovery key opens this store. Its own key file goes last, so that a kill begins anew. */
export function dropKeys(at: Place, key: string, recoveryKey: string, now: number, backupFolder: string): void {
  const keys = keyring.readKeys(at.keys)
  for (const folder of new Set([at.backups, backupFolder]))
    for (const { path } of quietly(() => listBackups(folder)) ?? []) {
      const beside = quietly(() => keyring.readKeys(keysBeside(path)))
      if (beside?.store === keys.store) keyring.writeKeys(keysBeside(path), keyring.leaveToGroup(beside, key, recoveryKey, now))
    }
  keyring.writeKeys(at.keys, keyring.leaveToGroup(keys, key, recoveryKey, now))
}
