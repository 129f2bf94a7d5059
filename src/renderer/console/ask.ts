// The page's only way to headquarters: `ask` by the contract's names, and questions that ask again when headquarters says
// that something changed. What a person does keeps the session alive; what the page asks by itself does not.
import { useEffect, useState, useSyncExternalStore } from 'react'
import { CONSOLE, type ConsoleAsked, type ConsoleName, type ConsoleOutput } from '../../shared/console/contract.ts'
import type { Envelope, Failure } from '../../shared/errors.ts'

export type Line = 'open' | 'closed'
const listeners = new Set<() => void>()
let source: EventSource | null = null
let line: Line = 'open'
let onSignedOut: () => void = () => undefined

/** Whom to tell that nobody is signed in any more. */
export const whenSignedOut = (hear: () => void): void => void (onSignedOut = hear)

/** Asks headquarters; never throws. `unreachable` when there is no answer. */
export async function ask<N extends ConsoleName>(
  name: N,
  input: ConsoleAsked<N>,
  by: 'person' | 'page' = 'person',
): Promise<Envelope<ConsoleOutput<N>>> {
  try {
    const reply = await fetch(`${CONSOLE.api}${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [CONSOLE.header]: by },
      body: JSON.stringify(input),
    })
    const envelope = (await reply.json()) as Envelope<ConsoleOutput<N>>
    if (!envelope.ok && envelope.error.code === 'signed-out') onSignedOut()
    return envelope
  } catch {
    return { ok: false, error: { code: 'unreachable' } }
  }
}

/** Every question that is open is asked again. */
function tell(): void {
  for (const listener of listeners) listener()
}

/** Opens the line on which headquarters says that there is news. Returns how to close it. */
export function openLine(): () => void {
  source = new EventSource(CONSOLE.live)
  source.addEventListener('news', tell)
  source.addEventListener('open', () => {
    line = 'open'
    tell()
  })
  source.addEventListener('error', () => {
    line = 'closed'
    tell()
    // Whether the session ended or the network did, the answer to this tells.
    void ask('people.list', {}, 'page')
  })
  return () => {
    source?.close()
    source = null
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
export const useLine = (): Line => useSyncExternalStore(subscribe, () => line)

export type Asked<Value> = { value: Value | undefined; failure: Failure | null; again: () => void }

/** The answer to a question, kept fresh. The old one stays until the new one is there; `input` is compared by its text. */
export function useAsk<N extends ConsoleName>(name: N, input: ConsoleAsked<N>): Asked<ConsoleOutput<N>> {
  const text = JSON.stringify(input)
  const [answer, setAnswer] = useState<{ text: string; value?: ConsoleOutput<N>; failure: Failure | null }>({ text, failure: null })
  useEffect(() => {
    let gone = false
    let asking = false
    let once = false
    const go = async (by: 'person' | 'page'): Promise<void> => {
      // One at a time; news that come meanwhile are one more question afterwards.
      if (asking) return void (once = true)
      asking = true
      const reply = await ask(name, JSON.parse(text) as ConsoleAsked<N>, by)
      asking = false
      if (gone) return
      setAnswer((before) =>
        reply.ok ? { text, value: reply.value, failure: null } : { ...(before.text === text ? before : { text }), failure: reply.error },
      )
      if (once) {
        once = false
        await go('page')
      }
    }
    void go('person')
    const stop = subscribe(() => void go('page'))
    return () => {
      gone = true
      stop()
    }
  }, [name, text])
  return { value: answer.text === text ? answer.value : undefined, failure: answer.failure, again: tell }
}
