// A dealer's own spreadsheet goes in through the window: a GB18030 file as an old system writes it, everything wrong with it
// at once, a list to correct it by, a cancelled run, a whole one, and the batch taken back.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import iconv from 'iconv-lite'
import readWorkbook from 'read-excel-file/node'
import { type App, launch } from '../support/app.ts'
import { asked, openDemo } from '../support/window.ts'

const folder = mkdtempSync(join(tmpdir(), 'forecourt-import-'))
let demo: App
test.beforeAll(async () => {
  test.setTimeout(180_000)
  demo = await launch()
  await openDemo(demo.page)
})
test.afterAll(async () => {
  await demo?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Heads in the order and words of whoever made the file, under a title line. */
const HEADS = ['备注说明', '购车预算(万元)', '* 手机号码', '建档时间', '意向等级', '客户姓名（必填）', '业务员']
type Line = readonly [note: string, budget: string, phone: string, day: string, level: string, name: string, consultant: string]
function fileOf(name: string, lines: readonly Line[]): string {
  const path = join(folder, name)
  const rows = [['展厅客户登记表', '', '', '', '', '', ''], HEADS, ...lines]
  const text = rows.map((row) => row.map((cell) => (cell.includes(',') ? `"${cell}"` : cell)).join(',')).join('\r\n')
  writeFileSync(path, iconv.encode(`${text}\r\n`, 'gb18030'))
  return path
}
/** What the person chooses in the system's own dialogs from now on. */
const willChoose = (open: string, save: string) =>
  demo.app.evaluate(
    ({ dialog }, paths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [paths.open] })
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: paths.save })
    },
    { open, save },
  )
const people = async (page: Page): Promise<number> => (await asked(page, 'customers.page', { limit: 1 })).total
const main = (page: Page) => page.getByRole('main')
async function begin(page: Page): Promise<void> {
  await page.getByRole('navigation').getByText('客户', { exact: true }).first().click()
  await main(page).getByRole('button', { name: '从表格导入' }).click()
  await expect(main(page).getByRole('heading', { name: '从表格导入' })).toBeVisible()
  const other = main(page).getByRole('button', { name: /换一个文件|再导入一个/ })
  if (await other.isVisible()) await other.click()
  await page.keyboard.press('Control+O')
  await expect(main(page).getByText('第 2 行是列名。')).toBeVisible({ timeout: 30_000 })
}

