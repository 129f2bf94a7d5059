// What keeps headquarters itself in order: storage and its growth, backups, versions of the desktops, the certificate; and the
// same as figures for Prometheus. Reads only; backups are made in backups.ts.
import { createHash, timingSafeEqual, randomBytes, X509Certificate } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ConsoleOutput } from '../../shared/console/contract.ts'
import { standings, USUAL_PLAN } from '../../shared/console/rules.ts'
import type { Backups } from '../backups.ts'
import type { Certificate } from '../certificate.ts'
import type { Hq } from '../hq.ts'
import { SPENT_KEPT_DAYS } from '../spent.ts'
import { ROUNDS_KEPT } from '../store/watch.ts'
import { writeWhole } from '../whole.ts'
import type { Overview } from './overview.ts'
import { TRENDS_KEPT_DAYS } from './trends.ts'

export type Care = ReturnType<typeof createCare>
type Known = { hq: Hq; overview: Overview; backups: Backups | null; certificate: Certificate; version: string; started: number }

export function createCare({ hq, overview, backups, certificate, version, started }: Known) {
  const certificateUntil = Date.parse(new X509Certificate(certificate.cert).validTo)

  async function show(midnight: number): Promise<ConsoleOutput<'care.show'>> {
    const { disk, days, head, versions } = await overview.show(midnight)
    const standing = backups?.standing() ?? { doing: null, failed: null, plan: USUAL_PLAN, second: null }
    return {
      version,
      startedAt: started,
      disk,
      empty: await hq.store.watch.free(),
      head,
      days,
      rows: await hq.store.rowsInReach({ site: '', reach: 'group' }),
      versions,
      minimum: { version: hq.versions.minimum(), below: [...(await overview.all()).values()].filter((d) => d.outdated).length },
      certificate: { fingerprint: certificate.fingerprint, until: certificateUntil, announced: [...(hq.address()?.next ?? [])] },
      backups: backups?.list() ?? [],
      backup: { folder: backups?.folder ?? '', ...standing },
      retention: { rounds: ROUNDS_KEPT, trendDays: TRENDS_KEPT_DAYS, spentDays: SPENT_KEPT_DAYS },
    }
  }

  /** The text Prometheus reads (exposition format 0.0.4). Counts and sizes; no name of anybody or anything. */
  async function metrics(): Promise<string> {
    const now = hq.now()
    const shown = await overview.show(now)
    const newest = backups?.list().find(({ damaged }) => damaged === null)
    const lines: string[] = []
    const gauge = (name: string, help: string, values: readonly (readonly [labels: string, value: number])[]): void => {
      lines.push(`# HELP forecourt_${name} ${help}`, `# TYPE forecourt_${name} gauge`)
      for (const [labels, value] of values) lines.push(`forecourt_${name}${labels} ${value}`)
    }
    const one = (name: string, help: string, value: number): void => gauge(name, help, [['', value]])
    gauge('info', 'The program that answers.', [[`{version="${version}"}`, 1]])
    one('uptime_seconds', 'Since this program started.', Math.floor((now - started) / 1000))
    one('memory_bytes', 'Resident memory of this program.', process.memoryUsage.rss())
    one('disk_well', '1 while the data directory takes writes.', shown.disk.state === 'well' ? 1 : 0)
    one('disk_free_bytes', 'Free on the disk of the data directory.', shown.disk.free)
    one('database_bytes', 'Of rows, changesets and the feed.', shown.disk.used)
    one('empty_bytes', 'Of pages that hold nothing, which a compaction gives back.', await hq.store.watch.free())
    one('files_bytes', 'Of the bytes of files.', shown.disk.files)
    one('feed_head', 'Entries of the feed.', shown.head)
    gauge(
      'desktops',
      'Desktops by how they stand.',
      standings.map((standing) => [`{standing="${standing}"}`, shown.counts[standing] ?? 0] as const),
    )
    one('desktops_online', 'Desktops with an open line.', shown.online)
    one('desktops_skewed', 'Desktops whose clock is off.', shown.skewed)
    gauge(
      'desktops_version',
      'Desktops by the version they run.',
      shown.versions.map(({ version: of, desktops }) => [`{version="${labelOf(of)}"}`, desktops] as const),
    )
    one('pending_changesets', 'Not yet sent when the desktops were last heard of.', shown.pending)
    one('cases_open', 'Cases a person must look at.', shown.cases)
    one('quarantined_changesets', 'Changesets in quarantine.', shown.quarantined)
    one('certificate_seconds_left', 'Until the certificate ends.', Math.floor((certificateUntil - now) / 1000))
    one('backup_age_seconds', 'Since the newest whole backup; NaN without one.', newest ? Math.floor((now - newest.madeAt) / 1000) : NaN)
    one('backup_failed', '1 when the last one failed.', backups?.standing().failed ? 1 : 0)
    return `${lines.join('\n')}\n`
  }

  return { show, metrics }
}

/** What a desktop says of its version comes from outside. */
const labelOf = (text: string): string => text.replaceAll(/[^\w.+-]/g, '_')

/** Who may read the figures: whoever has the token in `hq.metrics-token`, made at the first start, its owner's alone. */
export function metricsGate(folder: string): (authorization: string | undefined) => boolean {
  const file = join(folder, 'hq.metrics-token')
  if (!existsSync(file)) writeWhole(file, `${randomBytes(32).toString('hex')}\n`, 0o600)
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  const wanted = digest(`Bearer ${readFileSync(file, 'utf8').trim()}`)
  return (authorization) => timingSafeEqual(digest(authorization ?? ''), wanted)
}
