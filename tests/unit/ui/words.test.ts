// Findings become words, keys are written one way, and typed letters find screens by pinyin.
import i18next, { type TFunction } from 'i18next'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import zh from '../../../src/renderer/i18n/zh-CN/ui.json' with { type: 'json' }
import { errorsByField, type Issue } from '../../../src/renderer/ui/form/issues.ts'
import { spokenKeys, writtenKeys } from '../../../src/renderer/ui/keys.ts'
import { bestOf, matchOf } from '../../../src/renderer/ui/palette-match.ts'

const texts = i18next.createInstance()
void texts.init({
  lng: 'zh-CN',
  initAsync: false,
  resources: { 'zh-CN': { ui: zh, cars: { issues: { 'vin-check-digit': '校验位不对，第 9 位应是另一个字' } } } },
  interpolation: { escapeValue: false },
})
const t = texts.t as TFunction

const schema = z.object({
  name: z.string().min(1),
  vin: z.string().refine((vin) => vin !== 'bad', 'vin-check-digit'),
  code: z.string().min(4),
  priceFen: z.int().min(100).max(1000),
  on: z.string(),
  kind: z.enum(['a', 'b']),
  lines: z.array(z.object({ fen: z.int() })),
})
const found = (value: unknown): Record<string, string> =>
  errorsByField(schema.safeParse(value).error!.issues as readonly Issue[], t, 'cars')

describe('what a schema finds wrong', () => {
  test('is said all at once, one line a field, in plain words', () => {
    expect(found({ name: '', vin: 'bad', code: 'ab', priceFen: 7, on: null, kind: 'x', lines: [{ fen: 1.5 }] })).toEqual({
      name: '这里要填',
      vin: '校验位不对，第 9 位应是另一个字',
      code: '至少 4 个字',
      priceFen: '不能小于 100',
      on: '这里要填',
      kind: '请从列表里选',
      'lines.0.fen': '这里要填',
    })
  })
  test('main sends paths joined by dots, and words no text knows still say something', () => {
    expect(
      errorsByField(
        [
          { path: 'plan.0', message: 'never-heard', code: 'custom' },
          { path: 'plan.0', message: 'second' },
        ],
        t,
      ),
    ).toEqual({ 'plan.0': '这里填得不对，请检查' })
  })
})

describe('keys', () => {
  const stroke = (key: string, more: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) =>
    writtenKeys({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more })
  test('are written one way, whatever the caps lock says', () => {
    expect(stroke('k', { ctrlKey: true })).toBe('mod+K')
    expect(stroke('K', { ctrlKey: true, shiftKey: true })).toBe('mod+shift+K')
    expect(stroke('F8')).toBe('F8')
    expect(stroke('?', { shiftKey: true })).toBe('?')
    expect(stroke('1', { altKey: true })).toBe('alt+1')
  })
  test('are spoken as people read them', () => expect(spokenKeys('mod+shift+L')).toBe('Ctrl Shift L'))
})

describe('finding screens', () => {
  const pages = [
    { title: '车辆', pinyin: 'cl cheliang' },
    { title: '采购', pinyin: 'cg caigou' },
    { title: '客户', pinyin: 'kh kehu' },
    { title: '导入车辆', pinyin: 'drcl daorucheliang' },
  ]
  test('by word, by initials, by pinyin with or without spaces', () => {
    expect(bestOf(pages, '车辆', 9).map((page) => page.title)).toEqual(['车辆', '导入车辆'])
    expect(bestOf(pages, 'CL', 9).map((page) => page.title)).toEqual(['车辆', '导入车辆'])
    expect(bestOf(pages, 'che li', 9)[0]?.title).toBe('车辆')
    expect(bestOf(pages, 'c', 9).map((page) => page.title)).toEqual(['车辆', '采购'])
    expect(bestOf(pages, 'zz', 9)).toEqual([])
  })
  test('nothing typed matches nothing', () => expect(matchOf(pages[0]!, '  ')).toBe(0))
})
