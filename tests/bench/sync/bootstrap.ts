// A fresh desktop downloads a site of many rows: until indexed look-ups answer, and what the worker's memory does meanwhile.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { desktop } from '../../support/desktop.ts'
import { proxyTo } from '../../support/proxy.ts'
import { compared } from './figures.ts'
import { benchHq, fillHq } from './hq.ts'
import { floorDesk, floorHq } from './floor.ts'
import { peopleOf, some } from './people.ts'

/** MB a process holds, as Linux counts it. */
export const rssMb = (pid: number): number =>
  Math.round(Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024)

export async function benchBootstrap(rounds: number, rows: number) {
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-bench-fill-'))
  try {
    const { site } = await fillHq(join(folder, 'hq'), rows)
    const bareHq = await floorHq(folder)
    await bareHq.seed(1, site, rows)
    const hq = await benchHq(join(folder, 'hq'))
    const ours: number[] = []
    const floor: number[] = []
    let memory = { workerMb: 0, hqMb: 0 }
    try {
      for (let round = 0; round < rounds; round++) {
        const made = await download(hq, rows, site)
        ours.push(made.ms)
        memory = { workerMb: Math.max(memory.workerMb, made.workerMb), hqMb: Math.max(memory.hqMb, made.hqMb) }
        const bare = floorDesk(join(folder, `bare-${round}.db`), bareHq)
        const from = performance.now()
        await bare.bootstrap()
        floor.push(performance.now() - from)
        if (bare.count() !== rows) throw new Error(`the floor holds ${bare.count()} rows`)
        bare.close()
      }
      const line = await proxyTo(() => hq.port)
      await download(hq, rows, site, line.port)
      const down = Math.round(line.countDown() / rows)
      await line.close()
      return { ...compared(ours, floor), target: 'ratio ≤ 1.5', memory, bytesARowDown: down, bytesTarget: '≤ 110' }
    } finally {
      await hq.stop()
      bareHq.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function download(hq: Awaited<ReturnType<typeof benchHq>>, rows: number, site: string, port?: number) {
  const code = hq.code()
  const desk = desktop('新来的')
  let [workerMb, hqMb] = [0, 0]
  const watch = setInterval(() => {
    const pid = desk.workers.at(-1)?.pid
    if (pid) workerMb = Math.max(workerMb, rssMb(pid))
    hqMb = Math.max(hqMb, rssMb(hq.pid))
  }, 100)
  try {
    const from = performance.now()
    await desk.join(code, port)
    const ms = performance.now() - from
    // An indexed look-up answers, and everybody is there.
    const [last] = some(peopleOf(1, site), rows).slice(-1)
    const found = desk.st.one<{ id: string }>('SELECT id FROM customers WHERE phone = ?', last?.image['phone'])
    const count = desk.st.one<{ n: number }>('SELECT count(*) AS n FROM customers')?.n
    if (found?.id !== last?.id || count !== rows) throw new Error(`${count} of ${rows} rows, ${JSON.stringify(desk.troubles)}`)
    return { ms, workerMb, hqMb }
  } finally {
    clearInterval(watch)
    await desk.remove()
  }
}
