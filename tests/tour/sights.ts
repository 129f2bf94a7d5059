// What the tour shows beyond registered screens and what opens over them: moments that need some steps first. The pictures of
// the README come from here.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { StoreName, Toured } from '../support/looked-at.ts'
import { asked, showOnly } from '../support/window.ts'

export type Sight = { of: string; store: StoreName; see: (toured: Toured) => Promise<void> }

/** A dealer's list as it really comes: two good lines, and one with everything wrong. */
const LIST = `客户姓名,手机号码,意向等级,购车预算(万元),业务员,建档时间
欧阳听雪,+86 139 0000 6401,A级,18.39,陈屿,2026-03-01
单雄,139-0000-6402,高,12,许南枝,2026/3/2
缺一位,1390000640,特别想买,十万,陈屿,三月初
曾鞏,0086 13900006403,b,25,,2026年3月3日
,13900006405,B,20,陈屿,2031-01-01
`

export const sights: readonly Sight[] = [
  {
    of: 'order with approval',
    store: 'demo',
    see: async ({ page, sitDown }) => {
      await sitDown('orders.view')
      const { rows } = await asked(page, 'orders.page', {
        limit: 200,
        filters: [{ column: 'state', op: 'is', values: ['reserved', 'paid', 'signed', 'approved', 'delivered'] }],
        sort: [{ column: 'createdAt', dir: 'desc' }],
      })
      for (const { id } of rows) {
        const { approvals, price } = await asked(page, 'orders.card', { id: id as never })
        const agreed = approvals.steps.filter(({ state }) => state === 'approved')
        if (agreed.length > 1 && price.loanFen > 0) return showOnly(page, 'order', id)
      }
      throw new Error('no order with two levels of approval and a loan')
    },
  },
  {
    of: 'palette searching',
    store: 'demo',
    see: async ({ page, sitDown }) => {
      await sitDown('customers.view')
      await showOnly(page, 'home')
      await page.keyboard.press('Control+K')
      await page.getByRole('dialog').getByRole('combobox').pressSequentially('zh')
      await expect(page.getByRole('dialog').getByRole('option').nth(4)).toBeVisible()
    },
  },
  {
    of: 'import preview',
    store: 'demo',
    see: async ({ app, page, sitDown }) => {
      await sitDown('imports.run')
      const file = join(mkdtempSync(join(tmpdir(), 'forecourt-list-')), '老系统客户.csv')
      writeFileSync(file, LIST)
      await app.app.evaluate(({ dialog }, path) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
      }, file)
      await showOnly(page, 'imports')
      await page.keyboard.press('Control+O')
      await expect(page.getByRole('main').getByText('老系统客户.csv').first()).toBeVisible()
      await expect(
        page
          .getByRole('main')
          .getByRole('row', { name: /客户姓名/ })
          .first(),
      ).toBeVisible()
    },
  },
  {
    of: 'needs of customers',
    store: 'demo',
    see: async ({ page, sitDown }) => {
      await sitDown('jobs.edit')
      await showOnly(page, 'afterSales')
      await page.getByRole('heading', { name: '客户需求' }).scrollIntoViewIfNeeded()
      await page.getByRole('heading', { name: '客户需求' }).evaluate((heading) => heading.closest('section')?.scrollIntoView())
      await expect(page.locator('.needs tbody tr').first()).toBeVisible()
    },
  },
  {
    of: 'package out of a need',
    store: 'demo',
    see: async ({ page, sitDown }) => {
      await sitDown('jobs.edit')
      await showOnly(page, 'afterSales')
      await page
        .locator('.needs')
        .getByRole('button', { name: '做成套餐' })
        .or(page.getByRole('button', { name: /^把.*做成套餐$/ }))
        .first()
        .click()
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
  {
    of: 'board with somebody who may not',
    store: 'demo',
    see: async ({ page, sitDown }) => {
      await sitDown('workshop.dispatch')
      const on = await page.evaluate(() => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10))
      const { slots } = await asked(page, 'floor.board', { on })
      const slot = slots.find(({ stage, state }) => stage !== 'finished' && (state === 'open' || state === 'working'))
      if (!slot) throw new Error('nothing is planned today')
      const { rows } = await asked(page, 'jobs.page', { limit: 1, search: '三电系统检测' })
      const { id: jobId } = await asked(page, 'jobs.choose', { orderId: slot.orderId, jobId: rows[0]?.id ?? '' })
      const { certificates } = await asked(page, 'floor.certificates', {})
      const held = certificates.find(({ name, state }) => name === '低压电工作业证' && state === 'valid')
      const startsAt = Date.parse(`${on}T16:00:00+08:00`)
      await asked(page, 'floor.plan', { jobId, technicianId: held?.userId ?? '', startsAt, minutes: 60 })
      await asked(page, 'floor.withdrawCertificate', { id: held?.id ?? '', reason: '复审未过' })
      await showOnly(page, 'workshopBoard')
      await expect(page.locator('.floor-slot.lacks').first()).toBeVisible()
    },
  },
  {
    of: 'shipment shared by weight',
    store: 'demo',
    see: async ({ page, sitDown }) => {
      await sitDown('purchasing.edit')
      await showOnly(page, 'shipments')
      await page.getByRole('row', { name: /YX90087/ }).click()
      await page
        .getByText('分摊到明细')
        .first()
        .evaluate((title) => title.closest('section')?.scrollIntoView())
    },
  },
  {
    of: 'counter with lines',
    store: 'demo',
    see: async ({ page, sitDown }) => {
      await sitDown('parts.move')
      await showOnly(page, 'partCounter')
      await page.getByRole('radio', { name: '零售' }).check({ force: true })
      for (const code of ['QY-OF-1012', 'QY-OIL-0W20', 'BLT-BP-F301', 'QY-WB-24']) {
        await page.getByLabel('配件编码').fill(code)
        await page.keyboard.press('Enter')
        await expect(page.getByRole('main').getByText(code).first()).toBeVisible()
      }
    },
  },
  {
    of: 'labels of parts',
    store: 'demo',
    see: async ({ app, page, sitDown }) => {
      await sitDown('documents.print')
      const filePath = join(process.env['FORECOURT_SHOTS'] ?? mkdtempSync(join(tmpdir(), 'forecourt-labels-')), '配件标签.pdf')
      await app.app.evaluate(({ dialog }, path) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path })
      }, filePath)
      await showOnly(page, 'parts')
      for (const code of ['QY-OF-1012', 'QY-OIL-0W20', 'BLT-BP-F301', 'QY-WB-24'])
        await page.getByRole('row', { name: code }).locator('.tick-cell').click()
      await page.getByRole('button', { name: '打印货位标签' }).click()
      await expect(page.getByText(filePath)).toBeVisible({ timeout: 30_000 })
    },
  },
]
