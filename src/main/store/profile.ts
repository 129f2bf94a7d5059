// Where a profile keeps its things on disk: the person's own store at its root, the demo store in a folder of its own.
// The two never mix, so leaving the demo deletes a folder and touches nothing else.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { sync, writeWhole } from './whole.ts'

export type Place = { folder: string; db: string; keys: string; files: string; backups: string; demo: boolean }
const placeAt = (folder: string, demo: boolean): Place => ({
  folder,
  db: join(folder, 'forecourt.db'),
  keys: join(folder, 'keys.json'),
  files: join(folder, 'files'),
  backups: join(folder, 'backups'),
  demo,
})

export const ownPlace = (profile: string): Place => placeAt(profile, false)
export const demoPlace = (profile: string): Place => placeAt(join(profile, 'demo'), true)
/** Where a store is made before it becomes the profile's: a crash leaves this folder and nothing half made. */
export const draftPlace = (profile: string, demo: boolean): Place => placeAt(join(profile, demo ? 'demo.new' : 'store.new'), demo)

/** An empty draft folder. */
export function clearDraft(place: Place): void {
  rmSync(place.folder, { recursive: true, force: true })
  mkdirSync(place.folder, { recursive: true })
}

/** Turns a finished, closed draft into the profile's store. The key file moves last: with it the store exists. */
export function adopt(draft: Place, place: Place): void {
  if (place.demo) {
    rmSync(place.folder, { recursive: true, force: true })
    return renameSync(draft.folder, place.folder)
  }
  for (const part of ['files', 'db', 'keys'] as const) if (existsSync(draft[part])) renameSync(draft[part], place[part])
  sync(place.folder)
  rmSync(draft.folder, { recursive: true, force: true })
}

/** Where a store goes that this desktop may not use any more; it stays there, locked as it is. */
export function setAside(place: Place, at: number): void {
  const aside = join(place.folder, 'aside', `revoked-${at}`)
  mkdirSync(aside, { recursive: true })
  // The key file goes last: as long as it is there, a crash is noticed and this is done again.
  for (const part of [place.db, `${place.db}-wal`, `${place.db}-shm`, place.files, place.keys])
    if (existsSync(part)) renameSync(part, join(aside, basename(part)))
  for (const folder of [aside, dirname(aside), place.folder]) sync(folder)
}

/** Finishes or forgets what a crash left of a founding, and says which store this profile opens. */
export function settle(profile: string): Place {
  rmSync(draftPlace(profile, true).folder, { recursive: true, force: true })
  const own = ownPlace(profile)
  const draft = draftPlace(profile, false)
  if (existsSync(own.db) && !existsSync(own.keys) && existsSync(draft.keys)) adopt(draft, own)
  rmSync(draft.folder, { recursive: true, force: true })
  const demo = demoPlace(profile)
  return readSettings(profile).demo && existsSync(demo.keys) ? demo : own
}

const Settings = z.object({
  backupFolder: z.string().nullable().default(null),
  /** The demo store is the one to open. */
  demo: z.boolean().default(false),
})
export type Settings = z.infer<typeof Settings>

/** What this desktop remembers outside any store; a damaged or absent file is the default. */
export function readSettings(profile: string): Settings {
  try {
    return Settings.parse(JSON.parse(readFileSync(join(profile, 'desktop.json'), 'utf8')))
  } catch {
    return Settings.parse({})
  }
}
export const writeSettings = (profile: string, settings: Settings): void =>
  writeWhole(join(profile, 'desktop.json'), JSON.stringify(settings))
