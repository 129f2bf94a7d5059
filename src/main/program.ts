// Everything behind the window: who sits here, the profile, and dispatch over all modules. Plain Node; main.ts loads it
// while the window's own process starts, so that neither waits for the other.
import { createDesktop, type DesktopOptions } from './desktop.ts'
import { createDispatch, NOBODY } from './ipc/dispatch.ts'
import { createSessions } from './ipc/sessions.ts'
import { handlers } from './modules/handlers.ts'
import { whoOf } from './modules/identity/queries.ts'
import type { Services } from './modules/services.ts'

export type Around = Omit<DesktopOptions, 'onPhase' | 'onTouched' | 'onShut'> & {
  services: Pick<Services, 'paper' | 'dialogs'>
  /** Reaches the window, if there is one. */
  tell: (told: unknown) => void
}
export type Program = ReturnType<typeof createProgram>

export function createProgram({ services, tell, ...options }: Around) {
  const sessions = createSessions({
    lookUp: (user) => desktop.session()?.read(NOBODY, (db) => whoOf(db, user)) ?? null,
    onChange: () => tell({ kind: 'phase' }),
  })
  const desktop = createDesktop({
    ...options,
    onPhase: () => tell({ kind: 'phase' }),
    onTouched: (tables) => {
      sessions.follow(tables)
      tell({ kind: 'changed', tables })
    },
    onShut: () => sessions.clear(),
  })
  const dispatch = createDispatch({
    handlers,
    store: () => desktop.session(),
    services: { ...services, sessions, desktop: desktop.control },
    heavy: desktop.heavy,
    progress: (_caller, id, progress) => tell({ kind: 'progress', id, ...progress }),
    damaged: desktop.noteDamage,
    incident: options.log.incident,
  })
  return { desktop, dispatch, sessions }
}
