// People whom files and events bring: leads of platforms with their source, what somebody did online, whom a partner shares on
// what ground, and who was met at an event. All of a file comes at once, and goes when the import is taken back.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createDispatch } from '../../src/main/ipc/dispatch.ts'
import { allModules } from '../../src/main/modules/handlers.ts'
import type { Services } from '../../src/main/modules/services.ts'
import type { Asked, Kind, Name, Output } from '../../src/shared/contract.ts'
import type { ImportKind } from '../../src/shared/modules/imports/rules/kinds.ts'
import { openShop, person, refused } from '../support/shop.ts'

const folder = mkdtempSync(join(tmpdir(), 'forecourt-online-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const manager = person('manager')
const shop = openShop()
const { dispatch } = createDispatch({
  modules: allModules(),
  store: () => shop.session,
  services: { sessions: { who: () => manager } } as unknown as Services,
  incident: (error) => {
    throw error
  },
})
type JobName = { [N in Name]: Kind<N> extends 'job' ? N : never }[Name]
const ask = async <N extends JobName>(name: N, input: Asked<N>): Promise<NonNullable<Output<N>>> => {
  const reply = await dispatch({ name, input, caller: '1', id: name })
  if (!reply.ok) throw new Error(JSON.stringify(reply.error))
  return reply.value as NonNullable<Output<N>>
}
let files = 0
const file = async (kind: ImportKind, content: string) => {
  const path = join(folder, `file-${++files}.csv`)
  writeFileSync(path, content)
  const opened = await ask('imports.read', { kind, path })
  const chosen = { kind, path, digest: opened.digest, mapping: opened.mapping }
  return { chosen, checked: await ask('imports.check', chosen) }
}
const customerOf = (phone: string): string => shop.st.one<{ id: string }>('SELECT id FROM customers WHERE phone = ?', phone)?.id ?? ''
const provenance = (customerId: string) => shop.run('privacy.provenance', { customerId }, manager)

test('[CUS-05] exports of shops and social media come into the pool of leads, each with its source and campaign', async () => {
  const { chosen, checked } = await file(
    'leads',
    '用户昵称,手机号,平台,直播间,意向车系,留资时间\n小鹿,13700000001,抖音,周五直播,青屿 E5,2026-11-20 21:04\n老周,13700000002,天猫,双十一,青屿 S7,2026-11-11\n',
  )
  expect([checked.good, checked.issues.total]).toEqual([2, 0])
  await ask('imports.run', chosen)
  expect(shop.run('leads.page', { sort: [{ column: 'createdAt', dir: 'asc' }] }, manager).rows).toMatchObject([
    { name: '老周', channel: '天猫', campaign: '双十一' },
    { name: '小鹿', channel: '抖音', campaign: '周五直播' },
  ])
}, 20_000)

test('[CUS-08] what people did on a website or an app is theirs by phone; who is new is entered; taken back it is gone', async () => {
  const rows =
    '手机号,昵称,平台,行为,车型,留言,时间\n13800004471,周杉,官网,浏览,青屿 E5,,2026-11-20 10:00\n13800004471,周杉,APP,对比,青屿 S7,,2026-11-21\n13700000009,,小红书,留言,青屿 E5,后排放得下两个座椅吗,2026-11-21\n'
  const { chosen, checked } = await file('behaviours', rows)
  expect([checked.good, checked.issues.total]).toEqual([3, 0])
  const { batchId } = await ask('imports.run', chosen)
  expect(provenance(shop.customerId).behaviours.map(({ place, kind, subject }) => [place, kind, subject])).toEqual([
    ['APP', 'compare', '青屿 S7'],
    ['官网', 'browse', '青屿 E5'],
  ])
  const met = customerOf('13700000009')
  expect(shop.run('customers.card', { id: met }, manager).customer).toMatchObject({ name: '小红书用户', source: '小红书' })
  expect(provenance(met).behaviours).toMatchObject([{ kind: 'feedback', said: '后排放得下两个座椅吗' }])
  expect((await file('behaviours', rows)).checked.duplicates.inStore).toBe(3)
  const wrong = await file(
    'behaviours',
    '手机号,平台,行为,时间\n1370000,官网,浏览,2026-11-20\n13700000009,官网,跳舞,2026-11-20\n13700000009,官网,浏览,2026-12-24\n',
  )
  expect(wrong.checked.issues.first.map(({ row, code }) => [row, code])).toEqual([
    [2, 'phone-length'],
    [3, 'choice'],
    [4, 'day-ahead'],
  ])
  shop.run('imports.undo', { batchId }, manager)
  expect(provenance(shop.customerId).behaviours).toEqual([])
}, 20_000)

test('[CUS-10] whom a partner shares comes with the ground and the consent; without a ground nobody is taken', async () => {
  const none = await file(
    'partners',
    '姓名,手机,金融机构,授权书,授权日期\n林一,13700000021,示例银行,,2026-11-01\n林二,13700000022,示例银行,SQ-7,\n',
  )
  expect(none.checked.issues.first.map(({ row, field }) => [row, field])).toEqual([
    [2, 'basis'],
    [3, 'agreedOn'],
  ])
  const rows =
    '姓名,手机,金融机构,授权书,授权日期,产品\n林一,13700000021,示例银行,SQ-6,2026-11-01,预批 15 万\n周杉,13800004471,示例银行,SQ-7,2026-11-02,\n'
  const { chosen, checked } = await file('partners', rows)
  expect([checked.good, checked.issues.total]).toEqual([2, 0])
  const { batchId } = await ask('imports.run', chosen)
  const met = customerOf('13700000021')
  expect(provenance(met).origins).toMatchObject([{ partner: '示例银行', basis: 'SQ-6', agreedOn: '2026-11-01', product: '预批 15 万' }])
  const may = (customerId: string) =>
    shop
      .run('privacy.consents', { customerId }, manager)
      .standing.filter(({ may: yes, purpose }) => yes && purpose === 'marketing')
      .map(({ channel }) => channel)
  expect(may(met)).toEqual(['phone'])
  // Somebody known is not entered again.
  expect(provenance(shop.customerId).origins).toHaveLength(1)
  expect((await file('partners', rows)).checked.duplicates.inStore).toBe(2)
  shop.run('imports.undo', { batchId }, manager)
  expect([provenance(shop.customerId).origins, may(shop.customerId)]).toEqual([[], []])
}, 20_000)

test('[CUS-09] at an event five inputs make a lead with its campaign and, if they agreed, the consent', () => {
  const at = { event: '苏州秋季车展', kind: 'fair' as const }
  const { id } = shop.run(
    'leads.capture',
    { ...at, name: '何小满', phone: '13700000031', model: '青屿 E5', level: 'A', agreed: true },
    manager,
  )
  const { lead } = shop.run('leads.card', { id }, manager)
  expect(lead).toMatchObject({ name: '何小满', channel: '车展', campaign: '苏州秋季车展', model: '青屿 E5', level: 'A' })
  const may = (phone: string) =>
    shop
      .run('privacy.consents', { customerId: customerOf(phone) }, manager)
      .standing.find(({ purpose, channel }) => purpose === 'marketing' && channel === 'phone')?.may
  expect(may('13700000031')).toBe(true)
  shop.run('leads.capture', { ...at, name: '何大暑', phone: '13700000032', agreed: false }, manager)
  expect(may('13700000032')).toBe(false)
  expect(refused(() => shop.run('leads.capture', { ...at, name: '何小满', phone: '13700000031', agreed: true }, manager)).code).toBe(
    'duplicate',
  )
})
