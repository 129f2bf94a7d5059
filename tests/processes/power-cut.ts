// What a power cut may leave of a store: everything up to each file's last fsync, and of what was written after it any
// part in any order, torn at sectors of 512 bytes. A file that was made, renamed or removed is so for certain only once its
// folder was synced: until then its name, whatever it holds, may be there or not. Each such state is opened with the key
// and looked at whole; what had been acknowledged before the cut must be there.
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import pino from 'pino'
import { openHq } from '../../src/hq/hq.ts'
import { openSqliteStore } from '../../src/hq/store/sqlite.ts'
import { seeded, type Random } from '../../src/main/demo/random.ts'
import { bundle } from '../support/bundle.ts'
import { desktop, KEY } from '../support/desktop.ts'
import { nothingNoted } from './desk-process.ts'
import { foundStore, quickFolder } from './group-of-desks.ts'
import { faultsOfDesk, watchHq } from './wholeness.ts'

export type Kind = 'desktop' | 'hq'
/** Written, truncated, synced; created, renamed, unlinked, under a name. `inode`: the same name may be another file later. */
type Op = { kind: 'W' | 'T' | 'S' | 'C' | 'R' | 'U'; file: string; inode: string; at: number; bytes: Buffer }
const FOLDER = '.'
const SECTOR = 512
const ACKS = 'acks'
/** What is about a name and not about bytes. */
const NAMING: ReadonlySet<Op['kind']> = new Set(['C', 'R', 'U'])

/** `bad` states were not as they must be, of them `lost` lack something acknowledged. */
export type CutResult = { states: number; bad: number; faults: string[]; lost: number; acknowledged: number; writes: number }

/**
 * `count` states of one store, from the writes of one run; `first` begins it in an empty folder. `synchronous` NORMAL is
 * there to prove that losses are seen.
 */
