// Quantities of parts are never bare: on the clipboard and in a file their unit stands with them.
import { expect, test } from 'vitest'
import { unitsText } from '../../../src/renderer/ui/Units.tsx'
import { unitInFile } from '../../../src/renderer/ui/table/unit-in-file.ts'

test('a file of quantities has a column that says in which unit they are', () => {
  const shown = ['code', 'expectedUnits', 'countedUnits', 'units'].map((id) => ({ id, title: id }))
  expect(unitInFile(shown, '单位').map(({ id }) => id)).toEqual(['code', 'expectedUnits', 'unit', 'countedUnits', 'units'])
  const none = [{ id: 'code', title: '编码' }]
  expect(unitInFile(none, '单位')).toEqual(none)
  expect([unitsText(-120_000, '毫升'), unitsText(3, null), unitsText(null, '件')]).toEqual(['-120000 毫升', '3', ''])
})
