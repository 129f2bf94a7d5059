// A mail server that really listens and keeps what it was given, and a post thread for the desks of a test.
import { SMTPServer } from 'smtp-server'
import { postThread } from '../../src/main/post/near.ts'
import { openOffice, type Office } from '../../src/main/post/office.ts'
import type { Session } from '../../src/main/store/session.ts'

export type Mail = { to: string[]; raw: string; user: string | null }
export type MailServer = Awaited<ReturnType<typeof mailServer>>

/** Takes mail of `user` with `password`; `refuse` answers a recipient with a code, `busy` every letter with 451. */
export async function mailServer({ user, password, port = 0 }: { user?: string; password?: string; port?: number } = {}) {
  const mails: Mail[] = []
  const wish = { refuse: new Set<string>(), busy: false }
  const server = new SMTPServer({
    authOptional: user === undefined,
    allowInsecureAuth: true,
    hideSTARTTLS: false,
    disabledCommands: user === undefined ? ['AUTH', 'STARTTLS'] : [],
    onAuth: (auth, _session, done) =>
      auth.username === user && auth.password === password ? done(null, { user: auth.username }) : done(new Error('wrong password')),
    onRcptTo: ({ address }, _session, done) =>
      wish.refuse.has(address) ? done(Object.assign(new Error('no such mailbox'), { responseCode: 550 })) : done(),
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        if (wish.busy) return done(Object.assign(new Error('try later'), { responseCode: 451 }))
        const to = session.envelope.rcptTo.map(({ address }) => address)
        mails.push({ to, raw: Buffer.concat(parts).toString('utf8'), user: (session.user as string | undefined) ?? null })
        done()
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  const at = (server.server.address() as { port: number }).port
  return { port: at, mails, wish, stop: () => new Promise<void>((done) => server.close(() => done())) }
}

/** An office over a store whose errors fail the test. */
export function officeOf(session: Session, troubles: unknown[] = []): Office & { troubles: unknown[] } {
  return { ...openOffice({ session, carrier: postThread(), log: (error) => troubles.push(error) }), troubles }
}
