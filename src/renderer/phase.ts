// Which of the application's states this window is in: no store, locked store, nobody signed in, locked by a person, or
// working. Asked at the start, when main says that the phase changed, and after a deed that changes it.
import { create } from 'zustand'
import type { Envelope, Failure } from '../shared/errors.ts'
import type { Output } from '../shared/contract.ts'
import { call, onTold } from './api.ts'
import { rememberNow } from './state.ts'

type Known = {
  /** Null until main has answered for the first time. */
  status: Output<'setup.status'> | null
  standing: Output<'identity.standing'> | null
  me: Output<'identity.me'> | null
  failure: Failure | null
}

export const usePhase = create<Known>()(() => ({ status: null, standing: null, me: null, failure: null }))
/** The store has a headquarters: rows stand somewhere with it. */
export const useJoined = (): boolean => usePhase(({ status }) => status?.kind === 'joined')
let question = 0

let entering: Promise<Envelope<unknown>> | null = null
/** The training store lets one in as its sales manager at once; asked twice meanwhile, one goes in once. */
function enterDemo(): Promise<Envelope<unknown>> {
  entering ??= call('identity.actAs', {}).finally(() => (entering = null))
  return entering
}

/** Asks again where this window stands; the newest answer wins. */
export async function learnPhase(): Promise<void> {
  const mine = ++question
  const tell = (known: Partial<Known>): void => void (mine === question && usePhase.setState({ failure: null, ...known }))
  const status = await call('setup.status', {})
  if (!status.ok) return tell({ failure: status.error })
  if (status.value.phase !== 'ready') return tell({ status: status.value, standing: null, me: null })
  let standing = await call('identity.standing', {})
  if (standing.ok && standing.value.state === 'signed-out' && status.value.kind === 'demo') {
    const entered = await enterDemo()
    if (!entered.ok) return tell({ status: status.value, standing: standing.value, me: null, failure: entered.error as Failure })
    standing = await call('identity.standing', {})
  }
  if (!standing.ok) return tell({ status: status.value, failure: standing.error })
  if (standing.value.state !== 'signed-in')
    return tell({ status: status.value, standing: standing.value, ...(standing.value.state === 'signed-out' && { me: null }) })
  const me = await call('identity.me', {})
  if (!me.ok) return tell({ status: status.value, standing: standing.value, failure: me.error })
  tell({ status: status.value, standing: standing.value, me: me.value })
}

/** Locks the desk or leaves it; what was arranged and typed is saved first. */
export async function leaveDesk(way: 'identity.lock' | 'identity.signOut'): Promise<void> {
  rememberNow()
  await call(way, {})
  await learnPhase()
}

/** Tables that decide who one is and what one may do. */
const personal = new Set(['users', 'roles', 'credentials', 'sites', 'devices', 'parameters', '_sync_state'])

/** Follows the phase from now on; returns the way to stop. */
export function followPhase(): () => void {
  void learnPhase()
  return onTold((told) => {
    if (told.kind === 'phase' || (told.kind === 'changed' && told.tables.some((table) => personal.has(table)))) void learnPhase()
  })
}
