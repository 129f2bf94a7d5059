// The desktop's side of sync: when to talk to HQ, what to say, and how its answers enter the store without anybody
// noticing a pause. One round at a time; the network lives in the worker process, the store here.
import type { Refusal } from '../../shared/errors.ts'
import { SyncStatus, type Problem } from '../../shared/modules/sync/contract.ts'
import type { Entry, Position, RoundRequest, Ruling } from '../../shared/sync/protocol.ts'
import { PROTOCOL } from '../../shared/sync/protocol-version.ts'
import { changesetsFrom, getState, markSent, setState, type Sending } from '../store/outbox.ts'
import type { Session } from '../store/session.ts'
import { bootstrap, unfinished, type Progress } from './bootstrap.ts'
import { exchangeFiles, fetchFile, type Files } from './files.ts'
import { createLink } from './link.ts'
import { identityOf, pair, type Pairing } from './pairing.ts'
import type { Port, RoundHead } from './port.ts'
import { noteContact, showStatus, type Contact } from './told.ts'
import { WireError } from './wire.ts'

export type EngineOptions = {
  session: Session
  /** Starts a worker process. */
  spawn: () => Port
  appVersion: string
  /** Bytes of photos and papers, which travel beside the rounds. */
  files?: Files
  log?: (what: string, detail: unknown) => void
  random?: () => number
}
export type Engine = ReturnType<typeof createEngine>

const MOST = { changesets: 500, bytes: 4_000_000 }
/** What one transaction may take: shorter than the pause a typing person feels. */
const SLICE_MS = 25
const DEBOUNCE_MS = 50
/** While the live channel cannot be had, HQ is asked this often. */
const POLL_MS = 60_000

