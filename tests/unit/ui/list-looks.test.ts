// How a list looks: the columns a person chose as they are drawn, how close together its rows stand, and what a store of its
// own leaves out.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createElement, type ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { densities, densityKept, roomier, rowHeights } from '../../../src/renderer/theme/density.ts'
import {
  columnsHere,
  fitArrangement,
  plainArrangement,
  withColumn,
  type Arrangement,
  type Column,
} from '../../../src/renderer/ui/table/columns.ts'
import { useColumns } from '../../../src/renderer/ui/table/use-columns.ts'

const column = (id: string, more: Partial<Column<never>> = {}): Column<never> => ({ id, title: id, cell: () => null, ...more })
const columns = [
  column('no', { width: 90, frozen: true }),
  column('name', { width: 100, grow: true }),
  column('phone'),
  column('note', { hidden: true, width: 60 }),
  column('sync', { width: 76 }),
]
const plain = plainArrangement(columns)

/** What the grid draws of an arrangement: ids in order, where frozen ones stand, the tracks. */
type Drawn = ReturnType<typeof useColumns<never>>
type Asking = { arrangement: Arrangement; wider: number; of: readonly Column<never>[]; tell: (drawn: Drawn) => void }
function Probe({ arrangement, wider, of, tell }: Asking): ReactNode {
  tell(useColumns<never>(of, arrangement, () => undefined, wider))
  return null
}
function drawn(arrangement: Arrangement, wider = 0, of: readonly Column<never>[] = columns) {
  const told: Drawn[] = []
  renderToStaticMarkup(createElement(Probe, { arrangement, wider, of, tell: (each) => void told.push(each) }))
  const { shown, template, width } = told[0]!
  return {
    ids: shown.map(({ column: { id } }) => id),
    frozen: shown.flatMap(({ column: { id }, frozenAt }) => (frozenAt === null ? [] : [[id, frozenAt] as const])),
    template,
    width,
  }
}

describe('the chosen columns', () => {
  test('are the module’s to begin with: its hidden ones left out, its frozen one first', () =>
    expect(drawn(plain)).toEqual({
      ids: ['no', 'name', 'phone', 'sync'],
      frozen: [['no', 0]],
      template: 'minmax(90px, 90fr) minmax(100px, 160fr) minmax(110px, 110fr) minmax(76px, 76fr)',
      width: 376,
    }))

  test('come and go with a tick, and come back where they stood', () => {
    const without = { ...plain, hidden: withColumn(plain.hidden, 'name', true) }
    expect(drawn(without).ids).toEqual(['no', 'phone', 'sync'])
    const with_ = { ...without, hidden: withColumn(withColumn(without.hidden, 'name', false), 'note', false) }
    expect(drawn(with_).ids).toEqual(['no', 'name', 'phone', 'note', 'sync'])
    expect(withColumn(['a', 'b'], 'a', true)).toEqual(['b', 'a'])
  })

  test('frozen ones stand before the others, each after the last, in the order of the list', () => {
    const frozen = { ...plain, frozen: withColumn(plain.frozen, 'phone', true) }
    expect(drawn(frozen)).toMatchObject({
      ids: ['no', 'phone', 'name', 'sync'],
      frozen: [
        ['no', 0],
        ['phone', 90],
      ],
    })
    expect(drawn({ ...frozen, frozen: withColumn(frozen.frozen, 'no', false) }).frozen).toEqual([['phone', 0]])
  })

  test('keep the width they were drawn to, and only when all have one is room left over', () => {
    expect(drawn({ ...plain, widths: { name: 240 } }).template).toBe('minmax(90px, 90fr) 240px minmax(110px, 110fr) minmax(76px, 76fr)')
    const widths = { no: 50, name: 60, phone: 70, sync: 80 }
    expect(drawn({ ...plain, widths })).toMatchObject({ template: '50px 60px 70px 80px minmax(0, 1fr)', width: 260 })
  })
})

describe('a store without headquarters', () => {
  test('has no column that says what headquarters knows; one that joins has it again in its place', () => {
    const alone = columnsHere(columns, false)
    const kept = fitArrangement({ ...plain, order: ['sync', 'no', 'name', 'phone', 'note'] }, plainArrangement(alone))
    expect(drawn(kept, 0, alone).ids).toEqual(['no', 'name', 'phone'])
    expect(drawn(fitArrangement(kept, plain)).ids).toEqual(['no', 'name', 'phone', 'sync'])
    expect(columnsHere(columns, true)).toBe(columns)
  })
})

describe('how close the rows stand', () => {
  const tokens = readFileSync(resolve(import.meta.dirname, '../../../src/renderer/theme/tokens.css'), 'utf8')
  /** A token in px as this density has it; what it does not say it takes from the ground. */
  const px = (name: string, density: string): number => {
    const value = (text: string | undefined): string | undefined => new RegExp(`--${name}: (\\d+)px`).exec(text ?? '')?.[1]
    const own = tokens.split(`[data-density='${density}'] {`)[1]?.split('}')[0]
    return Number(value(own) ?? value(tokens))
  }

  test.each(densities)('%s: rows lie as far apart as they are high', (density) => expect(rowHeights[density]).toBe(px('row', density)))
  test.each(densities)('%s: columns have room for the padding of their cells', (density) =>
    expect(roomier[density]).toBeGreaterThanOrEqual(2 * (px('cell-x', density) - px('cell-x', 'compact'))),
  )
  test('a list that is roomier is wider, column by column', () => expect(drawn(plain, roomier.normal).width).toBe(376 + 4 * roomier.normal))
  test('a density that is gone is the usual one', () => {
    expect(densities.map(densityKept)).toEqual([...densities])
    for (const kept of [undefined, null, 'cosy', 3, {}]) expect(densityKept(kept)).toBeNull()
  })
})
