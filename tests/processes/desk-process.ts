// A busy desk as a process, and what its neighbours know of it: everything it acknowledged before it was killed, noted
// here, outside.
import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Said, Told, Work } from './busy-desk.ts'

/** What a desk acknowledged, over all its lives. */
export type Noted = {
  /** Digest of the payload of every changeset whose commit had returned. */
  wrote: Map<string, string>
  /** What headquarters ruled, as the desk had committed it. */
  ruled: Map<string, string>
}
export const nothingNoted = (): Noted => ({ wrote: new Map(), ruled: new Map() })

export type DeskProcess = ReturnType<typeof startDesk>
export type DeskPrograms = { desk: string; worker: string }

export function startDesk(programs: DeskPrograms, folder: string, noted: Noted, options: { seed: number; pauseMs?: number; work?: Work }) {
  const child: ChildProcess = spawn(
    process.execPath,
    [programs.desk, folder, programs.worker, String(options.seed), String(options.pauseMs ?? 150), options.work ?? 'counter'],
    {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { PATH: process.env['PATH'] },
    },
  )
  /** Between the word that something is about to be written and the word that it was. */
  let writing = false
  let asking = 0
  let answers = 0
  let writes = 0
  let worker = 0
  const workers: number[] = []
  const failed: string[] = []
  const modes: string[] = []
  let open = false
  let rests = 0
  let quiet = 0
  const papers: string[] = []
  const fetched = new Set<string>()
  let missed = 0
  const tell = (told: Told): void => void child.send(told)
  let stderr = ''
  const listeners = new Set<() => void>()

  const hear = (said: Said): void => {
    switch (said[0]) {
      case 'open':
        open = true
        break
      case 'writing':
      case 'taking':
        writing = true
        break
      case 'wrote':
        writing = false
        writes += 1
        noted.wrote.set(said[1], said[2])
        break
      case 'refused':
        writing = false
        break
      case 'took':
        writing = false
        for (const [changeset, outcome] of said[1]) noted.ruled.set(changeset, outcome)
        break
      case 'asked':
        asking = said[1]
        break
      case 'answered':
        asking = 0
        answers += 1
        break
      case 'failed':
        asking = 0
        failed.push(said[1])
        break
      case 'worker':
        workers.push((worker = said[1]))
        break
      case 'mode':
        modes.push(said[1])
        break
      case 'quiet':
        quiet = said[1]
        break
      case 'archived':
        papers.push(said[1])
        break
      case 'fetched':
        if (said[2]) fetched.add(said[1])
        else missed += 1
    }
    for (const listener of listeners) listener()
  }
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })
  // A line cut by the kill was never a word.
  lines.on('line', (line) => line.endsWith(']') && hear(JSON.parse(line) as Said))
  child.stderr?.on('data', (data: Buffer) => (stderr += data.toString()))
  let gone = false
  const over = Promise.all([new Promise((done) => child.once('exit', done)), new Promise((done) => lines.once('close', done))]).then(() => {
    gone = true
    for (const listener of listeners) listener()
  })

  return {
    noted,
    /** True once it is over: it was killed in the middle of a write. */
    writing: (): boolean => writing,
    /** Changesets of the round that is with headquarters. */
    asking: (): number => asking,
    counts: () => ({ answers, writes, workers: workers.length, failed: failed.length, modes: modes.length }),
    lastFailure: (): string | undefined => failed.at(-1),
    modesSince: (count: number): string[] => modes.slice(count),
    worker: (): number => worker,
    workers: (): readonly number[] => workers,
    /** Since it was told to rest: nothing is left to say or to hear. */
    quiet: (): boolean => rests > 0 && quiet === rests,
    /** Resolves when it is so. @throws with what it said last when it ended, or was not so in time. */
    until: (so: () => boolean, withinMs: number, what: string): Promise<void> =>
      new Promise((done, fail) => {
        const end = (finish: () => void): void => {
          listeners.delete(look)
          clearTimeout(timer)
          finish()
        }
        const look = (): void => {
          if (so()) end(done)
          else if (gone)
            end(() => fail(new Error(`${what}: the desk ended with ${child.exitCode ?? child.signalCode}: ${stderr.slice(-2_000)}`)))
        }
        const timer = setTimeout(
          () => end(() => fail(new Error(`${what}: not within ${withinMs} ms; modes ${modes.slice(-4).join()}; ${stderr.slice(-500)}`))),
          withinMs,
        )
        listeners.add(look)
        look()
      }),
    isOpen: (): boolean => open,
    /** kill -9; resolves when it is gone and everything it had said was heard. */
    kill: async (): Promise<void> => {
      child.kill('SIGKILL')
      await over
    },
    /** No more deeds; it goes on talking to headquarters. */
    rest: (): void => tell({ rest: ++rests }),
    goOn: (): void => tell('work'),
    /** Archives a paper of so many bytes; its digest joins `papers`. */
    archive: (bytes: number): void => tell({ archive: bytes }),
    papers: (): readonly string[] => papers,
    /** Asks headquarters for another desk's paper. */
    fetch: (sha256: string): void => tell({ fetch: sha256 }),
    fetched: (sha256: string): boolean => fetched.has(sha256),
    missed: (): number => missed,
    /** Ends as a program that is closed does. */
    end: async (): Promise<number | null> => {
      if (child.connected) tell('end')
      await over
      return child.exitCode
    },
  }
}
