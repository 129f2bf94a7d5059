// The worker thread that talks to mail servers and gateways, so that no handshake, no letter and no slow folder ever holds
// the window. It knows no store.
import { parentPort } from 'node:worker_threads'
import type { MailSettings } from '../../shared/modules/messages/contract.ts'
import { putAside, readReceipts, type Receipt, type Short, writeBatch } from './gateway.ts'
import { type Letter, type Outcome, sendMail } from './mail.ts'

export type PostTask =
  | { task: 'mail'; settings: MailSettings; secret: string | null; letter: Letter }
  | { task: 'batch'; folder: string; name: string; batch: readonly Short[] }
  | { task: 'receipts'; folder: string }
  | { task: 'aside'; folder: string; name: string }
export type PostAnswer = { mail: Outcome; batch: Outcome; receipts: { name: string; receipts: Receipt[] }[]; aside: null }
export type PostReply = { id: number; ok: true; value: unknown } | { id: number; ok: false; message: string }

const works: { [T in PostTask['task']]: (task: Extract<PostTask, { task: T }>) => PostAnswer[T] | Promise<PostAnswer[T]> } = {
  mail: ({ settings, secret, letter }) => sendMail(settings, secret, letter),
  batch: ({ folder, name, batch }) => writeBatch(folder, name, batch),
  receipts: ({ folder }) => readReceipts(folder),
  aside: ({ folder, name }) => {
    putAside(folder, name)
    return null
  },
}

parentPort?.on('message', ({ id, task }: { id: number; task: PostTask }) => {
  const work = works[task.task] as (task: PostTask) => unknown
  void Promise.resolve()
    .then(() => work(task))
    .then(
      (value) => parentPort?.postMessage({ id, ok: true, value } satisfies PostReply),
      (error: Error) => parentPort?.postMessage({ id, ok: false, message: error.message } satisfies PostReply),
    )
})
