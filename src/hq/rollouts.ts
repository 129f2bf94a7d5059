// Many desktops at once: a list is taken in, and opened wave by wave, the pilot first. Opening a wave makes the sites it needs
// and a code for each of its desktops; the next one is opened when all of these are well, or for a stated reason.
import { Refusal } from '../shared/errors.ts'
import { uuidv7 } from '../shared/ids.ts'
import { type ListProblem, readList } from '../shared/console/roll-out.ts'
import { lineStateOf, type LineState, type Standing } from '../shared/console/rules.ts'
import type { PairingCode } from '../shared/sync/protocol.ts'
import { writePairingCode } from '../shared/sync/pairing-code.ts'
import { sha256 } from './chain.ts'
import type { Draw } from './feed.ts'
import { type Address, siteCode } from './pairing.ts'
import type { Queue } from './queue.ts'
import type { RolloutChange, RolloutLine, RolloutWave } from './store/rollouts.ts'
import type { DirectoryChange, Site, Store } from './store/store.ts'

const DAY_MS = 86_400_000
/** A code as it is handed out, once. */
export type HandedOut = { site: string; siteCode: string; desktop: string; group: boolean; code: string; expiresAt: number }
/** What is known of a paired desktop. */
export type Seen = (replica: string) => { standing: Standing; quarantined: number } | undefined
export type Rollouts = ReturnType<typeof createRollouts>
type Options = { store: Store; queue: Queue; now: () => number; draw: Draw; address: () => Address | null }
/** A wave with how each of its desktops is; `opened` is null while it waits. */
type Wave = { wave: number; opened: RolloutWave | null; lines: (RolloutLine & { state: LineState })[] }

