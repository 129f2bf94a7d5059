// One letter to one mail server, and what its answer means. Knows no store; runs on the post thread.
import { createTransport, type SentMessageInfo } from 'nodemailer'
import type { MailSettings } from '../../shared/modules/messages/contract.ts'
import type { DelayReason, FailReason } from '../../shared/modules/messages/rules.ts'

export type Letter = { id: string; to: string; subject: string; text: string; /** With a way to have no more of it. */ refusable: boolean }
export type Outcome = { kind: 'sent' } | { kind: 'later'; reason: DelayReason } | { kind: 'refused'; reason: FailReason }

/** How long a server may keep us waiting, ms. */
const PATIENCE = 30_000

type MailError = Error & { code?: string; responseCode?: number; command?: string }

/**
 * What an error means for the letter. Lost after its words were on the way, nobody knows whether it arrived: it is not sent
 * again by itself, because nobody may get it twice.
 */
export function meaningOf({ code = '', responseCode, command = '' }: MailError): Outcome {
  if (code === 'EAUTH') return { kind: 'later', reason: 'sign-in' }
  if (responseCode !== undefined) return responseCode < 500 ? { kind: 'later', reason: 'busy' } : { kind: 'refused', reason: 'rejected' }
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return { kind: 'refused', reason: 'rejected' }
  if (command === 'DATA') return { kind: 'refused', reason: 'unsure' }
  return { kind: 'later', reason: 'offline' }
}

/** Never throws: what went wrong is an outcome. The secret goes to the server and nowhere else. */
export async function sendMail(settings: MailSettings, secret: string | null, letter: Letter): Promise<Outcome> {
  const { host, port, tls, user, from, name } = settings
  const transport = createTransport({
    host,
    port,
    secure: tls,
    // A password never crosses the line in the clear.
    requireTLS: !tls && user !== '',
    ...(user === '' ? {} : { auth: { user, pass: secret ?? '' } }),
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    const sent = (await transport.sendMail({
      from: name === '' ? from : { name, address: from },
      to: letter.to,
      subject: letter.subject,
      text: letter.text,
      // The same for every try of a message: servers and readers drop a second copy.
      messageId: `<${letter.id}@${from.slice(from.indexOf('@') + 1)}>`,
      ...(letter.refusable
        ? { list: { unsubscribe: { url: `mailto:${from}?subject=${encodeURIComponent('退订')}`, comment: '退订' } } }
        : {}),
    })) as SentMessageInfo
    return (sent as { rejected?: unknown[] }).rejected?.length ? { kind: 'refused', reason: 'rejected' } : { kind: 'sent' }
  } catch (error) {
    return meaningOf(error as MailError)
  } finally {
    transport.close()
  }
}
