// A browser's side of the console without a browser: keeps the cookie, sends what the page would, or what it never would.
import { CONSOLE, type ConsoleAsked, type ConsoleName, type ConsoleOutput } from '../../src/shared/console/contract.ts'
import type { Me } from '../../src/shared/console/contract/people.ts'
import type { Role } from '../../src/shared/console/rules.ts'
import { ask, type Reply } from './hq-client.ts'
import type { TestHq } from './hq.ts'

export const PASSWORD = 'Plum-Blossom-42'

export class ConsoleClient {
  readonly hq: Pick<TestHq, 'url' | 'fingerprint'>
  cookie = ''
  /** Every `set-cookie` heard, as it came. */
  readonly told: string[] = []

  constructor(hq: Pick<TestHq, 'url' | 'fingerprint'>) {
    this.hq = hq
  }

  get headers(): Record<string, string> {
    return {
      [CONSOLE.header]: 'person',
      origin: this.hq.url,
      'content-type': 'application/json',
      ...(this.cookie ? { cookie: this.cookie } : {}),
    }
  }

  async send(method: string, path: string, headers: Record<string, string> = this.headers, body?: string): Promise<Reply> {
    const reply = await ask(this.hq, method, path, headers, body === undefined ? undefined : Buffer.from(body))
    for (const cookie of reply.headers['set-cookie'] ?? []) {
      this.told.push(cookie)
      this.cookie = /Max-Age=0/.test(cookie) ? '' : (cookie.split(';')[0] ?? '')
    }
    return reply
  }
  /** The value, or the code of the refusal. */
  async tell<N extends ConsoleName>(name: N, input: ConsoleAsked<N>): Promise<ConsoleOutput<N> | string> {
    const reply = (await this.send('POST', `${CONSOLE.api}${name}`, this.headers, JSON.stringify(input))).json() as
      | { ok: true; value: ConsoleOutput<N> }
      | { ok: false; error: { code: string } }
    return reply.ok ? reply.value : reply.error.code
  }
  /** The value of what must succeed. */
  async call<N extends ConsoleName>(name: N, input: ConsoleAsked<N>): Promise<ConsoleOutput<N>> {
    const value = await this.tell(name, input)
    if (typeof value === 'string') throw new Error(`${name}: ${value}`)
    return value
  }
}

export const secretIn = (url: string): string => url.split('#/link/')[1] ?? ''

/** The first administrator of an HQ, signed in. */
export async function firstAdministrator(hq: TestHq, login = 'lin'): Promise<ConsoleClient & { me: Me }> {
  const link = await hq.hq.people.firstLink()
  const client = new ConsoleClient(hq)
  const me = await client.call('link.use', { secret: secretIn(link?.url ?? ''), login, name: '林总', password: PASSWORD })
  return Object.assign(client, { me })
}

/** Somebody the administrator invites, signed in. */
export async function colleague(hq: TestHq, boss: ConsoleClient, login: string, role: Role): Promise<ConsoleClient & { me: Me }> {
  const { url } = await boss.call('people.invite', { login, name: login, role })
  const client = new ConsoleClient(hq)
  const me = await client.call('link.use', { secret: secretIn(url), login, name: login, password: PASSWORD })
  return Object.assign(client, { me })
}
