// A second place for backups, on another disk: each new one is copied there and proved there, as many are kept as in the
// first. A folder that is gone (a disk that is not plugged in) is said so and never made anew.
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve } from 'node:path'
import type { BackupReply } from './backup-process.ts'
import { drop, namesIn } from './backup-folder.ts'
import type { Hq } from './hq.ts'
import { Denied } from './pairing.ts'
import { giveName, syncFile } from './whole.ts'

const PLACE = 'second-backups'
type Standing = { folder: string; name: string | null; failed: { at: number; why: string } | null }
/** `folder` is the first place, inside the directory of `data`; `kept` how many stay. */
type Around = { data: string; folder: string; kept(): number; prove(copy: string): Promise<BackupReply> }

export function createSecondFolder(hq: Pick<Hq, 'store' | 'queue' | 'now' | 'log' | 'news'>, { data, folder, kept, prove }: Around) {
  let standing: Standing | null = null

  /** Takes up what was set before this program started. */
  async function remember(): Promise<void> {
    const place = (await hq.store.state(PLACE)) || null
    standing ??= place === null ? null : { folder: place, name: namesIn(place).at(-1) ?? null, failed: null }
  }

  /** Null: none any more; what lies there stays. @throws Denied folder-unfit: it is not there, cannot be written, or lies where the first does */
  async function set(next: string | null, by: string): Promise<void> {
    if (next !== null && !(await fits(next, data))) throw new Denied('folder-unfit')
    await hq.queue.run(async () => {
      const deed = { at: hq.now(), by, act: next === null ? 'backup.single' : 'backup.second', subject: null, details: { folder: next } }
      await hq.store.commit({ base: await hq.store.head(), state: new Map([[PLACE, next ?? '']]), deed })
    })
    standing = next === null ? null : { folder: next, name: namesIn(next).at(-1) ?? null, failed: null }
  }

  /** Copies a proved backup there, and proves the copy before it has its name. Never throws: the first one is whole. */
  async function carry(name: string): Promise<void> {
    if (!standing) return
    const place = standing.folder
    const draft = join(place, `${name}.part`)
    try {
      if (!existsSync(place)) throw new Denied('folder-unfit')
      rmSync(draft, { recursive: true, force: true })
      await cp(join(folder, name), draft, { recursive: true, errorOnExist: true })
      const reply = await prove(draft)
      if ('failed' in reply) throw new Error(reply.failed)
      for (const file of readdirSync(draft)) syncFile(join(draft, file))
      giveName(draft, join(place, name))
      for (const old of namesIn(place).slice(0, -kept())) drop(place, old)
      standing = { folder: place, name, failed: null }
    } catch (error) {
      rmSync(draft, { recursive: true, force: true })
      hq.log.error({ err: error, place }, 'a backup was not copied to its second place')
      standing = { ...standing, failed: { at: hq.now(), why: error instanceof Denied ? error.code : 'backup-failed' } }
    }
  }

  return { remember, set, carry, standing: (): Standing | null => standing }
}

/** It is there, it takes a file, and neither lies in the other. */
async function fits(place: string, data: string): Promise<boolean> {
  const inside = (a: string, b: string): boolean => !relative(a, b).startsWith('..') && !isAbsolute(relative(a, b))
  const [there, first] = [resolve(place), resolve(data)]
  if (!isAbsolute(place) || inside(first, there) || inside(there, first)) return false
  try {
    if (!statSync(there).isDirectory()) return false
    await rm(await mkdtemp(join(there, 'trial-')), { recursive: true })
    return true
  } catch {
    return false
  }
}
