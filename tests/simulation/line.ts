// The line between one desktop and headquarters: it loses, doubles, delays, cuts short and lets through one way. What
// reaches the other end is exactly what was signed and sent; HQ alone decides what a repeated request means.
import { createPrivateKey, createPublicKey, hash, type KeyObject } from 'node:crypto'
import type { Random } from '../../src/main/demo/random.ts'
import type { Identity } from '../../src/main/sync/port.ts'
import type { Ask, Wire } from '../../src/main/sync/wire.ts'
import { WireError } from '../../src/main/sync/wire-error.ts'
import { HqFailure, requestText } from '../../src/shared/sync/protocol.ts'
import type { Fault } from './faults.ts'
import type { Answered, Asked, Headquarters } from './headquarters.ts'
import type { Scheduler } from './scheduler.ts'

/** Shares of 1; `longest` ms a message may be under way; which ways are open. */
export type Weather = { drop: number; double: number; cut: number; longest: number; up: boolean; down: boolean }
export const FINE: Weather = { drop: 0, double: 0, cut: 0, longest: 60, up: true, down: true }
export const ROUGH: Weather = { drop: 0.3, double: 0.2, cut: 0.1, longest: 30_000, up: true, down: true }
/** A message that is late is sometimes very late: up to two days. */
const LATEST = 48 * 3_600_000
/** How long a desktop waits for an answer; where nothing comes back at all it waits longer, which saves idle tries. */
const PATIENCE = 20_000
const LONG_PATIENCE = 540_000

export type Line = ReturnType<typeof createLine>

export function createLine(hq: Headquarters, scheduler: Scheduler, random: Random, happened: (fault: Fault) => void = () => undefined) {
  let weather = FINE
  const waiting = new Set<(error: WireError) => void>()
  const watchers = new Set<() => void>()

  const travel = (): number => {
    if (!random.chance(0.04) || weather.longest <= 1000) return random.int(5, random.chance(0.2) ? weather.longest : 80)
    happened('message late by up to two days')
    return random.int(weather.longest, LATEST)
  }
  const lost = (fault: Fault): boolean => {
    const drops = random.chance(weather.drop)
    if (drops) happened(fault)
    return drops
  }
  /** Requests by the order in which they were sent. */
  let sent = 0
  let arrived = 0

  const send = (asked: Asked): Promise<Answered> =>
    new Promise((resolve, reject) => {
      const settle = (work: () => void): void => {
        waiting.delete(fail)
        patience.cancel()
        work()
      }
      const fail = (error: WireError): void => settle(() => reject(error))
      const deaf = !weather.up || !weather.down || !hq.up()
      const patience = scheduler.after(deaf ? LONG_PATIENCE : PATIENCE, () => fail(new WireError('timeout', weather.up)))
      waiting.add(fail)
      const number = ++sent
      const arrive = (): void => {
        if (number < arrived) happened('message overtaken')
        arrived = Math.max(arrived, number)
        void hq.answer(asked).then((answer) => {
          if (!answer) return void scheduler.after(travel(), () => fail(new WireError('unreachable', true)))
          if (!weather.down) return happened('nothing gets in')
          if (lost('answer lost')) return
          const short = random.chance(weather.cut)
          if (short) happened('answer broken off')
          scheduler.after(travel(), () =>
            short ? fail(new WireError('unreachable', true, { words: 'the answer broke off' })) : settle(() => resolve(answer)),
          )
        })
      }
      if (!weather.up && weather.down) happened('nothing gets out')
      if (!weather.up || lost('request lost')) return
      scheduler.after(travel(), arrive)
      // Somebody on the way says the very same bytes again.
      if (!random.chance(weather.double)) return
      happened('request said twice')
      scheduler.after(travel(), () => void hq.answer(asked))
    })

  return {
    weather: (): Weather => weather,
    change: (next: Weather): void => {
      weather = next
      // Whoever waited for an answer that cannot come any more notices when the line comes back.
      if (next.up && next.down) for (const fail of [...waiting]) fail(new WireError('unreachable', true))
      for (const watcher of watchers) watcher()
    },
    send,
    open: (): boolean => weather.up && weather.down && hq.up(),
    onChange: (watcher: () => void): (() => void) => {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    /** Tells whoever listens that something about the line or HQ may have changed. */
    look: (): void => {
      for (const watcher of watchers) watcher()
    },
  }
}

/**
 * A seal in place of Ed25519, which would be a third of a day's time: nobody forges here, and it is bound to the key and
 * to every character as the real one is. The real one has tests of its own over real HTTPS.
 */
const seals = new WeakMap<KeyObject, string>()
export function sealOf(text: string, key: KeyObject): string {
  let secret = seals.get(key)
  if (secret === undefined) seals.set(key, (secret = key.export({ format: 'der', type: 'spki' }).toString('base64')))
  return hash('sha256', `${secret} ${text}`, 'base64')
}

/** What a desktop's worker knows of its key, made once: a worker that is started again would make it anew. */
const publicKeys = new Map<string, KeyObject>()
function publicOf({ privateKey }: Identity): KeyObject {
  let key = publicKeys.get(privateKey)
  if (!key) {
    key = createPublicKey(createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' }))
    publicKeys.set(privateKey, key)
  }
  return key
}

/** HTTPS over this line, as the worker uses it: signed, one request after the other, said again where the real one is. */
export function wireOver(line: Line, identity: Identity | null, now: () => number): Wire {
  const key = identity && publicOf(identity)
  let counter = Math.max(identity?.counter ?? 0, now())
  let turn: Promise<unknown> = Promise.resolve()
  let closed = false

  const once = async (ask: Ask): Promise<Answered> => {
    const body = ask.bytes ?? (ask.json === undefined ? null : Buffer.from(JSON.stringify(ask.json)))
    const headers: Record<string, string> = { ...ask.headers }
    if (identity && key) {
      counter += 1
      const digest = hash('sha256', body ?? '')
      headers['x-replica'] = identity.replica
      headers['x-counter'] = String(counter)
      headers['x-signature'] = sealOf(requestText(ask.method, ask.path, identity.replica, counter, digest), key)
    }
    return line.send({ method: ask.method, path: ask.path, headers, body })
  }
  const answerTo = async (ask: Ask): Promise<Answered> => {
    for (let attempt = 1; ; attempt++) {
      if (closed) throw new WireError('unreachable', false)
      const answer = await once(ask)
      if (answer.status === 200) return answer
      const { error, ...detail } = HqFailure.parse(JSON.parse(answer.text))
      if (error !== 'replayed' || attempt === 3) throw new WireError(error, true, detail)
      counter = Math.max(counter, detail.counter ?? 0)
    }
  }
  const inTurn = (ask: Ask): Promise<Answered> => {
    const mine = turn.then(() => answerTo(ask))
    turn = mine.catch(() => undefined)
    return mine
  }
  return {
    // Of an answer its reader knows the headers and what `beginning` takes of it.
    ask: async (ask) => {
      const { headers, bytes } = await inTurn(ask)
      return { headers, bytes } as unknown as Awaited<ReturnType<Wire['ask']>>
    },
    beginning: async (answer, most) => Buffer.from((answer as unknown as Answered).bytes ?? []).subarray(0, most),
    json: async (ask) => JSON.parse((await inTurn(ask)).text) as unknown,
    counter: () => counter,
    close: () => void (closed = true),
  }
}
