// Jobs of the contract run as somebody on a store in memory, through the real dispatch.
import { createDispatch } from '../../src/main/ipc/dispatch.ts'
import { allModules } from '../../src/main/modules/handlers.ts'
import type { Services } from '../../src/main/modules/services.ts'
import type { Session } from '../../src/main/store/session.ts'
import type { Who } from '../../src/main/store/who.ts'
import type { Asked, JobName, Output } from '../../src/shared/contract.ts'
import { Refusal } from '../../src/shared/errors.ts'

/** Runs jobs as `who`. @throws Refusal with what the job says no with, and whatever nobody foresaw. */
export function jobsOf(session: Session) {
  return async <N extends JobName>(name: N, input: Asked<N>, who: Who): Promise<Output<N>> => {
    const { dispatch } = createDispatch({
      modules: allModules(),
      store: () => session,
      services: { sessions: { who: () => who } } as unknown as Services,
      incident: (error) => {
        throw error
      },
    })
    const reply = await dispatch({ name, input, caller: '1', id: 'job' })
    if (!reply.ok) throw new Refusal(reply.error.code, reply.error.details as Record<string, unknown>)
    return reply.value as Output<N>
  }
}
