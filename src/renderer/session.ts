// Who is signed in, as the shell and every screen may ask. The permissions only decide what is offered; main decides.
import { createContext, useContext } from 'react'
import type { Output } from '../shared/contract.ts'
import type { Permission } from '../shared/permissions.ts'

export type Me = Output<'identity.me'>

export const MeContext = createContext<Me | null>(null)

/** The person at this desk. Only below the shell. */
export function useMe(): Me {
  const me = useContext(MeContext)
  if (!me) throw new Error('nobody is signed in here')
  return me
}

/** Whether to offer something; without a permission word everybody may. */
export function useMay(): (permission: Permission | undefined) => boolean {
  const me = useMe()
  return (permission) => permission === undefined || me.permissions.includes(permission)
}
