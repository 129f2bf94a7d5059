// The desktop's side of sync: when to talk to HQ, what to say, and how its answers enter the store without anybody
// noticing a pause. One round at a time; the network lives in the worker process, the store here.
import { Refusal } from '../../shared/errors.ts'
import type { EngineStatus } from '../../shared/modules/sync/contract/engine.ts'
import type { Entry, Position, RoundRequest, Ruling } from '../../shared/sync/protocol.ts'
import { PROTOCOL } from '../../shared/sync/protocol-version.ts'
import { applyLearned } from '../store/inbox.ts'
import { changesetsFrom, getState, markSent, type Sending, setState } from '../store/outbox.ts'
import { heldSums, newestRepairs } from '../store/held.ts'
import type { Correction } from '../store/proof.ts'
import type { Session } from '../store/session.ts'
import { createAnew } from './anew.ts'
import { bootstrap, type Progress, unfinished } from './bootstrap.ts'
import { fetchFile, type Files, sendAllFiles, sendFiles } from './files.ts'
import { carryOut } from './asked.ts'
import { createIntegrity } from './integrity.ts'
import { handOver, leftAt, letGo } from './leaving.ts'
import { createLink } from './link.ts'
import { identityOf, pair, type Pairing, trust } from './pairing.ts'
import type { Moved } from './moving.ts'
import type { Port, RoundHead } from './port.ts'
import { createPortion } from './portion.ts'
import { passes, problemOf, waitAfter } from './problem.ts'
import { ALONE, type Contact, makeStatus, noteContact, showStatus } from './status.ts'
import { type Appointment, realTime, type Time } from './time.ts'
import { inWords, WireError } from './wire-error.ts'

export type EngineOptions = {
  session: Session
  /** Starts a worker process. */
  spawn: () => Port
  appVersion: string
  /** Bytes of photos and papers, which travel beside the rounds. */
  files?: Files
  /** HQ took this desktop off its list, and has all it still had to say: nobody may work in this store any more. */
  onRevoked?: () => void
  /** HQ has moved this desktop to another site, and has all it had to say here up to its changeset `said`: it begins there with an empty store. */
  onMoved?: (to: Moved, said: number) => void
  /** Returns the number of the incident it noted, if it was one. */
  log?: (what: string, detail: unknown) => unknown
  /** Counts the sums of one table on another thread. */
  count?: (table: string) => Promise<Correction[]>
  random?: () => number
  time?: Time
}
export type Engine = ReturnType<typeof createEngine>

/** The most of a round, and of a piece of a file; both shrink with the line. */
const MOST = { changesets: 500, bytes: 4_000_000 }
const PIECE = { most: 512 * 1024, least: 16 * 1024 }
/** What one transaction may take: shorter than the pause a typing person feels. */
const SLICE_MS = 25
const DEBOUNCE_MS = 50
/** A live channel that broke is asked after this, when it has not come back by itself. */
const PROBE_MS = 700
/** While the live channel cannot be had, HQ is asked this often. */
const POLL_MS = 60_000

