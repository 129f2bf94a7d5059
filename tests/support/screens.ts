// Every screen there is, as nav.ts registers it, with a record for those that show one and somebody who may see it: what
// axe and the tour walk through. A new screen is walked through from its first day.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { asked } from './window.ts'

export type RegisteredScreen = { kind: string; permission: string | undefined }

const read = (file: string): string => readFileSync(resolve(import.meta.dirname, '../../src/renderer', file), 'utf8')
const nav = read('nav.ts')
const fileOf = (part: string): string => new RegExp(`import \\{ ${part} \\} from '(.+)'`).exec(nav)?.[1] ?? ''
const list = [...nav.matchAll(/^  \.\.\.(\w+),$/gm)].map(([, part = '']) => read(fileOf(part))).join('')

/** What is registered, in the order of the rail. */
export const screens: readonly RegisteredScreen[] = list
  .split(/(?=\bkind: ')/)
  .slice(1)
  .map((text) => ({ kind: /kind: '([^']+)'/.exec(text)?.[1] ?? '', permission: /permission: '([^']+)'/.exec(text)?.[1] }))

const one = { search: '', limit: 1, filters: [], sort: [] }
/** Which record a record's screen shows; undefined where the store has none. A screen of another kind needs none. */
export const records: Readonly<Record<string, (page: Page) => Promise<string | undefined>>> = {
  surveyFigures: async (page) => (await asked(page, 'surveys.forms', {}))[0]?.key,
  order: async (page) => (await asked(page, 'orders.page', one)).rows[0]?.id,
  compare: async (page) =>
    (await asked(page, 'orders.page', { ...one, filters: [{ column: 'state', op: 'is', values: ['quoted'] }] })).rows[0]?.id,
  vehicle: async (page) => (await asked(page, 'vehicles.page', one)).rows[0]?.id,
  lead: async (page) => (await asked(page, 'leads.page', one)).rows[0]?.id,
  workOrder: async (page) => (await asked(page, 'workshop.page', one)).rows[0]?.id,
  inspection: async (page) => (await asked(page, 'workshop.page', one)).rows[0]?.id,
  partCount: async (page) =>
    (await asked(page, 'partcounts.page', { ...one, filters: [{ column: 'state', op: 'is', values: ['open'] }] })).rows[0]?.id,
  customer: async (page) => (await asked(page, 'customers.page', one)).rows[0]?.id,
}

/** The people of a demo store, who take the desk without a password: whoever may see most comes first. */
export async function demoPeople(page: Page): Promise<{ sitDown(permission: string | undefined): Promise<void> }> {
  const everybody: { id: string; permissions: readonly string[] }[] = []
  for (const { id } of (await asked(page, 'identity.people', {})).people) {
    await asked(page, 'identity.actAs', { userId: id })
    everybody.push({ id, permissions: (await asked(page, 'identity.me', {})).permissions })
  }
  everybody.sort((a, b) => b.permissions.length - a.permissions.length)
  return {
    sitDown: async (permission) => {
      const able = everybody.find(({ permissions }) => permission === undefined || permissions.includes(permission))
      if (!able) throw new Error(`nobody in the demo store may ${permission}`)
      if ((await asked(page, 'identity.me', {})).id !== able.id) await asked(page, 'identity.actAs', { userId: able.id })
    },
  }
}
