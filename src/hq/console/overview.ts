// What the console shows of the group: every desktop with how it stands, worst first, and the sums over them. Reckoned anew
// at most once between two pieces of news, whoever asks; reads only.
import { statfs } from 'node:fs/promises'
import type { ConsoleInput, ConsoleOutput } from '../../shared/console/contract.ts'
import { type Desktop, MOST_BEHIND } from '../../shared/console/contract/desktops.ts'
import type { SiteLine } from '../../shared/console/contract/sites.ts'
import { SKEW_MS, standingOf, standings, type Standing } from '../../shared/console/rules.ts'
import type { Hq } from '../hq.ts'

/** Standing depends on time too: what was reckoned is good for so long when nothing happens. */
const FRESH_MS = 5_000
const PAGE = 100
const WORST = 12
const DAYS = 14
const DAY_MS = 86_400_000

type Counts = Record<Standing, number>
type Group = { at: number; desktops: Desktop[]; counts: Counts; caseCount: number }
export type Overview = ReturnType<typeof createOverview>

export function createOverview(hq: Pick<Hq, 'store' | 'live' | 'heard' | 'news' | 'now' | 'disk' | 'versions'>, folder: string | null) {
  let reckoned: Promise<Group> | null = null
  hq.news.listen(() => (reckoned = null))

  async function group(): Promise<Group> {
    const before = await reckoned
    if (!before || hq.now() - before.at > FRESH_MS || hq.now() < before.at) reckoned = reckon()
    return (await reckoned) as Group
  }

  async function reckon(): Promise<Group> {
    const at = hq.now()
    const [sites, devices, cases, quarantined] = await Promise.all([
      hq.store.sites(),
      hq.store.devices(),
      hq.store.watch.openCases(),
      hq.store.watch.quarantined(),
    ])
    const names = new Map(sites.map((site) => [site.id, site]))
    const mine = new Map<string, number>()
    for (const { replica, n } of cases) if (replica !== null) mine.set(replica, (mine.get(replica) ?? 0) + n)
    const desktops: Desktop[] = []
    const told = devices.map((kept) => ({ ...kept, ...hq.heard.get(kept.replica) }))
    const listed = told.filter((d) => d.revokedAt === null)
    const behind = await hq.store.watch.behind(listed, MOST_BEHIND)
    const waiting = new Map(listed.map((d, at) => [d.replica, behind[at]]))
    for (const d of told) {
      const site = names.get(d.site)
      const { entries, since } = waiting.get(d.replica) ?? { entries: 0, since: null }
      const online = hq.live.has(d.replica)
      desktops.push({
        replica: d.replica,
        site: d.site,
        siteName: site?.name ?? d.site,
        code: `${site?.code ?? ''}-${d.code}`,
        name: d.name,
        reach: d.reach,
        standing: standingOf({ revokedAt: d.revokedAt, suspendedAt: d.suspendedAt, seenAt: d.seenAt, online, waitingSince: since }, at),
        online,
        seenAt: d.seenAt,
        behind: entries,
        waitingSince: since,
        pending: d.pending,
        pendingSince: d.pendingSince,
        cases: mine.get(d.replica) ?? 0,
        quarantined: quarantined.get(d.replica) ?? 0,
        appVersion: d.appVersion,
        outdated: d.revokedAt === null && hq.versions.isBelow(d.appVersion),
        skewMs: d.skewMs,
        pairedAt: d.pairedAt,
        revokedAt: d.revokedAt,
        suspendedAt: d.suspendedAt,
      })
    }
    desktops.sort(worstFirst)
    return { at, desktops, counts: countsOf(desktops), caseCount: cases.reduce((sum, { n }) => sum + n, 0) }
  }

  async function show(midnight: number): Promise<ConsoleOutput<'overview.show'>> {
    const { desktops, counts, caseCount } = await group()
    const alive = desktops.filter((d) => d.revokedAt === null)
    const versions = new Map<string, number>()
    for (const { appVersion } of alive) versions.set(appVersion, (versions.get(appVersion) ?? 0) + 1)
    const { number: head } = await hq.store.head()
    const { database, files } = await hq.store.watch.bytes()
    return {
      counts,
      sites: (await hq.store.sites()).length,
      online: alive.filter((d) => d.online).length,
      pending: alive.reduce((sum, d) => sum + d.pending, 0),
      pendingSince: alive.reduce<number | null>(
        (oldest, { pendingSince: at }) => (at === null || (oldest !== null && oldest <= at) ? oldest : at),
        null,
      ),
      cases: caseCount,
      quarantined: desktops.reduce((sum, d) => sum + d.quarantined, 0),
      skewed: alive.filter((d) => Math.abs(d.skewMs) > SKEW_MS).length,
      versions: [...versions].map(([version, n]) => ({ version, desktops: n })).toSorted((a, b) => b.desktops - a.desktops),
      head,
      days: await days(midnight, head),
      disk: { state: hq.disk(), used: database, files, free: folder === null ? 0 : await freeIn(folder) },
      worst: alive
        .filter((d) => d.standing !== 'well' || d.outdated || d.cases + d.quarantined > 0 || Math.abs(d.skewMs) > SKEW_MS)
        .slice(0, WORST),
    }
  }

  /** What was received before an instant that is past does not change: each is looked for once. */
  const heads = new Map<number, number>()
  async function headAt(at: number): Promise<number> {
    const known = heads.get(at)
    if (known !== undefined) return known
    const found = await hq.store.watch.headAt(at)
    if (heads.size > 20 * DAYS) heads.clear()
    if (at < hq.now()) heads.set(at, found)
    return found
  }

  /** Entries a day, the last since `midnight`. */
  async function days(midnight: number, head: number): Promise<{ from: number; entries: number }[]> {
    const starts = Array.from({ length: DAYS }, (_, n) => midnight - (DAYS - 1 - n) * DAY_MS)
    const ends = [...(await Promise.all(starts.map(headAt))), head]
    return starts.map((from, n) => ({ from, entries: (ends[n + 1] as number) - (ends[n] as number) }))
  }

  async function list(asked: ConsoleInput<'desktops.list'>): Promise<ConsoleOutput<'desktops.list'>> {
    const word = asked.search.trim().toLowerCase()
    const among = (await group()).desktops.filter(
      (d) =>
        (asked.site === null || d.site === asked.site) &&
        (word === '' || [d.name, d.code, d.siteName, d.replica].some((text) => text.toLowerCase().includes(word))),
    )
    const found = asked.standing === null ? among : among.filter((d) => d.standing === asked.standing)
    return { desktops: found.slice(asked.offset, asked.offset + PAGE), total: found.length, counts: countsOf(among) }
  }

  const find = async (replica: string): Promise<Desktop | null> => (await group()).desktops.find((d) => d.replica === replica) ?? null

  /** Every desktop, by its replica. */
  const all = async (): Promise<ReadonlyMap<string, Desktop>> => new Map((await group()).desktops.map((d) => [d.replica, d]))

  async function sites(): Promise<SiteLine[]> {
    const { desktops } = await group()
    const codes = await hq.store.watch.openCodes(hq.now())
    const cases = new Map<string, number>()
    for (const { site, n } of await hq.store.watch.openCases()) cases.set(site, (cases.get(site) ?? 0) + n)
    return (await hq.store.sites()).map((site) => {
      const own = desktops.filter((d) => d.site === site.id && d.revokedAt === null)
      return {
        ...site,
        desktops: own.length,
        online: own.filter((d) => d.online).length,
        needing: own.filter((d) => d.standing === 'lost' || d.standing === 'behind').length,
        cases: cases.get(site.id) ?? 0,
        codes: codes.get(site.id) ?? 0,
      }
    })
  }

  return { show, list, find, all, sites }
}

/** By standing; within one by what waits at people, then by how long nothing was heard. */
function worstFirst(a: Desktop, b: Desktop): number {
  return (
    standings.indexOf(a.standing) - standings.indexOf(b.standing) ||
    b.quarantined + b.cases - a.quarantined - a.cases ||
    a.seenAt - b.seenAt ||
    (a.code < b.code ? -1 : 1)
  )
}
function countsOf(desktops: readonly Desktop[]): Counts {
  const counts = Object.fromEntries(standings.map((standing) => [standing, 0])) as Counts
  for (const { standing } of desktops) counts[standing] += 1
  return counts
}
async function freeIn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}
