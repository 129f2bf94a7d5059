// Everything behind the window: who sits here, the profile, and dispatch over all modules. Plain Node; main.ts loads it
// while the window's own process starts, so that neither waits for the other.
import type { Output } from '../shared/contract.ts'
import { createDesktop, type DesktopOptions } from './desktop.ts'
import { createDispatch, NOBODY } from './ipc/dispatch.ts'
import { createSessions } from './ipc/sessions.ts'
import { whoOf } from './modules/identity/queries.ts'
import { lazyModules } from './modules/modules.ts'
import type { Services } from './modules/services.ts'
import { watchAlerts } from './watch.ts'

export type Around = Omit<DesktopOptions, 'onPhase' | 'onTouched' | 'onShut'> & {
  services: Pick<Services, 'paper' | 'dialogs'>
  /** Reaches the window, if there is one. */
  tell: (told: unknown) => void
  /** Shows a notice of the system that so many alerts are unread; without it nobody is told. */
  notice?: (count: number) => void
}
export type Program = ReturnType<typeof createProgram>

export function createProgram({ services, tell, notice, ...options }: Around) {
  const modules = lazyModules()
  const sessions = createSessions({
    lookUp: (user) => desktop.session()?.read(NOBODY, (db) => whoOf(db, user)) ?? null,
    onChange: () => {
      tell({ kind: 'phase' })
      watch.soon()
    },
  })
  const desktop = createDesktop({
    ...options,
    onPhase: () => tell({ kind: 'phase' }),
    onTouched: (tables) => {
      sessions.follow(tables)
      tell({ kind: 'changed', tables })
      watch.touched(tables)
    },
    onShut: () => sessions.clear(),
  })
  const dispatch = createDispatch({
    modules,
    store: () => desktop.session(),
    services: { ...services, sessions, desktop: desktop.control },
    heavy: desktop.heavy,
    progress: (_caller, id, progress) => tell({ kind: 'progress', id, ...progress }),
    damaged: desktop.noteDamage,
    incident: options.log.incident,
  })
  const watch = watchAlerts({
    present: () => (desktop.session() ? sessions.present() : null),
    // What it hears may make it run commands at once.
    ask: async (name, input, who) => {
      await modules.all()
      return (await desktop.heavy(name, input, who)) as never
    },
    run: (name, input, who) => dispatch.perform(name, input, who) as never,
    tell: (count, who) => {
      // Whoever does not want them says so in the message centre.
      const kept = dispatch.perform('shell.preferences', {}, who) as Output<'shell.preferences'>
      if (kept['notices'] !== 'false') notice?.(count)
    },
    incident: (error) => {
      // A store that is being closed answers nothing any more.
      if (desktop.session()) options.log.incident(error, 'alerts')
    },
  })
  return { desktop, dispatch, modules, sessions, watch }
}