export function createEngine({
  session,
  spawn,
  appVersion,
  files,
  onRevoked,
  onMoved,
  log,
  count,
  random = Math.random,
  time = realTime,
}: EngineOptions) {
  const { st } = session
  makeStatus(st)
  let running = false
  let talking: Promise<void> | null = null
  let again = false
  let timer: Appointment | null = null
  let dueAt = Infinity
  let failures = 0
  let gaps = 0
  /** Workers that ended in a row: one is nothing, many are a machine that does not let it live. */
  let losses = 0
  let head = 0
  let liveOn = false
  let heardAt = 0
  /** Changes a transaction takes in about SLICE_MS here, learnt as it goes. */
  let pace = 300
  /** Rulings whose entries have not come yet, and the log line up to which nothing needs sending because of them. */
  const held = new Map<string, Ruling>()
  let heldUpTo = 0
  /** HQ lacks part of our chain from this seq on. */
  let resendFrom: number | null = null
  const portion = createPortion(MOST.changesets, 1)
  const piece = createPortion(PIECE.most, PIECE.least)
  /** What a round may carry now. */
  const most = (): typeof MOST => ({
    changesets: portion.size(),
    bytes: Math.ceil((MOST.bytes * portion.size()) / MOST.changesets),
  })
  let status: EngineStatus = { ...ALONE, lastContactAt: Number(getState(st, 'contact_at')) || null }

  const link = createLink({
    spawn,
    time,
    news: (number, asks) => {
      head = Math.max(head, number)
      if (asks || head > session.chain().seen.number) soon(0)
    },
    live: (on) => {
      liveOn = on
      tell({ live: on })
      // The line is back before the timer knew; or it is gone, and asking once tells whether HQ is.
      if (on && failures > 0) soon(0)
      if (!on && failures === 0 && session.joined()) soon(PROBE_MS)
    },
  })

  const integrity = createIntegrity({
    link,
    session,
    count,
    incident: (error) => String(log?.('integrity', error) ?? ''),
    again: () => soon(0),
    running: () => running,
    quiet: () => running && !again && !unsaid(),
    time,
  })
  const anew = createAnew({
    link,
    session,
    say: (position) => ({ ...saying([], position), retry: [], discard: [] }),
    incident: (error) => String(log?.('integrity', error) ?? ''),
    again: () => soon(0),
    doubt: integrity.doubt,
    quiet: () => running && !again && !unsaid(),
    show: (taking) => tell({ anew: taking }),
    time,
  })

  const tell = (change: Partial<EngineStatus>): void => {
    const next = { ...status, ...change }
    if (!running || JSON.stringify(next) === JSON.stringify(status)) return
    status = next
    showStatus(session, status)
  }

  /** A talk in at most so many ms; an earlier appointment stands. */
  const soon = (ms: number): void => {
    if (!running) return
    if (talking && ms <= DEBOUNCE_MS) return void (again = true)
    const at = time.elapsed() + ms
    if (timer && dueAt <= at) return
    timer?.cancel()
    dueAt = at
    timer = time.after(ms, () => {
      // Kept or not, an appointment that has passed stands in nobody's way: the talk under way makes the next one.
      timer = null
      dueAt = Infinity
      void converse()
    })
  }

  const anyWish = (): boolean => st.one('SELECT 1 FROM _sync_wishes LIMIT 1') !== undefined
  /** What people decided about quarantined changesets, oldest first. */
  const wishes = (): Record<'retry' | 'discard', string[]> => {
    const found = anyWish()
      ? st.all<{ changeset: string; wish: 'retry' | 'discard' }>(
          'SELECT changeset, wish FROM _sync_wishes ORDER BY at, changeset LIMIT 200',
        )
      : []
    const of = (kind: 'retry' | 'discard'): string[] => found.flatMap(({ changeset, wish }) => (wish === kind ? [changeset] : []))
    return { retry: of('retry'), discard: of('discard') }
  }
  const unsaid = (): boolean => resendFrom !== null || session.anyPending(heldUpTo) || anyWish()

  const holds = heldSums(st)
  /** The check HQ last asked for, as far as it was heard. */
  const checked = (): number | null => Number(getState(st, 'checked')) || null
  /** What a round says besides its changesets. */
  const saying = (sending: readonly Sending[], position = session.chain().seen): RoundRequest => {
    const oldest = session.oldestPending(sending.length)
    const taking = anew.says()
    const repairs = newestRepairs(st)
    return {
      protocol: PROTOCOL,
      replica: session.chain().replica,
      site: getState(st, 'site') ?? '',
      incarnation: session.chain().incarnation,
      position,
      changesets: sending.map((s) => s.changeset),
      ...wishes(),
      deviceTime: session.now(),
      pending: session.pendingCount(),
      kept: session.chain().seen.number,
      appVersion,
      ...(oldest === null ? {} : { oldestPending: oldest }),
      ...(checked() === null ? {} : { checked: checked() as number }),
      ...(taking === undefined ? {} : { anew: taking }),
      ...(repairs.length === 0 ? {} : { repairs }),
      held: holds(session.chain().seen.number),
    }
  }

  const toSend = (): Sending[] => {
    const { changesets, bytes } = most()
    if (resendFrom !== null) return changesetsFrom(st, session.chain(), resendFrom, changesets, bytes)
    return session.anyPending(heldUpTo) ? session.pending(changesets, bytes, heldUpTo) : []
  }
  /** One request, for what comes after `position`; its answer waits to be taken in. `listening`: it asks and says nothing. */
  const round = async (contact: Contact, position: Position, listening: boolean): Promise<RoundHead> => {
    const sending = listening ? [] : toSend()
    const body: RoundRequest = { ...saying(sending, position), ...(listening ? { retry: [], discard: [] } : {}) }
    const answer = await link.ask('round', body).catch((error: unknown) => {
      if (running && error instanceof WireError && sending.length > 0) {
        if (error.brokeOff) portion.broke()
        if (error.sent) session.keep(['_sync_changesets'], () => markSent(st, sending, session.now()))
      }
      throw error
    })
    if (!running) return answer
    link.noteCounter(answer.counter)
    for (const ruling of answer.rulings) held.set(ruling.changeset, ruling)
    if (sending.some((s) => !held.has(s.changeset.id))) throw new WireError('garbled', true, { words: 'a changeset without a ruling' })
    if (resendFrom === null) heldUpTo = sending.at(-1)?.n ?? heldUpTo
    else if (!listening) {
      const last = sending.at(-1)?.changeset.seq ?? session.chain().seq
      resendFrom = last >= session.chain().seq ? null : last + 1
    }
    contact.sent += sending.length
    if (sending.length > 0) portion.took(answer.tripMs)
    head = Math.max(answer.head, answer.position.number)
    heardAt = session.now()
    const heard = [...body.retry, ...body.discard]
    if (heard.length > 0)
      session.keep(
        ['_sync_state'],
        () => void st.run('DELETE FROM _sync_wishes WHERE changeset IN (SELECT value FROM json_each(?))', JSON.stringify(heard)),
      )
    if (answer.check !== undefined && answer.check !== checked()) {
      integrity.doubt()
      session.keep([], () => setState(st, 'checked', String(answer.check)))
      again = true
    }
    if (answer.anew !== undefined && anew.hear(answer.anew)) again = true
    if (answer.asks && !listening) carryOut(session, answer.asks)
    if (answer.fingerprints && trust(session, answer.fingerprints)) {
      await introduce()
      link.listen(true)
    }
    return answer
  }

  /** Applies an answer in short transactions: whole entries in order, a ruling with or after the entries it belongs to. */
  const takeIn = async (answer: RoundHead, contact: Contact): Promise<void> => {
    let entries: Entry[] = []
    let weight = 0
    const flush = async (position: Position): Promise<void> => {
      const rulings = [...held.values()].filter((r) => r.position === undefined || r.position <= position.number)
      const { seen } = session.chain()
      if (entries.length === 0 && rulings.length === 0 && position.number === seen.number && position.nonce === seen.nonce) return
      const from = time.elapsed()
      session.receive({ entries, rulings, position, state: { counter: String(answer.counter), contact_at: String(heardAt) } })
      const took = time.elapsed() - from
      for (const ruling of rulings) held.delete(ruling.changeset)
      if (weight > 20) pace = Math.min(4_000, Math.max(40, (pace + (weight / took) * SLICE_MS) / 2))
      entries = []
      weight = 0
      // Whoever types gets their turn.
      await new Promise<void>((resume) => time.after(0, resume))
    }
    const part = (index: number): Promise<string> | null => {
      const asked = index < answer.parts ? link.ask('part', { answer: answer.answer, index }) : null
      asked?.catch(() => undefined)
      return asked
    }
    let coming = part(0)
    for (let index = 0; coming; index++) {
      const text: string = await coming
      coming = part(index + 1)
      for (const entry of JSON.parse(text) as Entry[]) {
        if (!running) return
        const own = held.has(entry.changeset)
        entries.push(entry)
        weight += (entry.changes.length + 1) * (own ? 2 : 1)
        if (!own) contact.received.push(entry.replica)
        if (weight < pace) continue
        await flush({ number: entry.number, nonce: entry.nonce })
        if (status.mode === 'syncing') tell({ behind: Math.max(0, head - entry.number) })
      }
    }
    if (running) await flush(answer.position)
  }

  /** Rounds until both sides have said everything. Never rejects: what goes wrong is words in the status and another try. */
  const converse = (): Promise<void> =>
    (talking ??= talk()
      .catch((error: unknown) => void log?.('sync failed', error))
      .finally(() => {
        talking = null
        // Asked for in the last moment of a talk that went well; after one that failed its own appointment stands.
        if (!again || failures > 0) return
        again = false
        soon(0)
      }))
  const talk = async (): Promise<void> => {
    timer?.cancel()
    timer = null
    dueAt = Infinity
    if (!running || !session.joined() || leftAt(st) !== null) return
    const contact: Contact = { at: session.now(), sent: 0, received: [] }
    const slow = time.after(400, () => tell({ mode: 'syncing' }))
    let taking: Promise<void> | null = null
    try {
      let answer: RoundHead
      let { seen: position } = session.chain()
      /** HQ cannot write: what it has is asked for all the same, and what it should take waits. */
      let listening = false
      do {
        again = false
        try {
          answer = await round(contact, position, listening)
        } catch (error) {
          if (listening || !(error instanceof WireError) || error.code !== 'cannot-write') throw error
          listening = true
          // The next try is a small one.
          portion.broke()
          answer = await round(contact, position, listening)
        }
        // One answer is taken in while the next is on its way, and never two: that bounds what is held in memory.
        await taking
        if (!running) return
        taking = takeIn(answer, contact)
        taking.catch(() => undefined)
        position = answer.position
        gaps = 0
      } while (answer.more || (!listening && (again || unsaid())))
      await taking
      if (!running) return
      if (listening) {
        tell({ lastContactAt: heardAt, behind: Math.max(0, answer.head - answer.position.number) })
        throw new WireError('cannot-write', true)
      }
      if (held.size === 0) heldUpTo = 0
      if (answer.moved) return await goOn(answer.moved)
      // What follows is nobody's waiting: it does not show.
      slow.cancel()
      succeeded(answer, contact)
      if (answer.root !== undefined && held.size === 0) await integrity.agree(answer.root, answer.position)
      if (files) await sendFiles({ link, session, files, piece, time, wanted: () => running && !again && !unsaid() })
      if (answer.root !== undefined && held.size === 0 && running) await anew.goOn()
      if (again || unsaid()) later(0)
    } catch (error) {
      await taking?.catch(() => undefined)
      if (!running) return
      if (error instanceof WireError && error.code === 'revoked') await leave()
      else failed(error)
    } finally {
      // Nothing is written after a talk.
      await taking?.catch(() => undefined)
      slow.cancel()
    }
  }

  /** To another site: not before HQ has every photo and paper of this desktop too. Until then, and again after a broken line, the next talk comes here anew. */
  const goOn = async (to: Moved): Promise<void> => {
    if (files) await sendAllFiles({ link, session, files, piece, time, wanted: () => running && !again && !unsaid() })
    if (!running) return
    if (again || unsaid()) return later(0)
    link.listen(false)
    onMoved?.(to, session.chain().seq)
  }

  /** HQ took this desktop off its list. Rejects never: a line that breaks is tried again like any other. */
  const leave = async (): Promise<void> => {
    try {
      const left = await handOver({ link, session, say: saying, most: most(), wanted: () => running })
      if (!running) return
      if (!left) return later(0)
      link.listen(false)
      tell({ mode: 'problem', problem: 'revoked', live: false })
      onRevoked?.()
    } catch (error) {
      if (error instanceof WireError && error.brokeOff) portion.broke()
      if (running) failed(error)
    }
  }

  const succeeded = (answer: RoundHead, contact: Contact): void => {
    const silentMs = heardAt - (status.lastContactAt ?? 0)
    failures = losses = 0
    const skew = answer.heardAt - Math.round(answer.tripMs / 2) - answer.hqTime
    tell({
      ...(answer.outdated === undefined
        ? { mode: 'online', problem: null, minimum: null }
        : { mode: 'problem', problem: 'update-needed', minimum: answer.outdated }),
      lastContactAt: heardAt,
      behind: Math.max(0, answer.head - answer.position.number),
      skewMs: Math.abs(skew) < 60_000 ? 0 : skew,
    })
    noteContact(session, contact, heardAt, silentMs)
    if (liveOn) return
    link.listen(true)
    time.after(0, () => liveOn || soon(POLL_MS))
  }

  const failed = (error: unknown): void => {
    const code = error instanceof WireError ? error.code : 'internal'
    // What was heard of rulings is forgotten: asked again, HQ says the same.
    held.clear()
    heldUpTo = 0
    if (error instanceof WireError) {
      if (code === 'worker-lost' && ++losses < 6) return later(100)
      if (code === 'gap' && error.detail.expected !== undefined && ++gaps < 4) {
        resendFrom = error.detail.expected
        return later(0)
      }
      if (code === 'too-large' && portion.size() > 1) {
        portion.broke()
        return later(0)
      }
    }
    failures += 1
    const problem = problemOf(code)
    // The next try first: a store too full to note the problem must not end sync for good.
    later(waitAfter(problem, failures, random()))
    log?.('sync failed', error instanceof WireError ? { code, words: error.detail.words } : error)
    tell({ mode: passes(problem) ? 'offline' : 'problem', problem })
  }
  /** From inside a talk: an appointment for after it. */
  const later = (ms: number): void => void time.after(0, () => soon(ms))

  let unhear: (() => void) | null = null
  const start = async (): Promise<void> => {
    if (running) return
    running = true
    unhear = session.onTouched((tables) => {
      // While HQ cannot be reached the timer tries: a busy counter must not.
      if (failures === 0 && tables.includes('_sync_changesets') && session.joined() && unsaid()) soon(DEBOUNCE_MS)
    })
    if (!session.joined() || unfinished(st)) return showStatus(session, status)
    session.take(applyLearned)
    if (leftAt(st) !== null) return tell({ mode: 'problem', problem: 'revoked' })
    tell({ mode: 'offline' })
    await introduce()
    link.listen(true)
    soon(0)
  }
  const introduce = async (): Promise<void> => {
    const identity = identityOf(st)
    if (identity) await link.identify(identity).catch(() => undefined)
  }

  return {
    /** Starts talking, if this store has an HQ. */
    start: (): void => void start(),
    /** Lets a transaction that is under way finish and ends the worker. Nothing is written after it resolves. */
    stop: async (): Promise<void> => {
      running = false
      unhear?.()
      timer?.cancel()
      link.stop()
      await talking?.catch(() => undefined)
    },
    /** Talks to HQ at once; resolves when both sides have said everything, or it failed, with how it stands. */
    now: async (): Promise<EngineStatus> => {
      await talking
      await converse()
      return status
    },
    /** A hint from outside (the network came back, the machine woke). */
    nudge: (): void => {
      link.listen(true)
      soon(0)
    },
    status: (): EngineStatus => status,
    /**
     * Joins HQ with a pairing code. An empty store downloads its site, is whole when this resolves, and goes on talking; one
     * that ran alone keeps everything and begins to send it. Called again after a kill or a failure it goes on where it was.
     * @throws Refusal in words.
     */
    join: async (pairing: Pairing, progress: Progress, signal: AbortSignal): Promise<void> => {
      if (!session.joined()) {
        progress(0, 0, 'pairing')
        await pair(link, session, { ...pairing, appVersion })
      }
      await introduce()
      if (!unfinished(st)) {
        // A founder works on while its history is sent.
        link.listen(true)
        return soon(0)
      }
      await bootstrap(link, session, progress, signal, time).catch((error: unknown) => {
        if (error instanceof Refusal && error.code === 'revoked') {
          letGo(session)
          onRevoked?.()
        }
        throw error
      })
      progress(0, 0, 'tail')
      await start()
      await converse()
    },
    /** Brings the bytes of a file here when HQ has them; false while it has not. @throws Refusal when HQ cannot be had. */
    fetch: async (sha256: string): Promise<boolean> => {
      if (!files) return false
      return fetchFile(link, files, sha256).catch((error: unknown) => {
        throw inWords(error)
      })
    },
  }
}
