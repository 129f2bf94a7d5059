// `--smoke`: proves that the built application comes up whole. Waits until the first screen answers a key, asks the worker
// thread and the sync process for a sign of life, prints one JSON line and ends; says what was missing otherwise.
import { app, type BrowserWindow } from 'electron'
import { NOBODY } from '../ipc/dispatch.ts'
import type { Program } from '../program.ts'
import { declaredTables } from '../../shared/tables/define.ts'
import type { Port } from '../sync/port.ts'

const PATIENCE_MS = 60_000
/** A screen stands in the sheet and holds something to work with. */
const SHOWN = `!!document.querySelector('#sheet :is(button, input, table, a)')`
/** The palette came up and holds the keyboard. */
const ANSWERED = `document.activeElement?.matches('[role=dialog] input, [role=dialog] [role=combobox]') === true`

/** `withoutMs` is what was done before the window and does not count as start-up (making the demo store). */
export async function smoke(window: BrowserWindow, { desktop }: Program, spawn: () => Port, withoutMs: number): Promise<void> {
  const end = Date.now() + PATIENCE_MS
  const until = async (what: string, expression: string): Promise<void> => {
    while (!(await window.webContents.executeJavaScript(expression).catch(() => false))) {
      if (Date.now() > end)
        throw new Error(
          `${what} did not come: ${String(await window.webContents.executeJavaScript('document.body.innerText').catch(() => '')).slice(0, 400)}`,
        )
      await new Promise((done) => setTimeout(done, 10))
    }
  }
  try {
    await until('the first screen', SHOWN)
    const modifiers: ('meta' | 'control')[] = [process.platform === 'darwin' ? 'meta' : 'control']
    window.webContents.sendInputEvent({ type: 'keyDown', keyCode: 'K', modifiers })
    window.webContents.sendInputEvent({ type: 'keyUp', keyCode: 'K', modifiers })
    await until('the answer to a key', ANSWERED)
    const readyMs = Math.round(Date.now() - performance.timeOrigin - withoutMs)
    const st = desktop.session()?.st
    const rows = declaredTables().reduce((sum, table) => sum + (st?.one<{ n: number }>(`SELECT count(*) AS n FROM "${table}"`)?.n ?? 0), 0)
    const rssMb = Math.round(process.memoryUsage().rss / 1_048_576)
    await desktop.heavy('shell.preferences', {}, NOBODY)
    await answers(spawn())
    await new Promise<void>((done) =>
      process.stdout.write(`${JSON.stringify({ readyMs, rssMb, electron: process.versions.electron, rows })}\n`, () => done()),
    )
    app.quit()
  } catch (error) {
    process.stderr.write(`smoke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    app.exit(1)
  }
}

/** The sync process starts and answers. @throws when it does not. */
function answers(port: Port): Promise<void> {
  return new Promise((done, failed) => {
    const late = setTimeout(() => failed(new Error('the sync process does not answer')), 15_000)
    const end = (work: () => void): void => {
      clearTimeout(late)
      port.kill()
      work()
    }
    port.gone(() => end(() => failed(new Error('the sync process ended'))))
    port.hear((message) => message.kind === 'answer' && end(done))
    port.post({ id: 1, question: 'listen', ask: { on: false } })
  })
}
