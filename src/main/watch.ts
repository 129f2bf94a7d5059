// Keeps the alerts of an open store true: when rows an indicator is measured from changed, and now and then because days
// pass, it asks the read-only worker which rules have something to say, lets them say it, and tells the person who sits
// here. Knows neither Electron nor how anything is measured.
import type { Asked, CommandName, Output, QueryName } from '../shared/contract.ts'
import { watchedTables } from '../shared/modules/alerts/contract.ts'
import { SYSTEM } from '../shared/sync/state.ts'
import type { Who } from './store/who.ts'

/** Nothing is measured sooner after a change, and nothing more often. */
const LATE_MS = 30_000
/** A day that begins changes what is overdue though no row did. */
const HOURLY_MS = 3_600_000

export type WatchOptions = {
  /** Who sits here; nobody is told anything, and nothing is measured, while null. */
  present(): Who | null
  /** Asks on the worker. */
  ask<N extends QueryName>(name: N, input: Asked<N>, who: Who): Promise<Output<N>>
  run<N extends CommandName>(name: N, input: Asked<N>, who: Who): Output<N>
  /** Alerts this person has not read are more than a moment ago. Decides by itself whether a notice is wanted and useful. */
  tell(count: number, who: Who): void
  incident(error: unknown): void
}

const watched: ReadonlySet<string> = new Set(watchedTables)

export function watchAlerts(options: WatchOptions) {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const hourly = setInterval(() => soon(), HOURLY_MS)
  hourly.unref()

  const soon = (): void => {
    if (stopped) return
    timer ??= setTimeout(() => {
      timer = undefined
      void look().catch(options.incident)
    }, LATE_MS).unref()
  }
  const look = async (): Promise<void> => {
    const who = options.present()
    if (stopped || !who) return
    const program: Who = { ...who, user: SYSTEM, name: '' }
    const rules = await options.ask('alerts.due', {}, program)
    let rung = 0
    for (const ruleId of rules) {
      // The person may have left meanwhile, and the store with them.
      if (stopped || options.present()?.user !== who.user) return
      const said = options.run('alerts.ring', { ruleId }, program)
      rung += said.rung + said.returned
    }
    if (rung === 0) return
    const { rows } = await options.ask('alerts.messages', { kind: 'alert', unreadOnly: true }, who)
    if (rows.length > 0 && options.present()?.user === who.user) options.tell(rows.length, who)
  }

  return {
    /** Rows of these tables changed. */
    touched: (tables: readonly string[]): void => {
      if (tables.some((table) => watched.has(table))) soon()
    },
    soon,
    /** Measures at once. */
    look,
    stop: (): void => {
      stopped = true
      clearTimeout(timer)
      clearInterval(hourly)
    },
  }
}
