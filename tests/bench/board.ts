// How smoothly the workshop's board moves with two hundred jobs on a 1366×768 window: frames and the window's own work while a piece
// is dragged and while the board is scrolled, beside the same hand over a screen where nothing moves; and how soon a key has moved a
// piece. Frames are the machine's, work a frame is ours.
import type { CDPSession, Page } from '@playwright/test'
import { addDays, CHINA_OFFSET_MINUTES, dayOf } from '../../src/shared/dates.ts'
import { launch } from '../support/app.ts'
import { sitDown } from '../support/keys.ts'
import { asked, openDemo, showOnly } from '../support/window.ts'
import { spread } from './measure.ts'

const MINUTE = 60_000
const JOBS_AN_ORDER = 20

/** Jobs of as many orders as it takes, each planned for tomorrow, all technicians alike. */
async function planJobs(page: Page, jobs: number): Promise<void> {
  const on = addDays(dayOf(Date.now()), 1)
  const opens = Date.parse(`${on}T08:00:00Z`) - CHINA_OFFSET_MINUTES * MINUTE
  const { technicians } = await asked(page, 'floor.board', { on })
  const { rows: cars } = await asked(page, 'workshop.page', { limit: 200, filters: [{ column: 'state', op: 'is', values: ['delivered'] }] })
  for (let at = 0; at < jobs; at++) {
    const car = cars[Math.floor(at / JOBS_AN_ORDER)]
    if (!car) throw new Error('too few cars came to the demo store')
    if (at % JOBS_AN_ORDER === 0) {
      const { order } = await asked(page, 'workshop.card', { id: car.id })
      const { customerId, carId, vehicleId } = order
      const opened = await asked(page, 'workshop.open', {
        car: { customerId, carId, vehicleId },
        kind: 'repair',
        km: order.km + 1000,
        complaint: '异响',
        evenSo: '测量',
      })
      car.id = opened.id
    }
    const { id: jobId } = await asked(page, 'workshop.addJob', { orderId: car.id, name: `检修 ${at + 1}`, minutes: 30, priceFen: 10_000 })
    const technicianId = technicians[at % technicians.length]?.id ?? ''
    const startsAt = opens + (Math.floor(at / technicians.length) % 44) * 15 * MINUTE
    await asked(page, 'floor.plan', { jobId, technicianId, bayId: null, startsAt, minutes: 30 })
  }
}

/** Intervals between frames, and what the window's thread worked a frame, ms, while `hand` moves. */
async function frames(page: Page, cdp: CDPSession, hand: () => Promise<void>) {
  const worked = async (): Promise<number> =>
    (await cdp.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0
  await page.evaluate(() => {
    const times: number[] = []
    let goes = true
    const note = (now: number): void => {
      times.push(now)
      if (goes) requestAnimationFrame(note)
    }
    requestAnimationFrame(note)
    Object.assign(window, { endFrames: () => ((goes = false), times) })
  })
  const before = await worked()
  await hand()
  const after = await worked()
  const times = await page.evaluate(() => (window as unknown as { endFrames(): number[] }).endFrames())
  const intervals = times.slice(1).map((time, at) => time - (times[at] ?? time))
  return { intervalMs: spread(intervals), workMs: Math.round(((after - before) * 1e6) / Math.max(1, intervals.length)) / 1000 }
}

export async function benchBoard(jobs: number) {
  const { app, page, close } = await launch()
  try {
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1366, 768))
    await openDemo(page)
    await sitDown(page, '莫怀远')
    await planJobs(page, jobs)
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('Performance.enable')
    /** A hundred and fifty steps to and fro, one a frame. */
    const circle = async (x: number, y: number): Promise<void> => {
      for (let step = 0; step < 150; step++) {
        await page.mouse.move(x + Math.sin(step / 10) * 150, y + Math.cos(step / 10) * 60)
        await page.evaluate(() => new Promise(requestAnimationFrame))
      }
    }
    await showOnly(page, 'settings')
    const still = await frames(page, cdp, () => circle(600, 400))
    await showOnly(page, 'workshopBoard')
    await page.keyboard.press('Alt+ArrowRight')
    const slots = page.locator('.floor-slot')
    await slots.nth(jobs - 1).waitFor()
    const shown = await slots.count()
    const box = await slots.nth(Math.floor(jobs / 3)).boundingBox()
    if (!box) throw new Error('no piece to drag')
    await page.mouse.move(box.x + 10, box.y + 10)
    await page.mouse.down()
    const dragged = await frames(page, cdp, () => circle(box.x + 10, box.y + 10))
    await page.mouse.move(box.x + 10, box.y + 10)
    await page.mouse.up()
    const scrolled = await frames(page, cdp, async () => {
      for (let step = 0; step < 150; step++) {
        await page.mouse.wheel(0, step % 40 < 20 ? 60 : -60)
        await page.evaluate(() => new Promise(requestAnimationFrame))
      }
    })
    await slots.first().focus()
    const keys = await page.evaluate(async () => {
      const took: number[] = []
      for (let step = 0; step < 40; step++) {
        const piece = document.activeElement as HTMLElement
        const [id, was] = [piece.dataset['slot'] ?? '', piece.style.left]
        const from = performance.now()
        piece.dispatchEvent(new KeyboardEvent('keydown', { key: step % 2 === 0 ? 'ArrowRight' : 'ArrowLeft', bubbles: true }))
        while (document.querySelector<HTMLElement>(`[data-slot="${id}"]`)?.style.left === was) await new Promise(requestAnimationFrame)
        took.push(performance.now() - from)
      }
      return took
    })
    return { jobs: shown, still, dragged, scrolled, keyMs: spread(keys) }
  } finally {
    await close()
  }
}
