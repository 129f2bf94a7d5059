// The program whose power is cut: works at a desktop's store or at headquarters' for a while, and writes each
// acknowledgement to the file `acks` beside the store once the commit had returned. Its every write is logged (power-log.c).
import { openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { openHq } from '../../src/hq/hq.ts'
import { openSqliteStore } from '../../src/hq/store/sqlite.ts'
import { seeded } from '../../src/main/demo/random.ts'
import { buildManifest } from '../../src/shared/sync/build-manifest.ts'
import { writePairingCode, readPairingCode } from '../../src/shared/sync/pairing-code.ts'
import { desktop } from '../support/desktop.ts'
import { HqClient } from '../support/hq-client.ts'
import { insert, update } from '../support/judge.ts'
import { done, nextDeed } from './counter.ts'

const [kind = '', folder = '', seed = '1', deeds = '60', synchronous = 'FULL'] = process.argv.slice(2)
const random = seeded(Number(seed))
const acks = openSync(join(folder, 'acks'), 'a')
const acknowledge = (id: string, value: string): void => void writeSync(acks, `${JSON.stringify([id, value])}\n`)

async function atDesktop(): Promise<void> {
  const desk = desktop('desk', { folder })
  desk.st.raw.pragma(`synchronous = ${synchronous}`)
  // Pages go back into the file now and then, as they would after a longer day.
  desk.st.raw.pragma('wal_autocheckpoint = 60')
  for (let n = 0; n < Number(deeds); n++) {
    const deed = nextDeed(desk, random)
    if (!deed || !done(deed)) continue
    const line = desk.st.one<{ id: string; payload_digest: string }>(
      'SELECT id, payload_digest FROM _sync_changesets WHERE seq IS NOT NULL ORDER BY n DESC LIMIT 1',
    )
    if (line) acknowledge(line.id, line.payload_digest)
  }
}

async function atHeadquarters(): Promise<void> {
  const store = openSqliteStore(folder)
  const hq = await openHq({ store, log: pino({ level: 'silent' }) })
  await hq.listensAt({ url: 'https://127.0.0.1:1', fingerprint: 'f'.repeat(64) })
  const site = (await hq.pairing.addSite('试验店')).id
  const code = readPairingCode(writePairingCode((await hq.pairing.issue(site, { group: false, minutes: 60 })).code))
  if (!code) throw new Error('no code')
  const client = new HqClient(code)
  client.paired = await hq.pairing.pair(client.pairRequest())
  const device = await store.device(client.replica)
  if (!device) throw new Error('no device')
  const command = Object.entries(buildManifest().commands).find(([, c]) => c.writes.includes('customers'))?.[0] ?? ''
  let known = 0
  for (let n = 0; n < Number(deeds); n++) {
    const made = Array.from({ length: random.int(1, 4) }, () => {
      const id = `C${random.int(1, Math.max(1, known))}`
      const changes =
        known > 0 && random.chance(0.3)
          ? [update('customers', id, { note: `第 ${n} 次` }, {})]
          : [
              insert('customers', `C${++known}`, {
                site_id: site,
                kind: 'person',
                name: `来客 ${known}`,
                note: '一'.repeat(random.int(1, 400)),
              }),
            ]
      return client.make({ command, changes })
    })
    for (const ruling of await hq.ingest.take(device, made)) acknowledge(ruling.changeset, ruling.outcome)
  }
}

await (kind === 'hq' ? atHeadquarters() : atDesktop())
// The power goes: nobody closes anything.
process.kill(process.pid, 'SIGKILL')
