// A main that lives in the page: enough answers for the shell, and a made-up stock of any size.
import type { ListFilter, ListRequest } from '../../../src/shared/list.ts'

export type Car = {
  id: string
  stockNo: string
  series: string
  model: string
  exterior: string
  swatch: string
  vin: string
  state: string
  location: string
  age: number
  arrivedOn: string
  listFen: number
  priceFen: number
  customer: string
  standing: string
}

const series = [
  ['朔风 S7', '2.0T 尊享', 23680000],
  ['衡岳 H9', '增程 七座', 33980000],
  ['鹭洲 L6', '混动 精英', 14980000],
  ['青屿 E5', '长续航 610', 18990000],
  ['青屿 E3', '灵动 405', 10990000],
] as const
const paints = [
  ['曜石黑', '#22262B'],
  ['云母灰', '#8E959C'],
  ['月砂金', '#C3B08C'],
  ['星野蓝', '#2D4A7C'],
  ['雪山白', '#F4F5F3'],
  ['朱砂红', '#A8362A'],
  ['釉青', '#6F9E9B'],
] as const
const states = ['in-stock', 'for-sale', 'for-sale', 'in-stock', 'demo', 'sold', 'in-repair', 'pledged', 'in-transit', 'in-stock']
const standings = [
  'confirmed',
  'confirmed',
  'confirmed',
  'confirmed',
  'confirmed',
  'sent',
  'confirmed',
  'local',
  'confirmed',
  'provisional',
  'confirmed',
  'needs-you',
]
const people = ['周杉', '温若谷', '沈砚秋', '贺知遥', '林见川']

export function makeCars(count: number): Car[] {
  return Array.from({ length: count }, (_, at) => {
    const [name, model, listFen] = series[(at * 7) % series.length]!
    const [exterior, swatch] = paints[(at * 5) % paints.length]!
    const state = states[(at * 3) % states.length]!
    const age = (at * 37) % 150
    return {
      id: `car${at}`,
      stockNo: `Y${1032 + at}`,
      series: name,
      model,
      exterior,
      swatch,
      vin: `LXYE5A1B6TK${String(4417 + at * 13).padStart(6, '0')}`,
      state,
      location: `甲库 ${String((at % 30) + 1).padStart(2, '0')}`,
      age,
      arrivedOn: `2026-${String(6 + (at % 5)).padStart(2, '0')}-${String(1 + (at % 28)).padStart(2, '0')}`,
      listFen,
      priceFen: listFen - 600000 - (at % 9) * 50000,
      customer: state === 'sold' ? people[at % people.length]! : '',
      standing: standings[at % standings.length]!,
    }
  })
}

const keeps = (car: Car, filter: ListFilter): boolean => {
  const value = (car as unknown as Record<string, string | number>)[filter.column]!
  if (filter.op === 'is') return filter.values.includes(value)
  if (filter.op === 'not') return !filter.values.includes(value)
  if (filter.op === 'has') return String(value).includes(String(filter.values[0]))
  if (filter.op === 'starts') return String(value).startsWith(String(filter.values[0]))
  if (filter.op === 'between')
    return (filter.values[0] === null || value >= filter.values[0]!) && (filter.values[1] === null || value <= filter.values[1]!)
  return true
}

const answered = new Map<string, { rows: Car[]; totals: Record<string, number> }>()

function pageOf(cars: Car[], { offset, limit, ...question }: ListRequest) {
  const key = JSON.stringify(question)
  const known = answered.get(key) ?? ask(cars, question)
  answered.set(key, known)
  return { rows: known.rows.slice(offset, offset + limit), total: known.rows.length, totals: known.totals }
}

function ask(cars: Car[], { sort, filters, search }: Pick<ListRequest, 'sort' | 'filters' | 'search'>) {
  let rows = cars.filter(
    (car) => filters.every((filter) => keeps(car, filter)) && (search === '' || `${car.stockNo}${car.series}${car.vin}`.includes(search)),
  )
  const [by] = sort
  if (by)
    rows = rows.toSorted((a, b) => {
      const x = (a as never)[by.column] as number
      const y = (b as never)[by.column] as number
      return (x < y ? -1 : x > y ? 1 : 0) * (by.dir === 'asc' ? 1 : -1)
    })
  const sum = (pick: (car: Car) => number): number => rows.reduce((total, car) => total + pick(car), 0)
  const mix: Record<string, number> = {}
  for (const car of rows) mix[`state ${car.state}`] = (mix[`state ${car.state}`] ?? 0) + 1
  return {
    rows,
    totals: {
      listFen: sum((c) => c.listFen),
      priceFen: sum((c) => c.priceFen),
      age: rows.length ? Math.round(sum((c) => c.age) / rows.length) : 0,
      ...mix,
    },
  }
}

const kept: Record<string, string> = JSON.parse(sessionStorage.getItem('preferences') ?? '{}') as Record<string, string>
const drafts = new Map<string, { value: string; savedAt: number }>()
const views: { id: string; list: string; name: string; sort: number; definition: string }[] = []
const listeners = new Set<(told: never) => void>()
const changed = (...tables: string[]): void => listeners.forEach((listener) => listener({ kind: 'changed', tables } as never))