test('[IMP-01] a GB18030 file: columns suggested, every error of every row at once, the list of problems, then corrected and entered', async () => {
  const { page } = demo
  const known = (await asked(page, 'customers.page', { limit: 1, search: '' })).rows[0]
  const [{ phone = '' } = {}] = await asked(page, 'customers.reveal', { ids: [known?.id ?? ''], what: 'phone' })
  const before = await people(page)
  const good: Line[] = [
    ['要全款，谈过一次', '18.39', '+86 139 0000 6401', '2026-03-01', 'A级', '欧阳听雪', '陈屿'],
    ['', '12', '139-0000-6402', '2026/3/2', '高', '单雄', '许南枝'],
    ['周末来', '25', '0086 13900006403', '2026年3月3日', 'b', '曾鞏', ''],
  ]
  const wrong: Line[] = [
    ['', '十万', '1390000640', '三月初', 'A', '缺一位', '陈屿'],
    ['', '20', '13900006405', '2031-01-01', '特别想买', '', '陈屿'],
  ]
  const doubles: Line[] = [
    ['同一个人', '18', '86-13900006401', '2026-03-05', 'A', '欧阳听雪', '陈屿'],
    ['老客户', '30', `+86${phone ?? ''}`, '2026-03-06', 'A', known?.name ?? '', '陈屿'],
  ]
  const file = fileOf('客户.csv', [...good, ...wrong, ...doubles])
  const report = join(folder, '问题.xlsx')
  await willChoose(file, report)
  await begin(page)

  await expect(main(page).getByRole('button', { name: /文字编码/ })).toContainText('GB18030')
  for (const [head, field] of [
    ['备注说明', '备注'],
    ['购车预算(万元)', '预算'],
    ['* 手机号码', '电话'],
    ['建档时间', '建档日期'],
    ['意向等级', '意向级别'],
    ['客户姓名（必填）', '姓名'],
    ['业务员', '销售顾问'],
  ])
    await expect(main(page).getByRole('row', { name: head }).getByRole('button')).toContainText(field ?? '')
  await page.keyboard.press('Control+Enter')

  await expect(main(page).getByText('2 行有问题，还一行都没有导入。')).toBeVisible()
  for (const [row, field, says] of [
    ['6', '预算', '不是金额'],
    ['6', '电话', '电话位数不对'],
    ['6', '建档日期', '不是日期'],
    ['7', '建档日期', '日期在将来'],
    ['7', '意向级别', '不在可选的写法里'],
    ['7', '姓名', '不能空着'],
  ] as const)
    await expect(
      main(page)
        .getByRole('row')
        .filter({ has: page.getByRole('cell', { name: row, exact: true }) })
        .filter({ has: page.getByRole('cell', { name: field, exact: true }) }),
    ).toContainText(says)
  await main(page)
    .getByRole('tab', { name: /重复/ })
    .click()
  await expect(main(page).getByText('和第 3 行重复')).toBeVisible()
  await expect(main(page).getByText(`已有：${known?.name}`)).toBeVisible()
  await expect(main(page).getByRole('button', { name: /^导入/ })).toBeDisabled()

  await main(page).getByRole('button', { name: '存问题清单' }).click()
  await expect(main(page).getByText(`问题清单存到了 ${report}`)).toBeVisible()
  const [sheet] = await readWorkbook(report)
  const told = (sheet?.data ?? []).map((row) => row.map((cell) => String(cell ?? '')))
  expect(told[0]?.slice(0, 2)).toEqual(['行号', '问题'])
  expect(told.filter(([row]) => row === '6' || row === '7')).toHaveLength(2)
  expect(told.find(([row]) => row === '6')?.[1]).toContain('电话：电话位数不对')
  expect(told.find(([row]) => row === '6')?.join('|')).toContain('缺一位')
  expect(await people(page)).toBe(before)

  fileOf('客户.csv', [...good, ...doubles])
  await main(page).getByRole('button', { name: '改好了，再检查' }).click()
  await expect(main(page).getByText('3 行都没有问题。')).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(main(page).getByText('导入了 3 行客户，现在就能用。')).toBeVisible()
  await expect(main(page).getByText('跳过了 2 行重复的。')).toBeVisible()
  expect(await people(page)).toBe(before + 3)
  const [entered] = (await asked(page, 'customers.page', { limit: 1, search: '欧阳听雪' })).rows
  const { customer } = await asked(page, 'customers.card', { id: entered?.id ?? '' })
  expect(customer).toMatchObject({ name: '欧阳听雪', consultant: '陈屿', level: 'A', budgetFen: 18_390_000, note: '要全款，谈过一次' })
  const shown = await asked(page, 'customers.reveal', { ids: [customer.id], what: 'phone' })
  expect(shown[0]?.phone).toBe('13900006401')

  // Found like anybody else, by the reading of a surname.
  await page.keyboard.press('Control+K')
  await page.getByRole('dialog').getByRole('combobox').pressSequentially('oytx')
  await expect(page.getByRole('option').filter({ hasText: '欧阳听雪' })).toBeVisible()
  await page.keyboard.press('Escape')

  await main(page).getByRole('button', { name: '再导入一个' }).click()
  const batch = main(page).getByRole('row').filter({ hasText: '客户.csv' })
  await batch.getByRole('button', { name: '撤回' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: '撤回这 3 行' }).click()
  await expect(batch).toContainText('已撤回')
  expect(await people(page)).toBe(before)
})

test('an import that is cancelled on the way leaves nobody, and the window answers all the while', async () => {
  const { page } = demo
  const before = await people(page)
  const many = Array.from({ length: 30_000 }, (_, n): Line => ['', '', `137${String(n).padStart(8, '0')}`, '', '', `试导${n}`, ''])
  await willChoose(fileOf('很多.csv', many), join(folder, '无.xlsx'))
  await begin(page)
  await page.keyboard.press('Control+Enter')
  await expect(main(page).getByText('30000 行都没有问题。')).toBeVisible({ timeout: 60_000 })
  await page.keyboard.press('Control+Enter')
  await expect(main(page).getByText('正在导入')).toBeVisible()
  await expect(main(page).getByText(/^[1-9]\d* \/ 30000$/)).toBeVisible()
  await main(page).getByRole('button', { name: '取消' }).click()
  await expect(main(page).getByText('正在导入')).toHaveCount(0, { timeout: 30_000 })
  await expect(main(page).getByRole('button', { name: '导入 30000 行' })).toBeEnabled()
  expect(await people(page)).toBe(before)
  expect((await asked(page, 'customers.page', { limit: 1, search: '试导100' })).total).toBe(0)
})
