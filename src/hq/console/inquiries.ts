// Answers about one thing: the way of a record or changeset, cases with both their sides, what lies in quarantine. Puts
// names to ids; what is found is the store's to say (store/inquiry.ts).
import type { ConsoleInput, ConsoleOutput } from '../../shared/console/contract.ts'
import type { CaseLine } from '../../shared/console/contract/cases.ts'
import { SHOWN_WITHOUT, type Step } from '../../shared/console/contract/inquiry.ts'
import type { columnKinds, QuarantineLine } from '../../shared/console/contract/quarantine.ts'
import { Refusal } from '../../shared/errors.ts'
import { type CaseKind, caseKinds } from '../../shared/sync/cases.ts'
import { tableIn } from '../../shared/sync/manifest.ts'
import type { Change, Row, Value } from '../../shared/sync/protocol.ts'
import { docKey, noKeys } from '../../shared/sync/state.ts'
import { amendable, correctable, payloadIn } from '../amending.ts'
import { lateValue } from '../deciding.ts'
import { HQ } from '../feed.ts'
import type { Hq } from '../hq.ts'
import type { DeviceNote, PairedDevice } from '../store/store.ts'
import type { KeptCase, KeptQuarantined, Passage } from '../store/inquiry.ts'

const FOUND = 20
const STEPS = 60
const PAGE = 50
const CHANGES = 20
const COMMENTS = 200
const ALWAYS = Number.MAX_SAFE_INTEGER

/** Names of sites, desktops and people, each asked for once; of all desktops where it is told who of them has something. */
async function directory(hq: Pick<Hq, 'store' | 'heard'>, people: readonly string[], replicas: readonly string[] | 'all') {
  const sites = new Map((await hq.store.sites()).map((site) => [site.id, site]))
  const kept =
    replicas === 'all'
      ? await hq.store.devices()
      : (await Promise.all([...new Set(replicas)].map((replica) => hq.store.device(replica)))).filter((d) => d !== null)
  const devices = new Map(kept.map((d) => [d.replica, { ...d, ...hq.heard.get(d.replica) }]))
  const keys = noKeys()
  for (const id of people) keys.docs.add(docKey('users', id))
  const users = (await hq.store.load(HQ, keys)).docs
  return {
    devices,
    site: (id: string): string => sites.get(id)?.name ?? id,
    person: (id: unknown): string | null => {
      const name = users.get(docKey('users', String(id)))?.image['name']
      return typeof name === 'string' ? name : null
    },
    desktop: (replica: string) => {
      const d = devices.get(replica)
      const site = d && sites.get(d.site)
      return d ? { replica, name: d.name, code: `${site?.code ?? ''}-${d.code}`, siteName: site?.name ?? d.site } : null
    },
  }
}
type Directory = Awaited<ReturnType<typeof directory>>

function holdersOf({ number, sites }: Passage, { devices, site }: Directory): Step['holders'] {
  if (number === null) return null
  const concerns = (d: PairedDevice): boolean =>
    d.revokedAt === null && (d.reach === 'group' || sites.includes('') || sites.includes(d.site))
  const all: (PairedDevice & DeviceNote)[] = [...devices.values()].filter(concerns)
  const without = all.filter((d) => d.position < number)
  const has = all.filter((d) => d.kept >= number).length
  return {
    has,
    told: all.length - without.length - has,
    of: all.length,
    without: without.slice(0, SHOWN_WITHOUT).map((d) => ({ replica: d.replica, name: d.name, siteName: site(d.site) })),
  }
}

/** What is not in the feed nobody has. */
const ofPassages = (hq: Pick<Hq, 'store' | 'heard'>, page: readonly Passage[]): Promise<Directory> =>
  directory(
    hq,
    page.map(({ actor }) => actor),
    page.some(({ number }) => number !== null) ? 'all' : page.map(({ replica }) => replica),
  )

const stepOf = (passage: Passage, names: Directory): Step => ({
  changeset: passage.changeset,
  command: passage.command,
  who: names.person(passage.actor),
  desktop: names.desktop(passage.replica),
  deviceTime: passage.deviceTime,
  receivedAt: passage.receivedAt,
  ruling: passage.discarded ? 'discarded' : passage.outcome,
  reason: passage.reason,
  position: passage.number,
  cases: passage.cases,
  holders: holdersOf(passage, names),
})

/** What people type: a phone with spaces, a VIN in small letters. */
const spellings = (text: string): string[] => [...new Set([text, text.toUpperCase(), text.replaceAll(/[\s-]/g, '')])]

