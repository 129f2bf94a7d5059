// Leads in the real window without a mouse: somebody comes in and is logged, a lead is entered, walks across the board, and a
// contact is ticked off. Seconds and inputs of each are printed and bounded.
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { addDays } from '../../src/shared/dates.ts'
import { launch } from '../support/app.ts'
import { sayJob } from '../support/inputs.ts'
import { asked, openDemo, showOnly } from '../support/window.ts'

const shot = async (page: Page, name: string): Promise<void> => {
  const to = process.env['FORECOURT_SHOTS']
  if (to) await page.screenshot({ path: join(to, `${name}.png`) })
}

/** Counts what a person's hands do: every text typed is one input, every key pressed another. */
function hands(page: Page) {
  let inputs = 0
  const from = Date.now()
  return {
    press: async (key: string): Promise<void> => {
      inputs++
      await page.keyboard.press(key)
    },
    type: async (text: string): Promise<void> => {
      inputs++
      await page.keyboard.type(text, { delay: 20 })
    },
    done: (job: string): { seconds: number; inputs: number } => {
      const seconds = (Date.now() - from) / 1000
      console.log(`${job}: ${seconds.toFixed(1)} s, ${inputs} inputs`)
      return { seconds, inputs }
    },
  }
}

test('[FUP-19] [LEA-01] [LEA-03] a visit is logged, a lead entered, moved and followed by keyboard alone', async () => {
  test.setTimeout(240_000)
  const { page, close } = await launch()
  await openDemo(page)

  await test.step('log a visit', async () => {
    await showOnly(page, 'home')
    await expect(page.getByRole('button', { name: /^到店登记/ })).toBeVisible()
    const by = hands(page)
    await by.press('Control+k')
    await by.type('dddj')
    await by.press('Enter')
    const dialog = page.getByRole('dialog', { name: '到店登记' })
    await expect(dialog.getByLabel('手机')).toBeFocused()
    await by.type('13900007788')
    await by.press('Tab')
    await by.type('乔先生')
    await shot(page, 'visit-dialog')
    await by.press('Control+Enter')
    await expect(dialog).toBeHidden()
    const { seconds, inputs } = by.done('log a visit')
    sayJob('log a visit', { inputs, seconds })
    expect(inputs).toBeLessThanOrEqual(8)
    const { rows } = await asked(page, 'leads.visits', { limit: 1 })
    expect(rows[0]).toMatchObject({ name: '乔先生', people: 1, again: false, leftAt: null })
    await expect(page.getByRole('gridcell', { name: '乔先生' })).toBeVisible()
    await page.getByRole('grid').focus()
    await shot(page, 'visits')
    await page.keyboard.press('F8')
    await expect.poll(async () => (await asked(page, 'leads.visits', { limit: 1 })).rows[0]?.stayMinutes).toBe(0)
  })

  await test.step('enter a lead', async () => {
    await showOnly(page, 'leads')
    await expect(page.getByRole('button', { name: /^新线索/ }).first()).toBeVisible()
    await shot(page, 'leads')
    const by = hands(page)
    await by.press('Control+n')
    const dialog = page.getByRole('dialog', { name: '新线索' })
    await expect(dialog.getByLabel('手机')).toBeFocused()
    await by.type('13900007799')
    await by.press('Tab')
    await by.type('柳女士')
    await by.press('Tab')
    await by.type('抖音')
    await by.press('Tab')
    await by.type('青屿 E5')
    await by.press('Tab')
    await by.type('180000')
    await shot(page, 'lead-dialog')
    await by.press('Control+Enter')
    await expect(dialog).toBeHidden()
    by.done('enter a lead')
    await expect(page.getByRole('heading', { name: '柳女士 · 青屿 E5' })).toBeVisible()
    await shot(page, 'lead')
  })

  await test.step('tick off its next contact', async () => {
    await expect(page.getByRole('button', { name: /^完成/ }).first()).toBeVisible()
    const by = hands(page)
    await by.press('F8')
    await expect(page.getByRole('dialog').getByLabel('结果')).toBeFocused()
    await by.type('已通话，周六来店')
    await by.press('Tab')
    await by.type('想看釉青色')
    await shot(page, 'finish-dialog')
    await by.press('Control+Enter')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    by.done('tick off a contact')
    await expect(page.getByText('客户说：想看釉青色')).toBeVisible()
  })

  await test.step('move a contact in the calendar', async () => {
    const [lead] = (await asked(page, 'leads.page', { limit: 1, search: '柳女士' })).rows
    const of = async () => asked(page, 'leads.card', { id: lead?.id ?? '' })
    const { customerId } = (await of()).lead
    const { today } = await asked(page, 'orders.basis', { vehicleId: null })
    const plan = { dueOn: today, dueMinute: 615, channel: 'phone' as const, note: '确认到店时间' }
    const { id } = await asked(page, 'customers.planFollowUp', { customerId, ...plan })
    const stands = async () => {
      const found = (await of()).followUps.find((each) => each.id === id)
      return [found?.dueOn, found?.dueMinute]
    }
    await showOnly(page, 'agenda')
    const entry = page.locator(`[data-entry="${id}"]`)
    await entry.focus()
    // Over the end of the week too, if today is its last day; the focus goes along.
    await page.keyboard.press('Shift+ArrowRight')
    await expect.poll(stands).toEqual([addDays(today, 1), 615])
    await expect(entry).toBeFocused()
    await page.keyboard.press('Shift+ArrowDown')
    await expect.poll(stands).toEqual([addDays(today, 1), 675])
    await expect(entry).toBeFocused()
  })

  await test.step('walk the board', async () => {
    await showOnly(page, 'leadBoard')
    const card = page.locator('.board-card', { hasText: '柳女士' })
    await expect(card).toBeVisible()
    await shot(page, 'lead-board')
    const { rows } = await asked(page, 'leads.page', { limit: 1, search: '柳女士' })
    const id = rows[0]?.id ?? ''
    await card.focus()
    await page.keyboard.press('Shift+ArrowRight')
    await expect.poll(async () => (await asked(page, 'leads.card', { id })).lead.stage).toBe('invited')
    await expect(page.locator('.board-card:focus', { hasText: '柳女士' })).toBeVisible()
    await card.dragTo(page.getByRole('region', { name: '试驾' }))
    await expect.poll(async () => (await asked(page, 'leads.card', { id })).lead.stage).toBe('driven')
    await card.focus()
    await page.keyboard.press('l')
    const lose = page.getByRole('dialog', { name: '柳女士 战败' })
    await expect(lose).toBeVisible()
    await lose.getByRole('button', { name: /原因/ }).focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('option', { name: '竞品' })).toBeVisible()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('listbox')).toHaveCount(0)
    await shot(page, 'lose-dialog')
    await page.keyboard.press('Control+Enter')
    await expect(lose).toBeHidden()
    await expect.poll(async () => (await asked(page, 'leads.card', { id })).lead.lostReason).not.toBeNull()
  })
  await close()
})
