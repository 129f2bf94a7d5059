// The palette's search on a real store: what finds whom, where it points, what it must not show.
import { beforeEach, describe, expect, test } from 'vitest'
import type { Asked } from '../../src/shared/contract.ts'
import { orders } from '../../src/shared/modules/orders/tables.ts'
import { somebody, testStore } from '../support/store.ts'

let store = testStore()
beforeEach(() => void (store = testStore()))
let serial = 0
const add = (name: string, over: Partial<Asked<'customers.add'>> = {}, who = somebody()) =>
  store.run('customers.add', { name, phone: `138${String(++serial).padStart(8, '0')}`, ...over }, who).id
const names = (text: string, who = somebody()) => store.run('palette.search', { text }, who).map((found) => found.title)
const car = (over: Partial<Asked<'vehicles.arrive'>> = {}) =>
  store.run('vehicles.arrive', {
    vin: '1M8GDM9AXKP042788',
    brand: '朔风',
    series: 'S7',
    model: '2.0T 尊享',
    exterior: '云母灰',
    listFen: 100,
    priceFen: 100,
    stockNo: 'Y1032',
    ...over,
  })

describe('people', () => {
  test.each([
    ['周杉', '周杉'],
    ['杉', '周杉'],
    ['zs', '周杉'],
    ['ZS', '周杉'],
    ['ｚｓ', '周杉'],
    ['zhou', '周杉'],
    ['zhoushan', '周杉'],
    ['zhou shan', '周杉'],
    ['zhous', '周杉'],
    ['zshan', '周杉'],
    ['shan', '周杉'],
    ['周s', '周杉'],
    ['zengxm', '曾小明'],
    ['cengxiaoming', '曾小明'],
    ['zxming', '曾小明'],
    ['xiaom', '曾小明'],
    ['shanxiong', '单雄信'],
    ['danxx', '单雄信'],
    ['qiu', '仇英'],
    ['lv', '吕绿'],
    ['lulu', '吕绿'],
    ['yuchi', '尉迟恭'],
    ['moqi', '万俟卨'],
    ['ksyuancheng', '昆山远程贸易有限公司'],
    ['amy', 'Amy·王'],
    ['maimaiti', '买买提·艾力'],
    ['mmtal', '买买提·艾力'],
  ])('%s finds %s', (text, name) => {
    add('周杉')
    add('曾小明')
    add('单雄信')
    add('仇英')
    add('吕绿')
    add('尉迟恭')
    add('万俟卨')
    add('昆山远程贸易有限公司', { kind: 'company', contact: '解敏' })
    add('Amy·王')
    add('买买提·艾力')
    expect(names(text)).toContain(name)
  })

  test('a name with a rare character of the second plane is found by it', () => {
    add('𠮷野')
    expect(names('𠮷')).toEqual(['𠮷野'])
    expect(names('野')).toEqual(['𠮷野'])
  })

  test('[CUS-15] by phone tail, whole phone and second phone; the mask holds and the tail is pointed at', () => {
    const id = add('周杉', { phone: '13812344471', phone2: '0512-62888888' })
    const [found] = store.run('palette.search', { text: '4471' })
    expect(found).toEqual({
      kind: 'customer',
      id,
      title: '周杉',
      facts: ['138****4471'],
      state: null,
      site: null,
      provisional: false,
      by: 'phone',
      hit: { fact: 0, from: 7, to: 11 },
    })
    expect(names('12344471')).toEqual(['周杉'])
    expect(names('138-1234-4471')).toEqual(['周杉'])
    expect(names('1381234')).toEqual(['周杉'])
    expect(store.run('palette.search', { text: '8888' })[0]?.facts).toEqual(['0512-****8888'])
    expect(names('2344')).toEqual([])
  })

  test('points at what matched, by name, pinyin and initials', () => {
    add('章穗宁')
    const hit = (text: string) => store.run('palette.search', { text })[0]
    expect(hit('穗宁')).toMatchObject({ by: 'name', hit: { fact: null, from: 1, to: 3 } })
    expect(hit('zs')).toMatchObject({ by: 'initials', hit: { fact: null, from: 0, to: 2 } })
    expect(hit('suin')).toMatchObject({ by: 'initials', hit: { fact: null, from: 1, to: 3 } })
    expect(hit('zhangsui')).toMatchObject({ by: 'pinyin', hit: { fact: null, from: 0, to: 2 } })
  })

  test('a company is found by whom to ask for', () => {
    add('昆山远程贸易有限公司', { kind: 'company', contact: '解敏' })
    expect(store.run('palette.search', { text: 'xiemin' })[0]).toMatchObject({
      title: '昆山远程贸易有限公司',
      by: 'contact',
      hit: { fact: 1 },
    })
  })

  test('names that begin with it come first, then newest first', () => {
    add('张伟')
    add('李章')
    add('章穗')
    expect(names('zhang')).toEqual(['章穗', '张伟', '李章'])
    for (const at of '一二三四五六七八九十'.split('')) add(`${at}章`)
    expect(names('zhang').slice(0, 2)).toEqual(['章穗', '张伟'])
  })

  test('follows a correction and forgets the old name', () => {
    const id = add('周杉')
    store.run('customers.correct', { id, fields: { name: '赵溯' } })
    expect(names('zhoushan')).toEqual([])
    expect(names('zhaosu')).toEqual(['赵溯'])
    const docs = store.raw.prepare('SELECT count(*) AS n FROM search_docs').get()
    expect(docs).toEqual({ n: 1 })
  })

  test('one’s own only for whom sees only those; nobody of another site; no kind without its right', () => {
    const colleague = somebody({ user: '019a0000-0000-7000-8000-0000000000c2', reach: 'own' })
    add('周杉')
    const own = add('周杰', {}, colleague)
    expect(store.run('palette.search', { text: 'zhou' }, colleague).map((found) => found.id)).toEqual([own])
    store.run('customers.correct', { id: own, fields: { consultantId: 'another' } })
    expect(names('zhou', colleague)).toEqual([])
    expect(names('zhou', somebody({ site: 'other' }))).toEqual([])
    expect(names('zhou', somebody({ permissions: new Set(['vehicles.view']) }))).toEqual([])
  })

  test('what is no word finds nothing and breaks nothing', () => {
    add('周杉')
    for (const text of [
      '',
      '   ',
      '"',
      '*',
      'zs"',
      "'; --",
      '（）',
      'NEAR(',
      '😀',
      '\u0000',
      'a'.repeat(100),
      'zhangzhangzhangzhangzhangzhang',
      '-',
      'OR',
      'AND NOT',
    ])
      expect(() => store.run('palette.search', { text })).not.toThrow()
    expect(names('"zs"')).toEqual(['周杉'])
  })
})