export const me = {
  id: 'u1',
  name: '陈屿',
  login: 'chenyu',
  title: '销售顾问',
  roles: [{ id: 'r', name: '销售顾问' }],
  permissions: ['vehicles.view', 'customers.view', 'orders.view'],
  reach: 'site',
  site: { id: 's', name: '昆山店', code: 'KS' },
  device: { replica: 'x', name: '前台 2 号机', code: '02' },
  demo: location.search.includes('demo'),
  joined: true,
  mustChange: false,
  pin: true,
  idleLockMinutes: 0,
}

export function installFakeMain(cars: Car[]): void {
  const answers: Record<string, (input: never) => unknown> = {
    'vehicles.page': (input) => pageOf(cars, input),
    'shell.preferences': () => kept,
    'shell.savePreference': ({ key, value }: { key: string; value: string }) => {
      kept[key] = value
      sessionStorage.setItem('preferences', JSON.stringify(kept))
      return null
    },
    'shell.draft': ({ key }: { key: string }) => drafts.get(key) ?? null,
    'shell.saveDraft': ({ key, value }: { key: string; value: string }) => {
      const savedAt = Date.now()
      drafts.set(key, { value, savedAt })
      return { savedAt }
    },
    'shell.dropDraft': ({ key }: { key: string }) => {
      drafts.delete(key)
      return null
    },
    'shell.views': ({ list }: { list: string }) => views.filter((view) => view.list === list),
    'shell.saveView': ({ id, list, name, definition }: { id?: string; list: string; name: string; definition: string }) => {
      const made = id ?? `v${views.length}`
      const old = views.find((view) => view.id === made)
      if (old) Object.assign(old, { name, definition })
      else views.push({ id: made, list, name, sort: 0, definition })
      changed('views')
      return { id: made }
    },
    'shell.removeView': ({ id }: { id: string }) => {
      views.splice(
        views.findIndex((view) => view.id === id),
        1,
      )
      changed('views')
      return null
    },
    'sync.status': () => ({
      joined: true,
      online: false,
      waiting: 3,
      cases: location.search.includes('case') ? 1 : 0,
      lastContactAt: Date.now(),
      mode: 'offline',
      problem: 'unreachable',
      sent: 0,
      quarantined: 0,
    }),
    'identity.people': () => ({
      demo: me.demo,
      site: null,
      device: null,
      people: [
        { id: 'u1', name: '陈屿', title: '销售顾问', pin: true, manager: false },
        { id: 'u2', name: '顾听澜', title: '销售经理', pin: true, manager: true },
        { id: 'u3', name: '莫怀远', title: '总经理', pin: true, manager: true },
        { id: 'u4', name: '许南枝', title: '销售顾问', pin: true, manager: false },
      ],
    }),
    'identity.switchUser': () => {
      throw new Error('wrong-pin')
    },
    'palette.search': ({ text }: { text: string }) =>
      [
        ...[
          ['周杉', ['138****4471', 'SO-KS-02-2611-18'], true],
          ['赵溯', ['186****2035', '青屿 E3'], false],
          ['章穗宁', ['150****9917'], false],
        ].map(([title, facts, provisional], at) => ({
          kind: 'customer',
          id: `c${at}`,
          title,
          facts,
          state: null,
          site: null,
          provisional,
          by: 'initials',
          hit: { fact: null, from: 0, to: 2 },
        })),
        ...[
          ['鹭洲 L6', ['苏E·ZS617', '陆归舟'], 'in-repair', null],
          ['朔风 S7 2.0T 尊享', ['…1B6TK0ZS3517', '云母灰'], 'in-stock', '苏州店'],
        ].map(([title, facts, state, site], at) => ({
          kind: 'vehicle',
          id: `v${at}`,
          title,
          facts,
          state,
          site,
          provisional: false,
          by: at ? 'vin' : 'plate',
          hit: { fact: 0, from: at ? 7 : 3, to: at ? 9 : 5 },
        })),
      ].filter(() => text !== 'qq'),
  }
  const answerTo = (name: string, input: unknown): Promise<unknown> =>
    new Promise((resolve) =>
      setTimeout(() => {
        try {
          const answer = answers[name]
          if (!answer) throw new Error(`no ${name}`)
          resolve({ ok: true, value: answer(structuredClone(input) as never) })
        } catch (error) {
          resolve({ ok: false, error: { code: error instanceof Error ? error.message : 'internal' } })
        }
      }, 4),
    )
  const work = (id: string): Promise<unknown> =>
    new Promise((resolve) => {
      let done = 0
      const timer = setInterval(() => {
        done += 5
        listeners.forEach((listener) => listener({ kind: 'progress', id, done, total: 100 } as never))
        if (done >= 100) clearInterval(timer)
        if (done >= 100) resolve({ ok: true, value: { path: '/home/xu/车辆-2026-11-22.xlsx', rows: 5000 } })
      }, 100)
    })
  window.forecourt = {
    platform: 'linux',
    call: (name, input, options) => (name === 'exports.run' ? work(options?.id ?? '') : answerTo(name, input)),
    cancel: () => Promise.resolve(null),
    window: () => Promise.resolve(null),
    on: (listener) => {
      listeners.add(listener as never)
      return () => listeners.delete(listener as never)
    },
  }
}