export async function trace(hq: Hq, { text }: ConsoleInput<'trace.find'>): Promise<ConsoleOutput<'trace.find'>> {
  const { inquiry } = hq.store
  const itself = await inquiry.passage(text)
  const rows = (await Promise.all(spellings(text).map((each) => inquiry.named(each, FOUND)))).flat()
  const found = [...new Map(rows.map((row) => [`${row.table} ${row.id}`, row])).values()].slice(0, FOUND)
  const passages = new Map<string, Passage>(itself ? [[itself.changeset, itself]] : [])
  const add = (passage: Passage | null): void => {
    if (passage && (passage.changeset !== itself?.changeset || !passages.has(passage.changeset))) passages.set(passage.changeset, passage)
  }
  for (const row of found) {
    for (const passage of await inquiry.wrote(row, ALWAYS, STEPS + 1)) add(passage)
    // What lost to another is not in the row: the case it became leads to it.
    for (const { image } of await inquiry.casesAbout(row.id, FOUND)) add(await inquiry.passage(String(image['changeset_id'])))
  }
  const steps = [...passages.values()].toSorted((a, b) => b.receivedAt - a.receivedAt || (b.number ?? 0) - (a.number ?? 0))
  const page = steps.slice(0, STEPS)
  const names = await ofPassages(hq, page)
  return {
    found: found.map(({ table, id, site }) => ({ table, id, siteName: site === '' ? null : names.site(site) })),
    steps: page.map((step) => stepOf(step, names)),
    more: steps.length > STEPS,
  }
}

/** What was published to the whole group, newest first, with who has it by now. */
export async function listPublished(hq: Hq, { before }: ConsoleInput<'published.list'>): Promise<ConsoleOutput<'published.list'>> {
  const found = await hq.store.inquiry.published(before ?? ALWAYS, PAGE + 1)
  const page = found.slice(0, PAGE)
  const names = await ofPassages(hq, page)
  const last = page.at(-1)
  return {
    steps: page.map(({ tables, ...passage }) => ({ ...stepOf(passage, names), tables })),
    next: found.length > PAGE && last ? last.number : null,
  }
}

const word = (value: Value | undefined): string | null => (typeof value === 'string' && value !== '' ? value : null)
const parsed = (value: Value | undefined): Row => (typeof value === 'string' ? (JSON.parse(value) as Row) : {})
/** Telephones and numbers of papers in personal columns are told apart by their ends; nobody reads them off a list. */
function masked(hq: Pick<Hq, 'judging'>, table: string, column: string, value: unknown): string | number | null {
  const personal = tableIn(hq.judging.manifest, table)?.personal.includes(column) === true
  return personal && typeof value === 'string' && /^[\d\sXx+-]{7,}$/.test(value)
    ? `${value.slice(0, 3)}****${value.slice(-4)}`
    : shown(value)
}
const shown = (value: unknown): string | number | null => (typeof value === 'string' || typeof value === 'number' ? value : null)
const kindOf = (value: Value | undefined): CaseKind => caseKinds.find((each) => each === value) ?? 'field'
const openedAt = ({ image }: KeptCase): number => Number(image['opened_at'] ?? 0)

const lineOf = (kept: KeptCase, names: Directory): CaseLine => ({
  id: kept.id,
  kind: kindOf(kept.image['kind']),
  state: kept.image['state'] === 'resolved' ? 'resolved' : 'open',
  site: kept.site,
  siteName: names.site(kept.site),
  openedAt: openedAt(kept),
  table: word(kept.image['subject_table']),
  who: names.person(kept.image['actor']),
  desktop: names.desktop(String(kept.image['replica']))?.name ?? null,
  command: word(kept.image['command']),
})

export async function listCases(hq: Hq, asked: ConsoleInput<'cases.list'>): Promise<ConsoleOutput<'cases.list'>> {
  const { state, site, kind, olderMs, after } = asked
  const found = await hq.store.inquiry.cases({ state, site, kind, after, before: hq.now() - olderMs + 1, limit: PAGE + 1 })
  const page = found.slice(0, PAGE)
  const names = await directory(
    hq,
    page.map(({ image }) => String(image['actor'])),
    page.map(({ image }) => String(image['replica'])),
  )
  const last = page.at(-1)
  return {
    cases: page.map((kept) => lineOf(kept, names)),
    next: found.length > PAGE && last ? { at: openedAt(last), id: last.id } : null,
  }
}

/** Who wrote what stands there instead: whoever holds the key, or wrote the columns before the case was opened. */
async function otherSide({ store }: Pick<Hq, 'store'>, kept: KeptCase): Promise<Passage | null> {
  const { image } = kept
  const own = await store.inquiry.passage(String(image['changeset_id']))
  const before = (own?.number ?? kept.position) - 1
  const kind = kindOf(image['kind'])
  if (kind === 'hold') {
    const hold = await store.inquiry.holdOf(String(image['key']))
    return hold ? store.inquiry.entry(hold.position) : null
  }
  const [table, id] = [word(image['subject_table']), word(image['subject_id'])]
  if (!table || !id) return null
  const columns = kind === 'field' ? (word(image['columns']) ?? '').split(',') : []
  return store.inquiry.writerOf({ table, id }, columns, before)
}