export async function cutPower(
  kind: Kind,
  { seed, count, synchronous = 'FULL', first = false }: { seed: number; count: number; synchronous?: 'FULL' | 'NORMAL'; first?: boolean },
): Promise<CutResult> {
  const folder = quickFolder()
  const programs = await bundle({ work: 'tests/processes/power-work.ts' })
  try {
    const at = join(folder, 'store')
    mkdirSync(at)
    if (kind === 'desktop') {
      const desk = desktop('前台', { folder: at })
      await foundStore(desk, seed)
      await desk.leave()
    } else if (!first) {
      const hq = await openHq({ store: openSqliteStore(at), log: pino({ level: 'silent' }) })
      await hq.close()
    }
    const base = join(folder, 'base')
    cpSync(at, base, { recursive: true })
    const ops = logged(folder, at, [programs.file.work, kind, at, String(seed), kind === 'hq' ? '30' : '60', synchronous])
    return look(kind, folder, base, ops, seed, count)
  } finally {
    programs.remove()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs the program with its writes logged. */
function logged(folder: string, at: string, args: readonly string[]): Op[] {
  const library = join(folder, 'power-log.so')
  execFileSync('gcc', ['-shared', '-fPIC', '-O1', '-o', library, resolve(import.meta.dirname, 'power-log.c')])
  const log = join(folder, 'log')
  const run = spawnSync(process.execPath, [...args], {
    env: { PATH: process.env['PATH'], LD_PRELOAD: library, POWER_FOLDER: at, POWER_LOG: log },
    encoding: 'utf8',
  })
  if (run.signal !== 'SIGKILL') throw new Error(`the work did not reach its end: ${run.status} ${run.stderr}`)
  const bytes = readFileSync(log)
  const ops: Op[] = []
  /** Which file is under a name now. */
  const names = new Map<string, string>()
  for (let from = 0; from < bytes.length;) {
    const named = bytes.readUInt32LE(from + 1)
    const carried = bytes.readUInt32LE(from + 13)
    const body = from + 17 + named
    const kind = String.fromCharCode(bytes[from] ?? 0) as Op['kind']
    const file = bytes.toString('utf8', from + 17, body)
    const content = bytes.subarray(body, body + carried)
    if (kind === 'C') names.set(file, inodeOf(file, ops.length + 1))
    if (kind === 'R') {
      const old = content.toString('utf8')
      names.set(file, names.get(old) ?? inodeOf(old))
      names.delete(old)
    }
    const inode = names.get(file) ?? inodeOf(file)
    ops.push({ kind, file, inode, at: Number(bytes.readBigInt64LE(from + 5)), bytes: content })
    from = body + carried
  }
  return ops
}

function look(kind: Kind, folder: string, base: string, ops: readonly Op[], seed: number, count: number): CutResult {
  const random = seeded(seed)
  const result: CutResult = { states: 0, bad: 0, faults: [], lost: 0, acknowledged: 0, writes: ops.filter((op) => op.kind === 'W').length }
  for (let n = 0; n < count; n++) {
    const cut = random.int(0, ops.length)
    const acks = new Map(
      ops
        .slice(0, cut)
        .filter((op) => op.file === ACKS && op.kind === 'W')
        .map((op) => JSON.parse(op.bytes.toString('utf8')) as [string, string]),
    )
    const at = join(folder, 'state')
    rmSync(at, { recursive: true, force: true })
    mkdirSync(at)
    for (const [name, bytes] of afterCut(base, ops.slice(0, cut), random)) writeFileSync(join(at, name), bytes)
    const faults = faultsOf(kind, at, acks)
    result.states += 1
    if (faults.length > 0) result.bad += 1
    result.acknowledged = Math.max(result.acknowledged, acks.size)
    if (faults.some((fault) => /is lost|does not know it/.test(fault))) result.lost += 1
    result.faults.push(...faults.slice(0, 3).map((fault) => `${kind}, state ${n}, cut at ${cut}: ${fault}`))
  }
  return result
}

function faultsOf(kind: Kind, at: string, acks: Map<string, string>): string[] {
  try {
    if (kind === 'hq') return watchHq(at)(acks)
    return faultsOfDesk(join(at, 'store.db'), KEY, { ...nothingNoted(), wrote: acks })
  } catch (error) {
    return [`cannot be opened: ${String(error)}`]
  }
}

/** Made by the n-th operation of this run; 0 was there before. */
const inodeOf = (file: string, n = 0): string => `${file}#${n}`

/** A file in the making: a few megabytes of room, of which `length` bytes are it. */
type Made = { room: Buffer; length: number }

/** The files after a cut behind the last of these operations. */
function afterCut(base: string, ops: readonly Op[], random: Random): Map<string, Buffer> {
  const inodes = new Map<string, Made>()
  const names = new Map<string, string>()
  for (const name of readdirSync(base)) {
    const bytes = readFileSync(join(base, name))
    if (name.endsWith('-shm')) continue
    names.set(name, inodeOf(name))
    inodes.set(inodeOf(name), { room: bytes, length: bytes.length })
  }
  const synced = new Map<string, number>()
  for (const [n, op] of ops.entries()) if (op.kind === 'S') synced.set(op.inode, n)
  const promised = ({ kind, inode }: Op, n: number): boolean => n < (synced.get(NAMING.has(kind) ? inodeOf(FOLDER) : inode) ?? -1)
  const late: Op[] = []
  for (const [n, op] of ops.entries()) {
    if (op.file === ACKS || op.kind === 'S') continue
    if (!promised(op, n)) late.push(op)
    else if (!entered(names, op)) apply(inodes, op)
  }
  // Nothing, everything, or any part of what the disk had not promised yet.
  const survives = random.weighted([
    [0, 2],
    [0.5, 5],
    [0.9, 2],
    [1, 1],
  ] as const)
  const kept = late.filter((op) => random.next() < survives && !entered(names, op))
  if (random.chance(0.7)) kept.sort(() => random.next() - 0.5)
  for (const op of kept) apply(inodes, op.kind === 'W' && random.chance(0.3) ? torn(op, random) : op)
  const nothing: Made = { room: Buffer.alloc(0), length: 0 }
  return new Map(
    [...names].map(([name, inode]) => {
      const { room, length } = inodes.get(inode) ?? nothing
      return [name, room.subarray(0, length)]
    }),
  )
}

/** Enters what an operation says about names; false when it says nothing of the kind. */
function entered(names: Map<string, string>, { kind, file, inode, bytes }: Op): boolean {
  const forget = (name: string): void => void (names.get(name) === inode && names.delete(name))
  if (kind === 'U') forget(file)
  else if (NAMING.has(kind)) names.set(file, inode)
  if (kind === 'R') forget(bytes.toString('utf8'))
  return NAMING.has(kind)
}

function apply(inodes: Map<string, Made>, { kind, inode, at, bytes }: Op): void {
  let made = inodes.get(inode)
  if (!made) inodes.set(inode, (made = { room: Buffer.alloc(0), length: 0 }))
  const end = kind === 'T' ? at : at + bytes.length
  if (end > made.room.length) {
    const room = Buffer.alloc(end * 2)
    made.room.copy(room, 0, 0, made.length)
    made.room = room
  }
  // What lies behind the end of a shortened file is nothing when it grows again.
  if (kind === 'T' && end < made.length) made.room.fill(0, end, made.length)
  if (kind === 'W') bytes.copy(made.room, at)
  made.length = kind === 'T' ? end : Math.max(made.length, end)
}

/** Some sectors of it, from its beginning or its end. */
function torn(op: Op, random: Random): Op {
  const sectors = Math.floor((op.at + op.bytes.length) / SECTOR) - Math.ceil(op.at / SECTOR)
  if (sectors < 1) return op
  const cut = (Math.ceil(op.at / SECTOR) + random.int(0, sectors)) * SECTOR - op.at
  return random.chance(0.5) ? { ...op, bytes: op.bytes.subarray(0, cut) } : { ...op, at: op.at + cut, bytes: op.bytes.subarray(cut) }
}
