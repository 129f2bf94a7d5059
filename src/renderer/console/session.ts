// Who sits at this page: asked of headquarters at the start, after every deed at the door, and when a session has ended.
import { create } from 'zustand'
import { createContext, useContext } from 'react'
import type { ConsoleOutput } from '../../shared/console/contract.ts'
import type { Me } from '../../shared/console/contract/people.ts'
import { may, type Who } from '../../shared/console/rules.ts'
import type { Failure } from '../../shared/errors.ts'
import { ask } from './ask.ts'

type Standing = ConsoleOutput<'session.standing'>
export const useStanding = create<{ standing: Standing | null; failure: Failure | null }>()(() => ({ standing: null, failure: null }))

export async function learn(): Promise<void> {
  const reply = await ask('session.standing', {}, 'page')
  useStanding.setState(reply.ok ? { standing: reply.value, failure: null } : { failure: reply.error })
}

export const MeContext = createContext<Me | null>(null)

/** @throws outside a signed-in page, which is a mistake of the page. */
export function useMe(): Me {
  const me = useContext(MeContext)
  if (!me) throw new Error('nobody is signed in')
  return me
}
export const useMay = (who: Who): boolean => may(useMe().role, who)
