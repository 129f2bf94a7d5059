// npm run bench -- sync [--only push,local] [--rounds N] [--rows N]: what sync costs beside the floor, side by side in one
// run. The number of rounds bounds it; a slow machine takes as long as it takes.
import { benchBootstrap } from './bootstrap.ts'
import { benchCatchUp } from './catchup.ts'
import { benchDisk } from './disk.ts'
import { benchHolds } from './holds-catchup.ts'
import { benchLocal } from './local.ts'
import { benchPush } from './push.ts'
import { benchTerminals } from './terminals.ts'

/** `rows` a site has; `rounds` of each series at most. */
export const syncParts = ({ rounds, rows }: { rounds: number; rows: number }): Record<string, () => Promise<unknown>> => ({
  push: () => benchPush(rounds, 10_000),
  bootstrap: () => benchBootstrap(rounds, rows),
  catchUp: () => benchCatchUp(rounds, rows, 1_000),
  terminals: () => benchTerminals(rounds, 8, 500),
  local: () => benchLocal(rounds * 200),
  disk: () => benchDisk(rows, 2_000),
  holds: () => benchHolds(100_000),
})