/** A case without the deeds done to it. @throws Refusal case-unknown */
export async function showCase(hq: Hq, id: string): Promise<Omit<ConsoleOutput<'cases.show'>, 'deeds'>> {
  const kept = await hq.store.inquiry.case(id)
  if (!kept) throw new Refusal('case-unknown')
  const { image } = kept
  const other = await otherSide(hq, kept)
  const [mine, theirs] = [parsed(image['mine']), parsed(image['theirs'])]
  const said = await hq.store.inquiry.comments(id, COMMENTS)
  const people = [image['actor'], image['resolved_by'], other?.actor, ...said.map((each) => each.image['user_id'])].flatMap(
    (each) => word(each) ?? [],
  )
  const names = await directory(hq, people, [String(image['replica']), ...(other ? [other.replica] : [])])
  const line = lineOf(kept, names)
  const lost = typeof mine['changes'] === 'string' ? (JSON.parse(mine['changes']) as Change[]) : []
  const aside = new Set(['changes', 'key'])
  return {
    ...line,
    mine: { who: line.who, desktop: line.desktop, at: Number(image['device_time'] ?? 0), command: line.command ?? '' },
    theirs: other && {
      who: names.person(other.actor),
      desktop: names.desktop(other.replica)?.name ?? null,
      at: other.deviceTime,
      command: other.command,
    },
    fields: [...new Set([...Object.keys(mine), ...Object.keys(theirs)])]
      .filter((name) => !aside.has(name))
      .map((name) => ({
        name,
        mine: masked(hq, line.table ?? '', name, mine[name]),
        theirs: masked(hq, line.table ?? '', name, theirs[name]),
      })),
    lost: lost.slice(0, CHANGES).map(({ table, op, set }) => ({ table, op, columns: Object.keys(set) })),
    canTake: line.state === 'open' && (await lateValue(hq, kept)) !== null,
    changeset: String(image['changeset_id'] ?? ''),
    comments: said.map((each) => ({
      id: each.id,
      who: word(each.image['by_name']) ?? names.person(each.image['user_id']),
      headquarters: word(each.image['user_id']) === null,
      at: Number(each.image['said_at'] ?? 0),
      text: word(each.image['body']) ?? '',
    })),
    resolution:
      line.state === 'open'
        ? null
        : { how: word(image['resolution']) ?? 'understood', by: names.person(image['resolved_by']), at: Number(image['resolved_at'] ?? 0) },
  }
}

/** Headquarters' word for what it could not accept, apart from what the word is about. */
function because(reason: string | null): { reason: string; about: string | null } {
  const [name = 'internal', ...about] = (reason ?? '').split(' ')
  return { reason: name, about: about.length > 0 ? about.join(' ') : null }
}

function waitingLine(hq: Pick<Hq, 'judging'>, kept: KeptQuarantined, names: Directory): QuarantineLine {
  const { changeset, replica, command, deviceTime, receivedAt, asked } = kept
  const changes = changesIn(kept.payload)
  const desktop = names.desktop(replica)
  return {
    changeset,
    replica,
    desktop: desktop?.name ?? replica,
    siteName: desktop?.siteName ?? '',
    revoked: names.devices.get(replica)?.revokedAt != null,
    who: names.person(kept.actor),
    command,
    deviceTime,
    receivedAt,
    ...because(kept.reason),
    asked,
    changes: changes.slice(0, CHANGES).map(({ table, op, set, was }) => ({
      table,
      op,
      columns: Object.keys(set).map((name) => ({
        name,
        value: masked(hq, table, name, set[name]),
        was: masked(hq, table, name, was?.[name]),
        kind: kindOfColumn(hq, { table, op }, name, set[name]),
      })),
    })),
    amendable: amendable(hq, kept),
    more: Math.max(0, changes.length - CHANGES),
  }
}
/** What cannot be read has no changes to show; its reason says so. */
const changesIn = (payload: string): Change[] => payloadIn(payload)?.changes ?? []
function kindOfColumn(
  hq: Pick<Hq, 'judging'>,
  change: Pick<Change, 'table' | 'op'>,
  name: string,
  value: Value | undefined,
): (typeof columnKinds)[number] {
  if (!correctable(hq, change, name, value)) return 'fixed'
  if (typeof value === 'number') return name.endsWith('_fen') ? 'money' : 'number'
  return masked(hq, change.table, name, value) === shown(value) ? 'text' : 'secret'
}

export async function listQuarantine(hq: Hq, asked: ConsoleInput<'quarantine.list'>): Promise<ConsoleOutput<'quarantine.list'>> {
  const { site, kind, olderMs, after } = asked
  const replicas = site === null ? null : (await hq.store.devices()).filter((d) => d.site === site).map((d) => d.replica)
  const found = await hq.store.inquiry.quarantine({ replicas, why: kind, after, before: hq.now() - olderMs + 1, limit: PAGE + 1 })
  const page = found.slice(0, PAGE)
  const names = await directory(
    hq,
    page.map(({ actor }) => actor),
    page.map(({ replica }) => replica),
  )
  const last = page.at(-1)
  return {
    changesets: page.map((kept) => waitingLine(hq, kept, names)),
    next: found.length > PAGE && last ? { at: last.receivedAt, id: last.changeset } : null,
  }
}