export function createRollouts({ store, queue, now, draw, address }: Options) {
  /** @throws Refusal rollout-unknown */
  async function known(id: string) {
    const found = await store.rollouts.find(id)
    if (!found) throw new Refusal('rollout-unknown')
    return found
  }

  /** In their order, each line with how its desktop is. */
  async function waves(id: string, seen: Seen): Promise<Wave[]> {
    const opened = new Map((await store.rollouts.waves(id)).map((wave) => [wave.wave, wave]))
    const of = new Map<number, Wave>()
    for (const line of await store.rollouts.lines(id)) {
      const wave = of.get(line.wave) ?? { wave: line.wave, opened: opened.get(line.wave) ?? null, lines: [] }
      of.set(line.wave, wave)
      wave.lines.push({ ...line, state: lineStateOf(line, line.usedBy === null ? undefined : seen(line.usedBy), now()) })
    }
    return [...of.values()].toSorted((a, b) => a.wave - b.wave)
  }

  /** What of the list does not fit what is there: a code of another site, a desktop that is there already. */
  async function against(lines: ReturnType<typeof readList>['lines']): Promise<ListProblem[]> {
    const sites = await store.sites()
    const [byName, byCode] = [new Map(sites.map((s) => [s.name, s])), new Map(sites.map((s) => [s.code, s]))]
    const there = new Set((await store.devices()).flatMap((d) => (d.revokedAt === null ? [`${d.site}\n${d.name}`] : [])))
    return lines.flatMap(({ number, site, code, desktop }): ListProblem[] => {
      const at = byName.get(site)
      const owner = byCode.get(code)
      return [
        ...(at && code !== '' && at.code !== code ? [{ number, column: 'code' as const, word: 'code-differs' as const }] : []),
        ...(owner && owner.name !== site ? [{ number, column: 'code' as const, word: 'code-taken' as const }] : []),
        ...(at && there.has(`${at.id}\n${desktop}`) ? [{ number, column: 'desktop' as const, word: 'there-already' as const }] : []),
      ]
    })
  }

  /** Takes a list in; nothing else happens before its first wave is opened. @throws Refusal list-unfit with everything that is wrong, forbidden */
  const add = (name: string, text: string, { by, group }: { by: string; group: boolean }): Promise<{ id: string; desktops: number }> =>
    queue.run(async () => {
      const { lines, problems } = readList(text)
      const all = [...problems, ...(await against(lines))].toSorted((a, b) => a.number - b.number)
      if (all.length > 0) throw new Refusal('list-unfit', { problems: all })
      if (!group && lines.some((line) => line.group)) throw new Refusal('forbidden')
      const id = uuidv7(now(), draw(16))
      const rollout = { id, name, madeAt: now(), by }
      await store.commit({
        base: await store.head(),
        rollouts: [{ kind: 'rollout', rollout, lines }],
        deed: { at: now(), by, act: 'rollout.add', subject: id, details: { name, desktops: lines.length } },
      })
      return { id, desktops: lines.length }
    })

  /** A list of which no wave was opened. @throws Refusal rollout-unknown, wave-open */
  const drop = (id: string, by: string): Promise<void> =>
    queue.run(async () => {
      const { name } = await known(id)
      if ((await store.rollouts.waves(id)).length > 0) throw new Refusal('wave-open')
      await store.commit({
        base: await store.head(),
        rollouts: [{ kind: 'drop', rollout: id }],
        deed: { at: now(), by, act: 'rollout.drop', subject: id, details: { name } },
      })
    })

  /** Sites by name, those that are missing made; a code for each line; all of one commit. */
  async function codesFor(id: string, lines: readonly RolloutLine[], days: number) {
    const here = address()
    if (!here) throw new Refusal('no-address')
    const at = now()
    const expiresAt = at + days * DAY_MS
    const sites = new Map((await store.sites()).map((site) => [site.name, site]))
    const taken = new Set([...sites.values()].map(({ code }) => code))
    const directory: DirectoryChange[] = []
    const rollouts: RolloutChange[] = []
    const codes: HandedOut[] = []
    const siteOf = ({ site: name, code: wanted }: RolloutLine): Site => {
      const there = sites.get(name)
      if (there) return there
      const code = wanted === '' ? siteCode(name, taken) : wanted
      if (taken.has(code)) throw new Refusal('code-taken')
      const site = { id: uuidv7(at, draw(16)), name, code, createdAt: at, foundedAt: null }
      sites.set(name, site)
      taken.add(code)
      directory.push({ kind: 'site', site })
      return site
    }
    // A site whose code was given on one of its lines only has it on all of them.
    for (const line of lines.toSorted((a, b) => Number(a.code === '') - Number(b.code === ''))) siteOf(line)
    for (const line of lines) {
      const site = siteOf(line)
      const secret = Buffer.from(draw(24)).toString('base64url')
      const digest = sha256(secret)
      const reach = line.group ? 'group' : 'site'
      directory.push({ kind: 'code', code: { digest, site: site.id, reach, name: line.desktop, expiresAt, usedAt: null, usedBy: null } })
      rollouts.push({ kind: 'line-code', rollout: id, number: line.number, digest, at })
      const code: PairingCode = { url: here.url, fingerprint: here.fingerprint, secret }
      codes.push({
        site: site.name,
        siteCode: site.code,
        desktop: line.desktop,
        group: line.group,
        code: writePairingCode(code),
        expiresAt,
      })
    }
    return { directory, rollouts, codes }
  }

  /**
   * Opens a wave: every earlier one is open and its desktops are well, or `reason` says why not so. Returns the codes, which
   * nobody can show again. @throws Refusal rollout-unknown, wave-unknown, wave-open, wave-unwell, no-address, code-taken, forbidden
   */
  const open = (
    id: string,
    asked: { wave: number; days: number; reason: string | null },
    { by, group, seen }: { by: string; group: boolean; seen: Seen },
  ): Promise<HandedOut[]> =>
    queue.run(async () => {
      const { name } = await known(id)
      const all = await waves(id, seen)
      const mine = all.find(({ wave }) => wave === asked.wave)
      if (!mine) throw new Refusal('wave-unknown')
      if (mine.opened) throw new Refusal('wave-open')
      if (!group && mine.lines.some((line) => line.group)) throw new Refusal('forbidden')
      const unwell = all.filter(({ wave }) => wave < asked.wave).flatMap(({ lines }) => lines.filter(({ state }) => state !== 'well'))
      if (unwell.length > 0 && asked.reason === null) throw new Refusal('wave-unwell', { count: unwell.length })
      const { directory, rollouts, codes } = await codesFor(id, mine.lines, asked.days)
      const reason = unwell.length > 0 ? asked.reason : null
      await store.commit({
        base: await store.head(),
        directory,
        rollouts: [{ kind: 'wave', rollout: id, wave: { wave: asked.wave, openedAt: now(), by, reason } }, ...rollouts],
        deed: {
          at: now(),
          by,
          act: reason === null ? 'rollout.open' : 'rollout.override',
          subject: id,
          details: { name, wave: asked.wave, desktops: codes.length, ...(reason === null ? {} : { reason, unwell: unwell.length }) },
        },
      })
      return codes
    })

  /** New codes for the desktops of an open wave that have not paired; those they had open nothing any more. @throws Refusal rollout-unknown, wave-unknown, nothing-left, forbidden */
  const renew = (id: string, asked: { wave: number; days: number }, { by, group }: { by: string; group: boolean }): Promise<HandedOut[]> =>
    queue.run(async () => {
      const { name } = await known(id)
      if (!(await store.rollouts.waves(id)).some(({ wave }) => wave === asked.wave)) throw new Refusal('wave-unknown')
      const left = (await store.rollouts.lines(id)).filter(({ wave, usedBy }) => wave === asked.wave && usedBy === null)
      if (left.length === 0) throw new Refusal('nothing-left')
      if (!group && left.some((line) => line.group)) throw new Refusal('forbidden')
      const { directory, rollouts, codes } = await codesFor(id, left, asked.days)
      await store.commit({
        base: await store.head(),
        directory,
        rollouts,
        deed: { at: now(), by, act: 'rollout.renew', subject: id, details: { name, wave: asked.wave, desktops: codes.length } },
      })
      return codes
    })

  return { add, drop, open, renew, waves, known, all: () => store.rollouts.all() }
}
