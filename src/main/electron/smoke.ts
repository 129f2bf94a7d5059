// `--smoke`: proves that the built application comes up. Waits until the first screen answers a key, prints one JSON
// line and ends the process; says what was missing when it does not come.
import { app, type BrowserWindow } from 'electron'
import { declaredTables } from '../../shared/tables/define.ts'
import type { Session } from '../store/session.ts'

const PATIENCE_MS = 60_000
/** A screen stands in the sheet and holds something to work with. */
const SHOWN = `!!document.querySelector('#sheet :is(button, input, table, a)')`
/** The palette came up and holds the keyboard. */
const ANSWERED = `document.activeElement?.matches('[role=dialog] input, [role=dialog] [role=combobox]') === true`

/** `withoutMs` is what was done before the window and does not count as start-up (making the demo store). */
export async function smoke(window: BrowserWindow, store: () => Session | null, withoutMs: number): Promise<void> {
  const end = Date.now() + PATIENCE_MS
  const until = async (what: string, expression: string): Promise<void> => {
    while (!(await window.webContents.executeJavaScript(expression).catch(() => false))) {
      if (Date.now() > end) throw new Error(`${what} did not come: ${String(await window.webContents.executeJavaScript('document.body.innerText').catch(() => '')).slice(0, 400)}`)
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
    const st = store()?.st
    const rows = declaredTables().reduce((sum, table) => sum + (st?.one<{ n: number }>(`SELECT count(*) AS n FROM "${table}"`)?.n ?? 0), 0)
    const line = { readyMs, rssMb: Math.round(process.memoryUsage().rss / 1_048_576), electron: process.versions.electron, rows }
    await new Promise<void>((done) => process.stdout.write(`${JSON.stringify(line)}\n`, () => done()))
    app.quit()
  } catch (error) {
    process.stderr.write(`smoke: ${error instanceof Error ? error.message : String(error)}\n`)
    app.exit(1)
  }
}
