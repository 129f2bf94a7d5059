// The desktop's side of sync: when to talk to HQ, what to say, and how its answers enter the store without anybody
// noticing a pause. One round at a time; the network lives in the worker process, the store here.
import { Refusal } from '../../shared/errors.ts'
import type { EngineStatus } from '../../shared/modules/sync/contract/engine.ts'
import type { Position, Ruling } from '../../shared/sync/protocol.ts'
import { applyLearned } from '../store/inbox.ts'
import { markSent } from '../store/outbox.ts'
import type { Correction } from '../store/proof.ts'
import type { Session } from '../store/session.ts'
import { createAnew } from './anew.ts'
import { bootstrap, type Progress, unfinished } from './bootstrap.ts'
import { fetchFile, type Files, sendAllFiles, sendFiles } from './files.ts'
import { carryOut } from './asked.ts'
import { createIntegrity } from './integrity.ts'
import { handOver, leftAt, letGo } from './leaving.ts'
import { createIntake } from './intake.ts'
import { createLink } from './link.ts'
import { identityOf, pair, type Pairing, trust } from './pairing.ts'
import type { Moved } from './moving.ts'
import type { Port, RoundHead } from './port.ts'
import { createPortion } from './portion.ts'
import { passes, problemOf, waitAfter } from './problem.ts'
import { createSpeech } from './speech.ts'
import { type Contact, createStanding, noteContact } from './status.ts'
import { earliest, realTime, type Time } from './time.ts'
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
  const standing = createStanding(session)
  let running = false
  let talking: Promise<void> | null = null
  let again = false
  let failures = 0
  let gaps = 0
  /** Workers that ended in a row: one is nothing, many are a machine that does not let it live. */
  let losses = 0
  let head = 0
  let liveOn = false
  let heardAt = 0
  /** Rulings whose entries have not come yet. */
  const held = new Map<string, Ruling>()
  const portion = createPortion(MOST.changesets, 1)
  const piece = createPortion(PIECE.most, PIECE.least)
  /** What a round may carry now. */
  const most = (): typeof MOST => ({ changesets: portion.size(), bytes: Math.ceil((MOST.bytes * portion.size()) / MOST.changesets) })

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

  const speech = createSpeech({ session, appVersion, anew: () => anew.says() })
  /** Nobody waits to say or hear something. */
  const quiet = (): boolean => running && !again && !speech.unsaid()
  const incident = (error: Error): string => String(log?.('integrity', error) ?? '')
  const integrity = createIntegrity({
    link,
    session,
    count,
    incident,
    again: () => soon(0),
    running: () => running,
    quiet,
    time,
  })
  const anew = createAnew({
    link,
    session,
    say: speech.ask,
    incident,
    again: () => soon(0),
    doubt: integrity.doubt,
    quiet,
    show: (taking) => tell({ anew: taking }),
    time,
  })

  const intake = createIntake({
    link,
    session,
    held,
    heardAt: () => heardAt,
    wanted: () => running,
    reached: (number) => {
      if (standing.now().mode === 'syncing') tell({ behind: Math.max(0, head - number) })
    },
    time,
  })

  const tell = (change: Partial<EngineStatus>): void => void (running && standing.tell(change))

  const next = earliest(time, () => void converse())
  /** A talk in at most so many ms; an earlier appointment stands. The talk under way makes the next one itself. */
  const soon = (ms: number): void => {
    if (running && talking && ms <= DEBOUNCE_MS) again = true
    else if (running) next.within(ms)
  }

  /** One request, for what comes after `position`; its answer waits to be taken in. `listening`: it asks and says nothing. */
  const round = async (contact: Contact, position: Position, listening: boolean): Promise<RoundHead> => {
    const sending = listening ? [] : speech.toSend(most())
    const body = listening ? speech.ask(position) : speech.say(sending, position)
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
    if (!listening) speech.ruled(sending)
    contact.sent += sending.length
    if (sending.length > 0) portion.took(answer.tripMs)
    head = Math.max(answer.head, answer.position.number)
    heardAt = session.now()
    speech.heard(body)
    if (answer.check !== undefined && speech.askedToCheck(answer.check)) {
      integrity.doubt()
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
    next.cancel()
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
        taking = intake(answer, contact)
        taking.catch(() => undefined)
        position = answer.position
        gaps = 0
      } while (answer.more || (!listening && (again || speech.unsaid())))
      await taking
      if (!running) return
      if (listening) {
        tell({ lastContactAt: heardAt, behind: Math.max(0, answer.head - answer.position.number) })
        throw new WireError('cannot-write', true)
      }
      if (held.size === 0) speech.settled()
      if (answer.moved) return await goOn(answer.moved)
      // What follows is nobody's waiting: it does not show.
      slow.cancel()
      succeeded(answer, contact)
      if (answer.root !== undefined && held.size === 0) await integrity.agree(answer.root, answer.position)
      if (files) await sendFiles({ link, session, files, piece, time, wanted: quiet })
      if (answer.root !== undefined && held.size === 0 && running) await anew.goOn()
      if (again || speech.unsaid()) later(0)
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
    if (files) await sendAllFiles({ link, session, files, piece, time, wanted: quiet })
    if (!running) return
    if (again || speech.unsaid()) return later(0)
    link.listen(false)
    onMoved?.(to, session.chain().seq)
  }

  /** HQ took this desktop off its list. Rejects never: a line that breaks is tried again like any other. */
  const leave = async (): Promise<void> => {
    try {
      const left = await handOver({ link, session, say: speech.say, most: most(), wanted: () => running })
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
    const silentMs = heardAt - (standing.now().lastContactAt ?? 0)
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
    speech.settled()
    if (error instanceof WireError) {
      if (code === 'worker-lost' && ++losses < 6) return later(100)
      if (code === 'gap' && error.detail.expected !== undefined && ++gaps < 4) {
        speech.resend(error.detail.expected)
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
      if (failures === 0 && tables.includes('_sync_changesets') && session.joined() && speech.unsaid()) soon(DEBOUNCE_MS)
    })
    if (!session.joined() || unfinished(st)) return standing.show()
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
      next.cancel()
      link.stop()
      await talking?.catch(() => undefined)
    },
    /** Talks to HQ at once; resolves when both sides have said everything, or it failed, with how it stands. */
    now: async (): Promise<EngineStatus> => {
      await talking
      await converse()
      return standing.now()
    },
    /** A hint from outside (the network came back, the machine woke). */
    nudge: (): void => {
      link.listen(true)
      soon(0)
    },
    status: standing.now,
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
