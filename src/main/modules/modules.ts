// The modules of main, each with its contract and what answers it, loaded when one of its entries is first asked for: a
// window opens on a few of them, and every further module of the product costs a start nothing.
import type { Contract, Entry, ModuleName } from '../../shared/contract.ts'
import type { HandlersOf } from './handler.ts'

export const sources = {
  documents: () => import('./documents/handlers.ts'),
  admin: () => import('./admin/handlers.ts'),
  home: () => import('./home/handlers.ts'),
  identity: () => import('./identity/handlers.ts'),
  applications: () => import('./applications/handlers.ts'),
  approvals: () => import('./approvals/handlers.ts'),
  orders: () => import('./orders/handlers.ts'),
  receivables: () => import('./receivables/handlers.ts'),
  invoices: () => import('./invoices/handlers.ts'),
  bank: () => import('./bank/handlers.ts'),
  arrears: () => import('./arrears/handlers.ts'),
  closings: () => import('./closings/handlers.ts'),
  loans: () => import('./loans/handlers.ts'),
  tradeins: () => import('./tradeins/handlers.ts'),
  testdrives: () => import('./testdrives/handlers.ts'),
  stocktakes: () => import('./stocktakes/handlers.ts'),
  targets: () => import('./targets/handlers.ts'),
  parts: () => import('./parts/handlers.ts'),
  costings: () => import('./costings/handlers.ts'),
  logistics: () => import('./logistics/handlers.ts'),
  parttransfers: () => import('./parttransfers/handlers.ts'),
  partcounts: () => import('./partcounts/handlers.ts'),
  purchasing: () => import('./purchasing/handlers.ts'),
  alerts: () => import('./alerts/handlers.ts'),
  recalls: () => import('./recalls/handlers.ts'),
  preparation: () => import('./preparation/handlers.ts'),
  privacy: () => import('./privacy/handlers.ts'),
  insights: () => import('./insights/handlers.ts'),
  yard: () => import('./yard/handlers.ts'),
  workshop: () => import('./workshop/handlers.ts'),
  floor: () => import('./floor/handlers.ts'),
  jobs: () => import('./jobs/handlers.ts'),
  inspections: () => import('./inspections/handlers.ts'),
  settlements: () => import('./settlements/handlers.ts'),
  claims: () => import('./claims/handlers.ts'),
  loaners: () => import('./loaners/handlers.ts'),
  appointments: () => import('./appointments/handlers.ts'),
  customers: () => import('./customers/handlers.ts'),
  catalogue: () => import('./catalogue/handlers.ts'),
  leads: () => import('./leads/handlers.ts'),
  messages: () => import('./messages/handlers.ts'),
  care: () => import('./care/handlers.ts'),
  surveys: () => import('./surveys/handlers.ts'),
  vehicles: () => import('./vehicles/handlers.ts'),
  palette: () => import('./palette/handlers.ts'),
  imports: () => import('./imports/handlers.ts'),
  exports: () => import('./exports/handlers.ts'),
  setup: () => import('./setup/handlers.ts'),
  shell: () => import('./shell/handlers.ts'),
  sync: () => import('./sync/handlers.ts'),
} satisfies { [M in ModuleName]: () => Promise<{ contract: Contract[M]; handlers: HandlersOf<M> }> }

/** Asked before a window shows anything: built into one file and loaded while the window's own process starts. */
export const firstModules = [
  'setup',
  'identity',
  'shell',
  'alerts',
  'sync',
  'customers',
  'approvals',
  'home',
] as const satisfies readonly ModuleName[]

/** An entry of the contract with what answers it: a Handler of its kind. */
export type Answer = { entry: Entry; handler: unknown; writes: ReadonlySet<string> }
export type Modules = {
  /** What answers an entry whose module is loaded. */
  answer(name: string): Answer | undefined
  /** The same, after loading its module; everything for a job, which may run any entry. */
  ready(name: string): Promise<Answer | undefined>
  /** Loads what a window asks first. */
  first(): Promise<void>
  /** Loads everything, a module a turn, so that what is asked meanwhile is answered between two of them. */
  all(): Promise<void>
}

/** Jobs that run before and while somebody signs in. They run entries of their own module only. */
const alone: ReadonlySet<string> = new Set<ModuleName>(['setup', 'identity'])

const answering = (entry: Entry, handler: unknown): Answer => ({
  entry,
  handler,
  writes: new Set(entry.kind === 'command' ? entry.writes : []),
})

export function lazyModules(): Modules {
  const loading = new Map<string, Promise<void>>()
  const answers = new Map<string, Answer>()
  const load = (module: string): Promise<void> | undefined => {
    const known = loading.get(module)
    if (known || !Object.hasOwn(sources, module)) return known
    const fresh = sources[module as ModuleName]().then(({ contract, handlers }) => {
      for (const [name, entry] of Object.entries<Entry>(contract))
        answers.set(`${module}.${name}`, answering(entry, handlers[name as keyof typeof handlers]))
    })
    loading.set(module, fresh)
    return fresh
  }
  const first = async (): Promise<void> => void (await Promise.all(firstModules.map(load)))
  const all = async (): Promise<void> => {
    for (const module of Object.keys(sources)) {
      await load(module)
      await new Promise(setImmediate)
    }
  }
  return {
    answer: (name) => answers.get(name),
    ready: async (name) => {
      const [module = ''] = name.split('.')
      await load(module)
      const found = answers.get(name)
      if (found?.entry.kind === 'job' && !alone.has(module)) await all()
      return found
    },
    first,
    all,
  }
}

/** Modules that are all there: of a program without a window, and of tests. */
export function wholeModules(entries: ReadonlyMap<string, Entry>, handlers: Readonly<Record<string, unknown>>): Modules {
  const answers = new Map([...entries].map(([name, entry]) => [name, answering(entry, handlers[name])]))
  const answer = (name: string): Answer | undefined => answers.get(name)
  return { answer, ready: async (name) => answer(name), first: async () => undefined, all: async () => undefined }
}
