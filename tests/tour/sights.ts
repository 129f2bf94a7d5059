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
]