describe('cars', () => {
  test.each([
    ['2788', 'vin', 2],
    ['42788', 'vin', 2],
    ['P0427', 'vin', 2],
    ['1m8gdm9axkp042788', 'vin', 2],
    ['y1032', 'stock', 1],
    ['1032', 'stock', 1],
    ['D06418', 'plate', 0],
    ['苏ED06', 'plate', 0],
  ])('%s finds it by %s', (text, by, fact) => {
    car({ plate: '苏E·D06418' })
    const [found] = store.run('palette.search', { text })
    expect(found).toMatchObject({ kind: 'vehicle', title: '朔风 S7 2.0T 尊享', by, hit: { fact }, state: 'in-stock' })
    const { hit, facts } = found as NonNullable<typeof found>
    expect(facts[fact]?.slice(hit?.from, hit?.to).toLowerCase()).toBe(text.toLowerCase())
  })

  test('by brand and series in pinyin; another site’s with its name', () => {
    store.raw.prepare(`INSERT INTO sites (id, name, code) VALUES ('s2', '苏州店', 'SZ')`).run()
    car({})
    expect(store.run('palette.search', { text: 'shuofengs7' })[0]).toMatchObject({ kind: 'vehicle', site: null })
    expect(store.run('palette.search', { text: 'sfs7' })).toHaveLength(1)
    store.raw.prepare(`UPDATE vehicles SET site_id = 's2'`).run()
    expect(store.run('palette.search', { text: 'sfs7' })[0]?.site).toBe('苏州店')
  })
})

test('orders by any part of their number', () => {
  const customerId = add('周杉')
  const who = somebody()
  store.session.write(who, { command: 'orders.quote', writes: new Set(['orders']) }, (db) =>
    db.put(orders, {
      id: 'o1',
      siteId: who.site,
      no: 'SO-KS-02-2611-18',
      state: 'quoted',
      customerId,
      consultantId: who.user,
      listFen: 1,
      priceFen: 1,
      createdAt: 1,
    }),
  )
  for (const text of ['SO-KS-02-2611-18', 'soks', '2611-18', '261118', '18'])
    expect(store.run('palette.search', { text, kinds: ['order'] })[0], text).toMatchObject({
      id: 'o1',
      title: 'SO-KS-02-2611-18',
      by: 'number',
      facts: ['周杉'],
    })
  expect(store.run('palette.search', { text: '2611', kinds: ['order'] })[0]?.hit).toEqual({ fact: null, from: 9, to: 13 })
  expect(store.run('palette.search', { text: 'zs' })[0]?.facts).toContain('SO-KS-02-2611-18')
  expect(store.run('palette.search', { text: '2611' }, somebody({ reach: 'own', user: 'another' }))).toEqual([])
})
