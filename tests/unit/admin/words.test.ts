// The audit log speaks the person's language: every command, table and column it may show has words, as have every
// parameter, right and role template.
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { entries } from '../../../src/shared/contract.ts'
import { parameterKeys } from '../../../src/shared/modules/admin/rules/parameters.ts'
import { roleTemplates } from '../../../src/shared/modules/admin/rules/first-roles.ts'
import { permissions } from '../../../src/shared/permissions.ts'
import '../../../src/shared/tables.ts'
import { columnsOf, declaredTables, syncOf, tableOf } from '../../../src/shared/tables/define.ts'

type Words = { [key: string]: string | Words }
const synced = declaredTables().filter((table) => syncOf(table)?.scope !== 'local')
/** Commands that leave a line in the log: all but those that touch only rows of this desktop. */
const logged = [...entries].flatMap(([name, entry]) =>
  entry.kind === 'command' && (entry.writes.length === 0 || entry.writes.some((table) => synced.includes(table))) ? [name] : [],
)

/** What reads code: everything of the product but the lists of rights themselves. */
const code = readdirSync(resolve('src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/permissions\.ts$|admin.rules\.ts$/.test(file))
  .map((file) => readFileSync(resolve('src', file), 'utf8'))
  .join('\n')
test('a right that can be given opens something', () =>
  expect(permissions.filter((permission) => !code.includes(`'${permission}'`))).toEqual([]))

describe.each(['zh-CN', 'en'])('%s', (language) => {
  const texts = JSON.parse(readFileSync(resolve(`src/renderer/i18n/${language}/admin.json`), 'utf8')) as Words
  const has = (path: string): boolean =>
    typeof path.split('.').reduce<string | Words | undefined>((at, key) => (typeof at === 'object' ? at[key] : undefined), texts) ===
    'string'

  test('commands', () => expect(logged.filter((name) => !has(`words.commands.${name}`))).toEqual([]))
  test('tables', () => expect(synced.filter((table) => !has(`words.tables.${table}`))).toEqual([]))
  test('columns', () => {
    const names = synced.flatMap((table) => Object.values(columnsOf(tableOf(table) as never)).map((column) => column.name))
    expect([...new Set(names)].filter((name) => name !== 'id' && !has(`words.columns.${name}`))).toEqual([])
  })
  test('parameters', () => expect(parameterKeys.filter((key) => !has(`keys.${key}`) || !has(`keySays.${key}`))).toEqual([]))
  test('rights', () => expect(permissions.filter((permission) => !has(`perms.${permission}`))).toEqual([]))
  test('role templates', () => expect(roleTemplates.filter((template) => !has(`templates.${template}`))).toEqual([]))
  test('every refusal of identity and admin', () => {
    const identity = JSON.parse(readFileSync(resolve(`src/renderer/i18n/${language}/identity.json`), 'utf8')) as { refusals: Words }
    const missing = [...entries].flatMap(([name, entry]) =>
      /^(admin|identity)\./.test(name)
        ? entry.refusals.filter((code: string) => !(code in (name.startsWith('admin.') ? (texts['refusals'] as Words) : identity.refusals)))
        : [],
    )
    expect(missing).toEqual([])
  })
})