export function createEngine({ session, spawn, appVersion, files, log, random = Math.random }: EngineOptions) {
  const { st } = session
  let stopped = true
  let talking: Promise<void> | null = null
  let again = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let dueAt = Infinity
  let failures = 0
  let head = 0
  let liveOn = false
  /** Changes a transaction takes in about SLICE_MS here, learnt as it goes. */
  let pace = 300
  /** Rulings whose entries have not come yet, and the last log line that needs no sending because of them. */
  const held = new Map<string, Ruling>()
  let heldUpTo = 0
  /** HQ lacks part of our chain from this seq on. */
  let resendFrom: number | null = null
  let gaps = 0
  let most = { ...MOST }
  let status: SyncStatus = { mode: 'alone', problem: null, lastContactAt: Number(getState(st, 'contact_at')) || null, behind: 0, skewMs: 0, live: false, progress: null }
  let quietSince = 0

  const link = createLink({
    spawn,
    news: (number) => {
      head = Math.max(head, number)
      if (head > session.chain().seen.number) soon(0)
    },
    live: (on) => {
      liveOn = on
      tell({ live: on })
      // The line is back before the timer knew.
      if (on && failures > 0) soon(0)
    },
  })

  const tell = (change: Partial<SyncStatus>): void => {
    const next = { ...status, ...change }
    if (JSON.stringify(next) === JSON.stringify(status)) return
    status = next
    showStatus(session, status)
  }

  /** A round in at most so many ms; an earlier appointment stands. */
  const soon = (ms: number): void => {
    if (stopped) return
    if (talking && ms < 1_000) again = true
    const at = Date.now() + ms
    if (timer && dueAt <= at) return
    clearTimeout(timer)
    dueAt = at
    timer = setTimeout(() => {
      timer = undefined
      dueAt = Infinity
      void converse()
    }, ms)
  }

  const unsent = (): boolean => session.pending(1, 1, heldUpTo).length > 0 || resendFrom !== null || wishes().length > 0
  const wishes = (): { changeset: string; wish: string }[] => st.all('SELECT changeset, wish FROM _sync_wishes ORDER BY at LIMIT 200')

  const request = (): { body: RoundRequest; sending: Sending[] } => {
    const sending = resendFrom === null ? session.pending(most.changesets, most.bytes, heldUpTo) : changesetsFrom(st, session.chain(), resendFrom, most.changesets, most.bytes)
    const asked = wishes()
    const body: RoundRequest = {
      protocol: PROTOCOL,
      replica: session.chain().replica,
      position: session.chain().seen,
      changesets: sending.map((s) => s.changeset),
      retry: asked.filter((w) => w.wish === 'retry').map((w) => w.changeset),
      discard: asked.filter((w) => w.wish === 'discard').map((w) => w.changeset),
      deviceTime: session.now(),
      pending: session.pendingCount(),
      appVersion,
    }
    return { body, sending }
  }

  /** One request and everything its answer brings. */
  const round = async (contact: Contact): Promise<RoundHead> => {
    const { body, sending } = request()
    let answer: RoundHead
    try {
      answer = await link.ask('round', body)
    } catch (error) {
      if (error instanceof WireError && error.sent && sending.length > 0) session.keep(['_sync_changesets'], () => markSent(st, sending, session.now()))
      throw error
    }
    if (stopped) return answer
    link.noteCounter(answer.counter)
    for (const ruling of answer.rulings) held.set(ruling.changeset, ruling)
    if (resendFrom === null) heldUpTo = sending.at(-1)?.n ?? heldUpTo
    else resendFrom = sending.length > 0 ? (sending.at(-1)?.changeset.seq ?? 0) + 1 : null
    if (resendFrom !== null && resendFrom > session.chain().seq) resendFrom = null
    contact.sent += sending.length
    head = Math.max(answer.head, answer.position.number)
    if (body.retry.length + body.discard.length > 0) forgetWishes([...body.retry, ...body.discard])
    await takeIn(answer, contact)
    if (held.size === 0) heldUpTo = 0
    return answer
  }

  const forgetWishes = (ids: readonly string[]): void =>
    session.keep(['_sync_state'], () => void st.run('DELETE FROM _sync_wishes WHERE changeset IN (SELECT value FROM json_each(?))', JSON.stringify(ids)))

  /** Applies an answer in short transactions: whole entries in order, a ruling with or after the entries it belongs to. */
  const takeIn = async (answer: RoundHead, contact: Contact): Promise<void> => {
    let entries: Entry[] = []
    let weight = 0
    const flush = async (position: Position): Promise<void> => {
      const rulings = [...held.values()].filter((r) => r.position === undefined || r.position <= position.number)
      const moved = position.number !== session.chain().seen.number || position.nonce !== session.chain().seen.nonce
      if (entries.length === 0 && rulings.length === 0 && !moved) return
      const from = performance.now()
      session.receive({ entries, rulings, position, state: { counter: String(answer.counter), contact_at: String(session.now()) } })
      const took = performance.now() - from
      for (const ruling of rulings) held.delete(ruling.changeset)
      if (weight > 20) pace = Math.min(4_000, Math.max(40, (pace + (weight / took) * SLICE_MS) / 2))
      entries = []
      weight = 0
      // Whoever types gets the processor first.
      await pause(Math.min(20, took / 2))
    }
    for (let index = 0; index < answer.parts && !stopped; index++) {
      for (const entry of await link.ask('part', { index })) {
        if (stopped) return
        entries.push(entry)
        const own = held.has(entry.changeset)
        weight += (entry.changes.length + 1) * (own ? 2 : 1)
        if (!own) contact.received.push(entry.replica)
        if (weight >= pace) {
          await flush({ number: entry.number, nonce: entry.nonce })
          if (answer.parts > 2) tell({ behind: Math.max(0, head - entry.number) })
        }
      }
    }
    if (!stopped) await flush(answer.position)
  }

  /** Rounds until both sides have said everything. Never rejects: what goes wrong is words in the status and another try. */
  const converse = (): Promise<void> => (talking ??= talk().finally(() => (talking = null)))
  const talk = async (): Promise<void> => {
    if (stopped || !session.joined()) return
    clearTimeout(timer)
    timer = undefined
    dueAt = Infinity
    const contact: Contact = { at: Date.now(), sent: 0, received: [] }
    const slow = setTimeout(() => tell({ mode: 'syncing' }), 400)
    try {
      let answer: RoundHead
      do {
        again = false
        answer = await round(contact)
        if (stopped) return
        gaps = 0
      } while (answer.more || again || unsent())
      succeeded(answer, contact)
      if (files) await exchangeFiles(link, session, files)
    } catch (error) {
      if (!stopped) failed(error)
    } finally {
      clearTimeout(slow)
    }
  }

  const succeeded = (answer: RoundHead, contact: Contact): void => {
    failures = 0
    most = { ...MOST }
    const skew = answer.heardAt - Math.round(answer.tripMs / 2) - answer.hqTime
    tell({ mode: 'online', problem: null, lastContactAt: session.now(), behind: Math.max(0, answer.head - answer.position.number), skewMs: Math.abs(skew) < 60_000 ? 0 : skew })
    noteContact(session, contact, quietSince)
    quietSince = Date.now()
    if (liveOn) return
    link.listen(true)
    soon(POLL_MS)
  }

  const failed = (error: unknown): void => {
    const wired = error instanceof WireError ? error : null
    if (!wired) log?.('sync', error)
    if (wired?.code === 'worker-lost') return soon(100)
    if (wired?.code === 'gap' && wired.detail.expected !== undefined && ++gaps < 4) {
      resendFrom = wired.detail.expected
      held.clear()
      heldUpTo = 0
      return soon(0)
    }
    if (wired?.code === 'too-large' && most.changesets > 1) {
      most = { changesets: Math.ceil(most.changesets / 4), bytes: Math.ceil(most.bytes / 4) }
      return soon(0)
    }
    // What HQ was heard to say about us before is not known to hold any more.
    held.clear()
    heldUpTo = 0
    failures += 1
    const problem = problemIn(wired)
    tell({ mode: waiting.has(problem) ? 'offline' : 'problem', problem, live: liveOn })
    log?.('sync failed', { code: wired?.code ?? 'internal', words: wired?.detail.words })
    const longest = problem === 'revoked' || problem === 'update-needed' ? 600_000 : problem === 'unreachable' || problem === 'timeout' ? 8_000 : 60_000
    soon(Math.min(longest, 400 * 2 ** Math.min(failures, 12)) * (0.5 + random() / 2))
  }

  const introduce = async (): Promise<void> => {
    const identity = identityOf(st)
    if (identity) await link.identify(identity).catch(() => undefined)
  }
  let unhear: (() => void) | null = null
  const begin = async (): Promise<void> => {
    if (!stopped) return
    stopped = false
    unhear = session.onTouched((tables) => {
      // While HQ cannot be reached, the timer tries; a busy counter must not.
      if (failures === 0 && tables.includes('_sync_changesets') && session.joined() && unsent()) soon(DEBOUNCE_MS)
    })
    showStatus(session, status)
    if (!session.joined() || unfinished(st)) return
    tell({ mode: 'offline' })
    await introduce()
    link.listen(true)
    soon(0)
  }

  return {
    /** Starts talking, if this store has an HQ. */
    start: (): void => void begin(),
    /** Ends the worker and lets a transaction that is under way finish. */
    stop: async (): Promise<void> => {
      stopped = true
      unhear?.()
      clearTimeout(timer)
      link.stop()
      await talking?.catch(() => undefined)
    },
    /** Talks to HQ now; resolves when both sides have said everything, or it failed. */
    now: async (): Promise<SyncStatus> => {
      clearTimeout(timer)
      timer = undefined
      await talking
      link.listen(true)
      await converse()
      return status
    },
    /** A hint from outside (the network came back, the machine woke): try soon. */
    nudge: (): void => {
      link.listen(true)
      soon(0)
    },
    status: (): SyncStatus => status,
    /**
     * Joins HQ with a pairing code. An empty store downloads its site and is complete when this resolves; a store that
     * ran alone keeps everything and sends it. Repeated after a kill it goes on where it was. @throws Refusal.
     */
    join: async (pairing: Pairing, progress: Progress, signal: AbortSignal): Promise<void> => {
      if (!session.joined()) {
        progress(0, 0, 'pairing')
        await pair(link, session, { ...pairing, appVersion })
      }
      await introduce()
      if (unfinished(st)) await bootstrap(link, session, progress, signal)
      progress(1, 1, 'tail')
      stopped = true
      await begin()
      await converse()
      if (status.mode === 'problem') throw refusalOf(status.problem)
    },
    /** Brings the bytes of a file here when HQ has them; false while it has not. */
    fetch: async (sha256: string): Promise<boolean> => (files ? fetchFile(link, files, sha256) : false),
    /** For tests that end the worker: how it is asked. */
    link,
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
